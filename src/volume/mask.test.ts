import { expect, test } from 'vitest';
import { commonVoxels, denseMask, isInside, joinMasks, maskOf, paintProbability } from './mask.ts';
import { outline } from './outline.ts';
import type { Affine, Mask } from './types.ts';

const voxelToWorld: Affine = [2, 0, 0, 0, 0, 2, 0, 0, 0, 0, 2, 0];
const grid = { size: [7, 6, 5], voxelToWorld } as const;
const whole = { from: [0, 0, 0], to: grid.size } as const;

function drawn(...inside: readonly (readonly [number, number, number])[]): Mask {
  const dense = new Uint8Array(210);
  for (const [i, j, k] of inside) dense[i + 7 * (j + 6 * k)] = 1;
  return maskOf(grid, dense);
}

test('a mask is no larger than its voxels and one more on each side, where the grid goes on', () => {
  expect(drawn([2, 3, 0], [4, 3, 1]).box).toEqual({ from: [1, 2, 0], to: [6, 5, 3] });
  expect(drawn().data).toHaveLength(0);
});

test('dense, boxed and dense again are the same voxels', () => {
  const dense = Uint8Array.from({ length: 210 }, (_, n) => ((n * n) % 11 === 3 ? 1 : 0));
  expect(denseMask(maskOf(grid, dense))).toEqual(dense);
  for (const n of [0, 3, 100, 209]) {
    const place = [n % 7, Math.floor(n / 7) % 6, Math.floor(n / 42)] as const;
    expect(isInside(maskOf(grid, dense), place)).toBe(dense[n] === 1);
  }
});

test('voxels in two masks are counted where their boxes meet', () => {
  const [a, b] = [drawn([1, 1, 1], [2, 1, 1], [5, 5, 4]), drawn([2, 1, 1], [5, 5, 4], [6, 0, 0])];
  expect(commonVoxels(a, b)).toBe(2);
  expect(commonVoxels(drawn([0, 0, 0]), drawn([6, 5, 4]))).toBe(0);
});

test('parts join into one mask, also where the rim of one lies over the voxels of another', () => {
  const joined = joinMasks(grid, 128, [drawn([1, 1, 0]), drawn([4, 2, 2], [4, 3, 2]), drawn([2, 1, 1])]);
  expect(denseMask(joined)).toEqual(denseMask(drawn([1, 1, 0], [4, 2, 2], [4, 3, 2], [2, 1, 1])));
  expect(joined.box).toEqual({ from: [0, 0, 0], to: [6, 5, 4] });
  expect(joinMasks(grid, 128, [joined], 1).box).toEqual({ from: [0, 0, 0], to: grid.size });
  const probable = new Uint8Array(210);
  paintProbability(joined, probable);
  expect(probable[1 + 7]).toBe(255);
});

test('a piece that is left out is cleared, also inside the box of what is kept', () => {
  const around = [0, 1, 2, 3, 4].flatMap((j) =>
    [0, 1, 2, 3, 4].flatMap((i) => (i % 4 === 0 || j % 4 === 0 ? [[i, j, 0] as const] : [])),
  );
  const shape = outline(drawn(...around, [2, 2, 0]), 0.5, 'largest', { view: whole });
  expect(isInside(shape.mask, [2, 2, 0])).toBe(false);
  expect(shape.measurement.voxels).toBe(16);
});

test('leaving out pieces shrinks the box, and says how much went', () => {
  const shape = outline(drawn([1, 1, 1], [2, 1, 1], [6, 5, 4]), 0.5, 'largest', { view: whole });
  expect(shape.mask.box).toEqual({ from: [0, 0, 0], to: [4, 3, 3] });
  expect(shape.pieces).toMatchObject({ found: 2, kept: 1, leftOutMl: 0.008 });
  expect(shape.measurement).toMatchObject({ voxels: 2, volumeMl: 0.016, cutBy: [] });
  const all = outline(drawn([1, 1, 1], [2, 1, 1], [6, 5, 4]), 0.5, 'all', { view: whole });
  expect(all.pieces).toMatchObject({ found: 2, kept: 2, leftOutMl: 0 });
  expect(all.measurement.cutBy).toEqual(['superior', 'right', 'anterior']);
});

test('what two masks share is what each voxel says, whichever of them is the smaller', () => {
  const sizes = [
    [9, 8, 7],
    [4, 11, 6],
  ] as const;
  const starts = [
    [1, 0, 2],
    [3, 2, 1],
  ] as const;
  let seed = 7;
  const masks = sizes.map(([i, j, k], n) => {
    const [x, y, z] = starts[n] ?? [0, 0, 0];
    const data = Uint8Array.from({ length: i * j * k }, () => {
      seed = (seed * 16807) % 2147483647;
      return (seed >> 8) % 256;
    });
    const grid = { size: [16, 16, 16], voxelToWorld: [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0] } as const;
    return { grid, box: { from: [x, y, z], to: [x + i, y + j, z + k] }, data, level: 90 + 60 * n } as const;
  });
  const [one, other] = masks;
  if (!one || !other) throw new Error('two masks');
  let count = 0;
  for (let k = 0; k < 16; k++) {
    for (let j = 0; j < 16; j++) {
      for (let i = 0; i < 16; i++) if (isInside(one, [i, j, k]) && isInside(other, [i, j, k])) count++;
    }
  }
  expect(count).toBeGreaterThan(20);
  expect([commonVoxels(one, other), commonVoxels(other, one)]).toEqual([count, count]);
});
