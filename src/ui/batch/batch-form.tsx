import { type FormEvent, useState } from 'react';
import { askForResults, canWriteFolders } from '#browser/folders.ts';
import { stopBatch } from '#commands/batch-hold.ts';
import { placeBatch, startBatch } from '#commands/run-batch.ts';
import { say } from '#messages/say.ts';
import type { Batch } from '#state/batch-slice.ts';
import { useApp } from '#ui/use-app.ts';

/** Of "as each file says"; the others are the modality's own name. */
const AS_FILES = 'asFiles';

/** What every scan is asked, where the results go, start and stop. */
export function BatchForm({ batch: { at, settings, place } }: { readonly batch: Batch }) {
  const app = useApp();
  const [text, setText] = useState(settings?.text ?? '');
  const [isAll, setAll] = useState(settings !== undefined && settings.text === undefined);
  const [modality, setModality] = useState<string>(settings?.modality ?? AS_FILES);
  const isBusy = at !== 'idle';

  function submit(event: FormEvent) {
    event.preventDefault();
    const stated = modality === 'CT' || modality === 'MR' ? modality : undefined;
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
          {settings ? say.batch.goOn : say.batch.start}
        </button>
      )}
    </form>
  );
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
