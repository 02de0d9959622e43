import { useEffect, useRef } from 'react';
import { chooseAnswer } from '#commands/ask-person.ts';
import type { Messages } from '#messages/en.ts';
import { say } from '#messages/say.ts';
import type { Question } from '#state/questions-slice.ts';
import { useApp, useAppState } from '#ui/use-app.ts';

/** By what would take them away. */
const wordsOf = (loss: Messages['sessions']['loss']) =>
  ({
    'session-replaces': { what: loss.replaces, goOn: loss.replace },
    'scan-changes': { what: loss.changes, goOn: loss.change },
    'close-scan': { what: loss.closes, goOn: loss.close },
  }) satisfies Record<Question['kind'], object>;

/** Asks what becomes of results that are in no file, before something takes them away. */
export function LossDialog() {
  const app = useApp();
  const question = useAppState((state) => state.question);
  const dialog = useRef<HTMLDialogElement>(null);
  const { loss } = say.sessions;
  const words = wordsOf(loss)[question?.kind ?? 'close-scan'];
  useEffect(() => {
    if (question) dialog.current?.showModal();
    else dialog.current?.close();
  }, [question]);
  return (
    <dialog
      ref={dialog}
      className="again"
      aria-labelledby="loss-title"
      onCancel={(event) => {
        event.preventDefault();
        chooseAnswer(app, 'cancel');
      }}
    >
      <h2 id="loss-title">{loss.title}</h2>
      <p>{question && words.what(question.scan)}</p>
      <div className="again-choices">
        <button type="button" className="button primary" onClick={() => chooseAnswer(app, 'save')}>
          {loss.save}
        </button>
        <button type="button" className="button" onClick={() => chooseAnswer(app, 'go-on')}>
          {words.goOn}
        </button>
        <button type="button" className="button" onClick={() => chooseAnswer(app, 'cancel')}>
          {loss.cancel}
        </button>
      </div>
    </dialog>
  );
}
