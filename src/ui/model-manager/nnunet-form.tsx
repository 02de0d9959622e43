import { useState } from 'react';
import { checkRequirements, deviceMemoryBytes } from '#commands/check-requirements.ts';
import { convertCheckpoint } from '#commands/convert-checkpoint.ts';
import { chooseOfNnunet, pickCheckpoint } from '#commands/manage-models.ts';
import { say } from '#messages/say.ts';
import type { State } from '#state/store.ts';
import { Icon } from '#ui/kit/icon.tsx';
import { Rich } from '#ui/kit/rich.tsx';
import { FilePicker } from '#ui/title-bar/file-picker.tsx';
import { useApp, useAppState } from '#ui/use-app.ts';
import { LicenceTerms } from './licence-terms.tsx';
import { PrecisionChoice, precisionOf } from './precision-choice.tsx';
import { useRecommendation } from './use-recommendation.ts';
import { useTaken } from './use-taken.ts';
import { verdictSentence } from './verdict-sentence.ts';

type Waiting = NonNullable<State['checkpoint']>;
type Nnunet = Extract<Waiting['is'], { kind: 'nnunet' }>;

/** Makes a pack of an nnU-Net v2, such as TotalSegmentator's. */
export function NnunetForm() {
  const app = useApp();
  const checkpoint = useAppState((state) => state.checkpoint);
  const heading = useTaken(checkpoint?.is.kind === 'nnunet' ? checkpoint.name : undefined);
  return (
    <section className="convert" aria-labelledby="nnunet-title">
      <h4 id="nnunet-title" ref={heading} tabIndex={-1}>
        {say.nnunet.add}
      </h4>
      <p>
        <Rich text={say.nnunet.what} />
      </p>
      <div className="convert-actions">
        <FilePicker
          className="button"
          accept=".zip,.pth,.json"
          label={say.nnunet.file}
          multiple
          onPick={(file, all) => {
            const files = new Map(all.map((each) => [each.name, each]));
            void pickCheckpoint(app, { name: file.name, files });
          }}
        >
          <Icon name="open" />
          {say.nnunet.choose}
        </FilePicker>
        <p className="looked-into">{pickedSentence(checkpoint)}</p>
      </div>
      {checkpoint?.is.kind === 'nnunet' && <NnunetOffer key={checkpoint.name} nnunet={checkpoint.is} />}
    </section>
  );
}

function pickedSentence(checkpoint: Waiting | undefined): string {
  if (checkpoint?.is.kind === 'being-read') return say.nnunet.reading(checkpoint.name);
  if (checkpoint?.is.kind === 'nnunet') return say.convert.picked(checkpoint.name, checkpoint.bytes);
  return say.nnunet.nonePicked;
}

function NnunetOffer({ nnunet }: { readonly nnunet: Nnunet }) {
  const app = useApp();
  const isBusy = useAppState((state) => state.packJob !== undefined);
  const device = useAppState((state) => state.device);
  const recommendation = useRecommendation(nnunet.precisions);
  const [chosen, setPrecision] = useState<string>();
  const precision = chosen ?? precisionOf(recommendation);
  const [isAccepted, setAccepted] = useState(false);
  const needs = nnunet.precisions.find(({ name }) => name === precision)?.requirements;
  const precisions = nnunet.precisions.map((each) => ({
    ...{ ...each, offered: true, remark: say.nnunet.remarks[each.name] ?? '' },
  }));
  return (
    <>
      <p>
        <strong>{nnunet.title}</strong> {say.nnunet.facts(nnunet)}
      </p>
      <Configurations nnunet={nnunet} />
      <Folds nnunet={nnunet} />
      <LicenceTerms {...nnunet.license} />
      <PrecisionChoice {...{ precisions, recommendation }} chosen={precision} onChoose={setPrecision} />
      {device && needs && <p>{verdictSentence(checkRequirements(needs, device, deviceMemoryBytes()))}</p>}
      <label className="accept">
        <input type="checkbox" checked={isAccepted} onChange={(event) => setAccepted(event.target.checked)} />
        {say.convert.accept}
      </label>
      <div className="convert-actions">
        <button
          type="button"
          className="button primary"
          disabled={!isAccepted || isBusy}
          onClick={() => void convertCheckpoint(app, precision)}
        >
          {say.nnunet.convert}
        </button>
      </div>
    </>
  );
}

/** Which of several models in the same files. */
function Configurations({ nnunet }: { readonly nnunet: Nnunet }) {
  const app = useApp();
  const { configuration, configurations } = nnunet;
  if (configurations.length < 2) return null;
  return (
    <label className="configuration">
      {say.nnunet.configuration}
      <select
        value={configuration}
        onChange={(event) => void chooseOfNnunet(app, { configuration: event.target.value })}
      >
        {[...configurations].sort().map((each) => (
          <option key={each}>{each}</option>
        ))}
      </select>
    </label>
  );
}

/** Which networks answer, together where they are several. */
function Folds({ nnunet }: { readonly nnunet: Nnunet }) {
  const app = useApp();
  const { configuration, folds, chosen } = nnunet;
  if (folds.length < 2) return null;
  const toggle = (fold: string) => {
    const others = folds.filter((each) => (each === fold ? !chosen.includes(each) : chosen.includes(each)));
    if (others.length > 0) void chooseOfNnunet(app, { configuration, folds: others });
  };
  return (
    <fieldset className="folds">
      <legend>{say.nnunet.folds(chosen.length)}</legend>
      {folds.map((fold) => (
        <label key={fold}>
          <input type="checkbox" checked={chosen.includes(fold)} onChange={() => toggle(fold)} />
          {say.nnunet.fold(fold)}
        </label>
      ))}
    </fieldset>
  );
}
