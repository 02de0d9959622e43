import { say } from '#messages/say.ts';
import { structureName } from '#messages/structure-name.ts';
import type { State } from '#state/store.ts';
import { useAppState } from '#ui/use-app.ts';
import { useFindings } from '#ui/use-findings.ts';
import { answerSentence } from './answer-sentence.ts';
import { stageSentence } from './stage-sentence.ts';

/** Says how far the run is, and afterwards what came of it, in a space that is kept free for it. */
export function RunProgress() {
  const run = useAppState((state) => state.run);
  const latest = useAppState((state) => state.latest);
  const findings = useFindings();
  const chosen = useAppState(chosenModel);
  const isRunning = run.at === 'running';
  return (
    <div className="run-progress">
      {isRunning && <ProgressBar run={run} />}
      <p className="run-sentence" role="status" aria-live="polite">
        {isRunning ? stageSentence(run.progress) : answerSentence(latest, findings, chosen)}
      </p>
    </div>
  );
}

/** The name of the model that was chosen, as far as it is known. */
function chosenModel({ homeUrl, manifestUrl, model, storedPacks, described }: State): string | undefined {
  if (homeUrl === manifestUrl) return model.at === 'ready' ? model.model.name : undefined;
  const packs = storedPacks.at === 'listed' ? storedPacks.packs : [];
  for (const pack of packs)
    if (pack.kind === 'installed' && pack.manifestUrl === homeUrl) return pack.facts.name;
  return described.get(homeUrl)?.name;
}

function ProgressBar({ run }: { readonly run: Extract<State['run'], { at: 'running' }> }) {
  const percent = Math.round(100 * run.share);
  return (
    <div
      className="progress-bar"
      role="progressbar"
      aria-label={say.prompt.finding(run.prompts.map(structureName))}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={percent}
      data-drawing={run.progress?.stage === 'draw'}
    >
      <div style={{ transform: `scaleX(${run.share})` }} />
    </div>
  );
}
