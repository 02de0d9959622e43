import { nextTask } from '#browser/next-task.ts';
import { toWire, type WireError } from '#errors.ts';
import { unsureError } from '#formats/unsure.ts';
import { asksForEverything } from '#prompt/everything.ts';
import { asidesOf } from '#prompt/read-prompt.ts';
import { routeEach } from '#prompt/route-each.ts';
import type { FindingId } from '#results/finding.ts';
import type { Act } from '#state/notices-slice.ts';
import type { RunProgress } from '#state/run-slice.ts';
import { answerLeg } from './answer-leg.ts';
import type { App } from './app.ts';
import { askFirst } from './edit/ask-first.ts';
import { comeBack } from './lend-pack.ts';
import { loadModel } from './load-model.ts';
import { packsAtHand } from './packs-at-hand.ts';
import { revealAnswer } from './reveal-answer.ts';
import { askedParts, namesBeyond, noteLeftOut, withElsewhere } from './said-parts.ts';
import { selectFinding } from './select-finding.ts';
import { stepIn } from './step-in.ts';

/** What became of a line of prompts. */
export type Outcome = 'answered' | 'stopped' | 'refused';

/** A line of prompts, or several texts, of which each is read by itself. */
export type Asked = string | readonly string[];

export function textsOf(asked: Asked): readonly string[] {
  return typeof asked === 'string' ? [asked] : asked;
}

/** Answers every prompt in `asked` on the open scan. Starting another run stops the one before. */
export async function segment(app: App, asked: Asked): Promise<Outcome> {
  const { store, runs } = app;
  const texts = textsOf(asked);
  const signal = runs.start();
  store.getState().runStarted(texts);
  return answered(app, texts, signal);
}

/** Answers `texts` along with the run in progress, sharing its signal; starts one where there is none. */
export async function join(app: App, texts: readonly string[]): Promise<Outcome> {
  const signal = app.runs.join();
  if (!signal) return segment(app, texts);
  app.store.getState().runJoined(texts);
  return answered(app, texts, signal);
}

async function answered(app: App, texts: readonly string[], signal: AbortSignal): Promise<Outcome> {
  const { store, runs } = app;
  store.getState().actSettled('prompt', 'run');
  try {
    await answer(app, texts, signal);
    return 'answered';
  } catch (error) {
    if (signal.aborted) return 'stopped';
    const wire = await withElsewhere(app, toWire(error));
    if (signal.aborted) return 'stopped';
    noteLeftOut(app, namesBeyond(wire));
    // A worker that was lost has to load the pack anew, whose files may be gone by then.
    if (stepIn(app, wire)) await loadModel(app);
    else store.getState().noticeRaised(wire, actOf(wire));
    return 'refused';
  } finally {
    if (runs.end(signal)) {
      store.getState().runEnded();
      comeBack(app);
    }
  }
}

async function answer(app: App, texts: readonly string[], signal: AbortSignal): Promise<void> {
  const { store, voxels, runs } = app;
  const { routing } = store.getState();
  const scan = voxels.scan();
  if (!scan) return;
  refuseUnsure(app);
  const began = performance.now();
  const { home, others } = await packsAtHand(app, signal);
  const { modality } = scan.volume;
  const choice = { home, others, routing, modality, ...askedParts(app) };
  const { legs, refused, ...asides } = routeEach(texts, { ...choice, loaded: store.getState().manifestUrl });
  const isEverything = texts.some((text) => asksForEverything(text));
  const reach = isEverything ? 'all' : 'asked';
  const replaced = await askFirst(
    app,
    legs.flatMap(({ prompts }) => prompts),
    signal,
  );
  if (!replaced) return;
  noteLeftOut(app, asides.beyond?.names);
  for (const aside of [...asidesOf(asides), ...refused])
    store.getState().noticeRaised(toWire(aside), 'prompt');
  const me = Symbol(texts.join());
  const findings: FindingId[] = [];
  try {
    for (const [n, leg] of legs.entries()) {
      const tell = (progress: RunProgress, share: number) => {
        if (signal.aborted) return;
        const slowest = runs.slowest(me, { progress, share: (n + share) / legs.length });
        if (slowest) store.getState().runProgressed(slowest.progress, slowest.share);
      };
      findings.push(...(await answerLeg(app, leg, { signal, reach, tell, replaced })));
    }
  } finally {
    runs.slowest(me, undefined);
  }
  // The page lists them, and the views draw them, before anything else is done about them.
  await nextTask();
  if (signal.aborted) return;
  revealAnswer(app, findings);
  selectAnswer(app, findings);
  await app.painted();
  if (!signal.aborted) {
    const milliseconds = performance.now() - began;
    store.getState().runAnswered({ findings, milliseconds, isEverything });
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
