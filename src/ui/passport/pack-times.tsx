import type { PackForecast } from '#commands/passport/pack-forecasts.ts';
import { say } from '#messages/say.ts';
import { verdictSentence } from '#ui/model-manager/verdict-sentence.ts';
import { deviceName } from '#ui/model-status/device-sentence.ts';
import { useAppState } from '#ui/use-app.ts';
import { predictionSentence } from './prediction-sentence.ts';
import { useForecasts } from './use-forecasts.ts';

/** Each model with what it would take for the open scan, and how it would go about it. */
export function PackTimes() {
  const forecasts = useForecasts();
  const scan = useAppState(({ volume }) => (volume.at === 'ready' ? volume.info.name : undefined));
  const { passport } = say;
  return (
    <>
      <h3 id="pack-times">{scan === undefined ? passport.models : passport.modelsOn(scan)}</h3>
      {scan === undefined && <p>{passport.noScan}</p>}
      <table className="pack-times" aria-labelledby="pack-times">
        <thead>
          <tr>
            <th scope="col">{say.models.title}</th>
            <th scope="col">{passport.takes}</th>
            <th scope="col">{passport.needs}</th>
            <th scope="col">{passport.size}</th>
            <th scope="col">{passport.latest}</th>
          </tr>
        </thead>
        <tbody>
          {forecasts.map((each) => (
            <PackTime key={each.address} of={each} />
          ))}
        </tbody>
      </table>
    </>
  );
}

function PackTime({ of: { pack, forecast, isEncoded } }: { readonly of: PackForecast }) {
  const { passport } = say;
  const { prediction, last, support } = forecast ?? {};
  const title = [`${pack.name} ${pack.version}`, pack.precision].filter(Boolean).join(', ');
  return (
    <tr>
      <th scope="row">{title}</th>
      <td>
        {prediction ? <strong>{predictionSentence(prediction)}</strong> : passport.unknown}
        {prediction?.kind === 'seconds' && <p>{passport.basis(prediction.basis, prediction.runs)}</p>}
        <Work pack={pack} forecast={forecast} />
        {isEncoded && <p>{passport.furtherPrompt}</p>}
      </td>
      <td data-label={passport.needs}>{support ? memorySentence(support) : passport.unknown}</td>
      <td data-label={passport.size}>{pack.work ? passport.onDisk(pack.work.bytes) : passport.unknown}</td>
      <td data-label={passport.latest}>
        {last
          ? passport.wentAs(
              last.predicted && passport.duration(last.predicted),
              passport.seconds(last.tookSeconds),
            )
          : passport.unknown}
      </td>
    </tr>
  );
}

/** The plan that follows, and its cost. */
function Work({ pack, forecast }: Pick<PackForecast, 'pack' | 'forecast'>) {
  const device = useAppState((state) => state.device);
  const isPart = useAppState((state) => state.region !== undefined);
  const work = forecast?.work;
  if (!work || !device) return null;
  const { kind, size } = work.piece;
  const plan = say.passport.plan({
    on: deviceName(device),
    ...{ precision: pack.precision, kind, size, isPart },
    ...work.pieces,
  });
  return (
    <>
      <p>
        {plan} {work.again && say.passport.again(work.again.windows)}
      </p>
      {work.gflop && <p>{say.passport.gflop(work.gflop.low, work.gflop.high)}</p>}
    </>
  );
}

type Support = NonNullable<PackForecast['forecast']>['support'];

function memorySentence(support: Support): string {
  if (support.kind === 'unknown') return say.passport.unknown;
  return /^runs/.test(support.kind) ? say.passport.memoryNeed(support.needBytes) : verdictSentence(support);
}
