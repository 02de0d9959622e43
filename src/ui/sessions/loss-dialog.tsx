import { useEffect, useRef } from 'react';
import { chooseAnswer } from '#commands/ask-person.ts';
import { say } from '#messages/say.ts';
import { useApp, useAppState } from '#ui/use-app.ts';

/** Asks what becomes of results that are in no file, before something takes them away. */
export function LossDialog() {
  const app = useApp();
  const question = useAppState((state) => state.question);
  const dialog = useRef<HTMLDialogElement>(null);
  const { loss } = say.sessions;
  const isClosing = question?.kind === 'close-scan';
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
      <p>{question && (isClosing ? loss.closes : loss.replaces)(question.scan)}</p>
      <div className="again-choices">
        <button type="button" className="button primary" onClick={() => chooseAnswer(app, 'save')}>
          {loss.save}
        </button>
        <button type="button" className="button" onClick={() => chooseAnswer(app, 'go-on')}>
          {isClosing ? loss.close : loss.replace}
        </button>
        <button type="button" className="button" onClick={() => chooseAnswer(app, 'cancel')}>
          {loss.cancel}
        </button>
      </div>
    </dialog>
  );
}
