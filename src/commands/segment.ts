import type { Progress } from '#engine/engine.ts';
import { toWire, type WireError } from '#errors.ts';
import { unsureError } from '#formats/unsure.ts';
import { asksForEverything } from '#prompt/everything.ts';
import { asidesOf, readRequest } from '#prompt/read-prompt.ts';
import { colorsOf } from '#results/colors.ts';
import type { FindingId } from '#results/finding.ts';
import type { Act } from '#state/notices-slice.ts';
import type { RunProgress } from '#state/run-slice.ts';
import type { App } from './app.ts';
import { drawMasks } from './draw-masks.ts';
import { askFirst } from './edit/ask-first.ts';
import { growMasks } from './growing-masks.ts';
import { loadModel, readyModel } from './load-model.ts';
import { noteDevice } from './note-device.ts';
import { readOffer } from './read-offer.ts';
import { recordAnswer } from './record-answer.ts';
import { revealAnswer } from './reveal-answer.ts';
import { runShare } from './run-share.ts';
import { selectFinding } from './select-finding.ts';
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
  store.getState().actSettled('prompt', 'run');
  try {
    await answer(app, text, signal);
    return 'answered';
  } catch (error) {
    if (signal.aborted) return 'stopped';
    const wire = toWire(error);
    // A worker that was lost has to load the pack anew, whose files may be gone by then.
    if (stepIn(app, wire)) await loadModel(app);
    else store.getState().noticeRaised(wire, actOf(wire));
    return 'refused';
  } finally {
    if (runs.end(signal)) store.getState().runEnded();
  }
}

async function answer(app: App, text: string, signal: AbortSignal): Promise<void> {
  const { engine, store, voxels, runs } = app;
  const { components, crosshair, preset } = store.getState();
  const me = Symbol(text);
  const scan = voxels.scan();
  if (!scan) return;
  refuseUnsure(app);
  const began = performance.now();
  const model = await readyModel(app, signal);
  const request = readRequest(text, model.structures, model.groups);
  const { prompts } = request;
  const replaced = await askFirst(app, prompts, signal);
  if (!replaced) return;
  for (const aside of asidesOf(request)) store.getState().noticeRaised(toWire(aside), 'prompt');
  const kept = await engine.holds(scan.volume);
  const tell = (progress: RunProgress, share: number) => {
    if (signal.aborted) return;
    const slowest = runs.slowest(me, { progress, share });
    if (slowest) store.getState().runProgressed(slowest.progress, slowest.share);
  };
  const onProgress = (progress: Progress) => tell(progress, runShare(progress, kept));
  await engine.encode(scan.volume, { signal, onProgress });
  const growing = growMasks(app, scan.volume, colorsOf(model, store.getState().findings, prompts));
  const slices = { ...(crosshair && { startAt: crosshair.at }), ...(preset !== undefined && { preset }) };
  let findings: readonly FindingId[] = [];
  try {
    const answers = await engine.segment(scan.volume.id, prompts, {
      signal,
      onProgress,
      onPartial: growing.add,
      components,
      slices,
    });
    signal.throwIfAborted();
    // Which other model may know what this one does not.
    if (answers.some(({ kind }) => kind === 'not-understood')) await readOffer(app);
    // Said before the views are busy with it.
    tell({ stage: 'draw' }, 1);
    await app.painted();
    signal.throwIfAborted();
    findings = answers.map((each) => recordAnswer(app, model, scan.volume, each, replaced));
    const device = answers.at(-1)?.device;
    if (device) noteDevice(app, device);
  } finally {
    growing.end();
    runs.slowest(me, undefined);
  }
  drawMasks(app);
  revealAnswer(app, findings);
  selectAnswer(app, findings);
  await app.painted();
  if (!signal.aborted) {
    const milliseconds = performance.now() - began;
    store.getState().runAnswered({ findings, milliseconds, isEverything: asksForEverything(text) });
  }
}

/** Of one answer, the object becomes the one that the page is about; of several, none does. */
function selectAnswer(app: App, [only, ...others]: readonly FindingId[]): void {
  const isFound = app.store.getState().findings.some(({ id, kind }) => id === only && kind === 'found');
  selectFinding(app, isFound && others.length === 0 ? only : undefined);
}

/** What is wrong with the prompt is said below it, and what is to be settled about the scan goes with that. */
function actOf({ code }: WireError): Act {
  if (code === 'modality-unsure' || code === 'labels-not-scan') return 'scan';
  return code.startsWith('prompt-') ? 'prompt' : 'run';
}

/** A prompt is not run on a coin toss: CT and MR are prepared for the model in different ways. */
function refuseUnsure({ store }: Pick<App, 'store'>): void {
  const { volume } = store.getState();
  if (volume.at !== 'ready' || !volume.info.modalityIsUnsure) return;
  const { name, modalityReason = '' } = volume.info;
  throw unsureError(name, modalityReason);
}

/** Stops answering, and drops the prompts that wait. What was found before stays. */
export function stopSegmenting({ store, runs }: Pick<App, 'store' | 'runs'>): void {
  runs.stop();
  store.getState().queueCleared();
  store.getState().runEnded();
}
