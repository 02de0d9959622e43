import { expect, test } from 'vitest';
import type { FindingId } from '#results/finding.ts';
import { ADDED, layOver, type Marks, NO_EDITS, REMOVED, withChange } from '#volume/edit/edits.ts';
import { maskOf } from '#volume/mask.ts';
import type { Grid, Vec3 } from '#volume/types.ts';
import { Voxels } from './voxels.ts';

const GRID: Grid = { size: [6, 5, 4], voxelToWorld: [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0] };
const BASE = maskOf(
  GRID,
  Array.from({ length: 120 }, (_, n) => (n % 7 === 0 ? 1 : 0)),
);
const ID = 'liver' as FindingId;

/** A change of all voxels from one up to another. */
const change = (from: Vec3, to: Vec3, mark: number): Marks => {
  const voxels = (to[0] - from[0]) * (to[1] - from[1]) * (to[2] - from[2]);
  return { box: { from, to }, data: new Uint8Array(voxels).fill(mark) };
};
const FIRST = change([1, 1, 1], [3, 3, 2], ADDED);
const SECOND = change([2, 1, 1], [4, 3, 3], REMOVED);

test('a stroke leaves the edits before it as they were, and what the model gave', () => {
  const voxels = new Voxels();
  voxels.keepMask(ID, BASE);
  const given = BASE.data.slice();
  voxels.drawEdits(ID, FIRST, true);
  const before = voxels.parts(ID)?.edits ?? NO_EDITS;
  voxels.drawEdits(ID, change([1, 1, 1], [2, 2, 2], REMOVED), true);
  expect(before).toEqual(withChange(NO_EDITS, FIRST));
  expect(BASE.data).toEqual(given);
});

test('a first stroke over what was made ready is over what the model gave, each time anew', () => {
  const voxels = new Voxels();
  for (const stroke of [FIRST, SECOND]) {
    voxels.keepMask(ID, BASE);
    if (stroke === FIRST) voxels.readyToDraw(ID);
    voxels.drawEdits(ID, stroke, true);
    const { edits } = voxels.parts(ID) ?? { edits: NO_EDITS };
    voxels.keepEdits(ID, edits, change([0, 0, 0], [0, 0, 0], ADDED).box);
    expect(voxels.mask(ID)).toEqual(layOver(BASE, withChange(NO_EDITS, stroke)));
  }
});
