import { describe, expect, test } from 'vitest';
import { makePhantom } from '#testing/phantom.ts';
import { GRID_KINDS, phantomGrid } from '#testing/phantom-grid.ts';
import { random } from './random.ts';
import { valueDoubt } from './scan-values.ts';
import type { Volume } from './types.ts';

const inverted = (volume: Volume, about: number): Volume => ({
  ...volume,
  data: Int16Array.from(volume.data, (value) => 2 * about - (value * volume.slope + volume.intercept)),
  slope: 1,
  intercept: 0,
});
const phantom = (modality: 'CT' | 'MR', grid = phantomGrid('ras', 8)) =>
  makePhantom({ seed: 3, grid, modality }).volume;

describe.each(GRID_KINDS)('on a grid of the kind %s', (kind) => {
  const [ct, mr] = (['CT', 'MR'] as const).map((modality) => phantom(modality, phantomGrid(kind, 8)));
  test('a CT is a CT and an MR is none', () => {
    expect([ct, mr].map((scan) => scan && valueDoubt(scan))).toEqual([undefined, undefined]);
    expect(ct && valueDoubt({ ...ct, modality: 'MR' })).toBe('a-ct');
    expect(mr && valueDoubt({ ...mr, modality: 'CT' })).toBe('no-ct');
  });
  test('black and white exchanged are seen', () => {
    expect(ct && valueDoubt(inverted(ct, 0))).toBe('inverted');
    expect(mr && valueDoubt(inverted(mr, 500))).toBe('inverted');
  });
});

test('what is cut out of a patient has bright ends, and is not inverted', () => {
  const box = { from: [20, -40, -40], to: [120, 60, 60] } as const;
  expect(valueDoubt(phantom('CT', phantomGrid('ras', 4, box)))).toBeUndefined();
  expect(valueDoubt(phantom('MR', phantomGrid('ras', 4, box)))).toBeUndefined();
});

/** A box of tissue, with noise, about a dark ball. */
function hollow(
  tissue: number,
  dark: number,
  noise: number,
  radius = 12,
): Pick<Volume, 'data' | 'slope' | 'intercept' | 'grid'> {
  const grid = { size: [40, 40, 40], voxelToWorld: [2, 0, 0, 0, 0, 2, 0, 0, 0, 0, 2, 0] } as const;
  const dice = random(5);
  const data = Int16Array.from({ length: 64_000 }, (_, n) => {
    const [i, j, k] = [(n % 40) - 20, (Math.floor(n / 40) % 40) - 20, Math.floor(n / 1600) - 20];
    return Math.round((Math.hypot(i, j, k) < radius ? dark : tissue) + noise * dice.normal());
  });
  return { data, slope: 1, intercept: 0, grid };
}

test('tissue about gas is not inverted', () => {
  expect(valueDoubt({ ...hollow(40, -1000, 12), modality: 'CT' })).toBeUndefined();
  expect(valueDoubt({ ...hollow(400, 0, 60), modality: 'MR' })).toBeUndefined();
  expect(valueDoubt({ ...hollow(400, 0, 10, 8), modality: 'MR' })).toBeUndefined();
});

test('ends above and below the patient, which the scan cuts, say nothing', () => {
  const slab = { from: [-176, -138, -10], to: [176, 142, 10] } as const;
  expect(valueDoubt(inverted(phantom('MR', phantomGrid('ras', [4, 4, 7], slab)), 500))).toBe('inverted');
});

test('of one value there is nothing to say but that it is no CT', () => {
  const { grid } = phantom('MR');
  const data = new Int16Array(grid.size[0] * grid.size[1] * grid.size[2]).fill(7);
  const even = { data, slope: 1, intercept: 0, grid };
  expect(valueDoubt({ ...even, modality: 'MR' })).toBeUndefined();
  expect(valueDoubt({ ...even, modality: 'CT' })).toBe('no-ct');
});
