import { expect, test } from 'vitest';
import { instancesOf } from './instances.ts';
import { denseMask, maskOf } from './mask.ts';
import type { Grid } from './types.ts';

const GRID: Grid = { size: [7, 3, 2], voxelToWorld: [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0] };

/** Rows of both slices: '#' inside, '.' outside. */
function mask(...rows: readonly string[]) {
  return maskOf(
    GRID,
    [...rows.join('')].map((sign) => (sign === '#' ? 1 : 0)),
  );
}
const shown = (voxels: Uint8Array) =>
  Array.from({ length: 6 }, (_, row) =>
    [...voxels.subarray(7 * row, 7 * row + 7)].map((n) => (n ? '#' : '.')).join(''),
  );

const WHOLE = ['#######', '#######', '.......', '.......', '.......', '.......'] as const;

test('an edge through it makes two, which take the edge back up to a voxel each', () => {
  const edges = mask('...#...', '...#...', '.......', '.......', '.......', '.......');
  const parts = instancesOf(mask(...WHOLE), edges);
  // Both reach the edge; of two the first has it.
  expect(parts.map((part) => shown(denseMask(part))[0])).toEqual(['####...', '....###']);
});

test('what lies deeper in an edge is nobody’s', () => {
  const edges = mask('..###..', '..###..', '.......', '.......', '.......', '.......');
  const parts = instancesOf(mask(...WHOLE), edges);
  expect(parts.map((part) => shown(denseMask(part))[0])).toEqual(['###....', '....###']);
});

test('voxels that share a corner alone are two objects, the larger first', () => {
  const parts = instancesOf(
    mask('#......', '.##....', '.......', '.......', '.......', '.......'),
    undefined,
  );
  expect(parts.map((part) => denseMask(part).reduce((sum, n) => sum + n, 0))).toEqual([2, 1]);
});

test('an object goes on from slice to slice', () => {
  const parts = instancesOf(
    mask('#......', '.......', '.......', '#......', '.......', '......#'),
    undefined,
  );
  expect(parts).toHaveLength(2);
});

test('of nothing there are none', () => {
  expect(
    instancesOf(mask('.......', '.......', '.......', '.......', '.......', '.......'), undefined),
  ).toEqual([]);
});
