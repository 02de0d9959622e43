import { setEditing, takeRange } from '#commands/edit/start-editing.ts';
import { say } from '#messages/say.ts';
import { useApp, useAppState } from '#ui/use-app.ts';
import { NumberField } from './number-field.tsx';

/** The intensities that tools keep to. */
export function Limits() {
  const app = useApp();
  const { mode, isLimited } = useAppState(({ editSettings }) => editSettings);
  if (mode === 'pieces') return null;
  const isOptional = mode !== 'smart-fill';
  const isOff = isOptional && !isLimited;
  return (
    <fieldset className="edit-group">
      <legend className="unseen">{say.edit.range}</legend>
      {isOptional ? (
        <label className="field" title={say.edit.onlyRangeHint}>
          <input
            type="checkbox"
            checked={isLimited}
            onChange={(event) => setEditing(app, { isLimited: event.target.checked })}
          />
          {say.edit.onlyRange}
        </label>
      ) : (
        <span className="field">{say.edit.range}</span>
      )}
      {!isOff && <Range />}
    </fieldset>
  );
}

function Range() {
  const app = useApp();
  const { low, high } = useAppState(({ editSettings }) => editSettings);
  const modality = useAppState(({ volume }) => (volume.at === 'ready' ? volume.info.modality : 'other'));
  return (
    <>
      <NumberField
        label={say.edit.from}
        value={low}
        step={1}
        onChange={(value) => setEditing(app, { low: value })}
      />
      <span className="field">{say.edit.dash}</span>
      <NumberField
        label={say.edit.to}
        value={high}
        step={1}
        onChange={(value) => setEditing(app, { high: value })}
      />
      <span className="field">{say.edit.unit[modality]}</span>
      <button
        type="button"
        className="tool-button"
        title={say.edit.fromCrosshairHint}
        onClick={() => takeRange(app)}
      >
        {say.edit.fromCrosshair}
      </button>
    </>
  );
}
