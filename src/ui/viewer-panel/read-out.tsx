import { readPoint } from '#commands/read-point.ts';
import { decimalsFor } from '#messages/numbers.ts';
import { say } from '#messages/say.ts';
import { useApp, useAppState } from '#ui/use-app.ts';
import { toVoxel, worldToVoxel } from '#volume/affine.ts';

/** Where the crosshair is in the patient, what the scan measured there, and which objects lie there. */
export function ReadOut() {
  const reading = useAppState(({ crosshair }) => crosshair);
  const info = useAppState(({ volume }) => (volume.at === 'ready' ? volume.info : undefined));
  const sides = useAppState(({ layout, tiles }) =>
    tiles.some(({ view }) => view !== 'render') ? say.views.sides[layout] : undefined,
  );
  const [x = 0, y = 0, z = 0] = reading?.at ?? [];
  const decimals = info ? decimalsFor(info.range.high - info.range.low) : 0;
  return (
    <div className="read-out">
      <dl>
        <Coordinate {...say.views.rightOrLeft} value={x} />
        <Coordinate {...say.views.frontOrBack} value={y} />
        <Coordinate {...say.views.upOrDown} value={z} />
        <div className="read-out-value">
          <dt>{info?.modality === 'CT' ? say.views.hounsfield : say.views.intensity}</dt>
          <dd>
            {reading?.intensity === undefined
              ? say.views.none
              : say.numbers.fixed(reading.intensity, decimals)}
          </dd>
        </div>
      </dl>
      <ObjectsHere />
      {sides && <p>{sides}</p>}
    </div>
  );
}

/** Said aloud too: it is what the keys that step the crosshair find. */
function ObjectsHere() {
  const app = useApp();
  const at = useAppState(({ crosshair }) => crosshair?.at);
  const grid = useAppState(({ volume }) => (volume.at === 'ready' ? volume.info.grid : undefined));
  useAppState((state) => state.findings);
  const objects = at && grid ? readPoint(app, toVoxel(worldToVoxel(grid), at)).objects : [];
  const names = objects.map(({ title, probability }) => say.views.objectHere(title, probability)).join(', ');
  return (
    <div className="objects-here" role="status" title={names}>
      {names}
    </div>
  );
}

interface CoordinateProps {
  readonly name: string;
  readonly value: number;
  /** For values from zero up, and below. */
  readonly letters: string;
}

function Coordinate({ name, value, letters }: CoordinateProps) {
  return (
    <div>
      <dt title={name}>{value >= 0 ? letters[0] : letters[1]}</dt>
      <dd>{say.numbers.millimetres(Math.abs(value))}</dd>
    </div>
  );
}
