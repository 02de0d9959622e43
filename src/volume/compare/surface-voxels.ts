import { toWorld } from '#volume/affine.ts';
import { boxSize } from '#volume/boxes.ts';
import type { Mask } from '#volume/types.ts';

/**
 * The middles of the voxels on the surface of a mask, mm: x, y, z of each. On the surface is a voxel that has one outside among its six
 * neighbours by faces; beyond the grid all is outside. (A mask less its erosion by the cross of six, as scipy, MONAI and medpy have it.)
 */
export function surfaceVoxels({ grid, box, data, level }: Mask): Float64Array {
  const [ni, nj, nk] = boxSize(box);
  const isInside = (n: number) => (data[n] as number) >= level;
  const found: number[] = [];
  let n = 0;
  for (let k = 0; k < nk; k++) {
    for (let j = 0; j < nj; j++) {
      for (let i = 0; i < ni; i++, n++) {
        if (!isInside(n)) continue;
        const isDeep =
          i > 0 &&
          i < ni - 1 &&
          j > 0 &&
          j < nj - 1 &&
          k > 0 &&
          k < nk - 1 &&
          isInside(n - 1) &&
          isInside(n + 1) &&
          isInside(n - ni) &&
          isInside(n + ni) &&
          isInside(n - ni * nj) &&
          isInside(n + ni * nj);
        if (isDeep) continue;
        const [x, y, z] = toWorld(grid.voxelToWorld, [i + box.from[0], j + box.from[1], k + box.from[2]]);
        found.push(x, y, z);
      }
    }
  }
  return Float64Array.from(found);
}
