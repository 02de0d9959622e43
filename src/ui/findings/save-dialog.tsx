import { type Ref, useId, useState } from 'react';
import { chosenFiles } from '#browser/dropped-files.ts';
import {
  canSave,
  copyMethods,
  nameSaves,
  PAGE_SAVE_KINDS,
  type PageSaveKind,
  saveResults,
  saveStem,
} from '#commands/save-results.ts';
import { takeFiles } from '#commands/take-files.ts';
import { say } from '#messages/say.ts';
import { personalParts } from '#results/personal-name.ts';
import { Icon } from '#ui/kit/icon.tsx';
import { FilePicker } from '#ui/title-bar/file-picker.tsx';
import { useApp, useAppState } from '#ui/use-app.ts';

interface SaveDialogProps {
  readonly ref: Ref<HTMLDialogElement>;
  onClose(): void;
}

/** What can be saved, each with what reads it: one by one, or several in a zip file. */
export function SaveDialog({ ref, onClose }: SaveDialogProps) {
  const isOpen = useAppState(({ isSaving }) => isSaving);
  const title = useId();
  return (
    <dialog ref={ref} className="about saves" aria-labelledby={title} onClose={onClose}>
      <h2 id={title}>{say.saves.title}</h2>
      {isOpen && <Offers />}
    </dialog>
  );
}

function Offers() {
  const app = useApp();
  useAppState(({ findings }) => findings);
  useAppState(({ marks }) => marks);
  const progress = useAppState(({ saveProgress }) => saveProgress);
  const possible = PAGE_SAVE_KINDS.filter((kind) => canSave(app, kind));
  const [chosen, setChosen] = useState<ReadonlySet<PageSaveKind>>(
    new Set(['labels', 'seg.nrrd', 'table', 'report']),
  );
  const wanted = possible.filter((kind) => chosen.has(kind));
  const toggle = (kind: PageSaveKind) => setChosen(without(chosen, kind));
  const isAll = wanted.length === possible.length;
  return (
    <>
      <NameField />
      <fieldset className="saves-list" disabled={progress !== undefined}>
        <legend className="unseen">{say.saves.what}</legend>
        {PAGE_SAVE_KINDS.map((kind) => (
          <OfferRow
            key={kind}
            kind={kind}
            isPossible={possible.includes(kind)}
            isChosen={chosen.has(kind)}
            onToggle={() => toggle(kind)}
          />
        ))}
      </fieldset>
      <div className="saves-foot">
        <button type="button" className="link" onClick={() => setChosen(new Set(isAll ? [] : possible))}>
          {isAll ? say.saves.none : say.saves.all}
        </button>
        <CopyMethods />
        <OpenSession />
      </div>
      <div className="saves-foot">
        <span className="saves-progress" role="status">
          {progress && say.saves.making(progress.done, progress.total)}
        </span>
        <form method="dialog">
          <button type="submit" className="button">
            {say.saves.close}
          </button>
        </form>
        <button
          type="button"
          className="button primary"
          disabled={wanted.length === 0 || progress !== undefined}
          onClick={() => void saveResults(app, wanted, { isZipped: true })}
        >
          <Icon name="download" />
          {say.saves.zip(wanted.length)}
        </button>
      </div>
    </>
  );
}

/** `kinds` with `kind`, or without it where it is among them. */
function without(kinds: ReadonlySet<PageSaveKind>, kind: PageSaveKind): ReadonlySet<PageSaveKind> {
  const others = new Set(kinds);
  if (!others.delete(kind)) others.add(kind);
  return others;
}

interface OfferRowProps {
  readonly kind: PageSaveKind;
  readonly isPossible: boolean;
  readonly isChosen: boolean;
  onToggle(): void;
}

function OfferRow({ kind, isPossible, isChosen, onToggle }: OfferRowProps) {
  const app = useApp();
  const { name, hint } = say.saves.kinds[kind];
  const id = useId();
  const reasons: Partial<Record<PageSaveKind, string>> = {
    'dicom-seg': say.saves.notDicom,
    comparison: say.saves.notCompared,
  };
  const why = reasons[kind] ?? say.saves.nothing;
  return (
    <div className="save-offer" data-possible={isPossible}>
      <input
        type="checkbox"
        checked={isPossible && isChosen}
        disabled={!isPossible}
        aria-label={say.saves.choose(name)}
        aria-describedby={id}
        onChange={onToggle}
      />
      <div>
        <span className="save-name">{name}</span>
        <p id={id}>{isPossible ? hint : why}</p>
      </div>
      <button
        type="button"
        className="chip"
        aria-label={say.saves.save(name)}
        disabled={!isPossible}
        onClick={() => void saveResults(app, [kind])}
      >
        {say.saves.saveOne}
      </button>
    </div>
  );
}

/** What the names of files begin with; what in it seems to tell of a person is pointed out. */
function NameField() {
  const app = useApp();
  const [text, setText] = useState(() => saveStem(app));
  const parts = personalParts(text);
  const [field, warning] = [useId(), useId()];
  const choose = (name: string) => {
    setText(name);
    nameSaves(app, name);
  };
  return (
    <div className="saves-name">
      <label htmlFor={field}>{say.saves.stem}</label>
      <input
        id={field}
        type="text"
        autoComplete="off"
        spellCheck={false}
        value={text}
        aria-describedby={parts.length > 0 ? warning : undefined}
        onChange={(event) => choose(event.target.value)}
      />
      <div id={warning} className="saves-warning" role="status">
        {parts.length > 0 && (
          <>
            <Icon name="warning" />
            <p>{say.saves.personal(parts)}</p>
          </>
        )}
      </div>
      {parts.length > 0 && (
        <button type="button" className="chip" onClick={() => choose(say.saves.neutral)}>
          {say.saves.useNeutral}
        </button>
      )}
    </div>
  );
}

/** A session opens onto the scan that it is of. */
function OpenSession() {
  const app = useApp();
  const open = (file: File) => {
    app.store.getState().savingOffered(false);
    void takeFiles(app, chosenFiles([file]));
  };
  return (
    <FilePicker className="chip" accept=".parse3d" label={say.sessions.file} onPick={open}>
      <Icon name="open" />
      {say.sessions.open}
    </FilePicker>
  );
}

function CopyMethods() {
  const app = useApp();
  const [isCopied, setCopied] = useState(false);
  const copy = async () => setCopied(await copyMethods(app));
  return (
    <>
      <button type="button" className="chip" onClick={() => void copy()}>
        <Icon name="copy" />
        {say.saves.copyMethods}
      </button>
      <span className="saves-copied" role="status">
        {isCopied && say.saves.copied}
      </span>
    </>
  );
}
