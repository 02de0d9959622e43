import { expect, test } from 'vitest';
import { maskOf } from '#volume/mask.ts';
import { composeLabels } from './compose-labels.ts';
import type { MaskLayer } from './viewer.ts';

function layer(voxels: readonly number[], opacity: number, red: number): MaskLayer {
  const grid = { size: [4, 1, 1], voxelToWorld: [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0] } as const;
  const mask = maskOf(grid, voxels);
  return { key: String(red), mask, color: [red, 0, 0], opacity };
}

test('layers of one opacity share a label map, later ones over earlier ones', () => {
  const overlays = composeLabels([layer([1, 1, 0, 0], 0.5, 10), layer([0, 1, 1, 0], 0.5, 20)], 4);
  expect(overlays).toHaveLength(1);
  expect([...(overlays[0]?.labels ?? [])]).toEqual([1, 2, 2, 0]);
  expect(overlays[0]?.colors).toEqual([
    [10, 0, 0],
    [20, 0, 0],
  ]);
});

test('a voxel belongs to the last layer that covers it, whatever its opacity', () => {
  const overlays = composeLabels(
    [layer([1, 1, 1, 0], 0.5, 10), layer([0, 1, 0, 0], 0.9, 20), layer([0, 0, 1, 1], 0.5, 30)],
    4,
  );
  expect(overlays.map(({ opacity, labels }) => [opacity, ...labels])).toEqual([
    [0.5, 1, 0, 2, 2],
    [0.9, 0, 1, 0, 0],
  ]);
});

test('a layer of opacity 0 covers nothing', () => {
  const overlays = composeLabels([layer([1, 1, 0, 0], 0.5, 10), layer([1, 1, 1, 1], 0, 20)], 4);
  expect(overlays.map(({ labels }) => [...labels])).toEqual([[1, 1, 0, 0]]);
});

test('every call makes fresh arrays', () => {
  const layers = [layer([1, 0, 0, 0], 0.5, 10)];
  expect(composeLabels(layers, 4)[0]?.labels).not.toBe(composeLabels(layers, 4)[0]?.labels);
});
