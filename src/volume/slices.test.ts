import { expect, test } from 'vitest';
import { isInside, maskOf } from './mask.ts';
import { isCutBy, largestSlicePoint } from './slices.ts';
import type { Affine, Grid, Vec3 } from './types.ts';

/** A mask of the voxels for which `inside` holds. */
function drawn(size: Vec3, voxelToWorld: Affine, inside: (i: number, j: number, k: number) => boolean) {
  const grid: Grid = { size, voxelToWorld };
  const voxels = Array.from({ length: size[0] * size[1] * size[2] }, (_, n) => {
    const [i, j, k] = [n % size[0], Math.floor(n / size[0]) % size[1], Math.floor(n / (size[0] * size[1]))];
    return inside(i, j, k) ? 1 : 0;
  });
  return maskOf(grid, voxels);
}

const PLAIN: Affine = [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 2, 0];
/** Stored axes: superior, left, anterior. */
const TURNED: Affine = [0, -1, 0, 50, 0, 0, 1, 0, 2, 0, 0, 0];

test('the point lies inside, on the slice of largest area along the patient’s axis, however the scan is stored', () => {
  // A cone that is widest at index 5 of the axis along the patient.
  const cone = (along: number, a: number, b: number) =>
    along >= 2 && along <= 7 && Math.hypot(a - 6, b - 5) <= (along <= 5 ? along - 1 : 8 - along);
  const plain = drawn([13, 12, 10], PLAIN, (i, j, k) => cone(k, i, j));
  expect(largestSlicePoint(plain)).toEqual([6, 5, 5]);
  const turned = drawn([10, 13, 12], TURNED, (i, j, k) => cone(i, j, k));
  expect(largestSlicePoint(turned)).toEqual([5, 6, 5]);
});

test('a ring has no voxel in its middle: the point is on the ring', () => {
  const ring = drawn([21, 21, 5], PLAIN, (i, j, k) => {
    const far = Math.hypot(i - 10, j - 10);
    return k === 3 ? far >= 6 && far <= 9 : k === 1 && far <= 1;
  });
  const point = largestSlicePoint(ring);
  expect(point?.[2]).toBe(3);
  expect(point && isInside(ring, point)).toBe(true);
});

test('nothing has no point', () => {
  expect(largestSlicePoint(drawn([4, 4, 4], PLAIN, () => false))).toBeUndefined();
});

test('a plane cuts a mask where its own slice has a voxel inside, not merely its box', () => {
  const two = drawn([9, 9, 9], PLAIN, (i, j, k) => (k === 2 || k === 6) && i >= 3 && i <= 4 && j === 5);
  expect([1, 2, 4, 6, 7].map((k) => isCutBy(two, 'axial', [0, 0, k]))).toEqual([
    false,
    true,
    false,
    true,
    false,
  ]);
  expect([2, 3, 4, 5].map((i) => isCutBy(two, 'sagittal', [i, 0, 0]))).toEqual([false, true, true, false]);
  expect([4, 5.4, 6].map((j) => isCutBy(two, 'coronal', [0, j, 0]))).toEqual([false, true, false]);
  const turned = drawn([9, 9, 9], TURNED, (i) => i === 4);
  expect([3, 4].map((i) => isCutBy(turned, 'axial', [i, 0, 0]))).toEqual([false, true]);
});
