import { say } from '#messages/say.ts';
import type { State } from '#state/store.ts';

type Job = NonNullable<State['packJob']>;

/** The step, how far it is, and how long it will take. */
export function jobSentence({ progress, isPaused, millisecondsLeft }: Job): string {
  if (!progress) return say.job.starting;
  const { stage, done, total } = progress;
  const step = say.job.step(say.job.steps[stage], done, total);
  if (isPaused) return say.job.paused(step);
  if (millisecondsLeft === undefined) return step;
  return say.job.left(step, Math.max(1, Math.round(millisecondsLeft / 1000)));
}
