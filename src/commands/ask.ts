import { routeEach } from '#prompt/route-each.ts';
import type { App } from './app.ts';
import { refusedByBatch } from './batch-hold.ts';
import { packsAtHand } from './packs-at-hand.ts';
import { askedParts } from './said-parts.ts';
import { type Asked, join, type Outcome, segment, textsOf } from './segment.ts';

/**
 * Answers every prompt in `asked` now or, while another run is under way, after it: then it is 'waiting'. A model that goes
 * slice by slice answers it along with that run.
 */
export async function ask(app: App, asked: Asked): Promise<Outcome | 'waiting'> {
  if (refusedByBatch(app)) return 'refused';
  const { run, model, promptQueued } = app.store.getState();
  if (run.at === 'running') {
    const texts = textsOf(asked).filter((text) => text.trim() !== '' && !run.prompts.includes(text));
    if (texts.length === 0) return 'waiting';
    const isShared = model.at === 'ready' && model.model.sharesWork;
    if (isShared && (await isForLoaded(app, texts))) return join(app, texts);
    for (const text of texts) promptQueued(text);
    return 'waiting';
  }
  const outcome = await segment(app, asked);
  await answerWaiting(app);
  return outcome;
}

/** Whether the pack that answers now is the only one to be asked; another would have to wait until it is done. */
async function isForLoaded(app: App, texts: readonly string[]): Promise<boolean> {
  const { manifestUrl, routing } = app.store.getState();
  const scan = app.voxels.scan();
  if (!scan) return true;
  try {
    const { home, others } = await packsAtHand(app, new AbortController().signal);
    const { modality } = scan.volume;
    const { legs } = routeEach(texts, {
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
