import { say } from '#messages/say.ts';
import type { State } from '#state/store.ts';

type Progress = NonNullable<Extract<State['run'], { at: 'running' }>['progress']>;

/** What the engine or the viewer is doing. Units are counted from one, as the work on them begins. */
export function stageSentence(progress: Progress | undefined): string {
  if (!progress) return say.run.starting;
  if (progress.stage === 'draw') return say.run.drawing;
  if (progress.stage === 'switch') return say.run.switching(progress.pack);
  const { stage, done, total } = progress;
  return say.run.stages[stage]({ done, total, unit: Math.min(done + 1, total) });
}
