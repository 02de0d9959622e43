import { boxSize, intersection, NOWHERE, union, widened } from '#volume/boxes.ts';
import { wholeGrid } from '#volume/field-of-view.ts';
import { eachRun, runsOf } from '#volume/runs.ts';
import type { Grid, Mask, Vec3, VoxelBox } from '#volume/types.ts';

/** What is said of a voxel by hand. Where nothing is, the model's probability holds. */
export const UNTOUCHED = 0;
export const REMOVED = 1;
export const ADDED = 2;

/** The byte that a voxel has in a mask once it was added or removed: certain, at every threshold. */
const BYTES = [0, 0, 255] as const;

/** UNTOUCHED, REMOVED or ADDED for each voxel of a box, (k, j, i) with i fastest. */
export interface Marks {
  readonly box: VoxelBox;
  readonly data: Uint8Array;
}

/** Slices that were drawn on one by one, across the stored axes i, j and k, in order. */
export type DrawnSlices = readonly [readonly number[], readonly number[], readonly number[]];

/**
 * All that was done to an object by hand, kept beside the probabilities of the model: so its threshold and pieces can still
 * be chosen, and what was done by hand stays. Nothing beyond the box was touched.
 */
export interface Edits extends Marks {
  readonly slices: DrawnSlices;
}

export const NO_EDITS: Edits = { box: NOWHERE, data: new Uint8Array(), slices: [[], [], []] };

/** `edits` with `change` over them; where that says nothing, they stay. */
export function withChange(edits: Edits, change: Marks): Edits {
  const box = union([edits.box, change.box]) ?? NOWHERE;
  const data = rebox(edits, box);
  put(change, { box, data }, (mark) => mark);
  return { ...edits, box, data };
}

/** `edits`, and slice `at` across `axis` counted among those that were drawn on. */
export function withSlice(edits: Edits, axis: 0 | 1 | 2, at: number): Edits {
  const drawn = edits.slices[axis];
  if (drawn.includes(at)) return edits;
  const slices = edits.slices.with(
    axis,
    [...drawn, at].toSorted((a, b) => a - b),
  );
  return { ...edits, slices: slices as unknown as DrawnSlices };
}

/**
 * The mask that `edits` make of `base`, what the model gives at some threshold: 255 where a voxel was added, 0 where it was
 * removed, the byte of `base` elsewhere. It depends on the two alone, not on how they came to be.
 */
export function layOver(base: Mask, edits: Edits): Mask {
  if (edits.data.length === 0) return base;
  const mask = { ...base, box: laidBox(base, edits), data: rebox(base, laidBox(base, edits)) };
  lay(mask, edits, edits.box);
  return mask;
}

/** The same, where `before` was laid with edits that differ in `changed` alone: only that box is computed. */
export function layAgain(base: Mask, edits: Edits, before: Mask, changed: VoxelBox): Mask {
  const box = laidBox(base, edits);
  if (!isSameBox(box, before.box) || before.level !== base.level) return layOver(base, edits);
  const part = intersection(box, changed);
  if (isSameBox(part, NOWHERE)) return before;
  const mask = { ...base, box, data: before.data.slice() };
  const fresh = { box: part, data: rebox(base, part) };
  eachCommonRow(part, box, (from, to, length) => mask.data.set(fresh.data.subarray(from, from + length), to));
  lay(mask, edits, part);
  return mask;
}

/** Voxels that a mask is given beyond those that a stroke has come to: it may go on, and each growth copies all. */
const ROOM: Vec3 = [32, 32, 32];

/**
 * `change` over edits and over the mask that was laid with them, in place: for a stroke under way, whose `drawn` nobody else
 * holds and which then costs what it touches. What has to become larger is made anew, with room for more: `layAgain` takes
 * it away again.
 */
export function drawOver(base: Mask, drawn: Drawn, change: Marks): Drawn {
  const grown = union([drawn.edits.box, change.box]) ?? NOWHERE;
  const data = isSameBox(grown, drawn.edits.box) ? drawn.edits.data : rebox(drawn.edits, grown);
  const edits = { ...drawn.edits, box: grown, data };
  put(change, edits, (mark) => mark);
  const mask = { ...drawn.mask, ...roomFor(laidBox(base, edits), drawn.mask) };
  put(change, mask, (mark) => BYTES[mark] ?? 0);
  return { edits, mask };
}

/** The bytes of `held`, in place where its box has all of `box`, else in one that has and goes on that way. */
function roomFor(box: VoxelBox, held: Mask): Marks {
  const whole = union([box, held.box]) ?? NOWHERE;
  if (isSameBox(whole, held.box)) return { box: held.box, data: held.data };
  const wide = widenedBy(whole, ROOM, held.grid);
  const from = whole.from.map((n, axis) => (n < (held.box.from[axis] ?? 0) ? (wide.from[axis] ?? 0) : n));
  const to = whole.to.map((n, axis) => (n > (held.box.to[axis] ?? 0) ? (wide.to[axis] ?? 0) : n));
  const roomy = { from: from as unknown as Vec3, to: to as unknown as Vec3 };
  return { box: roomy, data: rebox(held, roomy) };
}

/** Edits, and the mask that was laid with them. */
export interface Drawn {
  readonly edits: Edits;
  readonly mask: Mask;
}

/** Writes what each mark of `change` means into `target`, in place. */
function put(change: Marks, target: Marks, meaning: (mark: number) => number): void {
  eachCommonRow(change.box, target.box, (from, to, length) => {
    for (let i = 0; i < length; i++) {
      const mark = change.data[from + i] as number;
      if (mark !== UNTOUCHED) target.data[to + i] = meaning(mark);
    }
  });
}

/** `mask` with `change` made to it, for whoever keeps no model's probabilities beside it. */
export function applied(mask: Mask, change: Marks): Mask {
  return layOver(mask, { ...NO_EDITS, ...change });
}

/** Marks where the two differ: ADDED where only `after` is inside, REMOVED where only `before` is; undefined where nowhere. */
export function difference(before: Mask, after: Mask): Marks | undefined {
  const box = union([before.box, after.box]) ?? NOWHERE;
  const [was, is] = [rebox(before, box), rebox(after, box)];
  const data = new Uint8Array(was.length);
  let count = 0;
  for (let n = 0; n < data.length; n++) {
    const inside = (is[n] as number) >= after.level;
    if (inside === (was[n] as number) >= before.level) continue;
    data[n] = inside ? ADDED : REMOVED;
    count += 1;
  }
  return count > 0 ? trimmed({ box, data }) : undefined;
}

/** The bytes of `box` alone: those of `part` where it has them, 0 elsewhere. */
export function rebox({ box: own, data }: Marks, box: VoxelBox): Uint8Array<ArrayBuffer> {
  const [ni, nj, nk] = boxSize(box);
  const bytes = new Uint8Array(ni * nj * nk);
  if (isSameBox(own, box)) bytes.set(data);
  else eachCommonRow(own, box, (from, to, length) => bytes.set(data.subarray(from, from + length), to));
  return bytes;
}

/** `marks` in the smallest box that has all of them. */
export function trimmed({ box, data }: Marks): Marks {
  const low = [...box.to];
  const high = [...box.from];
  eachRun(runsOf(data, boxSize(box), REMOVED), (j, k, from, to) => {
    [from, j, k].forEach((at, axis) => {
      low[axis] = Math.min(low[axis] ?? 0, at + (box.from[axis] ?? 0));
    });
    [to, j + 1, k + 1].forEach((past, axis) => {
      high[axis] = Math.max(high[axis] ?? 0, past + (box.from[axis] ?? 0));
    });
  });
  if (low.some((at, axis) => at >= (high[axis] ?? 0))) return { box: NOWHERE, data: new Uint8Array() };
  const tight = { from: low as unknown as Vec3, to: high as unknown as Vec3 };
  return { box: tight, data: rebox({ box, data }, tight) };
}

export function isSameBox(a: VoxelBox, b: VoxelBox): boolean {
  return String([a.from, a.to]) === String([b.from, b.to]);
}

/** `box` with `margin` voxels more along each axis, as far as the grid goes. */
export function widenedBy({ from, to }: VoxelBox, margin: Vec3, grid: Pick<Grid, 'size'>): VoxelBox {
  const wide = {
    from: from.map((n, axis) => n - (margin[axis] ?? 0)) as unknown as Vec3,
    to: to.map((n, axis) => n + (margin[axis] ?? 0)) as unknown as Vec3,
  };
  return intersection(wide, wholeGrid(grid));
}

/** A voxel more about what was edited: a surface is drawn between inside and outside. */
function laidBox(base: Mask, { box }: Edits): VoxelBox {
  const edited = intersection(widened(box), wholeGrid(base.grid));
  return union([base.box, box.to[0] > box.from[0] ? edited : NOWHERE]) ?? NOWHERE;
}

/** Writes what `edits` say within `part` into `mask`, in place. */
function lay(
  mask: { readonly box: VoxelBox; readonly data: Uint8Array },
  edits: Edits,
  part: VoxelBox,
): void {
  const within = intersection(part, edits.box);
  const marks = { box: within, data: rebox(edits, within) };
  put(marks, mask, (mark) => BYTES[mark] ?? 0);
}

/** Calls `visit` for each row that two boxes share: where it begins in the bytes of one and of the other, and its length. */
export function eachCommonRow(
  a: VoxelBox,
  b: VoxelBox,
  visit: (inA: number, inB: number, length: number) => void,
): void {
  const { from, to } = intersection(a, b);
  const index = (box: VoxelBox, j: number, k: number) => {
    const [ni, nj] = boxSize(box);
    return ((k - box.from[2]) * nj + j - box.from[1]) * ni + from[0] - box.from[0];
  };
  for (let k = from[2]; k < to[2]; k++) {
    for (let j = from[1]; j < to[1]; j++) visit(index(a, j, k), index(b, j, k), to[0] - from[0]);
  }
}
