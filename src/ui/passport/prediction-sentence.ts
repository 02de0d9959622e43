import type { PackForecast } from '#commands/passport/pack-forecasts.ts';
import { say } from '#messages/say.ts';

type Prediction = NonNullable<NonNullable<PackForecast['forecast']>['prediction']>;

/** "about 10 s", or why nobody knows. */
export function predictionSentence(prediction: Prediction): string {
  if (prediction.kind === 'unknown') return say.passport.unknownTime[prediction.why];
  return say.passport.duration(prediction.seconds);
}
