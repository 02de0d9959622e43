import { useId, useState } from 'react';
import { askForFolder } from '#browser/folders.ts';
import { addPack } from '#commands/add-pack.ts';
import { convertCheckpoint } from '#commands/convert-checkpoint.ts';
import { pickCheckpoint, refuseInManager } from '#commands/manage-models.ts';
import { say } from '#messages/say.ts';
import { wording } from '#messages/wording.ts';
import type { State } from '#state/store.ts';
import { Icon } from '#ui/kit/icon.tsx';
import { Rich } from '#ui/kit/rich.tsx';
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
      <h3 id="convert-title">
        {offered.at === 'read' ? say.convert.addNamed(offered.name) : say.convert.add}
      </h3>
      {offered.at === 'unavailable' && <p className="job-failed">{wording(offered.error)}</p>}
      {offered.at === 'read' && <Offer offered={offered} />}
      <div className="add-folder">
        <p>
          <Rich text={say.convert.folder} />
        </p>
        <button type="button" className="button" disabled={isBusy} onClick={() => void add()}>
          <Icon name="open" />
          {say.convert.addFolder}
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
      <p>{say.convert.checkpoint}</p>
      <Licence license={offered.license} />
      <Precisions offered={offered} chosen={precision} onChoose={setPrecision} />
      <label className="accept">
        <input type="checkbox" checked={isAccepted} onChange={(event) => setAccepted(event.target.checked)} />
        {say.convert.accept}
      </label>
      <div className="convert-actions">
        <FilePicker
          className="button"
          accept=".ckpt,.safetensors,.pt,.pth"
          label={say.convert.file}
          onPick={(file) => pickCheckpoint(app, file)}
        >
          <Icon name="open" />
          {say.convert.choose}
        </FilePicker>
        <p className="picked">
          {checkpoint ? say.convert.picked(checkpoint.name, checkpoint.bytes) : say.convert.nonePicked}
        </p>
        <button
          type="button"
          className="button primary"
          disabled={!checkpoint || !isAccepted || isBusy}
          onClick={() => void convertCheckpoint(app, precision)}
        >
          {say.convert.convert}
        </button>
      </div>
    </>
  );
}

function Licence({ license: { name, terms, url } }: Pick<Offered, 'license'>) {
  return (
    <div className="licence">
      <h4>{say.models.licence(name)}</h4>
      <p>{terms}</p>
      {/* No link: the page opens no other site by itself. */}
      {url && (
        <p>
          <Rich text={say.convert.source(url)} />
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
      <legend>{say.convert.precision}</legend>
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
            <strong>{say.convert.precisionNamed(name, bytes)}</strong>
            {!isOffered && ` ${say.convert.notRecommended}`} {remark}
          </span>
        </label>
      ))}
    </fieldset>
  );
}
