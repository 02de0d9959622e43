import { useId, useState } from 'react';
import { askForFolder } from '#browser/folders.ts';
import { addPack } from '#commands/add-pack.ts';
import { convertCheckpoint } from '#commands/convert-checkpoint.ts';
import { pickCheckpoint, refuseInManager } from '#commands/manage-models.ts';
import { wording } from '#error-wording.ts';
import type { State } from '#state/store.ts';
import { Icon } from '#ui/kit/icon.tsx';
import { diskSize } from '#ui/kit/numbers.ts';
import { FilePicker } from '#ui/title-bar/file-picker.tsx';
import { useApp, useAppState } from '#ui/use-app.ts';

type Offered = Extract<State['offered'], { at: 'read' }>;

/** Makes a pack of a checkpoint, or takes one that was made elsewhere. */
export function ConvertForm() {
  const app = useApp();
  const offered = useAppState((state) => state.offered);
  const isBusy = useAppState((state) => state.packJob !== undefined);

  async function add() {
    try {
      const folder = await askForFolder();
      if (folder) await addPack(app, folder);
    } catch (error) {
      refuseInManager(app, error);
    }
  }

  return (
    <section className="convert" aria-labelledby="convert-title">
      <h3 id="convert-title">{offered.at === 'read' ? `Add ${offered.name}` : 'Add a model'}</h3>
      {offered.at === 'unavailable' && <p className="job-failed">{wording(offered.error)}</p>}
      {offered.at === 'read' && <Offer offered={offered} />}
      <div className="add-folder">
        <p>
          A pack made with <code>npm run convert</code>, or saved from here, can be added as a folder; drop it
          on this window or choose it.
        </p>
        <button type="button" className="button" disabled={isBusy} onClick={() => void add()}>
          <Icon name="open" />
          Add a folder
        </button>
      </div>
    </section>
  );
}

function Offer({ offered }: { readonly offered: Offered }) {
  const app = useApp();
  const checkpoint = useAppState((state) => state.checkpoint);
  const isBusy = useAppState((state) => state.packJob !== undefined);
  const [precision, setPrecision] = useState(offered.precisions.find((each) => each.offered)?.name ?? '');
  const [isAccepted, setAccepted] = useState(false);
  return (
    <>
      <p>{offered.description}</p>
      <p>
        Its weights may not be passed on, so they do not come with this page. Get the checkpoint from its
        publisher and choose it here: it is read from your disk, converted in this browser and stored in it.
        Nothing is sent anywhere.
      </p>
      <Licence license={offered.license} />
      <Precisions offered={offered} chosen={precision} onChoose={setPrecision} />
      <label className="accept">
        <input type="checkbox" checked={isAccepted} onChange={(event) => setAccepted(event.target.checked)} />
        I have read these terms and keep to them.
      </label>
      <div className="convert-actions">
        <FilePicker
          className="button"
          accept=".ckpt,.safetensors,.pt,.pth"
          label="Checkpoint file"
          onPick={(file) => pickCheckpoint(app, file)}
        >
          <Icon name="open" />
          Choose the checkpoint
        </FilePicker>
        <p className="picked">
          {checkpoint
            ? `${checkpoint.name}, ${diskSize(checkpoint.bytes)}`
            : 'biomedparse_v2.ckpt or a .safetensors; it can be dropped here too.'}
        </p>
        <button
          type="button"
          className="button primary"
          disabled={!checkpoint || !isAccepted || isBusy}
          onClick={() => void convertCheckpoint(app, precision)}
        >
          Convert
        </button>
      </div>
    </>
  );
}

function Licence({ license: { name, terms, url } }: Pick<Offered, 'license'>) {
  return (
    <div className="licence">
      <h4>Licence: {name}</h4>
      <p>{terms}</p>
      {/* No link: the page opens no other site by itself. */}
      {url && (
        <p>
          Source: <code>{url}</code>
        </p>
      )}
    </div>
  );
}

interface PrecisionsProps {
  readonly offered: Offered;
  readonly chosen: string;
  onChoose(name: string): void;
}

function Precisions({ offered, chosen, onChoose }: PrecisionsProps) {
  const id = useId();
  return (
    <fieldset className="precisions">
      <legend>Precision of the stored weights</legend>
      {offered.precisions.map(({ name, bytes, offered: isOffered, remark }) => (
        <label key={name} className="precision">
          <input
            type="radio"
            name={id}
            value={name}
            checked={name === chosen}
            onChange={() => onChoose(name)}
          />
          <span>
            <strong>
              {name}, {diskSize(bytes)}
            </strong>
            {!isOffered && ' (not recommended)'} {remark}
          </span>
        </label>
      ))}
    </fieldset>
  );
}
