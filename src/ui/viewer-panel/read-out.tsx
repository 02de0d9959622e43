import { decimalsFor, fixed } from '#ui/kit/numbers.ts';
import { useAppState } from '#ui/use-app.ts';

/** Where the crosshair is in the patient, and what the scan measured there. */
export function ReadOut() {
  const reading = useAppState(({ crosshair }) => crosshair);
  const info = useAppState(({ volume }) => (volume.at === 'ready' ? volume.info : undefined));
  const [x = 0, y = 0, z = 0] = reading?.at ?? [];
  const decimals = info ? decimalsFor(info.range.high - info.range.low) : 0;
  return (
    <div className="read-out">
      <dl>
        <Coordinate name="Right or left" value={x} letters="RL" />
        <Coordinate name="Front or back" value={y} letters="AP" />
        <Coordinate name="Up or down" value={z} letters="SI" />
        <div className="read-out-value">
          <dt>{info?.modality === 'CT' ? 'HU' : 'Intensity'}</dt>
          <dd>{reading?.intensity === undefined ? '–' : fixed(reading.intensity, decimals)}</dd>
        </div>
      </dl>
      <p>Radiological view: the patient’s right is on the left</p>
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
      <dd>{Math.abs(value).toFixed(1)} mm</dd>
    </div>
  );
}
