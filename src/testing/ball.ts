import { toWorld } from '#volume/affine.ts';
import type { Affine, Grid, Modality, Volume, VolumeId, WorldPoint } from '#volume/types.ts';

/** A ball whose volume and centre are known exactly, whatever grid it is stored on. */
export const BALL = {
  centre: [6, -11, 23] as WorldPoint,
  radiusMm: 28,
  volumeMl: (4 / 3) * Math.PI * 2.8 ** 3,
} as const;

/** The edge is a ramp this wide, from 0 to full brightness, half of it at the radius. */
const EDGE_MM = 6;

/** The ball, 1000 bright on 0, stored as int16 with a slope and an intercept. */
export function ballVolume(grid: Grid, modality: Modality = 'CT', id = 'ball'): Volume {
  const [ni, nj, nk] = grid.size;
  const data = new Int16Array(ni * nj * nk);
  let n = 0;
  for (let k = 0; k < nk; k++) {
    for (let j = 0; j < nj; j++) {
      for (let i = 0; i < ni; i++) {
        const [x, y, z] = toWorld(grid.voxelToWorld, [i, j, k]);
        const far = Math.hypot(x - BALL.centre[0], y - BALL.centre[1], z - BALL.centre[2]);
        const share = Math.min(1, Math.max(0, 0.5 + (BALL.radiusMm - far) / EDGE_MM));
        data[n++] = Math.round(2000 * share) + 100;
      }
    }
  }
  return { id: id as VolumeId, name: id, modality, grid, data, slope: 0.5, intercept: -50 };
}

/** Grids of about 100 mm a side that hold the ball off their middle: same patient, stored in different ways. */
export const BALL_GRIDS: Readonly<Record<string, Grid>> = {
  'along the patient': grid([50, 52, 50], [2, 0, 0, 0, 2, 0, 0, 0, 2]),
  'flipped and anisotropic': grid([68, 66, 24], [-1.5, 0, 0, 0, -1.6, 0, 0, 0, 4.2]),
  'permuted axes': grid([48, 60, 56], [0, 0, 1.9, 2.1, 0, 0, 0, -1.7, 0]),
  oblique: grid([58, 56, 40], turned([1.8, 1.9, 2.6], 0.35, -0.2)),
};

/** A grid of `size` with the columns of `axes` (row by row), whose middle is 4, -6, 20. */
function grid(size: Grid['size'], axes: readonly number[]): Grid {
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0, l = 0] = axes;
  const linear: Affine = [a, b, c, 0, d, e, f, 0, g, h, l, 0];
  const [x, y, z] = toWorld(linear, [(size[0] - 1) / 2, (size[1] - 1) / 2, (size[2] - 1) / 2]);
  return { size, voxelToWorld: [a, b, c, 4 - x, d, e, f, -6 - y, g, h, l, 20 - z] };
}

/** Axes of the given spacing, turned about z and then about x. */
function turned(
  [p, q, r]: readonly [number, number, number],
  aboutZ: number,
  aboutX: number,
): readonly number[] {
  const [c, s] = [Math.cos(aboutZ), Math.sin(aboutZ)];
  const [d, t] = [Math.cos(aboutX), Math.sin(aboutX)];
  return [p * c, -q * s, 0, p * d * s, q * d * c, -r * t, p * t * s, q * t * c, r * d];
}
