import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { unzipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { listScans, openListed } from '#formats/list-scans.ts';
import { blobFile, type ScanFile } from '#formats/scan-file.ts';
import { LocalScanReader } from '#formats/scan-reader.ts';
import type { PlacedSegmentation } from '#formats/segmentation.ts';
import { structureCodes } from '#results/structure-codes.ts';
import { bodyOn } from '#testing/export-cases.ts';
import { caseIds, formatCase } from '#testing/format-cases.ts';
import { toWorld } from '#volume/affine.ts';
import { denseMask } from '#volume/mask.ts';
import type { Grid, Mask, Vec3, Volume } from '#volume/types.ts';

const FOLDER = fileURLToPath(new URL('../../testing/fixtures/', import.meta.url));

async function placedOn(files: readonly ScanFile[], grid: Grid): Promise<PlacedSegmentation> {
  const given = files.map(async (file) => ({
    path: file.name,
    content: new File([await file.slice(0, file.size)], file.name),
  }));
  const list = await new LocalScanReader().list(await Promise.all(given));
  expect(list.segmentations).toHaveLength(1);
  return list.segments({ of: 'segmentations', n: 0 }, grid);
}

const differing = (mask: Mask | undefined, wanted: ArrayLike<number>) => {
  if (!mask) throw new Error('there is none');
  return denseMask(mask).reduce((sum, value, n) => sum + (value === (wanted[n] ? 1 : 0) ? 0 : 1), 0);
};

async function scanOf(id: string, n = 0): Promise<Volume> {
  const scan = (await listScans(formatCase(id).files)).scans[n];
  if (!scan) throw new Error(`${id} has no scan ${n}`);
  return (await openListed(scan)).volume;
}

test('a segmentation beside its series is told apart from it, and its objects are those that others read', async () => {
  const { files, expected } = formatCase('ct-with-seg');
  const { scans, segmentations, apart } = await listScans(files);
  expect([scans.length, segmentations.length, apart.length]).toEqual([1, 1, 0]);
  const volume = await scanOf('ct-with-seg');
  const { segments, fit, notices } = await placedOn(files, volume.grid);
  expect(fit).toBe('exact');
  expect(notices).toEqual([]);
  expect(segments.map(({ label }) => label)).toEqual([1, 2]);
  for (const [n, organ] of ['liver', 'spine'].entries()) {
    const wanted = await expected(`expected-seg-${organ}.nii.gz`);
    expect(segments[n]?.name?.toLowerCase()).toContain(organ);
    // The judge wrote its masks in the order of its own voxels.
    expect(moved(wanted, volume.grid, denseMask(segments[n]?.mask as Mask))).toBe(0);
  }
});

/** How many voxels of `volume`, found by their places, differ from `mask` on `grid`. */
function moved({ grid: own, data, slope, intercept }: Volume, grid: Grid, mask: Uint8Array): number {
  const at = new Map<string, number>();
  const key = (point: readonly number[]) => point.map((mm) => Math.round(4 * mm)).join();
  each(grid, (point, n) => at.set(key(point), mask[n] as number));
  let count = 0;
  each(own, (point, n) => {
    const value = (data[n] as number) * slope + intercept > 0.5 ? 1 : 0;
    if (at.get(key(point)) !== value) count += 1;
  });
  return count;
}

function each({ size, voxelToWorld }: Grid, visit: (point: readonly number[], n: number) => void): void {
  let n = 0;
  for (let k = 0; k < size[2]; k++) {
    for (let j = 0; j < size[1]; j++) {
      for (let i = 0; i < size[0]; i++) visit(toWorld(voxelToWorld, [i, j, k]), n++);
    }
  }
}

/** As write-segmentation.test.ts has them, which highdicom has judged. */
const BODIES = [
  { title: 'liver', color: [221, 130, 101], off: [-24, 16, 12], axes: [88, 60, 48] },
  { title: 'left kidney', color: [0, 114, 178], off: [36, -8, -16], axes: [52, 68, 36] },
  { title: 'Knöchel', color: [240, 228, 66], off: [-56, -64, 4], axes: [40, 36, 40] },
] as const;

function bodies(grid: Grid) {
  const middle = toWorld(grid.voxelToWorld, grid.size.map((n) => (n - 1) / 2) as unknown as Vec3);
  return BODIES.map(({ off, axes }) =>
    bodyOn(grid, middle.map((mm, axis) => mm + (off[axis] ?? 0)) as unknown as Vec3, axes),
  );
}

const WRITTEN = [
  ['ct-gantry-tilt', 0],
  ['ct-reversed', 0],
  ['ct-enhanced', 0],
  ['ct-deflated', 0],
  ['ct-big-endian', 0],
  ['mr-oblique', 0],
  ['mr-sagittal', 0],
  ['mr-time-points', 1],
] as const;

describe('what the page writes as a DICOM segmentation comes back voxel for voxel, with names and colours', () => {
  test.each(WRITTEN)('%s', async (id, n) => {
    const { grid } = await scanOf(id, n);
    const file = blobFile('seg.dcm', new Blob([readFileSync(`${FOLDER}exports/dicom/${id}.dcm`)]));
    const { segments, fit, notices } = await placedOn([file], grid);
    expect({ fit, notices }).toEqual({ fit: 'exact', notices: [] });
    expect(segments.map(({ name }) => name)).toEqual(BODIES.map(({ title }) => title));
    for (const [at, mask] of bodies(grid).entries()) {
      expect(differing(segments[at]?.mask, denseMask(mask))).toBe(0);
      // CIELab on 16 bits gives back each channel to within one.
      for (const [channel, value] of (BODIES[at]?.color ?? []).entries()) {
        expect(Math.abs((segments[at]?.color?.[channel] ?? 0) - value)).toBeLessThanOrEqual(1);
      }
    }
  });
});

/** Written by highdicom: training/tests/make_segmentations.py. */
const FOREIGN = ['binary', 'fractional', 'fractional-rle', 'labelmap', 'binary-one-slice'] as const;

describe('what highdicom writes is read as it is meant', () => {
  test.each(FOREIGN)('%s', async (kind) => {
    const { grid } = await scanOf('mr-oblique');
    const zip = unzipSync(readFileSync(`${FOLDER}segmentations/${kind}.zip`));
    const bytes = new Uint8Array(zip['seg.dcm'] ?? []);
    const wanted = zip['expected.bin'] ?? new Uint8Array();
    const { segments, fit, notices } = await placedOn([blobFile('x', new Blob([bytes]))], grid);
    expect(fit).toBe('exact');
    expect(notices.map(({ code }) => code)).toEqual(
      kind.startsWith('fractional') ? ['segmentation-fractional'] : [],
    );
    const count = grid.size[0] * grid.size[1] * grid.size[2];
    expect(segments.map(({ label, name }) => [label, name])).toEqual([
      [1, 'liver tumour'],
      [2, 'left kidney'],
    ]);
    for (const [n, { mask }] of segments.entries()) {
      expect(differing(mask, wanted.subarray(n * count, (n + 1) * count))).toBe(0);
    }
  });
});

test('no case of the format kit but the one with a segmentation has one', async () => {
  for (const id of caseIds.filter((each) => each !== 'ct-with-seg')) {
    const found = await listScans(formatCase(id).files).catch(() => undefined);
    expect(found?.segmentations ?? []).toEqual([]);
  }
});

test('a label that repeats the patient’s name is not taken: the code says what it is', async () => {
  const { facts, files } = formatCase('private-names');
  const [name = ''] = facts.must_not_leak ?? [];
  const scan = (await listScans(files)).scans[0];
  if (!scan) throw new Error('there is one');
  const { volume } = await openListed(scan);
  const [mask] = bodies(volume.grid);
  if (!mask || !scan.found.segmentation) throw new Error('it can be written');
  const own = { color: [1, 2, 3], madeBy: 'model', algorithm: 'Mini 1', mask } as const;
  const bytes = await scan.found.segmentation({
    segments: [
      { ...own, title: `liver of ${name}`, ...structureCodes('liver') },
      { ...own, title: 'liver', ...structureCodes('liver') },
    ],
    ...{ appVersion: '1', at: new Date(0) },
  });
  expect(Buffer.from(bytes).includes(`liver of ${name}`)).toBe(true);
  const { segments } = await placedOn([blobFile('x', new Blob([bytes]))], volume.grid);
  expect(segments.map((each) => each.name)).toEqual(['Liver', 'liver']);
});

test('a file that is cut off, or has more frames than places, is refused and not read wrongly', async () => {
  const { grid } = await scanOf('ct-reversed');
  const bytes = readFileSync(`${FOLDER}exports/dicom/ct-reversed.dcm`);
  const cut = blobFile('x', new Blob([bytes.subarray(0, bytes.length - 200)]));
  await expect(placedOn([cut], grid)).rejects.toMatchObject({ code: 'file-truncated' });
  const spoiled = Buffer.from(bytes);
  // The number of frames, a text of digits.
  const at = spoiled.indexOf(Buffer.from('\x28\x00\x08\x00IS', 'latin1')) + 8;
  expect(spoiled[at]).toBeGreaterThan(0x31);
  spoiled[at] = 0x31;
  const fewer = blobFile('x', new Blob([spoiled]));
  await expect(placedOn([fewer], grid)).rejects.toMatchObject({ code: 'dicom-geometry' });
});
