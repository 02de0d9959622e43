import type { NnunetTiling } from '#model/manifest-nnunet.ts';
import type { Vec3, VoxelBox } from '#volume/types.ts';
import { AXES, type Axis, perAxis } from './axes.ts';
import type { NetworkInput } from './prepare.ts';
import { ordersOf } from './resample.ts';
import { identityTaps, linearTaps, nearestCorner, nearestTaps, type Taps } from './taps.ts';

/**
 * How answers come back to the scan, axis by axis in the network's order. Labels are decided at places: voxels of the scan
 * without what was cropped off, or TotalSegmentator's own samples, of which the nearest gives a voxel its label.
 */
export interface Layout {
  /** Number of places. */
  readonly size: Vec3;
  /** Which samples of the field's box the logits at a place are mixed of. */
  readonly taps: readonly [Taps, Taps, Taps];
  /** For each voxel of the scan its place; -1 where it has none and is background. */
  readonly places: readonly [Int32Array, Int32Array, Int32Array];
  /** Samples of what the network is shown that any place needs. */
  readonly box: VoxelBox;
}

/** `region`: voxels of the scan, in the network's axes; the others have no place. */
export function layoutOf(input: NetworkInput, tiling: NnunetTiling, region: VoxelBox): Layout {
  const along = AXES.map((axis) => alongAxis(input, tiling, axis, region));
  const pick = <T>(of: (line: ReturnType<typeof alongAxis>) => T) => along.map(of) as [T, T, T];
  const number = (of: (line: ReturnType<typeof alongAxis>) => number): Vec3 => pick(of);
  return {
    size: number(({ taps }) => taps.low.length),
    taps: pick(({ taps }) => taps),
    places: pick(({ places }) => places),
    box: { from: number(({ from }) => from), to: number(({ to }) => to) },
  };
}

function alongAxis(input: NetworkInput, tiling: NnunetTiling, axis: Axis, region: VoxelBox) {
  const { scan, given, box, size } = input;
  const cropped = box.to[axis] - box.from[axis];
  const taps = backTaps(size[axis], cropped, tiling, axis, input.separateBack);
  const voxels = scan.size[axis];
  const sampleOf = tiling.around
    ? nearestCorner(given.size[axis], voxels)
    : Int32Array.from({ length: voxels }, (_, n) => n);
  const places = sampleOf.map((sample, voxel) => {
    const isWanted = voxel >= region.from[axis] && voxel < region.to[axis];
    return isWanted && sample >= box.from[axis] && sample < box.to[axis] ? sample - box.from[axis] : -1;
  });
  const [first, past] = [places.find((place) => place >= 0) ?? 0, Math.max(-1, ...places) + 1];
  const low = taps.low.subarray(first, past);
  const high = taps.high.subarray(first, past);
  const [from, to] = [low[0] ?? 0, (high.at(-1) ?? -1) + 1];
  return {
    from,
    to,
    places: places.map((place) => (place < 0 ? -1 : place - first)),
    taps: {
      low: low.map((sample) => sample - from),
      high: high.map((sample) => sample - from),
      share: taps.share.slice(first, past),
    },
  };
}

/** What logits are resampled back by. Order 3 is refused with the manifest, for it cuts off each class at its own range. */
function backTaps(
  from: number,
  to: number,
  { resampling }: NnunetTiling,
  axis: Axis,
  separate: Axis | undefined,
): Taps {
  if (from === to) return identityTaps(from);
  const { inPlane, through } = ordersOf(resampling.probabilities, separate);
  const order = axis === separate ? through : inPlane;
  return order === 0 ? nearestTaps(from, to) : linearTaps(from, to);
}

/** Places are the field's own samples: nothing is mixed. */
export function isDirect({ taps }: Pick<Layout, 'taps'>): boolean {
  return taps.every(({ low, high }) => low.every((sample, n) => sample === n && high[n] === n));
}

/** Every voxel of the scan. */
export function everywhere({ scan }: Pick<NetworkInput, 'scan'>): VoxelBox {
  return { from: [0, 0, 0], to: perAxis((axis) => scan.size[axis]) };
}
