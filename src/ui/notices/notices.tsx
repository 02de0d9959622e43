import { restartEngine } from '#commands/restart-engine.ts';
import { say } from '#messages/say.ts';
import { wording } from '#messages/wording.ts';
import type { State } from '#state/store.ts';
import { Icon } from '#ui/kit/icon.tsx';
import { IconButton } from '#ui/kit/icon-button.tsx';
import { RestoredWork } from '#ui/sessions/kept-work.tsx';
import { WaitingSession } from '#ui/sessions/waiting-session.tsx';
import { useApp, useAppState } from '#ui/use-app.ts';
import { QuietEngine } from './quiet-engine.tsx';

type Notice = State['notices'][number];

/** Above everything, so that nothing lies below it: one strip for each act, with all that is to be said about it. */
export function Notices() {
  const notices = useAppState((state) => state.notices);
  return (
    <div className="notices" role="alert">
      <QuietEngine />
      <WaitingSession />
      <RestoredWork />
      {byAct(notices).map((told) => (
        <NoticeStrip key={told[0]?.id} notices={told} />
      ))}
    </div>
  );
}

/** What is wrong with a prompt is said below it. Things of no act have nothing to do with each other. */
function byAct(notices: readonly Notice[]): readonly (readonly Notice[])[] {
  const strips = new Map<string, Notice[]>();
  for (const notice of notices) {
    const { act, id } = notice;
    if (act === 'prompt') continue;
    const key = act === 'other' ? `${id}` : act;
    strips.set(key, [...(strips.get(key) ?? []), notice]);
  }
  return [...strips.values()];
}

function NoticeStrip({ notices }: { readonly notices: readonly Notice[] }) {
  const dismiss = useAppState((state) => state.noticeDismissed);
  const dismissAll = () => {
    for (const { id } of notices) dismiss(id);
  };
  return (
    <div className="notice" data-code={notices[0]?.error.code}>
      <Icon name="warning" />
      <div>
        {notices.map(({ id, error }) => (
          <p key={id}>{wording(error)}</p>
        ))}
      </div>
      {notices.some(({ error }) => error.code === 'device-lost') && <TryGpuAgain onPress={dismissAll} />}
      <IconButton icon="close" label={say.notices.dismiss} onPress={dismissAll} />
    </div>
  );
}

function TryGpuAgain({ onPress }: { onPress(): void }) {
  const app = useApp();
  const press = () => {
    onPress();
    void restartEngine(app);
  };
  return (
    <button type="button" className="button" onClick={press}>
      {say.notices.tryGpuAgain}
    </button>
  );
}
