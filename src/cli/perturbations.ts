import { compose, nearestAxes, spacing, toWorld, worldBox } from '#volume/affine.ts';
import { fieldOfView } from '#volume/field-of-view.ts';
import type { Affine, Grid, Modality, Vec3 } from '#volume/types.ts';
import { crop, type LabelledScan, mapIntensity, reorder, resample } from './labelled-scan.ts';
import { noisy, shaded, span, wideHu, withoutContrast } from './perturb-intensity.ts';

/** Something that users' scans differ in from those of a test set. */
export interface Perturbation {
  readonly name: string;
  /** The scan changed, its labels carried along; undefined where it does not apply to a scan. */
  readonly apply: (scan: LabelledScan) => LabelledScan | undefined;
}

const only =
  (modality: Modality, apply: Perturbation['apply']): Perturbation['apply'] =>
  (scan) =>
    scan.volume.modality === modality ? apply(scan) : undefined;

/** The table, from none to what bends a scan most. */
export const PERTURBATIONS: readonly Perturbation[] = [
  { name: 'as it is', apply: (scan) => scan },
  {
    name: 'stored back to front along each axis',
    apply: (scan) => reorder(scan, [0, 1, 2], [true, true, true]),
  },
  { name: 'stored as coronal slices', apply: (scan) => reorder(scan, [0, 2, 1], [true, true, false]) },
  { name: 'oblique by 17°', apply: (scan) => resample(scan, turnedGrid(scan.volume.grid, 17)) },
  ...[0.5, 1, 3, 5, 7].map((mm) => ({
    name: `slices of ${mm} mm`,
    apply: (scan: LabelledScan) => resample(scan, slicedGrid(scan.volume.grid, mm)),
  })),
  { name: 'upper two thirds only', apply: (scan) => heightPart(scan, 1 / 3, 1) },
  { name: 'lower two thirds only', apply: (scan) => heightPart(scan, 0, 2 / 3) },
  { name: 'middle 70 % in plane only', apply: (scan) => inPlanePart(scan, 0.15) },
  { name: 'noise of 30 HU', apply: only('CT', (scan) => noisy(scan, 30)) },
  { name: 'noise of 8 % of the range', apply: only('MR', (scan) => noisy(scan, 0.08 * span(scan))) },
  { name: 'HU from −1024 to 3071', apply: only('CT', wideHu) },
  { name: 'without contrast agent (simulated)', apply: only('CT', withoutContrast) },
  {
    name: 'intensities × 7 + 100',
    apply: only('MR', (scan) => mapIntensity(scan, (value) => 7 * value + 100)),
  },
  { name: 'brightness falling by half, front to back', apply: only('MR', shaded) },
];

/** A grid turned by `degrees` about the patient's 1, 2, 3 direction that holds the whole scan, with its spacings. */
export function turnedGrid(source: Grid, degrees: number): Grid {
  const { from, to } = worldBox(source);
  const turn = rotation([1, 2, 3], degrees);
  const axes = compose(turn, source.voxelToWorld);
  const steps = spacing(source.voxelToWorld);
  const extent = [0, 1, 2].map((axis) => (to[axis] ?? 0) - (from[axis] ?? 0));
  const count = (column: 0 | 1 | 2) => {
    const reach = [0, 1, 2].reduce(
      (sum, row) => sum + Math.abs(((axes[4 * row + column] ?? 0) / steps[column]) * (extent[row] ?? 0)),
      0,
    );
    return Math.ceil(reach / steps[column]);
  };
  return centred([count(0), count(1), count(2)], axes, from, to);
}

/** The axes of `source` with samples `mm` apart along the coarsest; of equal ones, along the patient's height. */
export function slicedGrid(source: Grid, mm: number): Grid {
  const steps = spacing(source.voxelToWorld);
  const height = nearestAxes(source.voxelToWorld).world.indexOf(2);
  const coarsest = Math.max(...steps);
  const axis = (steps[height] ?? 0) > 0.99 * coarsest ? height : steps.indexOf(coarsest);
  const scale = [1, 1, 1];
  scale[axis] = mm / (steps[axis] ?? 1);
  const [p = 1, q = 1, r = 1] = scale;
  const axes = compose(source.voxelToWorld, [p, 0, 0, 0, 0, q, 0, 0, 0, 0, r, 0]);
  const count = (n: 0 | 1 | 2) => Math.max(1, Math.floor(source.size[n] / (scale[n] ?? 1) + 1e-6));
  const size: Vec3 = [count(0), count(1), count(2)];
  const middle = toWorld(source.voxelToWorld, source.size.map((n) => (n - 1) / 2) as unknown as Vec3);
  return centred(size, axes, middle, middle);
}

/** A grid of `size` with the columns of `axes`, centred in the box. */
function centred(size: Vec3, axes: Affine, from: Vec3, to: Vec3): Grid {
  const [a, b, c, , d, e, f, , g, h, l] = axes;
  const linear: Affine = [a, b, c, 0, d, e, f, 0, g, h, l, 0];
  const middle = toWorld(linear, [(size[0] - 1) / 2, (size[1] - 1) / 2, (size[2] - 1) / 2]);
  const at = (axis: 0 | 1 | 2) => (from[axis] + to[axis]) / 2 - middle[axis];
  return { size, voxelToWorld: [a, b, c, at(0), d, e, f, at(1), g, h, l, at(2)] };
}

/** A right-handed turn about `axis` (Rodrigues). */
function rotation(axis: Vec3, degrees: number): Affine {
  const length = Math.hypot(...axis);
  const [x, y, z] = [axis[0] / length, axis[1] / length, axis[2] / length];
  const [c, s] = [Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)];
  const t = 1 - c;
  return [
    ...([t * x * x + c, t * x * y - s * z, t * x * z + s * y, 0] as const),
    ...([t * x * y + s * z, t * y * y + c, t * y * z - s * x, 0] as const),
    ...([t * x * z - s * y, t * y * z + s * x, t * z * z + c, 0] as const),
  ];
}

/** The part of the scan between two shares of the patient's height, counted from the feet. */
function heightPart(scan: LabelledScan, low: number, high: number): LabelledScan {
  const { size, voxelToWorld } = scan.volume.grid;
  const { world, sign } = nearestAxes(voxelToWorld);
  const axis = world.indexOf(2) as 0 | 1 | 2;
  const ends = sign[axis] > 0 ? [low, high] : [1 - high, 1 - low];
  const from: [number, number, number] = [0, 0, 0];
  const to: [number, number, number] = [...size];
  from[axis] = Math.round((ends[0] ?? 0) * size[axis]);
  to[axis] = Math.round((ends[1] ?? 1) * size[axis]);
  return crop(scan, { from, to });
}

/** What remains when `share` of the field of view is cut off at each side, across the patient's height. */
function inPlanePart(scan: LabelledScan, share: number): LabelledScan {
  const { from, to } = fieldOfView(scan.volume);
  const { world } = nearestAxes(scan.volume.grid.voxelToWorld);
  const cut = (axis: 0 | 1 | 2) =>
    world[axis] === 2 ? 0 : Math.round(share * ((to[axis] ?? 0) - (from[axis] ?? 0)));
  const [i, j, k] = [cut(0), cut(1), cut(2)];
  return crop(scan, {
    from: [from[0] + i, from[1] + j, from[2] + k],
    to: [to[0] - i, to[1] - j, to[2] - k],
  });
}
