import { say } from '#messages/say.ts';
import { wording } from '#messages/wording.ts';
import { Icon } from '#ui/kit/icon.tsx';
import { IconButton } from '#ui/kit/icon-button.tsx';
import { useAppState } from '#ui/use-app.ts';

export function Notices() {
  const notices = useAppState((state) => state.notices);
  const dismiss = useAppState((state) => state.noticeDismissed);
  return (
    <div className="notices" role="alert">
      {notices.map(({ id, error }) => (
        <div className="notice" key={id} data-code={error.code}>
          <Icon name="warning" />
          <p>{wording(error)}</p>
          <IconButton icon="close" label={say.notices.dismiss} onPress={() => dismiss(id)} />
        </div>
      ))}
    </div>
  );
}
