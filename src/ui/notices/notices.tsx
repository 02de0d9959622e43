import { restartEngine } from '#commands/restart-engine.ts';
import { say } from '#messages/say.ts';
import { wording } from '#messages/wording.ts';
import { Icon } from '#ui/kit/icon.tsx';
import { IconButton } from '#ui/kit/icon-button.tsx';
import { useApp, useAppState } from '#ui/use-app.ts';
import { QuietEngine } from './quiet-engine.tsx';

export function Notices() {
  const notices = useAppState((state) => state.notices);
  const dismiss = useAppState((state) => state.noticeDismissed);
  return (
    <div className="notices" role="alert">
      <QuietEngine />
      {notices.map(({ id, error }) => (
        <div className="notice" key={id} data-code={error.code}>
          <Icon name="warning" />
          <p>{wording(error)}</p>
          {error.code === 'device-lost' && <TryGpuAgain id={id} />}
          <IconButton icon="close" label={say.notices.dismiss} onPress={() => dismiss(id)} />
        </div>
      ))}
    </div>
  );
}

function TryGpuAgain({ id }: { readonly id: number }) {
  const app = useApp();
  const dismiss = useAppState((state) => state.noticeDismissed);
  const press = () => {
    dismiss(id);
    void restartEngine(app);
  };
  return (
    <button type="button" className="button" onClick={press}>
      {say.notices.tryGpuAgain}
    </button>
  );
}
