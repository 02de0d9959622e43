import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterEach, expect, test, vi } from 'vitest';
import type { DicomSegment } from '#formats/dicom-segments.ts';
import { type ListedScan, listScans, openListed } from '#formats/list-scans.ts';
import { structureCodes } from '#results/structure-codes.ts';
import { bodyOn } from '#testing/export-cases.ts';
import { formatCase } from '#testing/format-cases.ts';
import { toWorld } from '#volume/affine.ts';
import { maskOf } from '#volume/mask.ts';
import type { Grid, Vec3 } from '#volume/types.ts';
import { setBit } from './packed-frames.ts';

/**
 * What these tests compare with is judged by highdicom and pydicom: training/tests/test_dicom_seg.py. `WRITE_EXPORTS=1 npx vitest
 * run src/formats/dicom/write-segmentation.test.ts` writes it anew; have it judged then.
 */
const FOLDER = fileURLToPath(new URL('../../testing/fixtures/exports/dicom/', import.meta.url));

/** Which of several scans a case has is told by its number. */
const CASES = [
  ['ct-gantry-tilt', 0],
  ['ct-reversed', 0],
  ['ct-enhanced', 0],
  ['ct-deflated', 0],
  ['ct-big-endian', 0],
  ['mr-oblique', 0],
  ['mr-sagittal', 0],
  ['mr-time-points', 1],
  ['private-names', 0],
] as const;

/** About the middle of a grid, mm RAS+: the first two share voxels. */
const BODIES = [
  { title: 'liver', color: [221, 130, 101], off: [-24, 16, 12], axes: [88, 60, 48], madeBy: 'model' },
  {
    title: 'left kidney',
    color: [0, 114, 178],
    off: [36, -8, -16],
    axes: [52, 68, 36],
    madeBy: 'model-and-person',
  },
  { title: 'Knöchel', color: [240, 228, 66], off: [-56, -64, 4], axes: [40, 36, 40], madeBy: 'person' },
] as const;

async function caseScan(id: string, n: number): Promise<ListedScan> {
  const { scans } = await listScans(formatCase(id).files);
  const scan = scans[n];
  if (!scan) throw new Error(`${id} has no scan ${n}`);
  return scan;
}

function segmentsOn(grid: Grid): readonly DicomSegment[] {
  const middle = toWorld(grid.voxelToWorld, grid.size.map((n) => (n - 1) / 2) as unknown as Vec3);
  return BODIES.map(({ title, color, off, axes, madeBy }) => {
    const centre = middle.map((mm, axis) => mm + (off[axis] ?? 0)) as unknown as Vec3;
    const mask = bodyOn(grid, centre, axes);
    return { title, color, madeBy, algorithm: 'Mini 1.0', mask, ...structureCodes(title) };
  });
}

/** The same identifiers in each run. */
function withKnownUids(): void {
  let next = 0;
  vi.spyOn(crypto, 'randomUUID').mockImplementation(() => {
    next += 1;
    return `00000000-0000-4000-8000-${String(next).padStart(12, '0')}`;
  });
}

afterEach(() => {
  vi.restoreAllMocks();
});

test.each(CASES)('a segmentation of %s is the file that others have judged', async (id, n) => {
  const scan = await caseScan(id, n);
  const { volume } = await openListed(scan);
  withKnownUids();
  // By the clock on the wall, wherever that hangs.
  const at = new Date(2026, 10, 26, 12, 30, 5);
  const bytes = await scan.found.segmentation?.({
    segments: segmentsOn(volume.grid),
    appVersion: '1.2.3',
    at,
  });
  if (!bytes) throw new Error('it can be written');
  const path = `${FOLDER}${id}.dcm`;
  if (process.env['WRITE_EXPORTS']) {
    mkdirSync(FOLDER, { recursive: true });
    writeFileSync(path, bytes);
  }
  expect(existsSync(path)).toBe(true);
  expect(Buffer.from(bytes).equals(readFileSync(path))).toBe(true);
});

test.each(['anonymised-no-uids'])('%s has nothing that a segmentation could refer to', async (id) => {
  expect((await caseScan(id, 0)).found.segmentation).toBeUndefined();
});

test('identifiers are new in each file', async () => {
  const scan = await caseScan('ct-reversed', 0);
  const { volume } = await openListed(scan);
  const wish = { segments: segmentsOn(volume.grid), appVersion: '1', at: new Date(0) };
  const uids = async () => {
    const bytes = await scan.found.segmentation?.(wish);
    return new Set(
      Buffer.from(bytes ?? [])
        .toString('latin1')
        .match(/2\.25\.\d+/g),
    );
  };
  const [one, other] = [await uids(), await uids()];
  // Object, series, dimensions and three segments, beside the writer's own, which stays.
  expect(one.size).toBe(7);
  expect([...one].filter((uid) => other.has(uid))).toHaveLength(1);
});

test('pixels past the 2^32nd have bits of their own: a whole body with every organ has so many', () => {
  const bits: Record<number, number> = {};
  for (const bit of [0, 9, 2 ** 32, 2 ** 32 + 7, 2 ** 33 + 12]) setBit(bits, bit);
  expect(bits).toEqual({ 0: 1, 1: 2, [2 ** 29]: 0b1000_0001, [2 ** 30 + 1]: 16 });
});

test('a mask without a voxel is a segment without a frame', async () => {
  const scan = await caseScan('ct-reversed', 0);
  const { volume } = await openListed(scan);
  const [first] = segmentsOn(volume.grid);
  if (!first) throw new Error('there is one');
  const [ni, nj, nk] = volume.grid.size;
  const empty = { ...first, mask: maskOf(volume.grid, new Uint8Array(ni * nj * nk)) };
  const written = async (segments: readonly DicomSegment[]) =>
    Buffer.from((await scan.found.segmentation?.({ segments, appVersion: '1', at: new Date(0) })) ?? []);
  const frames = (bytes: Buffer) => bytes.toString('latin1').split('\x62\x00\x0a\x00SQ').length - 1;
  expect(frames(await written([first, empty]))).toBe(frames(await written([first])));
});
