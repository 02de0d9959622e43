import { decimalsFor } from '#messages/numbers.ts';
import { say } from '#messages/say.ts';
import { useAppState } from '#ui/use-app.ts';

/** Where the crosshair is in the patient, and what the scan measured there. */
export function ReadOut() {
  const reading = useAppState(({ crosshair }) => crosshair);
  const info = useAppState(({ volume }) => (volume.at === 'ready' ? volume.info : undefined));
  const sides = useAppState(({ layout }) => say.views.sides[layout]);
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
      {sides && <p>{sides}</p>}
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
