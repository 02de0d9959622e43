import type { App } from './app.ts';
import { refusedByBatch } from './batch-hold.ts';
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
    if (model.at === 'ready' && model.model.sharesWork) return join(app, text);
    promptQueued(text);
    return 'waiting';
  }
  const outcome = await segment(app, text);
  await answerWaiting(app);
  return outcome;
}

async function answerWaiting(app: App): Promise<void> {
  const { run, waiting, promptUnqueued } = app.store.getState();
  const [next] = waiting;
  if (run.at === 'running' || next === undefined) return;
  promptUnqueued(next);
  await segment(app, next);
  await answerWaiting(app);
}
