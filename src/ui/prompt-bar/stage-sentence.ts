import type { State } from '#state/store.ts';
import { megabytes } from '#ui/kit/numbers.ts';

type Progress = NonNullable<Extract<State['run'], { at: 'running' }>['progress']>;

/** What the engine is doing. Units are counted from one, as the work on them begins. */
export function stageSentence(progress: Progress | undefined): string {
  if (!progress) return 'Starting…';
  if (progress.stage === 'draw') return 'Drawing…';
  const { stage, done, total } = progress;
  const unit = `${Math.min(done + 1, total)} of ${total}`;
  switch (stage) {
    case 'download':
      return `Downloading the model, ${megabytes(done)} of ${megabytes(total)}`;
    case 'verify':
      return 'Checking the downloaded model';
    case 'compile':
      return 'Preparing the model for this device';
    case 'preprocess':
      return 'Preparing the scan';
    case 'encode':
      return `Reading features, ${unit} windows`;
    case 'read-prompt':
      return 'Reading the prompt';
    case 'decode':
      return `Outlining, ${unit} windows`;
    case 'slice':
      return `Outlining, slice ${unit}`;
    case 'postprocess':
      return 'Putting the outline on the scan’s own grid';
  }
}
