import { checkRequirements, deviceMemoryBytes } from '#commands/check-requirements.ts';
import { say } from '#messages/say.ts';
import { deviceName, deviceReason } from '#ui/model-status/device-sentence.ts';
import { PassportLink } from '#ui/passport/passport-link.tsx';
import { useAppState } from '#ui/use-app.ts';
import { verdictSentence } from './verdict-sentence.ts';

/** What this device can run, by which figures, and where they come from. */
export function DevicePanel() {
  const device = useAppState((state) => state.device);
  const offered = useAppState((state) => state.offered);
  if (!device) return null;
  const memoryBytes = deviceMemoryBytes();
  return (
    <section className="device" aria-labelledby="device-title">
      <h3 id="device-title">{say.device.title}</h3>
      {offered.at === 'read' && (
        <ul className="verdicts">
          {offered.precisions.map(({ name, requirements }) => (
            <li key={name}>
              <strong>{say.device.packNamed(offered.name, name)}</strong>{' '}
              {verdictSentence(checkRequirements(requirements, device, memoryBytes))}
            </li>
          ))}
        </ul>
      )}
      <p className="fine-print">{say.device.measured}</p>
      <dl className="device-facts">
        <dt>{say.device.computesOn}</dt>
        <dd>{say.device.computes(deviceName(device), deviceReason(device))}</dd>
        <dt>{say.device.memory}</dt>
        <dd>{memoryBytes === undefined ? say.device.memoryUntold : say.device.memoryTold(memoryBytes)}</dd>
        <dt>{device.backend === 'webgpu' ? say.device.bufferLimit : say.device.memoryLimit}</dt>
        <dd>
          {device.backend === 'webgpu'
            ? say.device.bufferLimitFacts(device.maxBufferBytes)
            : say.device.memoryLimitFacts(device.maxBufferBytes)}
        </dd>
        <dt>{say.device.float16}</dt>
        <dd>{device.shaderF16 ? say.device.hasFloat16 : say.device.noFloat16}</dd>
      </dl>
      <p>
        <PassportLink />
      </p>
    </section>
  );
}
