import { worldBox } from './affine.ts';
import type { Affine, Grid } from './types.ts';

/** Ends of the patient that a grid may have exchanged: those along x, y, z. */
export type Flip = 'left-right' | 'front-back' | 'head-foot';

export const FLIPS: readonly Flip[] = ['left-right', 'front-back', 'head-foot'];

/** The same voxels with these ends of the patient exchanged, about the middle of the grid's box: it lies where it lay. */
export function turned(grid: Grid, flips: readonly Flip[]): Grid {
  const { from, to } = worldBox(grid);
  const affine = grid.voxelToWorld.map((value, n) => {
    const axis = Math.floor(n / 4) as 0 | 1 | 2;
    if (!flips.includes(FLIPS[axis] as Flip)) return value;
    return n % 4 === 3 ? from[axis] + to[axis] - value : 0 - value;
  });
  return { size: grid.size, voxelToWorld: affine as unknown as Affine };
}
