import { say } from '#messages/say.ts';
import { predictionSentence } from './prediction-sentence.ts';
import { useForecasts } from './use-forecasts.ts';

/** How long the pack at `address` takes for the open scan, as far as that is known. */
export function PackWait({ address }: { readonly address: string }) {
  const prediction = useForecasts().find((each) => each.address === address)?.forecast?.prediction;
  if (prediction?.kind !== 'seconds') return null;
  return <p className="pack-wait">{say.passport.inManager(predictionSentence(prediction))}</p>;
}
