import type { State } from '#state/store.ts';
import { diskSize } from '#ui/kit/numbers.ts';

type Job = NonNullable<State['packJob']>;
type Outcome = Extract<NonNullable<State['jobOutcome']>, { kind: 'done' }>;

/** What is being done, and to what. */
export function jobTitle({ kind, title }: Pick<Job, 'kind' | 'title'>): string {
  switch (kind) {
    case 'convert':
      return `Converting to ${title}`;
    case 'add':
      return `Adding “${title}”`;
    case 'verify':
      return `Checking ${title}`;
    case 'export':
      return `Saving ${title}`;
  }
}

/** The step, how far it is, and how long it will take. */
export function jobSentence({ progress, isPaused, millisecondsLeft }: Job): string {
  if (!progress) return 'Starting…';
  const { stage, done, total } = progress;
  const parts = [`${STEPS[stage]}: ${diskSize(done)} of ${diskSize(total)}`];
  if (isPaused) parts.push('paused');
  else if (millisecondsLeft !== undefined) parts.push(`${duration(millisecondsLeft)} left in this step`);
  return parts.join(', ');
}

const STEPS = {
  verify: 'Reading the checkpoint',
  write: 'Writing the pack',
  check: 'Checking what is stored',
  copy: 'Copying',
} as const;

function duration(milliseconds: number): string {
  const seconds = Math.max(1, Math.round(milliseconds / 1000));
  return seconds < 90 ? `about ${seconds} s` : `about ${Math.round(seconds / 60)} min`;
}

/** What has been done. */
export function outcomeSentence({ job, title }: Outcome): string {
  switch (job) {
    case 'convert':
      return `${title} is ready. Press “Use” to let it answer.`;
    case 'add':
      return `“${title}” was added and every file checked.`;
    case 'verify':
      return `Every file of ${title} is the one its description promises.`;
    case 'export':
      return `${title} was saved.`;
  }
}
