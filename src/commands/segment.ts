import type { Progress } from '#engine/engine.ts';
import { AppError, toWire } from '#errors.ts';
import { readRequest } from '#model/read-prompt.ts';
import type { App } from './app.ts';
import { drawMasks } from './draw-masks.ts';
import { readyModel } from './load-model.ts';
import { recordAnswer } from './record-answer.ts';
import { runShare } from './run-share.ts';

/** What became of a line of prompts. */
export type Outcome = 'answered' | 'stopped' | 'refused';

/** Answers every prompt in `text` on the open scan. Starting another run stops the one before. */
export async function segment(app: App, text: string): Promise<Outcome> {
  const { store, runs } = app;
  const signal = runs.start();
  store.getState().runStarted(text);
  try {
    await answer(app, text, signal);
    return 'answered';
  } catch (error) {
    if (signal.aborted) return 'stopped';
    store.getState().noticeRaised(toWire(error));
    return 'refused';
  } finally {
    if (runs.isLatest(signal)) store.getState().runEnded();
    runs.end(signal);
  }
}

async function answer(app: App, text: string, signal: AbortSignal): Promise<void> {
  const { engine, store, voxels } = app;
  const { components } = store.getState();
  const scan = voxels.scan();
  if (!scan) return;
  const began = performance.now();
  const model = await readyModel(app, signal);
  const { prompts, leftOut } = readRequest(text, model.structures, model.groups);
  if (leftOut.length > 0) {
    store.getState().noticeRaised(toWire(new AppError('prompt-left-out', { names: leftOut })));
  }
  const kept = await engine.holds(scan.volume);
  const onProgress = (progress: Progress) => {
    if (!signal.aborted) store.getState().runProgressed(progress, runShare(progress, kept));
  };
  await engine.encode(scan.volume, { signal, onProgress });
  const answers = await engine.segment(scan.volume.id, prompts, { signal, onProgress, components });
  signal.throwIfAborted();
  const findings = answers.map((each) => recordAnswer(app, model, scan.volume, each));
  const device = answers.at(-1)?.device;
  if (device) store.getState().deviceFound(device);
  drawMasks(app);
  store.getState().runAnswered({ findings, milliseconds: performance.now() - began });
}

/** Stops answering, and drops the prompts that wait. What was found before stays. */
export function stopSegmenting({ store, runs }: Pick<App, 'store' | 'runs'>): void {
  runs.stop();
  store.getState().queueCleared();
  store.getState().runEnded();
}
