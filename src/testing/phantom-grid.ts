import { compose, toWorld } from '#volume/affine.ts';
import type { Affine, Grid, Vec3, WorldBox } from '#volume/types.ts';

/** How a scanner might store the same patient. */
export const GRID_KINDS = ['ras', 'las', 'lps', 'coronal', 'oblique', 'anisotropic'] as const;
export type GridKind = (typeof GRID_KINDS)[number];

/** The upper abdomen with some air around it; mm RAS+. */
export const ABDOMEN: WorldBox = { from: [-176, -138, -132], to: [176, 142, 132] };

/** Columns: the world directions of i, j, k. */
const DIRECTIONS: Readonly<Record<GridKind, Affine>> = {
  ras: [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0],
  las: [-1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0],
  lps: [-1, 0, 0, 0, 0, -1, 0, 0, 0, 0, 1, 0],
  // i to the left, j downwards, k to the back.
  coronal: [-1, 0, 0, 0, 0, 0, -1, 0, 0, -1, 0, 0],
  oblique: turned([1, 2, 3], 17),
  anisotropic: [-1, 0, 0, 0, 0, -1, 0, 0, 0, 0, 1, 0],
};

/** A right-handed turn of `degrees` about `axis` (Rodrigues). */
function turned(axis: Vec3, degrees: number): Affine {
  const length = Math.hypot(...axis);
  const [x, y, z] = [axis[0] / length, axis[1] / length, axis[2] / length];
  const [c, s] = [Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)];
  const t = 1 - c;
  return [
    t * x * x + c,
    t * x * y - s * z,
    t * x * z + s * y,
    0,
    t * x * y + s * z,
    t * y * y + c,
    t * y * z - s * x,
    0,
    t * x * z - s * y,
    t * y * z + s * x,
    t * z * z + c,
    0,
  ];
}

/**
 * A grid of samples `spacingMm` apart along i, j, k that covers `coverage`, centred on it.
 * 'anisotropic' means thick slices: 1.1 × 1.1 × 5 mm unless the spacing is given.
 */
export function phantomGrid(kind: GridKind, spacingMm?: number | Vec3, coverage: WorldBox = ABDOMEN): Grid {
  const steps = stepsOf(kind, spacingMm);
  const axes = compose(DIRECTIONS[kind], [steps[0], 0, 0, 0, 0, steps[1], 0, 0, 0, 0, steps[2], 0]);
  const extent = [0, 1, 2].map((axis) => (coverage.to[axis] ?? 0) - (coverage.from[axis] ?? 0));
  const count = (column: 0 | 1 | 2) => {
    const along = [0, 1, 2].reduce(
      (sum, row) => sum + Math.abs((DIRECTIONS[kind][4 * row + column] ?? 0) * (extent[row] ?? 0)),
      0,
    );
    return Math.max(1, Math.round(along / steps[column]));
  };
  const size: Vec3 = [count(0), count(1), count(2)];
  const middle = toWorld(axes, [(size[0] - 1) / 2, (size[1] - 1) / 2, (size[2] - 1) / 2]);
  const shift = (axis: 0 | 1 | 2) => (coverage.from[axis] + coverage.to[axis]) / 2 - middle[axis];
  const [a, b, c, , d, e, f, , g, h, l] = axes;
  return { size, voxelToWorld: [a, b, c, shift(0), d, e, f, shift(1), g, h, l, shift(2)] };
}

function stepsOf(kind: GridKind, spacingMm: number | Vec3 | undefined): Vec3 {
  if (typeof spacingMm === 'object') return spacingMm;
  if (spacingMm === undefined && kind === 'anisotropic') return [1.1, 1.1, 5];
  const mm = spacingMm ?? 3;
  return [mm, mm, mm];
}
