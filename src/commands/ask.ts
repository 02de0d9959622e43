import { route } from '#prompt/route.ts';
import type { App } from './app.ts';
import { refusedByBatch } from './batch-hold.ts';
import { packsAtHand } from './packs-at-hand.ts';
import { askedParts } from './said-parts.ts';
import { join, type Outcome, segment } from './segment.ts';

/**
 * Answers every prompt in `text` now or, while another run is under way, after it: then it is 'waiting'. A model that goes
 * slice by slice answers it along with that run.
 */
export async function ask(app: App, text: string): Promise<Outcome | 'waiting'> {
  if (refusedByBatch(app)) return 'refused';
  const { run, model, promptQueued } = app.store.getState();
  if (run.at === 'running') {
    if (text.trim() === '' || run.prompts.includes(text)) return 'waiting';
    const isShared = model.at === 'ready' && model.model.sharesWork;
    if (isShared && (await isForLoaded(app, text))) return join(app, text);
    promptQueued(text);
    return 'waiting';
  }
  const outcome = await segment(app, text);
  await answerWaiting(app);
  return outcome;
}

/** Whether the pack that answers now is the only one to be asked; another would have to wait until it is done. */
async function isForLoaded(app: App, text: string): Promise<boolean> {
  const { manifestUrl, routing } = app.store.getState();
  const scan = app.voxels.scan();
  if (!scan) return true;
  try {
    const { home, others } = await packsAtHand(app, new AbortController().signal);
    const { modality } = scan.volume;
    const { legs } = route(text, {
      home,
      others,
      routing,
      modality,
      ...askedParts(app),
      loaded: manifestUrl,
    });
    return legs.every(({ pack }) => pack.address === manifestUrl);
  } catch {
    // Whoever answers says what is wrong with it.
    return true;
  }
}

async function answerWaiting(app: App): Promise<void> {
  const { run, waiting, promptUnqueued } = app.store.getState();
  const [next] = waiting;
  if (run.at === 'running' || next === undefined) return;
  promptUnqueued(next);
  await segment(app, next);
  await answerWaiting(app);
}
