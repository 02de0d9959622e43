import { clip } from '#commands/choose-shown.ts';
import { arrange } from '#commands/choose-view.ts';
import { say } from '#messages/say.ts';
import { NumberField } from '#ui/edit/number-field.tsx';
import { useApp, useAppState } from '#ui/use-app.ts';
import { mosaicStep, type Plane } from '#volume/slices.ts';
import { isSlice } from '#volume/tile.ts';

const PLANES: readonly Plane[] = ['axial', 'coronal', 'sagittal'];

/** What there is to choose about the layout and the cut that are on just now. */
export function ViewOptions() {
  const layout = useAppState((state) => state.layout);
  return (
    <>
      {layout === 'mosaic' && <MosaicFields />}
      {layout === 'one-three' && <LargeField />}
      <ClipFields />
    </>
  );
}

function MosaicFields() {
  const app = useApp();
  const mosaic = useAppState((state) => state.mosaic);
  const slices = useAppState(({ tiles }) => tiles.find(isSlice)?.slices ?? 1);
  const { step, least } = mosaicStep(mosaic.step, slices);
  return (
    <div className="view-options">
      <PlaneField
        label={say.views.mosaicPlane}
        value={mosaic.plane}
        onChoose={(plane) => arrange(app, { mosaic: { ...mosaic, plane } })}
      />
      <span className="field" title={say.views.mosaicStepHint}>
        <span aria-hidden="true">{say.views.mosaicStep}</span>
        <NumberField
          label={say.views.mosaicStep}
          value={step}
          step={1}
          least={least}
          most={slices}
          onChange={(every) => arrange(app, { mosaic: { ...mosaic, step: every } })}
        />
      </span>
    </div>
  );
}

function LargeField() {
  const app = useApp();
  const large = useAppState((state) => state.large);
  return (
    <label className="field view-options">
      <span>{say.views.largeView}</span>
      <select value={large} onChange={({ target }) => arrange(app, { large: target.value as typeof large })}>
        {([...PLANES, 'render'] as const).map((view) => (
          <option key={view} value={view}>
            {say.views.layouts[view]}
          </option>
        ))}
      </select>
    </label>
  );
}

function ClipFields() {
  const app = useApp();
  const cut = useAppState((state) => state.clip);
  if (!cut) return null;
  return (
    <div className="view-options">
      <PlaneField label={say.views.clipPlane} value={cut.plane} onChoose={(plane) => clip(app, { plane })} />
      <input
        type="range"
        aria-label={say.views.clipDepth}
        min={0}
        max={100}
        value={Math.round(100 * cut.depth)}
        onChange={({ target }) => clip(app, { depth: target.valueAsNumber / 100 })}
      />
      <label className="field">
        <input
          type="checkbox"
          checked={cut.isFlipped}
          onChange={({ target }) => clip(app, { isFlipped: target.checked })}
        />
        <span>{say.views.clipFlip}</span>
      </label>
    </div>
  );
}

interface PlaneFieldProps {
  readonly label: string;
  readonly value: Plane;
  onChoose(plane: Plane): void;
}

function PlaneField({ label, value, onChoose }: PlaneFieldProps) {
  return (
    <label className="field">
      <span>{label}</span>
      <select value={value} onChange={({ target }) => onChoose(target.value as Plane)}>
        {PLANES.map((plane) => (
          <option key={plane} value={plane}>
            {say.views.layouts[plane]}
          </option>
        ))}
      </select>
    </label>
  );
}
