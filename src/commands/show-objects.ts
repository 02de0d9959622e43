import { type FindingId, foundObjects } from '#results/finding.ts';
import type { App } from './app.ts';
import { drawMasks } from './draw-masks.ts';
import { remember, stepName } from './edit/remember.ts';

type ShowApp = Pick<App, 'store' | 'viewer' | 'voxels' | 'history' | 'editor'>;

/** Hides these objects, or shows them where one of them is hidden. */
export function toggleObjects(app: ShowApp, ids: readonly FindingId[]): void {
  const visible = visibleNow(app);
  const areShown = ids.every((id) => visible.has(id));
  for (const id of ids)
    if (areShown) visible.delete(id);
    else visible.add(id);
  see(app, visible, undefined);
}

/** Shows every object, or none. */
export function showAll(app: ShowApp, areShown: boolean): void {
  const all = foundObjects(app.store.getState().findings).map(({ id }) => id);
  see(app, new Set(areShown ? all : []), undefined);
}

/** Shows these objects alone; where they are alone already, what was seen before and what has come since. */
export function showAlone(app: ShowApp, ids: readonly FindingId[]): void {
  const { findings, hiddenBeforeSolo } = app.store.getState();
  const objects = foundObjects(findings);
  if (hiddenBeforeSolo && areAlone(objects, ids)) {
    const before = objects.filter(({ id }) => !hiddenBeforeSolo.includes(id));
    see(app, new Set(before.map(({ id }) => id)), undefined);
    return;
  }
  const hidden = hiddenBeforeSolo ?? objects.filter(({ visible }) => !visible).map(({ id }) => id);
  see(app, new Set(ids), hidden);
}

function areAlone(
  objects: readonly { readonly id: FindingId; readonly visible: boolean }[],
  ids: readonly FindingId[],
): boolean {
  return objects.every(({ id, visible }) => visible === ids.includes(id));
}

function visibleNow({ store }: ShowApp): Set<FindingId> {
  const objects = foundObjects(store.getState().findings);
  return new Set(objects.filter(({ visible }) => visible).map(({ id }) => id));
}

/** Exactly these objects are seen; one undo puts back what was. */
function see(
  app: ShowApp,
  visible: ReadonlySet<FindingId>,
  hiddenBeforeSolo: readonly FindingId[] | undefined,
): void {
  const { store } = app;
  const objects = foundObjects(store.getState().findings);
  const changed = objects.filter((each) => each.visible !== visible.has(each.id)).map(({ id }) => id);
  store.getState().soloChosen(hiddenBeforeSolo);
  const [only, ...others] = changed;
  if (only === undefined) return;
  const kind = visible.has(only) ? 'show' : 'hide';
  const what = others.length > 0 ? ({ kind, title: undefined } as const) : stepName(app, kind, only);
  remember(app, what, changed, () => {
    store.getState().visibleChosen(visible);
    drawMasks(app);
  });
}
