import { clip } from '#commands/choose-shown.ts';
import { arrange } from '#commands/choose-view.ts';
import { say } from '#messages/say.ts';
import { useApp, useAppState } from '#ui/use-app.ts';
import type { Plane } from '#volume/slices.ts';

const PLANES: readonly Plane[] = ['axial', 'coronal', 'sagittal'];
const COUNTS = [6, 12, 20, 30, 48];

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
  return (
    <div className="view-options">
      <PlaneField
        label={say.views.mosaicPlane}
        value={mosaic.plane}
        onChoose={(plane) => arrange(app, { mosaic: { ...mosaic, plane } })}
      />
      <label className="field">
        <span>{say.views.mosaicCount}</span>
        <select
          value={mosaic.count}
          onChange={({ target }) => arrange(app, { mosaic: { ...mosaic, count: Number(target.value) } })}
        >
          {COUNTS.map((count) => (
            <option key={count}>{count}</option>
          ))}
        </select>
      </label>
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
