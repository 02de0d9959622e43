import { chooseComponents } from '#commands/choose-components.ts';
import { say } from '#messages/say.ts';
import { useApp, useAppState } from '#ui/use-app.ts';

/** Below the list: the choice to have every piece of an outline where the model's maker advises to keep only the largest. */
export function KeepPieces() {
  const app = useApp();
  const components = useAppState((state) => state.components);
  const isRunning = useAppState(({ run }) => run.at === 'running');
  const declared = useAppState(({ model }) =>
    model.at === 'ready' ? model.model.facts.thresholds.components : undefined,
  );
  if (declared === undefined || declared === 'all') return null;
  return (
    <label className="field keep-pieces" title={say.findings.keepPiecesHint}>
      <input
        type="checkbox"
        checked={components === 'all'}
        disabled={isRunning}
        onChange={(event) => void chooseComponents(app, event.target.checked ? 'all' : 'declared')}
      />
      {say.findings.keepPieces}
    </label>
  );
}
