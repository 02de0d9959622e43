import { boxSize, intersection } from './boxes.ts';
import type { Mask, Vec3 } from './types.ts';

/**
 * The objects of a mask, the largest first: what is left of it without `edges`, of the same grid, by voxels that share a face, each
 * grown by one voxel within the mask. What lies deeper in an edge than that is no object's, as in the original's notebook. Each has
 * `mask`'s bytes in its own voxels and 0 elsewhere; together they share no voxel.
 */
export function instancesOf(mask: Mask, edges: Mask | undefined): readonly Mask[] {
  const size = boxSize(mask.box);
  const inside = Uint8Array.from(mask.data, (byte) => Number(byte >= mask.level));
  const core = inside.slice();
  if (edges) clearInside(core, edges, mask);
  const labels = labelled(core, size);
  return partsOf(mask, grown(labels, inside, size))
    .sort((a, b) => b.voxels - a.voxels)
    .map(({ part }) => part);
}

/** The number of each voxel's object, from 1 on in the order of their first voxels; 0 where `core` is. */
function labelled(core: Uint8Array, size: Vec3): Int32Array {
  const labels = new Int32Array(core.length);
  let count = 0;
  for (let start = 0; start < core.length; start++) {
    if (core[start] === 0 || labels[start] !== 0) continue;
    count += 1;
    flood(start, count, core, labels, size);
  }
  return labels;
}

function flood(start: number, label: number, core: Uint8Array, labels: Int32Array, size: Vec3): void {
  const stack = [start];
  labels[start] = label;
  for (let at = stack.pop(); at !== undefined; at = stack.pop()) {
    for (const next of neighbours(at, size)) {
      if (core[next] === 0 || labels[next] !== 0) continue;
      labels[next] = label;
      stack.push(next);
    }
  }
}

/** With the voxels inside that are next to an object; of two objects the first has it. */
function grown(labels: Int32Array, inside: Uint8Array, size: Vec3): Int32Array {
  const wider = labels.slice();
  for (let at = 0; at < labels.length; at++) {
    if (inside[at] === 0 || labels[at] !== 0) continue;
    const near = neighbours(at, size).flatMap((next) => labels[next] || []);
    if (near.length > 0) wider[at] = Math.min(...near);
  }
  return wider;
}

interface Extent {
  readonly from: [number, number, number];
  readonly to: [number, number, number];
  voxels: number;
}

function partsOf(mask: Mask, labels: Int32Array) {
  const [ni, nj] = boxSize(mask.box);
  const place = (at: number) => [at % ni, Math.floor(at / ni) % nj, Math.floor(at / (ni * nj))] as const;
  const extents = new Map<number, Extent>();
  for (let at = 0; at < labels.length; at++) {
    const label = labels[at] as number;
    if (label === 0) continue;
    const [i, j, k] = place(at);
    const extent = extents.get(label) ?? { from: [i, j, k], to: [i + 1, j + 1, k + 1], voxels: 0 };
    extents.set(label, extent);
    extent.voxels += 1;
    [i, j, k].forEach((n, axis) => {
      extent.from[axis] = Math.min(extent.from[axis] ?? n, n);
      extent.to[axis] = Math.max(extent.to[axis] ?? n, n + 1);
    });
  }
  return [...extents].map(([label, extent]) => ({
    voxels: extent.voxels,
    part: partOf(mask, labels, label, extent),
  }));
}

/** One object, in a box with a voxel more on each side where the mask's box has one. */
function partOf(mask: Mask, labels: Int32Array, label: number, { from, to }: Extent): Mask {
  const [ni, nj, nk] = boxSize(mask.box);
  const first = from.map((n) => Math.max(0, n - 1)) as [number, number, number];
  const past = to.map((n, axis) => Math.min([ni, nj, nk][axis] ?? n, n + 1)) as [number, number, number];
  const data = new Uint8Array(first.reduce((product, n, axis) => product * ((past[axis] ?? n) - n), 1));
  let n = 0;
  for (let k = first[2]; k < past[2]; k++)
    for (let j = first[1]; j < past[1]; j++)
      for (let i = first[0]; i < past[0]; i++, n++) {
        const at = (k * nj + j) * ni + i;
        if (labels[at] === label) data[n] = mask.data[at] ?? 0;
      }
  const moved = (corner: Vec3) =>
    corner.map((at, axis) => at + (mask.box.from[axis] ?? 0)) as unknown as Vec3;
  return { ...mask, box: { from: moved(first), to: moved(past) }, data };
}

/** The voxels that share a face with the one at `at`, of a box of this size. */
function neighbours(at: number, [ni, nj, nk]: Vec3): readonly number[] {
  const i = at % ni;
  const j = Math.floor(at / ni) % nj;
  const k = Math.floor(at / (ni * nj));
  const found: number[] = [];
  if (i > 0) found.push(at - 1);
  if (i < ni - 1) found.push(at + 1);
  if (j > 0) found.push(at - ni);
  if (j < nj - 1) found.push(at + ni);
  if (k > 0) found.push(at - ni * nj);
  if (k < nk - 1) found.push(at + ni * nj);
  return found;
}

/** Sets to 0 what of `target`, in `frame`'s box, is inside `mask`. */
function clearInside(target: Uint8Array, mask: Mask, frame: Mask): void {
  const { from, to } = intersection(mask.box, frame.box);
  const rowOf = ({ box }: Mask, j: number, k: number) => {
    const [bi, bj] = boxSize(box);
    return ((k - box.from[2]) * bj + j - box.from[1]) * bi - box.from[0];
  };
  for (let k = from[2]; k < to[2]; k++)
    for (let j = from[1]; j < to[1]; j++) {
      const [own, other] = [rowOf(frame, j, k), rowOf(mask, j, k)];
      for (let i = from[0]; i < to[0]; i++)
        if ((mask.data[other + i] as number) >= mask.level) target[own + i] = 0;
    }
}
