import { operateOn, type SimpleTool } from '#commands/edit/operate-on.ts';
import { setEditing } from '#commands/edit/start-editing.ts';
import { say } from '#messages/say.ts';
import { useApp, useAppState } from '#ui/use-app.ts';
import { planeAcross } from '#volume/slices.ts';
import { NumberField } from './number-field.tsx';

/** What acts on the whole of the edited object. */
export function WholeObject() {
  const app = useApp();
  const { is3D, mm, leastMl } = useAppState(({ editSettings }) => editSettings);
  const across = useAppState((state) => state.drawnAcross);
  const grid = useAppState(({ volume }) => (volume.at === 'ready' ? volume.info.grid : undefined));
  const plane = is3D || !grid ? undefined : planeAcross(grid, across);
  const reach = say.edit.reachHint(plane);
  const hints = say.edit.fillHolesHint;
  return (
    <fieldset className="edit-group">
      <legend className="unseen">{say.edit.whole}</legend>
      <Act tool="fill-holes" name={say.edit.fillHoles} hint={is3D ? hints.solid : hints.slice} />
      <Interpolate />
      <Act tool="smooth" name={say.edit.smooth} hint={reach} />
      <Act tool="grow" name={say.edit.grow} hint={reach} />
      <Act tool="shrink" name={say.edit.shrink} hint={reach} />
      <span className="field" title={say.edit.byHint}>
        {say.edit.by}
        <NumberField
          label={say.edit.byHint}
          value={mm}
          step={0.5}
          least={0.1}
          most={30}
          onChange={(value) => setEditing(app, { mm: value })}
        />
        {say.edit.reach(plane)}
      </span>
      <Act tool="minimum-size" name={say.edit.dropUnder} />
      <span className="field">
        <NumberField
          label={say.edit.least}
          value={leastMl}
          step={0.5}
          least={0.001}
          most={10000}
          onChange={(value) => setEditing(app, { leastMl: value })}
        />
        {say.edit.millilitres}
      </span>
    </fieldset>
  );
}

interface ActProps {
  readonly tool: SimpleTool;
  readonly name: string;
  readonly hint?: string;
  readonly disabled?: boolean;
}

function Act({ tool, name, hint, disabled = false }: ActProps) {
  const app = useApp();
  const isBusy = useAppState(({ editBusy }) => editBusy !== undefined);
  return (
    <button
      type="button"
      className="tool-button"
      title={hint}
      disabled={disabled || isBusy}
      onClick={() => void operateOn(app, tool)}
    >
      {name}
    </button>
  );
}

function Interpolate() {
  const across = useAppState((state) => state.drawnAcross);
  const slices = useAppState(({ drawnSlices }) => drawnSlices[across] ?? NONE);
  const count = slices.slice(1).reduce((sum, at, n) => sum + at - (slices[n] ?? at) - 1, 0);
  return (
    <Act
      tool="interpolate"
      name={say.edit.interpolate(count)}
      hint={count > 0 ? say.edit.interpolateHint(slices.map((at) => at + 1)) : say.edit.interpolateNone}
      disabled={count === 0}
    />
  );
}

const NONE: readonly number[] = [];
