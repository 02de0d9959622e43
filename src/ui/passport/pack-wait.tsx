import { say } from '#messages/say.ts';
import { predictionSentence } from './prediction-sentence.ts';
import { useForecasts } from './use-forecasts.ts';

/** How long the pack at `address` takes for the open scan, as far as that is known. */
export function PackWait({ address }: { readonly address: string }) {
  const own = useForecasts().find((each) => each.address === address);
  const prediction = own?.forecast?.prediction;
  if (!own || prediction?.kind !== 'seconds') return null;
  const { inManager, furtherInManager } = say.passport;
  const sentence = own.isEncoded ? furtherInManager : inManager;
  return <p className="pack-wait">{sentence(predictionSentence(prediction))}</p>;
}
