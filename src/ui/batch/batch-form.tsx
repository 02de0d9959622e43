import { type FormEvent, useEffect, useState } from 'react';
import { askForResults, canWriteFolders } from '#browser/folders.ts';
import { stopBatch } from '#commands/batch-hold.ts';
import { readingFor, readWhileTyped } from '#commands/read-batch.ts';
import { placeBatch, startBatch } from '#commands/run-batch.ts';
import { say } from '#messages/say.ts';
import { structureName } from '#messages/structure-name.ts';
import type { Batch, BatchReading, BatchSettings } from '#state/batch-slice.ts';
import { useApp, useAppState } from '#ui/use-app.ts';
import { BatchUnread } from './batch-unread.tsx';

/** Of "as each file says"; the others are the modality's own name. */
const AS_FILES = 'asFiles';

/** So long nobody has typed, in milliseconds: a word is not read before it is whole. */
const READ_AFTER_MS = 500;

/** What every scan is asked, where the results go, start and stop. */
export function BatchForm({ batch: { at, settings, place, reading: last } }: { readonly batch: Batch }) {
  const app = useApp();
  const [text, setText] = useState(settings?.text ?? '');
  const [isAll, setAll] = useState(settings !== undefined && settings.text === undefined);
  const [modality, setModality] = useState<string>(settings?.modality ?? AS_FILES);
  const isBusy = at !== 'idle';
  const stated = modality === 'CT' || modality === 'MR' ? modality : undefined;
  const wanted = useBatchWish(isAll ? undefined : text, stated);
  const reading = isBusy ? undefined : readingFor(last, wanted);

  function submit(event: FormEvent) {
    event.preventDefault();
    const ask = canWriteFolders() ? askForResults : undefined;
    void startBatch(app, { text: isAll ? undefined : text, modality: stated }, ask);
  }

  return (
    <form className="batch-form" onSubmit={submit}>
      <label className="batch-prompts">
        {say.batch.prompts}
        <input
          type="text"
          value={text}
          placeholder={say.batch.example}
          disabled={isBusy || isAll}
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => setText(event.target.value)}
        />
      </label>
      <BatchUnread
        reading={reading}
        onReplace={(from, to) => setText((current) => current.replace(from, () => to))}
      />
      <div className="batch-choices">
        <label className="field">
          <input
            type="checkbox"
            checked={isAll}
            disabled={isBusy}
            onChange={(event) => setAll(event.target.checked)}
          />
          {say.batch.everything}
        </label>
        <label className="field">
          {say.batch.modality}
          <select value={modality} disabled={isBusy} onChange={(event) => setModality(event.target.value)}>
            {Object.entries(say.batch.modalities).map(([key, words]) => (
              <option key={key} value={key}>
                {words}
              </option>
            ))}
          </select>
        </label>
      </div>
      <Place place={place} isBusy={isBusy} />
      {isBusy ? (
        <button
          key="stop"
          type="button"
          className="button"
          disabled={at === 'stopping'}
          onClick={() => stopBatch(app)}
        >
          {at === 'stopping' ? say.batch.stopping : say.batch.stop}
        </button>
      ) : (
        <button key="start" type="submit" className="button primary">
          {startLabel(reading, settings !== undefined)}
        </button>
      )}
    </form>
  );
}

/** What would be asked now; it is read a moment after somebody has typed. */
function useBatchWish(typed: string | undefined, modality: BatchSettings['modality']): BatchSettings {
  const app = useApp();
  const manifestUrl = useAppState((state) => state.homeUrl);
  const text = typed?.trim();
  useEffect(() => {
    if (text === '') return undefined;
    const reading = new AbortController();
    const read = () => void readWhileTyped(app, { text, modality, manifestUrl }, reading.signal);
    const timer = setTimeout(read, READ_AFTER_MS);
    return () => {
      clearTimeout(timer);
      reading.abort();
    };
  }, [app, text, modality, manifestUrl]);
  return { text, modality, manifestUrl };
}

function startLabel(reading: BatchReading | undefined, isAgain: boolean): string {
  const { unread = [], names = [], isTold } = reading ?? {};
  if (isTold && unread.length > 0 && names.length > 0) return say.batch.startOnly(names.map(structureName));
  return isAgain ? say.batch.goOn : say.batch.start;
}

function Place({ place, isBusy }: Pick<Batch, 'place'> & { readonly isBusy: boolean }) {
  const app = useApp();
  if (!canWriteFolders()) return <p className="batch-place">{say.batch.intoZip}</p>;
  return (
    <p className="batch-place">
      <span>{place ? say.batch.intoFolder(place.name) : say.batch.whichFolder}</span>
      <button
        type="button"
        className="link"
        disabled={isBusy}
        onClick={() => void placeBatch(app, askForResults)}
      >
        {place ? say.batch.otherFolder : say.batch.chooseFolder}
      </button>
    </p>
  );
}
