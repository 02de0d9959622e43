import { type NiftiImage, writeNiftiGz } from '#formats/write-nifti.ts';
import { fileSlugs, objectNames, outputNames, scanStem } from '#results/file-names.ts';
import { type FindingId, foundObjects } from '#results/finding.ts';
import { findingsCsv } from '#results/findings-csv.ts';
import { labelDescriptions } from '#results/label-descriptions.ts';
import { toLabelMap } from '#results/label-map.ts';
import { buildReport } from '#results/report.ts';
import { denseMask, denseProbability } from '#volume/mask.ts';
import type { Mask } from '#volume/types.ts';
import type { App } from './app.ts';
import { deflate } from './deflate.ts';
import type { OpenScan } from './voxels.ts';

type ExportApp = Pick<App, 'store' | 'voxels' | 'save'>;

const NIFTI = 'application/gzip';

/**
 * Saves every object found, hidden ones too, as one label map on the scan's own grid, later objects over earlier ones; and
 * beside it what its numbers mean, as ITK-SNAP reads it.
 */
export async function exportLabelMap({ store, voxels, save }: ExportApp): Promise<void> {
  const scan = voxels.scan();
  if (!scan) return;
  const objects = foundObjects(store.getState().findings);
  const masks = objects.flatMap(({ id, labelId }) => {
    const mask = voxels.mask(id);
    return mask ? [{ mask, labelId }] : [];
  });
  if (masks.length === 0) return;
  const names = outputNames(scanStem(scan.volume.name));
  save(names.labels, await onGrid(scan, { data: toLabelMap(masks, scan.volume.grid.size) }), NIFTI);
  save(names.labelNames, new TextEncoder().encode(labelDescriptions(objects)), 'text/plain');
}

/** Saves one object as 0 and 1 on the scan's own grid. */
export async function exportMask(app: ExportApp, id: FindingId): Promise<void> {
  const object = objectOf(app, id);
  if (!object) return;
  app.save(object.names.mask, await onGrid(object.scan, { data: denseMask(object.mask) }), NIFTI);
}

/** Saves how probable one object is at each voxel, 0..1 in steps of 1/255, on the scan's own grid; 0 beyond the object's box. */
export async function exportProbability(app: ExportApp, id: FindingId): Promise<void> {
  const object = objectOf(app, id);
  if (!object) return;
  const image = { data: denseProbability(object.mask), slope: 1 / 255 };
  app.save(object.names.probability, await onGrid(object.scan, image), NIFTI);
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

/** Saves the answers as a table, with boxes in voxels and mm. */
export function exportTable({ store, voxels, save }: ExportApp): void {
  const scan = voxels.scan();
  if (!scan) return;
  const csv = findingsCsv(store.getState().findings);
  save(outputNames(scanStem(scan.volume.name)).table, new TextEncoder().encode(csv), 'text/csv');
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

function onGrid(
  { volume, header }: OpenScan,
  voxels: Pick<NiftiImage, 'data' | 'slope'>,
): Promise<Uint8Array<ArrayBuffer>> {
  return writeNiftiGz({ size: volume.grid.size, header, description: 'parse3d', ...voxels }, deflate);
}
