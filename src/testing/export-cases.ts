import type { AnswerId } from '#engine/engine.ts';
import { gridHeader } from '#formats/nifti-header.ts';
import type { FindingId, FoundObject } from '#results/finding.ts';
import type { SaveFacts } from '#results/saves.ts';
import { toWorld } from '#volume/affine.ts';
import { maskOf } from '#volume/mask.ts';
import { measure } from '#volume/measure.ts';
import type { Affine, Grid, Mask, Vec3 } from '#volume/types.ts';
import { foundObject } from './findings.ts';

/** Ellipsoids along the patient's axes, mm RAS+: the first two share voxels. */
export const EXPORTED = [
  { title: 'liver', labelId: 6, color: [221, 130, 101], centre: [-4, 2, 8], axes: [15, 11, 13] },
  { title: 'left kidney (2)', labelId: 300, color: [0, 114, 178], centre: [7, -3, 4], axes: [9, 8, 10] },
  { title: 'Knöchel “innen”', labelId: 17, color: [240, 228, 66], centre: [-8, -12, 18], axes: [6, 5, 7] },
] as const;

/** Small grids round the bodies, stored in different ways. */
export const EXPORT_GRIDS: Readonly<Record<string, Grid>> = {
  'flipped-anisotropic': grid([26, 24, 13], [-2, 0, 0, 0, -1.9, 0, 0, 0, 4]),
  permuted: grid([20, 24, 22], [0, 0, 2.3, 2.5, 0, 0, 0, -2, 0]),
  oblique: grid([24, 24, 20], [1.88, -0.65, 0.18, 0.67, 1.83, -0.5, 0.12, 0.49, 2.44]),
  sheared: grid([26, 25, 18], [-2, 0, 0, 0, -2, 0.8, 0, 0, 2.9]),
};

function grid(size: Vec3, m: readonly number[]): Grid {
  const at = (n: number) => m[n] ?? 0;
  const linear: Affine = [at(0), at(1), at(2), 0, at(3), at(4), at(5), 0, at(6), at(7), at(8), 0];
  const [x, y, z] = toWorld(linear, [(size[0] - 1) / 2, (size[1] - 1) / 2, (size[2] - 1) / 2]);
  return {
    size,
    voxelToWorld: [at(0), at(1), at(2), -x, at(3), at(4), at(5), -y, at(6), at(7), at(8), 10 - z],
  };
}

/** What a run of the three bodies on `grid` would save. */
export function exportFacts(grid: Grid, name = 'scan'): SaveFacts {
  const masks = new Map<FindingId, Mask>();
  const findings = EXPORTED.map(({ title, labelId, color, centre, axes }): FoundObject => {
    const mask = bodyOn(grid, centre, axes);
    const id = title as FindingId;
    masks.set(id, mask);
    return foundObject(title, { id, labelId, color, answer: title as AnswerId, measurement: measure(mask) });
  });
  return {
    appVersion: '1.2.3',
    scan: { name, modality: 'CT', grid, modalityIsGuess: false },
    header: gridHeader(grid),
    findings,
    maskOf: (id) => masks.get(id),
    at: new Date('2026-11-26T12:00:00Z'),
    methods: '',
  };
}

/** Certain where the middle of a voxel is inside. */
export function bodyOn(grid: Grid, centre: Vec3, axes: Vec3): Mask {
  const [ni, nj, nk] = grid.size;
  const inside = new Uint8Array(ni * nj * nk);
  for (let k = 0, n = 0; k < nk; k++) {
    for (let j = 0; j < nj; j++) {
      for (let i = 0; i < ni; i++, n++) {
        const point = toWorld(grid.voxelToWorld, [i, j, k]);
        const parts = point.map((mm, axis) => (mm - (centre[axis] ?? 0)) / (axes[axis] ?? 1));
        inside[n] = Math.hypot(...parts) < 1 ? 1 : 0;
      }
    }
  }
  return maskOf(grid, inside);
}
