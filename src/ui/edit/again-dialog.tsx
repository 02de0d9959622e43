import { useEffect, useRef } from 'react';
import { chooseAgain } from '#commands/edit/ask-first.ts';
import { say } from '#messages/say.ts';
import { useApp, useAppState } from '#ui/use-app.ts';

/** Asks what becomes of an edited object that is asked for again. */
export function AgainDialog() {
  const app = useApp();
  const asked = useAppState((state) => state.askedAgain);
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    if (asked) dialog.current?.showModal();
    else dialog.current?.close();
  }, [asked]);
  return (
    <dialog
      ref={dialog}
      className="again"
      aria-labelledby="again-title"
      onCancel={(event) => {
        event.preventDefault();
        chooseAgain(app, 'cancel');
      }}
    >
      <h2 id="again-title">{say.edit.again.title}</h2>
      <p>{asked && say.edit.again.what(asked.titles)}</p>
      <p className="again-hint">{say.edit.again.hint}</p>
      <div className="again-choices">
        <button type="button" className="button primary" onClick={() => chooseAgain(app, 'beside')}>
          {say.edit.again.beside}
        </button>
        <button type="button" className="button" onClick={() => chooseAgain(app, 'replace')}>
          {say.edit.again.replace}
        </button>
        <button type="button" className="button" onClick={() => chooseAgain(app, 'cancel')}>
          {say.edit.again.cancel}
        </button>
      </div>
    </dialog>
  );
}
