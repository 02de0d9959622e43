import type { App } from './app.ts';
import { ask } from './ask.ts';
import { stopBatch } from './batch-hold.ts';
import { loadModel } from './load-model.ts';
import { stopSegmenting } from './segment.ts';

/**
 * Starts the engine anew, where it hangs or its device is to be tried again, loads the pack and asks again what was being
 * answered or waited for. What was found before stays.
 */
export async function restartEngine(app: App): Promise<void> {
  const { engine, store } = app;
  const { run, waiting } = store.getState();
  const unanswered = [...(run.at === 'running' ? run.prompts : []), ...waiting];
  stopSegmenting(app);
  stopBatch(app);
  engine.restart();
  await loadingOver(app);
  store.getState().modelChanged({ at: 'absent' });
  await loadModel(app);
  await Promise.all(unanswered.map((text) => ask(app, text)));
}

/** A pack that was being loaded is not any more. */
function loadingOver({ store }: App): Promise<void> {
  return new Promise((resolve) => {
    const stop = store.subscribe(look);
    look();
    function look() {
      if (store.getState().model.at === 'loading') return;
      stop();
      resolve();
    }
  });
}
