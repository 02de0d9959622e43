import { compose, toWorld, worldToVoxel } from './affine.ts';
import type { Grid } from './types.ts';

/** `values` of `source` at the nearest voxel centre of each voxel of `target`; 0 outside the voxel boxes of `source`. */
export function nearestOnto(values: Float32Array, source: Grid, target: Grid): Float32Array {
  const toSource = compose(worldToVoxel(source), target.voxelToWorld);
  const [ni, nj, nk] = source.size;
  const [ti, tj, tk] = target.size;
  const [di, dj, dk] = [toSource[0], toSource[4], toSource[8]];
  const result = new Float32Array(ti * tj * tk);
  let n = 0;
  for (let k = 0; k < tk; k++) {
    for (let j = 0; j < tj; j++) {
      const [x, y, z] = toWorld(toSource, [0, j, k]);
      for (let i = 0; i < ti; i++, n++) {
        const [a, b, c] = [Math.round(x + i * di), Math.round(y + i * dj), Math.round(z + i * dk)];
        if (a < 0 || b < 0 || c < 0 || a >= ni || b >= nj || c >= nk) continue;
        result[n] = values[(c * nj + b) * ni + a] ?? 0;
      }
    }
  }
  return result;
}
