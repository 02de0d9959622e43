import { useEffect, useRef } from 'react';
import { say } from '#messages/say.ts';
import { Icon } from '#ui/kit/icon.tsx';
import { useApp, useAppState } from '#ui/use-app.ts';
import { SaveDialog } from './save-dialog.tsx';

/** The button below the findings, and the dialog that it opens. */
export function SaveMenu() {
  const { store } = useApp();
  const count = useAppState(({ findings, marks }) => findings.length + marks.length);
  const isSaving = useAppState((state) => state.isSaving);
  const dialog = useRef<HTMLDialogElement>(null);
  const { savingOffered } = store.getState();

  useEffect(() => {
    if (isSaving) dialog.current?.showModal();
    else dialog.current?.close();
  }, [isSaving]);

  return (
    <div className="export-bar">
      <button
        type="button"
        className="button"
        disabled={count === 0}
        title={say.saves.openHint}
        onClick={() => savingOffered(true)}
      >
        <Icon name="download" />
        {say.saves.open}
      </button>
      <SaveDialog ref={dialog} onClose={() => savingOffered(false)} />
    </div>
  );
}
