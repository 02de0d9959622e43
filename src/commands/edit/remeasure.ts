import type { App } from '#commands/app.ts';
import { toWire } from '#errors.ts';
import type { FindingId } from '#results/finding.ts';

type MeasureApp = Pick<App, 'store' | 'voxels' | 'editor'>;

/** Measures an object whose mask was changed by hand, off this thread. Only the mask that there is at the end counts. */
export async function remeasure(app: MeasureApp, id: FindingId): Promise<void> {
  const { store, voxels, editor } = app;
  const mask = voxels.mask(id);
  const scan = voxels.scan();
  if (!mask || !scan) return;
  try {
    await editor.open(scan.volume);
    const measurement = await editor.measure(mask);
    if (voxels.mask(id) === mask) store.getState().findingEdited(id, { measurement });
  } catch (error) {
    store.getState().noticeRaised(toWire(error));
  }
}
