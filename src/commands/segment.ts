import { AppError, toWire } from '#errors.ts';
import { asidesOf } from '#prompt/read-prompt.ts';
import { route } from '#prompt/route.ts';
import type { FindingId } from '#results/finding.ts';
import type { RunProgress } from '#state/run-slice.ts';
import { answerLeg } from './answer-leg.ts';
import type { App } from './app.ts';
import { comeBack } from './lend-pack.ts';
import { loadModel } from './load-model.ts';
import { packsAtHand } from './packs-at-hand.ts';
import { revealAnswer } from './reveal-answer.ts';
import { stepIn } from './step-in.ts';

/** What became of a line of prompts. */
export type Outcome = 'answered' | 'stopped' | 'refused';

/** Answers every prompt in `text` on the open scan. Starting another run stops the one before. */
export async function segment(app: App, text: string): Promise<Outcome> {
  const { store, runs } = app;
  const signal = runs.start();
  store.getState().runStarted(text);
  return answered(app, text, signal);
}

/** Answers `text` along with the run in progress, sharing its signal; starts one where there is none. */
export async function join(app: App, text: string): Promise<Outcome> {
  const signal = app.runs.join();
  if (!signal) return segment(app, text);
  app.store.getState().runJoined(text);
  return answered(app, text, signal);
}

async function answered(app: App, text: string, signal: AbortSignal): Promise<Outcome> {
  const { store, runs } = app;
  try {
    await answer(app, text, signal);
    return 'answered';
  } catch (error) {
    if (signal.aborted) return 'stopped';
    const wire = toWire(error);
    // A worker that was lost has to load the pack anew, whose files may be gone by then.
    if (stepIn(app, wire)) await loadModel(app);
    else store.getState().noticeRaised(wire);
    return 'refused';
  } finally {
    if (runs.end(signal)) {
      store.getState().runEnded();
      comeBack(app);
    }
  }
}

async function answer(app: App, text: string, signal: AbortSignal): Promise<void> {
  const { store, voxels, runs } = app;
  const { routing } = store.getState();
  const scan = voxels.scan();
  if (!scan) return;
  refuseUnsure(app);
  const began = performance.now();
  const { home, others } = await packsAtHand(app, signal);
  const { modality } = scan.volume;
  const { legs, ...asides } = route(text, {
    ...{ home, others, routing, modality },
    loaded: store.getState().manifestUrl,
  });
  for (const aside of asidesOf(asides)) store.getState().noticeRaised(toWire(aside));
  const me = Symbol(text);
  const findings: FindingId[] = [];
  try {
    for (const [n, leg] of legs.entries()) {
      const tell = (progress: RunProgress, share: number) => {
        if (signal.aborted) return;
        const slowest = runs.slowest(me, { progress, share: (n + share) / legs.length });
        if (slowest) store.getState().runProgressed(slowest.progress, slowest.share);
      };
      findings.push(...(await answerLeg(app, leg, { signal, tell })));
    }
  } finally {
    runs.slowest(me, undefined);
  }
  revealAnswer(app, findings);
  await app.painted();
  if (!signal.aborted) {
    store.getState().runAnswered({ findings, milliseconds: performance.now() - began });
  }
}

/** A prompt is not run on a coin toss: CT and MR are prepared for the model in different ways. */
function refuseUnsure({ store }: Pick<App, 'store'>): void {
  const { volume } = store.getState();
  if (volume.at !== 'ready' || !volume.info.modalityIsUnsure) return;
  const { name, modalityReason = '' } = volume.info;
  throw new AppError('modality-unsure', { name, reason: modalityReason });
}

/** Stops answering, and drops the prompts that wait. What was found before stays. */
export function stopSegmenting({ store, runs }: Pick<App, 'store' | 'runs'>): void {
  runs.stop();
  store.getState().queueCleared();
  store.getState().runEnded();
}
