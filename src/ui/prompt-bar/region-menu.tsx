import { type FormEvent, useId, useRef, useState } from 'react';
import { chooseAround, chooseInView, chooseSlices } from '#commands/choose-region.ts';
import { say } from '#messages/say.ts';
import { findingName } from '#messages/structure-name.ts';
import { useApp, useAppState } from '#ui/use-app.ts';
import { toVoxel, worldToVoxel } from '#volume/affine.ts';
import { axisAcross, type Plane } from '#volume/slices.ts';
import type { Grid } from '#volume/types.ts';

const PLANES: readonly Plane[] = ['axial', 'coronal', 'sagittal'];
/** Slices to each side of the one that is looked at which are proposed. */
const PROPOSED = 5;
const MARGIN_MM = 10;

/** Chooses the part of the scan that alone is asked about. */
export function RegionMenu() {
  const grid = useAppState(({ volume }) => (volume.at === 'ready' ? volume.info.grid : undefined));
  const [isOpen, setOpen] = useState(false);
  const summary = useRef<HTMLElement>(null);
  if (!grid) return null;
  function close() {
    setOpen(false);
    summary.current?.focus();
  }
  return (
    <details
      className="region-menu"
      open={isOpen}
      onToggle={({ currentTarget: { open } }) => setOpen(open)}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || !isOpen) return;
        event.stopPropagation();
        close();
      }}
    >
      <summary ref={summary} title={say.asking.onlyHint}>
        {say.asking.only}
      </summary>
      {isOpen && (
        <div className="region-choices">
          <SlicesForm grid={grid} onDone={close} />
          <OtherChoices onDone={close} />
          <p>{say.asking.onlyHint}</p>
        </div>
      )}
    </details>
  );
}

interface Closing {
  onDone(): void;
}

/** Slices from one to another, at first those about the one that is looked at. */
function SlicesForm({ grid, onDone }: Closing & { readonly grid: Grid }) {
  const app = useApp();
  const id = useId();
  const at = useAppState(({ crosshair }) => crosshair?.at);
  const [plane, setPlane] = useState<Plane>('axial');
  const axis = axisAcross(grid, plane);
  const count = grid.size[axis];
  const middle = at ? Math.round(toVoxel(worldToVoxel(grid), at)[axis]) + 1 : Math.round(count / 2);
  const [chosen, setChosen] = useState<Partial<Record<'first' | 'last', number>>>({});
  const first = chosen.first ?? Math.max(1, middle - PROPOSED);
  const last = chosen.last ?? Math.min(count, middle + PROPOSED);

  function submit(event: FormEvent) {
    event.preventDefault();
    chooseSlices(app, plane, first, last);
    onDone();
  }

  function number(name: 'first' | 'last', value: number) {
    return (
      <input
        type="number"
        aria-label={say.asking[name]}
        min={1}
        max={count}
        required
        value={value}
        onChange={({ target }) => setChosen({ ...chosen, [name]: target.valueAsNumber })}
      />
    );
  }

  return (
    <form className="region-slices" onSubmit={submit}>
      <select
        id={id}
        aria-label={say.asking.plane}
        value={plane}
        onChange={({ target }) => {
          setPlane(PLANES.find((each) => each === target.value) ?? 'axial');
          setChosen({});
        }}
      >
        {PLANES.map((each) => (
          <option key={each} value={each}>
            {say.asking.planes[each]}
          </option>
        ))}
      </select>
      {say.asking.slices}
      {number('first', first)}
      {say.asking.to}
      {number('last', last)}
      <button type="submit" className="button">
        {say.asking.useSlices}
      </button>
    </form>
  );
}

function OtherChoices({ onDone }: Closing) {
  const app = useApp();
  const [margin, setMargin] = useState(MARGIN_MM);
  const selected = useAppState(({ findings, selected: id }) =>
    findings.find((each) => each.id === id && each.kind === 'found'),
  );
  return (
    <div className="region-slices">
      <button
        type="button"
        className="button"
        onClick={() => {
          chooseInView(app);
          onDone();
        }}
      >
        {say.asking.inView}
      </button>
      {selected && (
        <>
          <button
            type="button"
            className="button"
            onClick={() => {
              chooseAround(app, selected.id, margin);
              onDone();
            }}
          >
            {say.asking.around(findingName(selected))}
          </button>
          <label className="field">
            <span>{say.asking.margin}</span>
            <input
              type="number"
              min={0}
              max={200}
              value={margin}
              onChange={({ target }) => setMargin(Math.max(0, target.valueAsNumber || 0))}
            />
          </label>
        </>
      )}
    </div>
  );
}
