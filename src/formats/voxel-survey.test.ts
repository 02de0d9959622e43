import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { makePhantom } from '#testing/phantom.ts';
import { phantomGrid } from '#testing/phantom-grid.ts';
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
