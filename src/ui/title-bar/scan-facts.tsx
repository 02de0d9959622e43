import { stopOpening } from '#commands/choose-scan.ts';
import { stateModality } from '#commands/state-modality.ts';
import { say } from '#messages/say.ts';
import type { VolumeInfo } from '#state/volume-slice.ts';
import { useApp, useAppState } from '#ui/use-app.ts';
import { BodyPartSelect } from './body-part-select.tsx';
import { PresetSelect } from './preset-select.tsx';

export function ScanFacts() {
  const info = useAppState(({ volume }) => (volume.at === 'ready' ? volume.info : undefined));
  const isReading = useAppState(({ opening }) => opening.at === 'reading');
  if (isReading) return <Opening />;
  if (!info) return <div className="scan-facts" />;
  return (
    <div className="scan-facts">
      <span className="scan-name" title={info.name}>
        {info.name}
      </span>
      <span className="scan-grid">{say.title.grid(info.grid.size, info.spacingMm)}</span>
      <ModalitySelect info={info} />
      <BodyPartSelect bodyPart={info.bodyPart} />
      <PresetSelect modality={info.modality} />
    </div>
  );
}

/** What is being read, how far, and the way out of it. */
function Opening() {
  const app = useApp();
  const opening = useAppState((state) => state.opening);
  if (opening.at !== 'reading') return null;
  const { name, looked } = opening;
  return (
    <div className="scan-facts">
      <p className="scan-name" role="status">
        {say.title.opening(name)}
      </p>
      {looked && looked.of > 1 && (
        <span className="scan-grid">{say.title.looked(looked.done, looked.of)}</span>
      )}
      <button type="button" className="link" onClick={() => stopOpening(app)}>
        {say.title.stopOpening}
      </button>
    </div>
  );
}

function ModalitySelect({ info }: { readonly info: VolumeInfo }) {
  const app = useApp();
  const name = (modality: VolumeInfo['modality']) => {
    const plain = say.title.modalities[modality];
    return modality === info.modality && info.modalityIsGuess ? say.title.guessed(plain) : plain;
  };
  return (
    <label className={info.modalityIsUnsure ? 'field asks' : 'field'} title={say.title.modalityHint}>
      <span>{say.title.modality}</span>
      <select
        value={info.modalityIsUnsure ? '' : info.modality}
        aria-invalid={info.modalityIsUnsure}
        onChange={(event) => void stateModality(app, event.target.value as VolumeInfo['modality'])}
      >
        {info.modalityIsUnsure && (
          <option value="" disabled>
            {say.title.whichModality}
          </option>
        )}
        <option value="CT">{name('CT')}</option>
        <option value="MR">{name('MR')}</option>
        {info.modality === 'other' && <option value="other">{name('other')}</option>}
      </select>
    </label>
  );
}
