import { EXPORTS, type ExportId } from '#results/exports.ts';
import { fileSlugs, objectNames, outputNames, scanStem } from '#results/file-names.ts';
import { type FindingId, foundObjects } from '#results/finding.ts';
import { labelDescriptions } from '#results/label-descriptions.ts';
import type { MaskImage, Shown } from '#results/mask-image.ts';
import { buildReport } from '#results/report.ts';
import type { Mask } from '#volume/types.ts';
import type { App } from './app.ts';
import type { OpenScan } from './voxels.ts';

type ExportApp = Pick<App, 'store' | 'voxels' | 'save'>;
type ImageApp = ExportApp & Pick<App, 'writeImage'>;

const NIFTI = 'application/gzip';

/**
 * Saves every object found, hidden ones too, as one label map on the scan's own grid, later objects over earlier ones; and
 * beside it what its numbers mean, as ITK-SNAP reads it.
 */
export async function exportLabelMap({ store, voxels, save, writeImage }: ImageApp): Promise<void> {
  const scan = voxels.scan();
  if (!scan) return;
  const objects = foundObjects(store.getState().findings);
  const masks = objects.flatMap(({ id, labelId }) => {
    const mask = voxels.mask(id);
    return mask ? [{ mask, labelId }] : [];
  });
  if (masks.length === 0) return;
  const names = outputNames(scanStem(scan.volume.name));
  save(names.labels, await writeImage(onGrid(scan, { kind: 'labels', masks })), NIFTI);
  save(names.labelNames, new TextEncoder().encode(labelDescriptions(objects)), 'text/plain');
}

/** Saves one object as 0 and 1 on the scan's own grid. */
export async function exportMask(app: ImageApp, id: FindingId): Promise<void> {
  const object = objectOf(app, id);
  if (!object) return;
  const { scan, mask, names } = object;
  app.save(names.mask, await app.writeImage(onGrid(scan, { kind: 'mask', mask })), NIFTI);
}

/** Saves how probable one object is at each voxel, 0..1 in steps of 1/255, on the scan's own grid; 0 beyond the object's box. */
export async function exportProbability(app: ImageApp, id: FindingId): Promise<void> {
  const object = objectOf(app, id);
  if (!object) return;
  const { scan, mask, names } = object;
  app.save(names.probability, await app.writeImage(onGrid(scan, { kind: 'probability', mask })), NIFTI);
}

/** Saves what was asked, answered and measured, and by what, as JSON. */
export function exportReport({ store, voxels, save, version }: ExportApp & Pick<App, 'version'>): void {
  const scan = voxels.scan();
  const { volume, findings } = store.getState();
  if (!scan || volume.at !== 'ready') return;
  const maskOf = (id: FindingId) => voxels.mask(id);
  const report = buildReport({ appVersion: version, scan: volume.info, findings, maskOf, at: new Date() });
  const json = `${JSON.stringify(report, undefined, 2)}\n`;
  save(outputNames(scanStem(scan.volume.name)).report, new TextEncoder().encode(json), 'application/json');
}

/** Saves the answers as one of the exports of text, such as the table. */
export function exportText({ store, voxels, save }: ExportApp, id: ExportId): void {
  const scan = voxels.scan();
  if (!scan) return;
  const { ending, type, write } = EXPORTS[id];
  const text = write({ findings: store.getState().findings, maskOf: (finding) => voxels.mask(finding) });
  save(`${scanStem(scan.volume.name)}${ending}`, new TextEncoder().encode(text), type);
}

function objectOf({ store, voxels }: ExportApp, id: FindingId): ObjectToSave | undefined {
  const scan = voxels.scan();
  const mask = voxels.mask(id);
  const objects = foundObjects(store.getState().findings);
  const at = objects.findIndex((object) => object.id === id);
  const slug = fileSlugs(objects.map(({ title }) => title))[at];
  if (!scan || !mask || slug === undefined) return undefined;
  return { scan, mask, names: objectNames(scanStem(scan.volume.name), slug) };
}

interface ObjectToSave {
  readonly scan: OpenScan;
  readonly mask: Mask;
  readonly names: { readonly mask: string; readonly probability: string };
}

function onGrid({ volume, header }: OpenScan, shown: Shown): MaskImage {
  return { shown, size: volume.grid.size, header };
}
