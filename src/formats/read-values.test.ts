/// <reference types="node" />
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { makePhantom } from '#testing/phantom.ts';
import { phantomGrid } from '#testing/phantom-grid.ts';
import type { VoxelData } from '#volume/types.ts';
import { openScan } from './open-scan.ts';
import { type ReadValues, readValues } from './read-values.ts';
import { blobFile } from './scan-file.ts';

const grid = phantomGrid('las', 6);
let [ct, mr]: [Float64Array, Float64Array] = [new Float64Array(), new Float64Array()];
beforeAll(() => {
  ct = Float64Array.from(makePhantom({ seed: 7, grid }).volume.data);
  mr = Float64Array.from(makePhantom({ seed: 7, grid, modality: 'MR' }).volume.data);
});

const read = (data: VoxelData, slope = 1, intercept = 0): ReadValues =>
  readValues('scan', grid, { data, slope, intercept });
const codes = ({ notices }: ReadValues) => notices.map(({ code }) => code);

/** The largest difference between what is read and `truth`. */
function distance(data: VoxelData, { slope, intercept }: ReadValues, truth: VoxelData): number {
  let most = 0;
  for (const [n, value] of data.entries()) {
    most = Math.max(most, Math.abs(value * slope + intercept - (truth[n] ?? 0)));
  }
  return most;
}

describe('a CT is read in Hounsfield units, whatever it is stored in', () => {
  test('as they are, nothing is said', () => {
    expect(read(ct)).toMatchObject({
      modality: 'CT',
      guess: { isSure: true, reason: 'hounsfield' },
      notices: [],
    });
  });

  test.each<readonly [string, (hu: number) => number, number, number]>([
    ['HU + 1024', (hu) => hu + 1024, 1, 1024],
    ['HU + 1000', (hu) => hu + 1000, 1, 1000],
    ['HU + 8192', (hu) => hu + 8192, 1, 8192],
    ['HU + 32768', (hu) => hu + 32768, 1, 32768],
    ['HU − 1024', (hu) => hu - 1024, 1, -1024],
    ['HU ÷ 1000', (hu) => hu / 1000, 1e-3, 0],
    ['attenuation, water being 1', (hu) => hu / 1000 + 1, 1e-3, 1],
    ['−1000…1000 as 0…1', (hu) => (Math.min(1000, Math.max(-1000, hu)) + 1000) / 2000, 5e-4, 0.5],
  ])('%s', (_, store, scale, offset) => {
    const stored = Float32Array.from(ct, store);
    const found = read(stored);
    expect(found).toMatchObject({ modality: 'CT', guess: { isSure: true, reason: 'units' } });
    expect(found.notices).toMatchObject([{ code: 'ct-units', details: { scale, offset } }]);
    // Air is noisy, and below −1000 one of the ways cuts it off: half a float32 step at 32768 and that.
    const truth = ct.map((hu) => (scale === 5e-4 ? Math.max(-1000, hu) : hu));
    expect(distance(stored, found, truth)).toBeLessThan(0.01);
  });

  test('and the padding round a scanner’s circle does not hide it', () => {
    for (const padding of [-2000, 0]) {
      const stored = Int16Array.from(ct, (hu, n) => (n % 59 < 9 ? padding : hu + 1024));
      const found = read(stored);
      expect(found.notices).toMatchObject([{ code: 'ct-units', details: { scale: 1, offset: 1024 } }]);
      const isInside = (_: number, n: number) => n % 59 >= 9;
      expect(distance(stored.filter(isInside), found, ct.filter(isInside))).toBe(0);
    }
  });

  test('also where slope and intercept of the file take part', () => {
    const stored = Int16Array.from(ct, (hu) => (hu + 1024 - 100) / 2);
    const found = read(stored, 2, 100);
    expect(codes(found)).toEqual(['ct-units']);
    expect(distance(stored, found, ct)).toBeLessThan(2);
  });

  test('cut to a window it is CT, and nothing is said', () => {
    const found = read(ct.map((hu) => Math.min(275, Math.max(-125, hu))));
    expect(found).toMatchObject({ modality: 'CT', guess: { isSure: true, reason: 'window' }, notices: [] });
  });

  test('floored at 0 HU it is said to be', () => {
    const found = read(ct.map((hu) => Math.max(0, hu)));
    expect(found).toMatchObject({ modality: 'CT', slope: 1, intercept: 0 });
    expect(codes(found)).toEqual(['ct-floored']);
  });
});

test('a bright object of one value in air is no CT that lacks its offset', () => {
  const ball = ct.map((hu, n) => (hu < -500 ? 0 : n % 10 === 0 ? 900.5 : 1000));
  expect(read(ball)).toMatchObject({ modality: 'MR', notices: [] });
});

describe('what may be CT or MR, or is on no known scale, is asked', () => {
  test.each<readonly [string, (hu: number) => number, string]>([
    ['a CT standardised', (hu) => (hu + 400) / 500, 'unknown-scale'],
    ['a CT on an odd scale', (hu) => (hu + 1024) / 3333, 'unknown-scale'],
    ['a window as bytes', (hu) => Math.round((Math.min(275, Math.max(-125, hu)) + 125) * 0.6375), 'clipped'],
  ])('%s', (_, store, reason) => {
    const found = read(Float32Array.from(ct, store));
    expect(found.guess).toMatchObject({ isSure: false, reason });
    expect(found).toMatchObject({ slope: 1, intercept: 0 });
    expect(codes(found)).toEqual(['modality-unsure']);
  });

  test('unless the file says what it is', () => {
    const found = readValues('scan', grid, {
      data: ct.map((hu) => hu / 500),
      slope: 1,
      intercept: 0,
      modality: 'CT',
    });
    expect(found).toMatchObject({ modality: 'CT', notices: [] });
    expect(found.guess).toBeUndefined();
  });
});

describe('an MR has its background at 0, whatever its unit', () => {
  test.each([1, 1e-6, 1e-9, 1e-30, 1e6])('times %d nothing is said', (unit) => {
    const found = read(mr.map((value) => value * unit));
    expect(found).toMatchObject({ modality: 'MR', slope: 1, intercept: 0, notices: [] });
    expect(found.guess).toEqual({ modality: 'MR', isSure: true, reason: 'spread' });
  });

  test.each<readonly [string, (value: number) => number]>([
    ['standardised', (value) => (value - 120) / 95],
    ['standardised, in thousandths', (value) => Math.round(((value - 120) / 95) * 1000)],
    ['shifted below 0', (value) => value - 500],
  ])('%s, it is shifted back and that is said', (_, store) => {
    const stored = mr.map(store);
    const found = read(stored);
    expect(found.modality).toBe('MR');
    expect(codes(found)).toEqual(['mr-shifted']);
    const lowest = stored.reduce((least, value) => Math.min(least, value));
    expect(lowest * found.slope + found.intercept).toBe(0);
  });

  test('a little below 0, as resampling leaves it, it stays as it is', () => {
    const found = read(mr.map((value, n) => (n % 3 === 0 && value < 20 ? -4 : value)));
    expect(found).toMatchObject({ intercept: 0, notices: [] });
  });

  test.each([
    ['0 among negative values', 0],
    ['the highest of all', 4095],
  ])('a background that is %s is lowered, and that is said', (_, value) => {
    const isBody = mr.map((each) => (each > 30 ? 1 : 0));
    const stored = mr.map((each, n) => (isBody[n] ? (value === 0 ? (each - 200) / 90 : each) : value));
    const found = read(stored);
    expect(codes(found)).toContain('mr-background');
    const lowest = stored.reduce((least, each) => Math.min(least, each));
    expect(stored.every((each, n) => isBody[n] === 1 || each === lowest)).toBe(true);
    expect(lowest * found.slope + found.intercept).toBeGreaterThanOrEqual(0);
  });

  test('noise as bright as the body round it is said', () => {
    let seed = 1;
    const dice = () => {
      seed = (seed * 16807) % 2147483647;
      return seed / 2147483647;
    };
    expect(codes(read(mr.map((value) => (value > 30 ? value : 400 * dice()))))).toContain(
      'mr-noisy-background',
    );
  });

  test('padding far below does not count as background', () => {
    const found = read(mr.map((value, n) => (n % 59 < 9 ? -32768 : value)));
    expect(found).toMatchObject({ modality: 'MR', intercept: 0 });
  });
});

test('so little of a body that “not found” means nothing is said', () => {
  const tiny = {
    ...grid,
    voxelToWorld: grid.voxelToWorld.map((mm) => mm / 60) as unknown as typeof grid.voxelToWorld,
  };
  const found = readValues('scan', tiny, { data: ct, slope: 1, intercept: 0 });
  expect(codes(found)).toEqual(['little-body']);
});

const data = '../shared/data';
const files = ['train', 'validation'].flatMap((split) => {
  const folder = `${data}/${split}`;
  return existsSync(folder) ? readdirSync(folder).map((file) => `${folder}/${file}`) : [];
});
const images = files.filter((file) => file.endsWith('_image.nii.gz'));
// A few of each kind; all of them take a minute.
const chosen = images.filter((file) => /totalseg|amos|btcv_[02]0|chaos_t2_(?:01|31)/.test(file));

test.skipIf(chosen.length === 0)(
  'real scans are told apart, and nothing is doubted (skipped without ../shared/data)',
  async () => {
    const wrong: string[] = [];
    for (const file of chosen) {
      const { volume, facts } = await openScan([blobFile(file, new Blob([readFileSync(file)]))]);
      const modality = file.split('/').at(-1)?.slice(0, 2).toUpperCase();
      const isFine = volume.modality === modality && facts.guess?.isSure && facts.notices.length === 0;
      if (!isFine) wrong.push(`${file}: ${volume.modality} ${facts.notices.map(({ code }) => code)}`);
    }
    expect(wrong).toEqual([]);
  },
  60_000,
);
