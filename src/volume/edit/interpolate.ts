import { boxSize, intersection, union } from '#volume/boxes.ts';
import { wholeGrid } from '#volume/field-of-view.ts';
import type { Mask, Vec3, VoxelBox } from '#volume/types.ts';
import { type Shape, signedDistance } from './distance.ts';
import { ADDED, type Marks, REMOVED, rebox, trimmed } from './edits.ts';
import { type StoredAxis, voxelSteps } from './reach.ts';

/** A slice of a mask, and what blending it with another needs. */
interface Outlined {
  readonly at: number;
  readonly distance: Float64Array;
  /** Middle of what is inside, in pixels of the slice. */
  readonly middle: readonly [number, number];
}

/** The part of the slices that is looked at, the same for all: u and v are the stored axes in them, u before v. */
interface Frame {
  readonly axes: readonly [StoredAxis, StoredAxis];
  readonly from: readonly [number, number];
  readonly size: readonly [number, number];
}

/** So that what is about the shapes is known too. */
const MARGIN = 2;

/**
 * Draws the slices between those of `slices`, across `axis`, anew: from one shape to the next, by their signed distances,
 * about a middle that moves from the one's to the other's (Raya and Udupa, Shape-based interpolation, 1990). Slices on which
 * nothing is inside bound nothing. Undefined where no slice lies between two that have something.
 */
export function interpolate(mask: Mask, axis: StoredAxis, slices: readonly number[]): Marks | undefined {
  const frame = frameOf(mask, axis);
  const steps = voxelSteps(mask.grid);
  const inPlane = [steps[frame.axes[0]], steps[frame.axes[1]]] as const;
  const parts = slices.slice(1).map((past, n): Marks | undefined => {
    const at = slices[n] ?? past;
    if (past - at < 2) return undefined;
    const [a, b] = [outlined(mask, axis, at, frame, inPlane), outlined(mask, axis, past, frame, inPlane)];
    return a && b && between(mask, axis, frame, a, b);
  });
  const drawn = parts.filter((part) => part !== undefined);
  const box = union(drawn.map((part) => part.box));
  if (!box) return undefined;
  const data = new Uint8Array(boxSize(box).reduce((product, n) => product * n));
  for (const part of drawn) {
    const bytes = rebox(part, box);
    for (let n = 0; n < data.length; n++) if (bytes[n]) data[n] = bytes[n] as number;
  }
  return trimmed({ box, data });
}

function frameOf({ box }: Mask, axis: StoredAxis): Frame {
  const axes = ([0, 1, 2] as const).filter((other) => other !== axis) as [StoredAxis, StoredAxis];
  const size = boxSize(box);
  return {
    axes,
    from: [box.from[axes[0]] - MARGIN, box.from[axes[1]] - MARGIN],
    size: [size[axes[0]] + 2 * MARGIN, size[axes[1]] + 2 * MARGIN],
  };
}

/** The box of one slice, or of several, within a frame. It may reach beyond the grid. */
function framed(axis: StoredAxis, { axes, from, size }: Frame, first: number, past: number): VoxelBox {
  const low = [0, 0, 0];
  const high = [0, 0, 0];
  [low[axis], high[axis]] = [first, past];
  axes.forEach((other, n) => {
    low[other] = from[n] ?? 0;
    high[other] = (from[n] ?? 0) + (size[n] ?? 0);
  });
  return { from: low as unknown as Vec3, to: high as unknown as Vec3 };
}

function outlined(
  mask: Mask,
  axis: StoredAxis,
  at: number,
  frame: Frame,
  steps: readonly [number, number],
): Outlined | undefined {
  const inside = rebox(mask, framed(axis, frame, at, at + 1)).map((byte) => (byte >= mask.level ? 1 : 0));
  const shape: Shape = { size: frame.size, inside };
  let [count, sumU, sumV] = [0, 0, 0];
  inside.forEach((value, n) => {
    if (!value) return;
    count += 1;
    sumU += n % frame.size[0];
    sumV += Math.floor(n / frame.size[0]);
  });
  if (count === 0) return undefined;
  return { at, distance: signedDistance(shape, steps), middle: [sumU / count, sumV / count] };
}

/** Marks on the slices between two: ADDED inside the blended shape, REMOVED where the mask has something else. */
function between(mask: Mask, axis: StoredAxis, frame: Frame, a: Outlined, b: Outlined): Marks {
  const box = framed(axis, frame, a.at + 1, b.at);
  const was = rebox(mask, box);
  const [nu, nv] = frame.size;
  const strides = strideOf(boxSize(box), axis);
  const data = new Uint8Array(was.length);
  for (let slice = a.at + 1; slice < b.at; slice++) {
    const t = (slice - a.at) / (b.at - a.at);
    const shape = blended(frame.size, a, b, t);
    for (let v = 0; v < nv; v++) {
      for (let u = 0; u < nu; u++) {
        const n = (slice - a.at - 1) * strides[2] + v * strides[1] + u * strides[0];
        if (shape[v * nu + u]) data[n] = ADDED;
        else if ((was[n] as number) >= mask.level) data[n] = REMOVED;
      }
    }
  }
  const inGrid = intersection(box, wholeGrid(mask.grid));
  return { box: inGrid, data: rebox({ box, data }, inGrid) };
}

/** Steps in the bytes of a box: along u, along v, and from slice to slice. */
function strideOf([ni, nj]: Vec3, axis: StoredAxis): Vec3 {
  const strides = [1, ni, ni * nj] as const;
  const [u, v] = ([0, 1, 2] as const).filter((other) => other !== axis) as [StoredAxis, StoredAxis];
  return [strides[u], strides[v], strides[axis]];
}

/** 1 inside the shape `t` of the way from `a` to `b`. */
function blended(size: readonly [number, number], a: Outlined, b: Outlined, t: number): Uint8Array {
  const [nu, nv] = size;
  const shiftU = b.middle[0] - a.middle[0];
  const shiftV = b.middle[1] - a.middle[1];
  const inside = new Uint8Array(nu * nv);
  for (let v = 0; v < nv; v++) {
    for (let u = 0; u < nu; u++) {
      const inA = sampled(a.distance, size, u - t * shiftU, v - t * shiftV);
      const inB = sampled(b.distance, size, u + (1 - t) * shiftU, v + (1 - t) * shiftV);
      inside[v * nu + u] = (1 - t) * inA + t * inB > 0 ? 1 : 0;
    }
  }
  return inside;
}

/** A value between pixels, bilinearly; beyond the slice that of its edge. */
function sampled(values: Float64Array, [nu, nv]: readonly [number, number], u: number, v: number): number {
  const [x, y] = [Math.max(0, Math.min(nu - 1, u)), Math.max(0, Math.min(nv - 1, v))];
  const [i, j] = [Math.min(nu - 2, Math.floor(x)), Math.min(nv - 2, Math.floor(y))];
  const at = (di: number, dj: number) => values[(j + dj) * nu + i + di] as number;
  const low = at(0, 0) + (at(1, 0) - at(0, 0)) * (x - i);
  const high = at(0, 1) + (at(1, 1) - at(0, 1)) * (x - i);
  return low + (high - low) * (y - j);
}
