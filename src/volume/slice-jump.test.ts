import { describe, expect, test } from 'vitest';
import { makePhantom } from '#testing/phantom.ts';
import { phantomGrid } from '#testing/phantom-grid.ts';
import { fieldOfView } from './field-of-view.ts';
import { besideOf } from './patient-box.ts';
import { random } from './random.ts';
import { sliceJump } from './slice-jump.ts';
import type { Grid, Modality, Vec3, Volume, VolumeId } from './types.ts';

const COUNT = 40;

/** Stripes that brighten by 4 HU from each slice to the next: where `gone` are missing before slice `at`, by as many times more. */
function striped(axis: 0 | 1 | 2, at: number, gone: number, change: Partial<Volume> = {}): Volume {
  const size = [30, 34, 38] as [number, number, number];
  size[axis] = COUNT;
  const across = axis === 0 ? 1 : 0;
  const data = new Int16Array(size[0] * size[1] * size[2]);
  for (let n = 0; n < data.length; n++) {
    const place = [n % size[0], Math.floor(n / size[0]) % size[1], Math.floor(n / (size[0] * size[1]))];
    const slice = (place[axis] as number) + ((place[axis] as number) >= at ? gone : 0);
    data[n] = -60 + 4 * slice + 5 * ((3 * (place[across] as number)) % 7);
  }
  return scan(data, size, axis, change);
}

function scan(data: Int16Array<ArrayBuffer>, size: Vec3, axis: 0 | 1 | 2, change: Partial<Volume>): Volume {
  const mm = [1, 1, 1];
  mm[axis] = 2.5;
  // Turned by 30° about the third axis, the first flipped.
  const [c, s] = [Math.cos(Math.PI / 6), Math.sin(Math.PI / 6)];
  const [p = 1, q = 1, r = 1] = mm;
  const voxelToWorld: Grid['voxelToWorld'] = [-c * p, -s * q, 0, 10, -s * p, c * q, 0, 20, 0, 0, r, -30];
  const grid: Grid = { size, voxelToWorld };
  return { ...plain, id: 'striped' as VolumeId, grid, data, ...change };
}

const { volume: plain } = makePhantom({ seed: 7, grid: phantomGrid('las', 8) });
const jumpOf = (volume: Volume) => sliceJump(volume, fieldOfView(volume));

describe('a jump between neighbouring slices', () => {
  test.each([0, 1, 2] as const)('is found along stored axis %s, whichever way the grid lies', (axis) => {
    const jump = jumpOf(striped(axis, 23, 3));
    expect(jump).toMatchObject({ axis, slice: 22 });
    expect(jump?.times).toBeCloseTo(4, 9);
    expect(jumpOf(striped(axis, 23, 0))).toBeUndefined();
  });
  test('is one in any unit and kind of scan, also with a negative slope', () => {
    for (const modality of ['MR', 'other'] satisfies Modality[]) {
      for (const [slope, intercept] of [
        [7, 100],
        [-0.001, 3],
      ] as const)
        expect(jumpOf(striped(2, 12, 3, { modality, slope, intercept }))).toMatchObject({ slice: 11 });
    }
  });
  test('of a CT is one of Hounsfield units, however they are stored', () => {
    const stored = striped(2, 23, 3, { intercept: -1024 });
    expect(jumpOf({ ...stored, data: stored.data.map((hu) => hu + 1024) as never })?.times).toBeCloseTo(4, 9);
    // Bone and air say nothing.
    for (const hu of [400, -400]) {
      const data = stored.data.map((each) => each + hu + 1024) as never;
      expect(jumpOf({ ...stored, data })).toBeUndefined();
    }
  });
  test('beside another one is held against the mean of that and the next largest', () => {
    const volume = striped(2, 23, 5);
    const plane = volume.grid.size[0] * volume.grid.size[1];
    // Three more are missing two slices later.
    for (let n = 25 * plane; n < volume.data.length; n++) volume.data[n] = (volume.data[n] as number) + 3 * 4;
    expect(jumpOf(volume)?.times).toBeCloseTo((6 * 4) / ((4 * 4 + 4) / 2), 9);
  });
  test('is told of what the scanner filled, slices counted from the first stored one', () => {
    const volume = striped(2, 23, 3);
    const plane = volume.grid.size[0] * volume.grid.size[1];
    volume.data.fill(-1000, 0, 5 * plane);
    expect(jumpOf(volume)).toMatchObject({ slice: 22 });
  });
  test('is none at the ends, in few slices, or beside slices that are all alike', () => {
    expect(jumpOf(striped(2, 1, 4))).toBeUndefined();
    expect(jumpOf(striped(2, COUNT - 1, 4))).toBeUndefined();
    const still = striped(2, 23, 3);
    const [ni, nj] = still.grid.size;
    const one = still.data.slice(0, ni * nj);
    for (let k = 0; k < COUNT; k++) still.data.set(one as never, k * ni * nj);
    for (let n = 20 * ni * nj; n < still.data.length; n++) still.data[n] = 100 - (still.data[n] as number);
    expect(jumpOf(still)).toBeUndefined();
    const short = striped(2, 9, 3);
    const size: Vec3 = [ni, nj, 19];
    expect(jumpOf({ ...short, data: short.data.slice(0, 19 * ni * nj), grid: { ...short.grid, size } })).toBe(
      undefined,
    );
  });
  test('is none in noise, nor in phantoms, and there where slices of one are left out', () => {
    const { between } = random(3);
    const noise = Int16Array.from({ length: 30 * 30 * 40 }, () => between(-100, 200));
    expect(jumpOf(scan(noise, [30, 30, 40], 2, {}))).toBeUndefined();
    for (const kind of ['ras', 'oblique'] as const) {
      const { volume } = makePhantom({ seed: 301, grid: phantomGrid(kind, 4) });
      expect(besideOf(volume).jump).toBeUndefined();
      const [ni, nj, nk] = volume.grid.size;
      const [from, gone] = [Math.floor(nk * 0.4), Math.floor(nk / 5)];
      const data = new Int16Array(ni * nj * (nk - gone));
      data.set(volume.data.subarray(0, from * ni * nj) as never);
      data.set(volume.data.subarray((from + gone) * ni * nj) as never, from * ni * nj);
      const cut = { ...volume, data, grid: { ...volume.grid, size: [ni, nj, nk - gone] as Vec3 } };
      expect(besideOf(cut).jump).toMatchObject({ axis: 2, slice: from - 1 });
    }
  });
});
