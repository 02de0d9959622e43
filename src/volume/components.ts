import type { Vec3 } from './types.ts';

const SEEN = 2;
const KEPT = 3;

/**
 * Clears, in place, every voxel of `mask` (0 and 1, i fastest) but those of its largest connected component; of equal
 * ones the first in memory stays. Voxels that share a face, an edge or a corner are connected.
 * Twin: `largest_component` in training/mini/geometry.py (scipy.ndimage.label).
 */
export function keepLargestComponent(mask: Uint8Array, size: Vec3): void {
  let largest: { seed: number; voxels: number } | undefined;
  for (let seed = mask.indexOf(1); seed >= 0; seed = mask.indexOf(1, seed + 1)) {
    const voxels = repaint(mask, size, seed, 1, SEEN);
    if (!largest || voxels > largest.voxels) largest = { seed, voxels };
  }
  if (!largest) return;
  repaint(mask, size, largest.seed, SEEN, KEPT);
  for (let n = 0; n < mask.length; n++) mask[n] = mask[n] === KEPT ? 1 : 0;
}

/**
 * Clears, in place, the connected components of `mask` (as above) of fewer voxels than `share`, 0..1, of its largest.
 * Twin: `large_components` in training/mini/geometry.py.
 */
export function keepLargeComponents(mask: Uint8Array, size: Vec3, share: number): void {
  const components: { seed: number; voxels: number }[] = [];
  for (let seed = mask.indexOf(1); seed >= 0; seed = mask.indexOf(1, seed + 1)) {
    components.push({ seed, voxels: repaint(mask, size, seed, 1, SEEN) });
  }
  const least = share * components.reduce((most, { voxels }) => Math.max(most, voxels), 0);
  for (const { seed, voxels } of components) if (voxels >= least) repaint(mask, size, seed, SEEN, KEPT);
  for (let n = 0; n < mask.length; n++) mask[n] = mask[n] === KEPT ? 1 : 0;
}

/** Changes `from` to `to` in the component that holds voxel `seed`; how many voxels that were. */
function repaint(mask: Uint8Array, size: Vec3, seed: number, from: number, to: number): number {
  const open = [seed];
  mask[seed] = to;
  let voxels = 0;
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    voxels += 1;
    visitNeighbours(at, size, (next) => {
      if (mask[next] !== from) return;
      mask[next] = to;
      open.push(next);
    });
  }
  return voxels;
}

function visitNeighbours(at: number, [ni, nj, nk]: Vec3, visit: (next: number) => void): void {
  const i = at % ni;
  const j = ((at - i) / ni) % nj;
  const k = (at - i - j * ni) / (ni * nj);
  for (let c = Math.max(0, k - 1); c <= Math.min(nk - 1, k + 1); c++) {
    for (let b = Math.max(0, j - 1); b <= Math.min(nj - 1, j + 1); b++) {
      const row = (c * nj + b) * ni;
      for (let a = Math.max(0, i - 1); a <= Math.min(ni - 1, i + 1); a++) visit(row + a);
    }
  }
}
