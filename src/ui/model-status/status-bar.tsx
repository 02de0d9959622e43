import { useRef } from 'react';
import { loadModel } from '#commands/load-model.ts';
import { showBatch } from '#commands/open-batch.ts';
import { say } from '#messages/say.ts';
import { batchCount } from '#ui/batch/batch-count.ts';
import { Icon } from '#ui/kit/icon.tsx';
import { showDialog } from '#ui/kit/show-dialog.ts';
import { ManagerLink } from '#ui/model-manager/manager-link.tsx';
import { NetworkDialog } from '#ui/network/network-dialog.tsx';
import { UpdateOffer } from '#ui/network/update-offer.tsx';
import { stageSentence } from '#ui/prompt-bar/stage-sentence.ts';
import { useApp, useAppState } from '#ui/use-app.ts';
import { deviceName, deviceReason } from './device-sentence.ts';

export function StatusBar() {
  return (
    <footer className="status-bar">
      <p className="disclaimer">{say.status.disclaimer}</p>
      <Privacy />
      <UpdateOffer />
      <BatchStatus />
      <ModelStatus />
      <ManageModels />
      <DeviceStatus />
    </footer>
  );
}

/** How far a batch is, and the way back to it. */
function BatchStatus() {
  const app = useApp();
  const batch = useAppState((state) => state.batch);
  if (!batch) return null;
  const { over, of } = batchCount(batch);
  return (
    <button type="button" className="link batch-status" onClick={() => showBatch(app)}>
      {say.batch.status(over, of, batch.at !== 'idle')}
    </button>
  );
}

/** That nothing leaves, and the way to see it. */
function Privacy() {
  const dialog = useRef<HTMLDialogElement>(null);
  const isDark = useAppState((state) => state.isDark);
  const text = isDark ? say.status.dark : say.status.privacy;
  return (
    <>
      <p className="privacy">
        <Icon name="lock" />
        <button
          type="button"
          className="link"
          title={say.status.privacyHint}
          onClick={() => showDialog(dialog.current)}
        >
          {text}
        </button>
      </p>
      <NetworkDialog ref={dialog} />
    </>
  );
}

function ModelStatus() {
  const app = useApp();
  const model = useAppState((state) => state.model);
  switch (model.at) {
    case 'absent':
      return <p className="model-status">{say.status.notLoaded}</p>;
    case 'loading':
      return <p className="model-status">{stageSentence(model.progress)}</p>;
    case 'ready':
      return <p className="model-status">{say.status.model(model.model.name, model.model.version)}</p>;
    case 'unavailable':
      return (
        <p className="model-status">
          {say.status.unavailable}
          <button type="button" className="link" onClick={() => void loadModel(app)}>
            {say.status.tryAgain}
          </button>
        </p>
      );
  }
}

/** The way to the models; while one is being converted, how far that is. */
function ManageModels() {
  const share = useAppState(({ packJob }) => {
    const { done = 0, total = 0 } = packJob?.progress ?? {};
    return packJob && (total > 0 ? Math.floor((100 * done) / total) : 0);
  });
  return <ManagerLink>{share === undefined ? say.status.models : say.status.modelsBusy(share)}</ManagerLink>;
}

function DeviceStatus() {
  const device = useAppState((state) => state.device);
  if (!device) return <p className="device-status" />;
  return (
    <p className="device-status" title={deviceReason(device)}>
      <strong>{deviceName(device)}</strong> <span>{deviceReason(device)}</span>
    </p>
  );
}
