import { showPassport } from '#commands/passport/show-passport.ts';
import { say } from '#messages/say.ts';
import { useApp, useAppState } from '#ui/use-app.ts';
import { predictionSentence } from './prediction-sentence.ts';
import { useLongWait } from './use-forecasts.ts';

/** Says before a prompt that it will take long, and what makes that shorter. */
export function LongWait() {
  const app = useApp();
  const isPart = useAppState((state) => state.region !== undefined);
  const prediction = useLongWait();
  if (prediction?.kind !== 'seconds') return null;
  const { basis, runs } = prediction;
  return (
    <p className="long-wait">
      {say.passport.beforeRun(predictionSentence(prediction), say.passport.basis(basis, runs))}{' '}
      {!isPart && say.passport.shorter}{' '}
      <button type="button" className="link" onClick={() => void showPassport(app)}>
        {say.passport.open}
      </button>
    </p>
  );
}
