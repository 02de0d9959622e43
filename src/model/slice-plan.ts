import { axisCodes, toVoxel, worldToVoxel } from '#volume/affine.ts';
import { boxSize } from '#volume/boxes.ts';
import type { Grid, Mask, VoxelBox, WorldPoint } from '#volume/types.ts';

/** One axis of the slices, as it lies in the scan's memory. */
export interface StoredAxis {
  /** Stored axis: 0 for i, 1 for j, 2 for k. */
  readonly axis: 0 | 1 | 2;
  readonly count: number;
  /** Voxels from one sample to the next, in memory; negative where the axis is walked backwards. */
  readonly stride: number;
}

/** How a scan is cut into slices. Its voxels are only reordered: every pixel of a slice is one voxel. */
export interface SlicePlan {
  readonly grid: Grid;
  /** Where columns, rows and slices of the volume run before it is cut, such as 'LAS'. */
  readonly axes: string;
  /** Where the slices follow each other, such as 'S'. */
  readonly through: string;
  /** Voxel of the first pixel of the first slice, in memory. */
  readonly origin: number;
  readonly slices: StoredAxis;
  readonly rows: StoredAxis;
  readonly columns: StoredAxis;
}

/** In-plane sides are alike, and slices run along the third axis, if they differ by less than this share of their mean. */
const ALIKE = 0.5;

const OPPOSITE: Readonly<Record<string, string>> = { L: 'R', R: 'L', A: 'P', P: 'A', S: 'I', I: 'S' };

/**
 * Flips and turns the stored axes so that they run nearest to `axes` (columns, rows, slices), then chooses the axis to cut
 * along as the original does: the third if the other two are alike, else the shortest. Twin: `placement` in
 * training/medimageparse3d/preprocess.py.
 */
export function planSlices(grid: Grid, axes: string = axisCodes(grid.voxelToWorld)): SlicePlan {
  const stored = axisCodes(grid.voxelToWorld);
  const strides = [1, grid.size[0], grid.size[0] * grid.size[1]] as const;
  let origin = 0;
  const along = [...axes].map((code): StoredAxis => {
    const axis = Math.max(
      0,
      stored.indexOf(code),
      stored.indexOf(OPPOSITE[code] ?? ''),
    ) as StoredAxis['axis'];
    const count = grid.size[axis];
    const isBackwards = stored[axis] !== code;
    if (isBackwards) origin += (count - 1) * strides[axis];
    return { axis, count, stride: isBackwards ? -strides[axis] : strides[axis] };
  });
  // The reference's order: slices, rows, columns.
  const [columns, rows, slices] = along as [StoredAxis, StoredAxis, StoredAxis];
  const shape = [slices, rows, columns] as const;
  const cut = sliceAxis(shape.map(({ count }) => count));
  const [first, second] = shape.filter((_, n) => n !== cut) as [StoredAxis, StoredAxis];
  const through = axes[2 - cut] ?? '';
  return { grid, axes, through, origin, slices: shape[cut] ?? slices, rows: first, columns: second };
}

/** Which of (slices, rows, columns) to cut along. */
export function sliceAxis(shape: readonly number[]): number {
  const [, rows = 1, columns = 1] = shape;
  const isAlike = (2 * Math.abs(rows - columns)) / (rows + columns) < ALIKE;
  return isAlike ? 0 : shape.indexOf(Math.min(...shape));
}

/** The slice in which `point` lies, or the nearest. */
export function sliceAt({ grid, slices }: SlicePlan, point: WorldPoint): number {
  const voxel = Math.round(toVoxel(worldToVoxel(grid), point)[slices.axis]);
  const index = slices.stride < 0 ? slices.count - 1 - voxel : voxel;
  return Math.min(slices.count - 1, Math.max(0, index));
}

/** The slices whose voxels lie in `box`, of the scan's grid: the first and the one past the last. */
export function slicesIn(
  { slices: { axis, count, stride } }: SlicePlan,
  box: VoxelBox,
): readonly [number, number] {
  return range({ axis, count, stride }, box);
}

/** Sets the pixels of a slice, rows then columns, that lie beyond `box` to 0. */
export function clearBeyond({ rows, columns }: SlicePlan, pixels: Uint8Array, box: VoxelBox): void {
  const [top, bottom] = range(rows, box);
  const [left, right] = range(columns, box);
  for (let row = 0; row < rows.count; row++) {
    const own = pixels.subarray(row * columns.count, (row + 1) * columns.count);
    if (row < top || row >= bottom) own.fill(0);
    own.fill(0, 0, left);
    own.fill(0, right);
  }
}

/** Where the voxels of `box` lie along an axis of the slices. */
function range({ axis, count, stride }: StoredAxis, { from, to }: VoxelBox): readonly [number, number] {
  return stride < 0 ? [count - to[axis], count - from[axis]] : [from[axis], to[axis]];
}

/** Every slice, from the one at `start` outward; before the start goes before behind it. */
export function outward(count: number, start: number): readonly number[] {
  return Array.from({ length: count }, (_, n) => n).sort(
    (a, b) => Math.abs(a - start) - Math.abs(b - start) || a - b,
  );
}

/** Pixels of a slice that are less than this, of 255, at its borders are left out of its mask's box. */
const FAINT = 3;

/**
 * The mask of slice `index` on the scan's grid, one voxel thick, from its pixels' probability bytes, rows then columns;
 * undefined where none reaches `level`.
 */
export function sliceMask(
  plan: SlicePlan,
  index: number,
  pixels: Uint8Array,
  level: number,
): Mask | undefined {
  const { rows, columns, slices, grid } = plan;
  const part = box2d(pixels, columns.count, Math.min(FAINT, level));
  if (!part || !pixels.some((byte) => byte >= level)) return undefined;
  const from: [number, number, number] = [0, 0, 0];
  const to: [number, number, number] = [0, 0, 0];
  const place = ({ axis, count, stride }: StoredAxis, first: number, past: number) => {
    [from[axis], to[axis]] = stride < 0 ? [count - past, count - first] : [first, past];
  };
  place(slices, index, index + 1);
  place(rows, part.top, part.bottom);
  place(columns, part.left, part.right);
  const size = boxSize({ from, to });
  const strides = [1, size[0], size[0] * size[1]] as const;
  const data = new Uint8Array(size[0] * size[1] * size[2]);
  // Where the first pixel of the part lies in the box, and how far the next ones are from it.
  const along = ({ axis, stride }: StoredAxis) => Math.sign(stride) * strides[axis];
  const corner = ({ axis, stride }: StoredAxis) => (stride < 0 ? (size[axis] - 1) * strides[axis] : 0);
  let start = corner(rows) + corner(columns);
  for (let row = part.top; row < part.bottom; row++) {
    let at = start;
    for (let column = part.left; column < part.right; column++) {
      data[at] = pixels[row * columns.count + column] ?? 0;
      at += along(columns);
    }
    start += along(rows);
  }
  return { grid, box: { from, to }, data, level };
}

/** The smallest rectangle that holds every pixel of at least `least`; undefined where none is. */
function box2d(pixels: Uint8Array, width: number, least: number) {
  let [left, right, top, bottom] = [width, 0, -1, 0];
  for (let start = 0; start < pixels.length; start += width) {
    const row = pixels.subarray(start, start + width);
    const first = row.findIndex((byte) => byte >= least);
    if (first < 0) continue;
    left = Math.min(left, first);
    right = Math.max(right, row.findLastIndex((byte) => byte >= least) + 1);
    if (top < 0) top = start / width;
    bottom = start / width + 1;
  }
  return top < 0 ? undefined : { left, right, top, bottom };
}

/** The values of slice `index`, rows then columns, as `value` maps the stored ones. */
export function takeSlice(
  plan: SlicePlan,
  index: number,
  data: ArrayLike<number>,
  value: (stored: number) => number,
): Uint8Array {
  const { rows, columns } = plan;
  const pixels = new Uint8Array(rows.count * columns.count);
  let start = plan.origin + index * plan.slices.stride;
  for (let row = 0; row < rows.count; row++) {
    let at = start;
    for (let column = 0; column < columns.count; column++) {
      pixels[row * columns.count + column] = value(data[at] ?? 0);
      at += columns.stride;
    }
    start += rows.stride;
  }
  return pixels;
}
