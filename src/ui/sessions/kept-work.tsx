import { chooseKeeping } from '#commands/session/keep-work.ts';
import { discardRestored } from '#commands/session/show-with-work.ts';
import { say } from '#messages/say.ts';
import { Icon } from '#ui/kit/icon.tsx';
import { IconButton } from '#ui/kit/icon-button.tsx';
import { useApp, useAppState } from '#ui/use-app.ts';

/** Says that what was done before is back, and lets people do without it; or that another tab keeps what is done. */
export function RestoredWork() {
  const app = useApp();
  const from = useAppState((state) => state.restoredFrom);
  const isElsewhere = useAppState((state) => state.isKeptElsewhere);
  const { workRestored, keptElsewhere } = app.store.getState();
  if (from !== undefined) {
    return (
      <div className="notice" data-code="work-restored">
        <Icon name="info" />
        <p>{say.sessions.back(from)}</p>
        <button type="button" className="button" onClick={() => discardRestored(app)}>
          {say.sessions.discard}
        </button>
        <IconButton icon="close" label={say.notices.dismiss} onPress={() => workRestored(undefined)} />
      </div>
    );
  }
  if (!isElsewhere) return null;
  return (
    <div className="notice" data-code="kept-elsewhere">
      <Icon name="warning" />
      <p>{say.sessions.elsewhere}</p>
      <IconButton icon="close" label={say.notices.dismiss} onPress={() => keptElsewhere(false)} />
    </div>
  );
}

/** Asks once, after the first object was found and in nobody's way, whether work is to be kept. */
export function KeepQuestion() {
  const app = useApp();
  const isAsked = useAppState(
    ({ keepsWork, findings }) => keepsWork === 'unasked' && findings.some(({ kind }) => kind === 'found'),
  );
  if (!isAsked) return null;
  return (
    <section className="keep-question" aria-label={say.sessions.keep}>
      <p title={say.sessions.keepHint}>{say.sessions.keepQuestion}</p>
      <button type="button" className="button" onClick={() => void chooseKeeping(app, true)}>
        {say.sessions.yes}
      </button>
      <button type="button" className="button" onClick={() => void chooseKeeping(app, false)}>
        {say.sessions.no}
      </button>
    </section>
  );
}

/** The same choice, to be made at any time. */
export function KeepField() {
  const app = useApp();
  const keepsWork = useAppState((state) => state.keepsWork);
  return (
    <div className="language">
      <label className="field">
        <input
          type="checkbox"
          checked={keepsWork === 'yes'}
          onChange={(event) => void chooseKeeping(app, event.target.checked)}
        />
        <span>{say.sessions.keep}</span>
      </label>
      <p>{say.sessions.keepHint}</p>
    </div>
  );
}
