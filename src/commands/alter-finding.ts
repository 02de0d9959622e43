import type { Appearance, FindingId } from '#results/finding.ts';
import type { StepKind } from '#state/edit-slice.ts';
import type { App } from './app.ts';
import { drawMasks } from './draw-masks.ts';
import { remember, stepName } from './edit/remember.ts';
import { selectFinding } from './select-finding.ts';

type FindingApp = Pick<App, 'store' | 'viewer' | 'voxels' | 'history' | 'editor'>;

/** By what it changes, which is one thing at a time. */
function stepKind(appearance: Partial<Appearance>): StepKind {
  if (appearance.visible !== undefined) return appearance.visible ? 'show' : 'hide';
  return appearance.color ? 'colour' : 'opacity';
}

/** Shows, hides, fades or recolours one object. */
export function alterFinding(app: FindingApp, id: FindingId, appearance: Partial<Appearance>): void {
  const what = stepName(app, stepKind(appearance), id);
  remember(
    app,
    what,
    [id],
    () => {
      app.store.getState().findingAltered(id, appearance);
      drawMasks(app);
    },
    `${what.kind} ${id}`,
  );
}

export function removeFinding(app: FindingApp, id: FindingId): void {
  removeFindings(app, [id]);
}

/** Takes several away at once; one undo brings them back. */
export function removeFindings(app: FindingApp, ids: readonly FindingId[]): void {
  const [only, ...others] = ids;
  if (only === undefined) return;
  const what =
    others.length > 0 ? ({ kind: 'delete', title: undefined } as const) : stepName(app, 'delete', only);
  remember(app, what, ids, () => {
    for (const id of ids) removeFor(app, id);
  });
}

/** Takes away all that was not understood; one undo brings it back. */
export function removeUnread(app: FindingApp): void {
  const unread = app.store.getState().findings.filter(({ kind }) => kind === 'not-understood');
  removeFindings(
    app,
    unread.map(({ id }) => id),
  );
}

function removeFor(app: FindingApp, id: FindingId): void {
  const { selected, findingRemoved } = app.store.getState();
  if (selected === id) selectFinding(app, undefined);
  findingRemoved(id);
  app.voxels.forgetMask(id);
  drawMasks(app);
}

/** Puts the crosshair on the middle of an object. */
export function locateFinding({ store, viewer }: Pick<App, 'store' | 'viewer'>, id: FindingId): void {
  const finding = store.getState().findings.find((candidate) => candidate.id === id);
  if (finding?.kind !== 'found' || !finding.measurement.centroid) return;
  viewer.lookAt(finding.measurement.centroid);
}
