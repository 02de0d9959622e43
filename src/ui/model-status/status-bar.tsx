import { loadModel } from '#commands/load-model.ts';
import { Icon } from '#ui/kit/icon.tsx';
import { ManagerLink } from '#ui/model-manager/manager-link.tsx';
import { stageSentence } from '#ui/prompt-bar/stage-sentence.ts';
import { useApp, useAppState } from '#ui/use-app.ts';
import { deviceName, deviceReason } from './device-sentence.ts';

export function StatusBar() {
  return (
    <footer className="status-bar">
      <p className="disclaimer">Research use only. Not a medical device.</p>
      <p className="privacy" title="Nothing leaves this machine">
        <Icon name="lock" />
        <span>Nothing leaves this machine</span>
      </p>
      <ModelStatus />
      <ManageModels />
      <DeviceStatus />
    </footer>
  );
}

function ModelStatus() {
  const app = useApp();
  const model = useAppState((state) => state.model);
  switch (model.at) {
    case 'absent':
      return <p className="model-status">Model not loaded</p>;
    case 'loading':
      return <p className="model-status">{stageSentence(model.progress)}</p>;
    case 'ready':
      return (
        <p className="model-status">
          Model: {model.model.name} {model.model.version}
        </p>
      );
    case 'unavailable':
      return (
        <p className="model-status">
          Model unavailable
          <button type="button" className="link" onClick={() => void loadModel(app)}>
            Try again
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
  return <ManagerLink>{share === undefined ? 'Models' : `Models: ${share} % of this step`}</ManagerLink>;
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
