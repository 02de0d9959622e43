import { useState } from 'react';
import { askForFolder } from '#browser/folders.ts';
import { convertCheckpoint, unknownTensors } from '#commands/convert-checkpoint.ts';
import { pickCheckpoint, refuseInManager, takeModel } from '#commands/manage-models.ts';
import { say } from '#messages/say.ts';
import { wording } from '#messages/wording.ts';
import type { State } from '#state/store.ts';
import { Icon } from '#ui/kit/icon.tsx';
import { Rich } from '#ui/kit/rich.tsx';
import { FilePicker } from '#ui/title-bar/file-picker.tsx';
import { useApp, useAppState } from '#ui/use-app.ts';
import { LicenceTerms } from './licence-terms.tsx';
import { PrecisionChoice, precisionOf } from './precision-choice.tsx';
import { useRecommendation } from './use-recommendation.ts';
import { useTaken } from './use-taken.ts';

type Offered = Extract<State['offered'], { at: 'read' }>;

/** Makes a pack of a checkpoint, or takes one that was made elsewhere. */
export function ConvertForm() {
  const app = useApp();
  const offered = useAppState((state) => state.offered);
  const isBusy = useAppState((state) => state.packJob !== undefined);
  const heading = useTaken(
    useAppState(({ checkpoint }) => (checkpoint?.is.kind === 'other' ? checkpoint.name : undefined)),
  );

  async function add() {
    try {
      const folder = await askForFolder();
      if (folder) await takeModel(app, folder);
    } catch (error) {
      refuseInManager(app, error);
    }
  }

  return (
    <section className="convert" aria-labelledby="convert-title">
      <h3 id="convert-title" ref={heading} tabIndex={-1}>
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
  const checkpoint = useAppState((state) =>
    state.checkpoint?.is.kind === 'other' ? state.checkpoint : undefined,
  );
  const isBusy = useAppState((state) => state.packJob !== undefined);
  const recommendation = useRecommendation(offered.precisions.filter((each) => each.offered));
  const [chosen, setPrecision] = useState<string>();
  const precision = chosen ?? precisionOf(recommendation);
  const unknown = useAppState(unknownTensors);
  const [isAccepted, setAccepted] = useState(false);
  return (
    <>
      <p>{offered.description}</p>
      <p>{say.convert.checkpoint}</p>
      <p>
        <Rich text={say.convert.whichFile} />
      </p>
      <p>{say.convert.costs}</p>
      <LicenceTerms {...offered.license} />
      <PrecisionChoice
        precisions={offered.precisions}
        recommendation={recommendation}
        chosen={precision}
        onChoose={setPrecision}
      />
      <label className="accept">
        <input type="checkbox" checked={isAccepted} onChange={(event) => setAccepted(event.target.checked)} />
        {say.convert.accept}
      </label>
      <div className="convert-actions">
        <FilePicker
          className="button"
          accept=".ckpt,.safetensors,.pt,.pth"
          label={say.convert.file}
          onPick={(file) =>
            void pickCheckpoint(app, { name: file.name, files: new Map([[file.name, file]]) })
          }
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
      {unknown > 0 && (
        <p className="convert-actions">
          {say.convert.unknown(unknown)}
          <button
            type="button"
            className="button"
            disabled={!isAccepted || isBusy}
            onClick={() => void convertCheckpoint(app, precision, true)}
          >
            {say.convert.withoutThem(unknown)}
          </button>
        </p>
      )}
    </>
  );
}
