import type { App } from '#commands/app.ts';
import { drawMasks } from '#commands/draw-masks.ts';
import { counted, type EditCounts, type EditTool } from '#results/edit-tools.ts';
import type { FindingId, FoundObject } from '#results/finding.ts';
import { bytesOf, type EditStep, rewound, stepOf } from '#volume/edit/deltas.ts';
import type { Edits } from '#volume/edit/edits.ts';
import type { VoxelBox } from '#volume/types.ts';
import { remeasure } from './remeasure.ts';
import { addStep, stepName } from './remember.ts';

type EditApp = Pick<App, 'store' | 'viewer' | 'voxels' | 'history' | 'editor'>;

/** The object with that id. */
export function objectOf({ store }: Pick<App, 'store'>, id: FindingId | undefined): FoundObject | undefined {
  const finding = store.getState().findings.find((candidate) => candidate.id === id);
  return finding?.kind === 'found' ? finding : undefined;
}

/** Counts a use of `tool` that made the edits of an object from `before`, within `box` alone, what they are now. */
export function commitEdits(app: EditApp, id: FindingId, tool: EditTool, before: Edits, box: VoxelBox): void {
  const object = objectOf(app, id);
  const parts = app.voxels.parts(id);
  if (!object || !parts) return;
  const step = stepOf(before, parts.edits, box);
  const was = { edits: object.edits, isChanged: object.isChanged };
  const is = { edits: counted(object.edits, tool), isChanged: true };
  app.store.getState().findingEdited(id, is);
  addStep(app, {
    what: stepName(app, tool, id),
    bytes: bytesOf(step),
    holds: [step.before.data, step.after.data],
    undo: () => rewind(app, id, step, 'before', was),
    redo: () => rewind(app, id, step, 'after', is),
  });
  drawMasks(app);
  showDrawn(app);
  void remeasure(app, id);
}

function rewind(
  app: EditApp,
  id: FindingId,
  step: EditStep,
  to: 'before' | 'after',
  handwork: { readonly edits: EditCounts; readonly isChanged: boolean },
): void {
  const parts = app.voxels.parts(id);
  if (!parts) return;
  app.voxels.keepEdits(id, rewound(parts.edits, step, to), step.box);
  app.store.getState().findingEdited(id, handwork);
  drawMasks(app);
  void remeasure(app, id);
}

/** Tells the page which slices of the edited object were drawn on; and lets go of one that is gone. */
export function showDrawn(app: Pick<App, 'store' | 'voxels' | 'viewer'>): void {
  const { edited, slicesDrawn } = app.store.getState();
  const parts = edited && app.voxels.parts(edited);
  slicesDrawn(parts ? parts.edits.slices : [[], [], []]);
}
