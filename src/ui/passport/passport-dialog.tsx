import { useEffect, useRef, useState } from 'react';
import type { MachineFacts } from '#browser/machine.ts';
import { measureSpeed } from '#commands/passport/measure-speed.ts';
import { closePassport } from '#commands/passport/show-passport.ts';
import { say } from '#messages/say.ts';
import { wording } from '#messages/wording.ts';
import { IconButton } from '#ui/kit/icon-button.tsx';
import { deviceName, deviceReason } from '#ui/model-status/device-sentence.ts';
import { useApp, useAppState } from '#ui/use-app.ts';
import { Machine } from './machine.tsx';
import { PackTimes } from './pack-times.tsx';

/** What is known of the device, and how long each model would take on it for the open scan. */
export function PassportDialog() {
  const app = useApp();
  const isShown = useAppState((state) => state.isPassportShown);
  const dialog = useRef<HTMLDialogElement>(null);
  const [machine, setMachine] = useState<MachineFacts>();
  useEffect(() => {
    if (!isShown) return dialog.current?.close();
    dialog.current?.showModal();
    void app.readMachine().then(setMachine);
  }, [isShown, app]);
  return (
    <dialog
      ref={dialog}
      className="passport"
      aria-labelledby="passport-title"
      onClose={() => closePassport(app)}
    >
      {isShown && (
        <>
          <header className="chooser-head">
            <h2 id="passport-title">{say.passport.title}</h2>
            <IconButton icon="close" label={say.passport.close} onPress={() => closePassport(app)} />
          </header>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what is long must scroll by keyboard too. */}
          <section className="passport-body" aria-labelledby="passport-title" tabIndex={0}>
            <p>{say.passport.lead}</p>
            <dl className="device-facts">
              <Computes />
              <SpeedFact />
              {machine && <Machine machine={machine} />}
            </dl>
            <PackTimes />
            <p className="fine-print">{say.passport.sources}</p>
          </section>
        </>
      )}
    </dialog>
  );
}

function Computes() {
  const device = useAppState((state) => state.device);
  return (
    <>
      <dt>{say.device.computesOn}</dt>
      <dd>{device ? say.device.computes(deviceName(device), deviceReason(device)) : say.passport.unknown}</dd>
    </>
  );
}

function SpeedFact() {
  const app = useApp();
  const speed = useAppState((state) => state.speed);
  const isRunning = useAppState(({ run }) => run.at === 'running');
  return (
    <>
      <dt>{say.passport.speed}</dt>
      <dd className="speed-fact">
        <span role="status">
          {speed.at === 'measured' && say.passport.gflops(speed.gflops)}
          {speed.at === 'measuring' && say.passport.measuring}
          {speed.at === 'unmeasured' && say.passport.unmeasured}
          {speed.at === 'failed' && say.passport.failed(wording(speed.error))}
        </span>
        <button
          type="button"
          className="button"
          disabled={isRunning || speed.at === 'measuring'}
          onClick={() => void measureSpeed(app)}
        >
          {say.passport.measureAgain}
        </button>
      </dd>
    </>
  );
}
