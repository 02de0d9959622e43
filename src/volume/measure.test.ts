import { expect, test } from 'vitest';
import { maskOf } from './mask.ts';
import { measure } from './measure.ts';
import type { Affine } from './types.ts';

const size = [5, 4, 3] as const;

function drawn(voxelToWorld: Affine, ...inside: readonly (readonly [number, number, number])[]) {
  const data = new Uint8Array(60);
  for (const [i, j, k] of inside) data[i + 5 * (j + 4 * k)] = 1;
  return maskOf({ size, voxelToWorld }, data);
}

const plain: Affine = [-1, 0, 0, 100, 0, 2, 0, 0, 0, 0, 5, 0];

test('two voxels of 10 mm³ are 0.02 mL, centred between them', () => {
  expect(measure(drawn(plain, [1, 1, 1], [3, 2, 1]))).toMatchObject({
    voxels: 2,
    volumeMl: 0.02,
    centroid: [98, 3, 5],
    box: { from: [1, 1, 1], to: [4, 3, 2] },
    boxMm: { from: [96.5, 1, 2.5], to: [99.5, 5, 7.5] },
    cutBy: [],
    figures: { extentRightLeftMm: 3, extentAnteriorPosteriorMm: 4, extentSuperiorInferiorMm: 5 },
  });
});

test('a sheared voxel has the volume of its determinant, not the product of its edges', () => {
  expect(measure(drawn([1, 1, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0], [2, 1, 1])).volumeMl).toBeCloseTo(0.001, 12);
});

test('an empty mask has no place', () => {
  const empty = {
    voxels: 0,
    volumeMl: 0,
    centroid: undefined,
    box: undefined,
    boxMm: undefined,
    cutBy: [],
    figures: {},
  };
  expect(measure(drawn(plain))).toEqual(empty);
});
