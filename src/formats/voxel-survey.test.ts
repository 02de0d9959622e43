import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { makePhantom } from '#testing/phantom.ts';
import { phantomGrid } from '#testing/phantom-grid.ts';
import { mgh } from '#testing/write-formats.ts';
import { random } from '#volume/random.ts';
import { extremes } from './extremes.ts';
import { gridHeader } from './nifti-header.ts';
import { openScan } from './open-scan.ts';
import type { OpenedScan } from './reader.ts';
import { blobFile } from './scan-file.ts';
import { VoxelSurvey } from './voxel-survey.ts';
import { writeNifti } from './write-nifti.ts';

const dice = random(11);
const noise = <T extends Int16Array | Float32Array>(data: T): T => {
  for (let n = 0; n < data.length; n++) data[n] = Math.floor(dice.between(-900, 900));
  return data;
};

async function wholly(data: Int16Array | Float32Array) {
  const survey = await VoxelSurvey.of(data);
  survey.follow();
  return survey;
}

test.each([Int16Array, Float32Array])('%o: pieces of any length add up to the whole', async (Voxels) => {
  const data = noise(new Voxels(1_300_000));
  // In the last voxel, and in one that a piece cuts.
  data[data.length - 1] = 5000;
  data[10] = -5000;
  const whole = await wholly(data);
  const parts = await VoxelSurvey.of(data);
  for (const bytes of [0, 1, 21, 21, 40_003, data.byteLength - 1]) parts.follow(bytes);
  expect(parts.extremes.high).toBeLessThan(5000);
  parts.follow();
  expect(parts.extremes).toEqual({ low: -5000, high: 5000, broken: 0 });
  expect(parts.extremes).toEqual(extremes(data));
  expect(parts.id('grid')).toBe(whole.id('grid'));
});

test('voxels that come anew count as they come the second time', async () => {
  const data = noise(new Int16Array(1000));
  const survey = await VoxelSurvey.of(data);
  data[3] = 9000;
  survey.follow(1000);
  data[3] = 0;
  survey.follow(0);
  survey.follow();
  expect(survey.extremes).toEqual(extremes(data));
  expect(survey.id('grid')).toBe((await wholly(data)).id('grid'));
});

test('another voxel or another context is another id', async () => {
  const data = noise(new Int16Array(1000));
  const id = (await wholly(data)).id('grid');
  expect((await wholly(data)).id('another')).not.toBe(id);
  data[999] = 9000;
  expect((await wholly(data)).id('grid')).not.toBe(id);
});

const grid = phantomGrid('las', 6);

/** The id that the voxels as they were handed over have. */
async function idOf({ volume }: OpenedScan): Promise<string> {
  const survey = await VoxelSurvey.of(volume.data);
  survey.follow();
  return survey.id(JSON.stringify([volume.grid, volume.slope, volume.intercept]));
}

async function opened(data: Int16Array | Float32Array): Promise<OpenedScan> {
  const bytes = writeNifti({ size: grid.size, header: gridHeader(grid), data });
  return openScan([blobFile('scan.nii.gz', new Blob([new Uint8Array(gzipSync(bytes))]))]);
}

test('the id is that of the voxels as they are handed over: as stored, without what is not finite, with a lowered background', async () => {
  const ct = Int16Array.from(makePhantom({ seed: 7, grid }).volume.data);
  const asStored = await opened(ct);
  expect(asStored.volume.id).toBe(await idOf(asStored));

  const holes = Float32Array.from(ct, (value, n) => (n % 1000 === 5 ? Number.NaN : value));
  const mended = await opened(holes);
  expect(mended.volume.data.every(Number.isFinite)).toBe(true);
  expect(mended.volume.id).toBe(await idOf(mended));

  const mr = makePhantom({ seed: 7, grid, modality: 'MR' }).volume.data;
  const background = Float32Array.from(mr, (value) => (value > 30 ? value : 4095));
  const lowered = await opened(background);
  expect(lowered.facts.notices.map(({ code }) => code)).toContain('mr-background');
  expect(lowered.volume.id).toBe(await idOf(lowered));
});

/** Long enough to be followed while it is inflated. */
const long = { size: [128, 128, 100], voxelToWorld: [2, 0, 0, 9, 0, 2, 0, 9, 0, 0, 2, 9] } as const;
const stored = noise(new Int16Array(128 * 128 * 100));
// No percentile is as far out.
stored[5] = -5000;
stored[stored.length - 9] = 5000;

function wideNifti(): Uint8Array {
  const bytes = writeNifti({ size: long.size, header: gridHeader(long), data: stored });
  const view = new DataView(bytes.buffer);
  // NIfTI's code for 64-bit integers, and their bits.
  view.setInt16(70, 1024, true);
  view.setInt16(72, 64, true);
  const voxels = BigInt64Array.from(stored, BigInt);
  return Buffer.concat([bytes.subarray(0, 352), new Uint8Array(voxels.buffer)]);
}

test.each([
  ['stored', () => writeNifti({ size: long.size, header: gridHeader(long), data: stored })],
  ['big-endian', () => mgh({ grid: long, data: stored })],
  ['64-bit', wideNifti],
])('of %s voxels the extremes and the id are those that are handed over', async (_, bytes) => {
  const packed = new Uint8Array(gzipSync(bytes(), { level: 1 }));
  const scan = await openScan([blobFile('scan.gz', new Blob([packed]))]);
  expect(scan.volume.data.length).toBe(stored.length);
  const { slope, intercept } = scan.volume;
  const { low, high } = extremes(stored);
  expect([scan.range.min, scan.range.max]).toEqual([low * slope + intercept, high * slope + intercept]);
  expect(scan.volume.id).toBe(await idOf(scan));
});
