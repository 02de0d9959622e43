import { findingsCsv } from '#formats/findings-csv.ts';
import { toLabelMap } from '#formats/label-map.ts';
import { writeNiftiGz } from '#formats/write-nifti.ts';
import { type FindingId, type FoundObject, foundObjects } from '#state/findings-slice.ts';
import { denseMask } from '#volume/mask.ts';
import type { App } from './app.ts';
import { findingRows } from './finding-rows.ts';
import { report } from './report.ts';
import type { OpenScan } from './voxels.ts';

type ExportApp = Pick<App, 'store' | 'voxels' | 'save'>;

const NIFTI = 'application/gzip';

/** Saves every object found, hidden ones too, as one label map on the scan's own grid; later objects over earlier ones. */
export function exportLabelMap({ store, voxels, save }: ExportApp): void {
  const scan = voxels.scan();
  if (!scan) return;
  const masks = foundObjects(store.getState().findings).flatMap(({ id, labelId }) => {
    const mask = voxels.mask(id);
    return mask ? [{ mask, labelId }] : [];
  });
  if (masks.length === 0) return;
  const data = toLabelMap(masks, scan.volume.grid.size);
  save(`${stem(scan)}_labels.nii.gz`, onGrid(scan, data), NIFTI);
}

/** Saves one object as 0 and 1 on the scan's own grid. */
export function exportMask({ store, voxels, save }: ExportApp, id: FindingId): void {
  const scan = voxels.scan();
  const mask = voxels.mask(id);
  const finding = store.getState().findings.find((candidate) => candidate.id === id);
  if (!scan || !mask || finding?.kind !== 'found') return;
  save(`${stem(scan)}_${slug(finding)}.nii.gz`, onGrid(scan, denseMask(mask)), NIFTI);
}

/** Saves what was asked, answered and measured, and by what, as JSON. */
export function exportReport({ store, voxels, save }: ExportApp): void {
  const scan = voxels.scan();
  const { volume, findings } = store.getState();
  if (!scan || volume.at !== 'ready') return;
  const json = JSON.stringify(report(volume.info, findings, new Date()), undefined, 2);
  save(`${stem(scan)}_report.json`, new TextEncoder().encode(`${json}\n`), 'application/json');
}

/** Saves the answers as a table, with boxes in voxels and mm. */
export function exportTable({ store, voxels, save }: ExportApp): void {
  const scan = voxels.scan();
  if (!scan) return;
  const csv = findingsCsv(findingRows(store.getState().findings));
  save(`${stem(scan)}_findings.csv`, new TextEncoder().encode(csv), 'text/csv');
}

function onGrid({ volume, header }: OpenScan, data: Uint8Array | Uint16Array): Uint8Array<ArrayBuffer> {
  return writeNiftiGz({ size: volume.grid.size, header, data, description: 'parse3d' });
}

function stem({ volume }: OpenScan): string {
  return volume.name.replace(/\.nii(\.gz)?$/i, '');
}

function slug({ title }: FoundObject): string {
  return (
    title
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '_')
      .replace(/^_+|_+$/g, '') || 'mask'
  );
}
