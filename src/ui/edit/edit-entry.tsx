import { type FormEvent, useRef, useState } from 'react';
import { drawNewObject, startEditing } from '#commands/edit/start-editing.ts';
import { redo, undo } from '#commands/edit/undo.ts';
import { say } from '#messages/say.ts';
import { findingName } from '#messages/structure-name.ts';
import { Icon, type IconName } from '#ui/kit/icon.tsx';
import { useApp, useAppState } from '#ui/use-app.ts';

/** Where editing begins, and what was done can be undone. */
export function EditEntry() {
  return (
    <div className="edit-entry">
      <StartButton />
      <NewObject />
      <UndoButtons />
      <Dropped />
    </div>
  );
}

function StartButton() {
  const app = useApp();
  const selected = useAppState((state) => state.selected);
  const object = useAppState(({ findings }) =>
    findings.find(({ id, kind }) => id === selected && kind === 'found'),
  );
  const title = object && findingName(object);
  const isEditing = useAppState(({ edited }) => edited !== undefined);
  return (
    <button
      type="button"
      className="tool-button"
      aria-label={title ? say.edit.start(title) : say.edit.startNone}
      disabled={!selected || title === undefined || isEditing}
      title={title ? say.edit.startHint : say.edit.startNoneHint}
      onClick={() => selected && startEditing(app, selected)}
    >
      <Icon name="pencil" />
      {say.edit.startNone}
    </button>
  );
}

/** Asks for a name, and begins with an object without a voxel. */
function NewObject() {
  const app = useApp();
  const [name, setName] = useState<string>();
  const isBack = useRef(false);
  function giveUp() {
    isBack.current = true;
    setName(undefined);
  }
  if (name === undefined) {
    return (
      <button
        ref={(button) => {
          if (isBack.current) button?.focus();
          isBack.current = false;
        }}
        type="button"
        className="tool-button"
        title={say.edit.newHint}
        onClick={() => setName('')}
      >
        <Icon name="plus" />
        {say.edit.newObject}
      </button>
    );
  }
  function begin(event: FormEvent) {
    event.preventDefault();
    drawNewObject(app, name ?? '');
    setName(undefined);
  }
  return (
    <form
      className="new-object"
      onSubmit={begin}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.stopPropagation();
        giveUp();
      }}
    >
      <input
        type="text"
        // biome-ignore lint/a11y/noAutofocus: the field appears because its button was pressed
        autoFocus
        maxLength={60}
        aria-label={say.edit.newName}
        placeholder={say.edit.newName}
        value={name}
        onChange={(event) => setName(event.target.value)}
      />
      <button type="submit" className="tool-button" disabled={!name.trim()}>
        {say.edit.draw}
      </button>
      <button type="button" className="tool-button" onClick={giveUp}>
        {say.edit.cancel}
      </button>
    </form>
  );
}

/** That the oldest steps had to go is said where undo is, too. */
function Dropped() {
  const news = useAppState(({ editNews, edited }) => (edited ? undefined : editNews));
  return (
    <p className="edit-status" role="status">
      {news?.kind === 'steps-dropped' && say.edit.news.stepsDropped(news.count)}
    </p>
  );
}

function UndoButtons() {
  const app = useApp();
  const undoable = useAppState((state) => state.undoable);
  const redoable = useAppState((state) => state.redoable);
  const undoName = undoable ? say.edit.undoWhat(undoable.kind, undoable.title) : say.edit.undo;
  const redoName = redoable ? say.edit.redoWhat(redoable.kind, redoable.title) : say.edit.redo;
  return (
    <>
      <HistoryButton icon="undo" name={undoName} isOn={undoable !== undefined} onPress={() => undo(app)} />
      <HistoryButton icon="redo" name={redoName} isOn={redoable !== undefined} onPress={() => redo(app)} />
    </>
  );
}

interface HistoryButtonProps {
  readonly icon: IconName;
  readonly name: string;
  readonly isOn: boolean;
  onPress(): void;
}

/** Keeps the focus when there is nothing left to take back. */
function HistoryButton({ icon, name, isOn, onPress }: HistoryButtonProps) {
  const isBusy = useAppState(({ editBusy }) => editBusy !== undefined);
  return (
    <button
      type="button"
      className="icon-button"
      aria-label={name}
      title={name}
      aria-disabled={!isOn || isBusy}
      onClick={onPress}
    >
      <Icon name={icon} />
    </button>
  );
}
