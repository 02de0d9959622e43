import { expect, test } from 'vitest';
import type { Vec3 } from '#volume/types.ts';
import { blendWeights, tilesOf, windows } from './tiles.ts';

const tiling = {
  kind: 'window-3d',
  size: [4, 4, 4] as Vec3,
  multipleOf: [2, 2, 2] as Vec3,
  overlap: 0,
  blend: 'gaussian',
} as const;

test('a short axis shrinks its window to the next multiple and centres it', () => {
  expect(windows(30, 48, 16, 0.3)).toEqual({ length: 32, starts: [-1] });
  expect(windows(33, 48, 16, 0.3)).toEqual({ length: 48, starts: [-7] });
  expect(windows(48, 48, 16, 0.3)).toEqual({ length: 48, starts: [0] });
});

test('a long axis is covered from end to end with at least the overlap', () => {
  // Python: tile_starts(133, 112, 16, 0.3) and tile_starts(150, 48, 16, 0.3)
  expect(windows(133, 112, 16, 0.3)).toEqual({ length: 112, starts: [0, 21] });
  expect(windows(150, 48, 16, 0.3)).toEqual({ length: 48, starts: [0, 26, 51, 77, 102] });
  for (let n = 49; n < 400; n++) {
    const { length, starts } = windows(n, 48, 16, 0.3);
    expect(starts.at(-1)).toBe(n - length);
    for (const [i, start] of starts.entries()) {
      expect(start - (starts[i - 1] ?? start)).toBeLessThanOrEqual(Math.ceil(48 * 0.7));
    }
  }
});

test('tiles run with z slowest', () => {
  expect(tilesOf([8, 3, 8], tiling).map(({ start }) => start)).toEqual([
    [0, 0, 0],
    [4, 0, 0],
    [0, 0, 4],
    [4, 0, 4],
  ]);
});

test('Gaussian weights are symmetric and fall towards both ends; constant ones do not fall', () => {
  const weights = blendWeights(16, 'gaussian');
  expect(weights[0]).toBeCloseTo(Math.exp(-0.5 * (7.5 / 2) ** 2), 12);
  expect([...weights].reverse()).toEqual([...weights]);
  expect([...blendWeights(3, 'constant')]).toEqual([1, 1, 1]);
});

test('windows over a box start and end with it', () => {
  const box = { from: [3, 0, 2], to: [9, 3, 8] } as const;
  const tiles = tilesOf([20, 3, 20], tiling, box);
  const ends = tiles.map(({ start, size }) => start.map((n, axis) => n + (size[axis] ?? 0)));
  expect(tiles[0]?.start[0]).toBe(3);
  expect(Math.max(...ends.map(([x]) => x ?? 0))).toBe(9);
});
