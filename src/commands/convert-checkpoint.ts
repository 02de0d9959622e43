import { askPersistence } from '#browser/ask-persistence.ts';
import type { ErrorDetails } from '#errors.ts';
import type { JobOptions, PackKey } from '#packs/pack-store.ts';
import type { State } from '#state/store.ts';
import type { App } from './app.ts';
import { runPackJob } from './pack-jobs.ts';

/**
 * Turns the checkpoint at hand into a pack of `precision`. Its terms have been accepted. `allowUnknown`: tensors that the model has no
 * place for are left out.
 */
export async function convertCheckpoint(
  app: App,
  precision: string,
  allowUnknown = false,
): Promise<PackKey | undefined> {
  const { store, checkpoints } = app;
  const work = workOf(app, precision, allowUnknown);
  if (!work) return undefined;
  // Where it says no, the pack goes when the disk is full.
  askPersistence();
  const key = await runPackJob(app, 'convert', work.title, work.run);
  if (key !== undefined) {
    checkpoints.picked = undefined;
    const { jobOutcome } = store.getState();
    store.getState().checkpointPicked(undefined);
    store.getState().jobEnded(jobOutcome);
  }
  return key;
}

interface Work {
  readonly title: string;
  readonly run: (options: JobOptions) => Promise<PackKey>;
}

function workOf(
  { store, packs, checkpoints, recipeUrl }: App,
  precision: string,
  allowUnknown: boolean,
): Work | undefined {
  const { checkpoint, offered } = store.getState();
  const given = checkpoints.picked;
  if (!given || !checkpoint) return undefined;
  if (checkpoint.is.kind === 'nnunet') {
    const { title, configuration, chosen } = checkpoint.is;
    const job = { given, precision, choice: { configuration, folds: chosen } };
    return { title: `${title}, ${precision}`, run: (options) => packs.convertNnunet(job, options) };
  }
  const [file] = given.files.values();
  if (checkpoint.is.kind !== 'other' || !file) return undefined;
  return {
    title: offered.at === 'read' ? `${offered.name}, ${precision}` : precision,
    run: (options) => packs.convert({ checkpoint: file, recipeUrl, precision, allowUnknown }, options),
  };
}

/** How many tensors the checkpoint at hand was refused for that the model has no place for, where nothing else was wrong with it. */
export function unknownTensors({ jobOutcome, checkpoint }: Pick<State, 'jobOutcome' | 'checkpoint'>): number {
  if (!checkpoint || jobOutcome?.kind !== 'failed') return 0;
  const { error } = jobOutcome;
  if (error.code !== 'checkpoint-other-model') return 0;
  const { missing, misshapen, unknown } = error.details as ErrorDetails[typeof error.code];
  return missing.length + misshapen.length > 0 ? 0 : unknown.length;
}
