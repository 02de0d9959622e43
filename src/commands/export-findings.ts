import type { ExportId } from '#results/exports.ts';
import type { FindingId } from '#results/finding.ts';
import { type SaveApp, saveResults } from './save-results.ts';

/** Saves every object found, hidden ones too, as one label map on the scan's own grid, with what its numbers mean beside it. */
export async function exportLabelMap(app: SaveApp): Promise<void> {
  await saveResults(app, ['labels']);
}

/** Saves one object as 0 and 1 on the scan's own grid. */
export async function exportMask(app: SaveApp, only: FindingId): Promise<void> {
  await saveResults(app, ['masks'], { only });
}

/** Saves how probable one object is at each voxel, 0..1 in steps of 1/255, on the scan's own grid; 0 beyond the object's box. */
export async function exportProbability(app: SaveApp, only: FindingId): Promise<void> {
  await saveResults(app, ['probabilities'], { only });
}

/** Saves the surface of one object, in mm. */
export async function exportSurface(app: SaveApp, only: FindingId): Promise<void> {
  await saveResults(app, ['stl'], { only });
}

/** Saves what was asked, answered and measured, and by what, as JSON. */
export async function exportReport(app: SaveApp): Promise<void> {
  await saveResults(app, ['report']);
}

/** Saves the answers as one of the exports of text, such as the table. */
export async function exportText(app: SaveApp, id: ExportId): Promise<void> {
  await saveResults(app, [id]);
}
