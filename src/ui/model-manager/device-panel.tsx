import { checkRequirements, deviceMemoryBytes } from '#commands/check-requirements.ts';
import { gibibytes } from '#ui/kit/numbers.ts';
import { deviceName, deviceReason } from '#ui/model-status/device-sentence.ts';
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
      <h3 id="device-title">This device</h3>
      {offered.at === 'read' && (
        <ul className="verdicts">
          {offered.precisions.map(({ name, requirements }) => (
            <li key={name}>
              <strong>
                {offered.name}, {name}:
              </strong>{' '}
              {verdictSentence(checkRequirements(requirements, device, memoryBytes))}
            </li>
          ))}
        </ul>
      )}
      <p className="fine-print">
        What a pack takes was measured in Chromium, on a machine without a GPU; docs/medimageparse3d.md has
        the table.
      </p>
      <dl className="device-facts">
        <dt>Computes on</dt>
        <dd>
          {deviceName(device)}. {deviceReason(device)}
        </dd>
        <dt>Memory</dt>
        <dd>
          {memoryBytes === undefined
            ? 'This browser does not tell.'
            : `At least ${gibibytes(memoryBytes)} by the browser’s own, rounded figure (navigator.deviceMemory).`}
        </dd>
        <dt>{device.backend === 'webgpu' ? 'GPU buffer limit' : 'Memory limit'}</dt>
        <dd>
          {gibibytes(device.maxBufferBytes)}{' '}
          {device.backend === 'webgpu'
            ? '(maxBufferSize of the adapter).'
            : '(all that WebAssembly can address).'}
        </dd>
        <dt>float16 arithmetic</dt>
        <dd>
          {device.shaderF16
            ? 'The GPU has it (shader-f16); the packs compute in float32 all the same.'
            : 'Not available; not needed either, for the packs compute in float32.'}
        </dd>
      </dl>
    </section>
  );
}
