import type { JudgeOptions, Shape } from '#engine/engine.ts';
import { AppError, toWire } from '#errors.ts';
import { findingName } from '#messages/structure-name.ts';
import { isEdited } from '#results/edit-tools.ts';
import { type FindingId, type FoundObject, isByModel } from '#results/finding.ts';
import type { App } from './app.ts';
import { drawMasks } from './draw-masks.ts';
import { showDrawn } from './edit/commit-edits.ts';
import { remeasure } from './edit/remeasure.ts';
import { remember, stepName } from './edit/remember.ts';
import { judgeKept } from './session/judge-kept.ts';

type OutlineApp = Pick<App, 'engine' | 'store' | 'viewer' | 'voxels' | 'history' | 'editor' | 'archive'>;

interface Wish extends JudgeOptions {
  /** Whether the object then counts as changed by hand: it does, or as it did before, or no longer. */
  readonly isChanged: boolean | 'as-before';
  /** What undo calls it. */
  readonly what: 'threshold' | 'keep-pieces' | 'as-model';
}

/** What is wanted of each object and not yet shown. While one answer is awaited, only the newest wish is kept. */
const wanted = new WeakMap<OutlineApp['store'], Map<FindingId, Wish>>();

/**
 * Draws an object at another threshold, or with other pieces of it, from the probabilities that the engine keeps, or the page where
 * the engine has let go of them: nothing is decoded. From then on it counts as changed by hand, so that asking again does not replace it.
 */
export async function adjustOutline(
  app: OutlineApp,
  id: FindingId,
  change: Partial<JudgeOptions>,
): Promise<void> {
  const what = change.components === undefined ? 'threshold' : 'keep-pieces';
  await reshape(app, id, { ...change, isChanged: true, what });
}

/** Draws an object as the model did, or as its file has it, without what was done by hand; it no longer counts as changed by hand. */
export async function restoreOutline(app: OutlineApp, id: FindingId): Promise<void> {
  const { findings, components } = app.store.getState();
  const finding = findings.find((candidate) => candidate.id === id);
  if (finding?.kind !== 'found') return;
  if (finding.fromFile) return restoreFromFile(app, finding);
  if (!isByModel(finding)) return;
  const { maskThreshold: threshold } = finding.source.pack.thresholds;
  await reshape(app, id, { threshold, components, isChanged: false, what: 'as-model' });
}

function restoreFromFile(app: OutlineApp, { id }: FoundObject): void {
  const { store, voxels } = app;
  const base = voxels.parts(id)?.base;
  // A stroke or tool would put its marks back.
  if (!base || voxels.inHand || store.getState().editBusy) return;
  remember(app, stepName(app, 'as-file', id), [id], () => {
    voxels.keepMask(id, base);
    store.getState().findingEdited(id, { edits: {}, isChanged: false });
    drawMasks(app);
  });
  showDrawn(app);
  void remeasure(app, id);
}

/** Draws it at another threshold, or with other pieces; unless said, it counts as changed by hand or not as before. */
export async function reshape(app: OutlineApp, id: FindingId, change: Partial<Wish>): Promise<void> {
  const { store } = app;
  const finding = store.getState().findings.find((candidate) => candidate.id === id);
  if (finding?.kind !== 'found' || !isByModel(finding)) return;
  const wishes = wanted.get(store) ?? new Map<FindingId, Wish>();
  wanted.set(store, wishes);
  const isUnderWay = wishes.has(id);
  const { threshold, components } = finding;
  const now = { threshold, components, isChanged: 'as-before', what: 'keep-pieces' } as const;
  wishes.set(id, { ...now, ...wishes.get(id), ...change });
  if (!isUnderWay) await fulfil(app, id, wishes);
}

async function fulfil(app: OutlineApp, id: FindingId, wishes: Map<FindingId, Wish>): Promise<void> {
  const { engine, store } = app;
  const finding = store.getState().findings.find((candidate) => candidate.id === id);
  const wish = wishes.get(id);
  if (finding?.kind !== 'found' || !wish) {
    wishes.delete(id);
    return;
  }
  try {
    const shape = (await engine.rejudge(finding.answer, wish)) ?? (await judgeKept(app, finding, wish));
    const now = store.getState().findings.find((candidate) => candidate.id === id);
    // It may have been deleted, asked for again, or another scan opened, meanwhile.
    if (now?.kind === 'found' && now.answer === finding.answer) {
      if (!shape) throw new AppError('answer-gone', { name: findingName(now) });
      showOutline(app, now, wish, shape);
    }
  } catch (error) {
    wishes.delete(id);
    store.getState().noticeRaised(toWire(error));
    return;
  }
  if (wishes.get(id) === wish) wishes.delete(id);
  else await fulfil(app, id, wishes);
}

function showOutline(
  app: OutlineApp,
  { id, isChanged: was, edits, measurement }: FoundObject,
  { isChanged, what, threshold }: Wish,
  { mask, ...shape }: Shape,
): void {
  const { store, voxels } = app;
  const staysEdited = what !== 'as-model' && isEdited(edits);
  const change = () => {
    if (staysEdited) voxels.keepBase(id, mask);
    else voxels.keepMask(id, mask);
    const shown = isChanged === 'as-before' ? was : isChanged;
    // What was done by hand is in neither the engine's mask nor its measurement.
    const measured = staysEdited ? { ...shape, measurement } : shape;
    store.getState().findingReshaped(id, { ...measured, isChanged: shown || staysEdited });
    if (!staysEdited) store.getState().findingEdited(id, { edits: {} });
    drawMasks(app);
  };
  const key = what === 'threshold' && threshold !== undefined ? `threshold ${id}` : undefined;
  remember(app, stepName(app, what, id), [id], change, key);
  if (staysEdited) void remeasure(app, id);
  else showDrawn(app);
}
