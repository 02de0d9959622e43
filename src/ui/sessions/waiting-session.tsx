import { forgetWaiting } from '#commands/session/open-session.ts';
import { say } from '#messages/say.ts';
import { Icon } from '#ui/kit/icon.tsx';
import { useApp, useAppState } from '#ui/use-app.ts';

/** Says which scan the session that was opened is of, as long as that is not open. */
export function WaitingSession() {
  const app = useApp();
  const wanted = useAppState((state) => state.wantedScan);
  const isOpen = useAppState(({ volume }) => volume.at === 'ready');
  if (!wanted) return null;
  const { size, spacingMm, modality } = wanted;
  const sentence = isOpen ? say.sessions.waits : say.sessions.waitsForFirst;
  return (
    <div className="notice" data-code="session-waits">
      <Icon name="info" />
      <p>{sentence(size, spacingMm, modality)}</p>
      <button type="button" className="button" onClick={() => forgetWaiting(app)}>
        {say.sessions.forget}
      </button>
    </div>
  );
}
