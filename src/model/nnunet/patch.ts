import type { Vec3 } from '#volume/types.ts';
import { product } from './axes.ts';
import type { NetworkInput } from './prepare.ts';
import type { Windows } from './windows.ts';

/** What the network is shown of the window at `start`: zeros beyond the scan. */
export function patchAt(
  { data, size }: Pick<NetworkInput, 'data' | 'size'>,
  { before }: Pick<Windows, 'before'>,
  patch: Vec3,
  start: Vec3,
): Float32Array {
  const made = new Float32Array(product(patch));
  const [z, y, x] = [start[0] - before[0], start[1] - before[1], start[2] - before[2]];
  const [from, to] = [Math.max(0, x), Math.min(x + patch[2], size[2])];
  for (let k = Math.max(0, z); k < Math.min(z + patch[0], size[0]); k++) {
    for (let j = Math.max(0, y); j < Math.min(y + patch[1], size[1]); j++) {
      const row = (k * size[1] + j) * size[2];
      made.set(data.subarray(row + from, row + to), ((k - z) * patch[1] + j - y) * patch[2] + from - x);
    }
  }
  return made;
}
