import { compose, determinant, invert, spacing } from '#volume/affine.ts';
import type { Affine, Grid, Vec3 } from '#volume/types.ts';

/**
 * The numbers of a NIfTI header that place the grid in the patient, as the file has them (in the file's own units).
 * Nothing else is kept: the other fields are free text and may name the patient.
 */
export interface NiftiHeader {
  /** pixdim[0..7]; [0] is qfac, [1..3] the spacing in the file's units. */
  readonly pixdim: readonly number[];
  readonly qformCode: number;
  /** b, c, d; a follows from them. */
  readonly quaternion: Vec3;
  readonly qoffset: Vec3;
  readonly sformCode: number;
  readonly srow: Affine;
  readonly xyztUnits: number;
}

export const MILLIMETRE = 2;
/** By the lowest three bits of xyzt_units. */
export const SPACE_UNITS: Readonly<Record<number, string>> = { 1: 'metres', 2: 'millimetres', 3: 'microns' };

/** Millimetres in one unit of the file; an unknown unit is taken for mm, as every viewer does. */
export function unitMm(xyztUnits: number): number {
  const space = xyztUnits & 7;
  if (space === 1) return 1000;
  return space === 3 ? 0.001 : 1;
}

/**
 * Voxel to world in mm RAS+, chosen as nibabel does: sform, else qform; undefined if the header has neither.
 * The quaternion is read as nibabel's `get_qform` reads it.
 */
export function headerAffine(header: NiftiHeader): Affine | undefined {
  const mm = unitMm(header.xyztUnits);
  const scale: Affine = [mm, 0, 0, 0, 0, mm, 0, 0, 0, 0, mm, 0];
  if (header.sformCode > 0) return compose(scale, header.srow);
  return header.qformCode > 0 ? compose(scale, qformAffine(header)) : undefined;
}

function qformAffine({ quaternion: [x, y, z], pixdim, qoffset }: NiftiHeader): Affine {
  const w = Math.sqrt(Math.max(0, 1 - (x * x + y * y + z * z)));
  const s = 2 / (w * w + x * x + y * y + z * z);
  const [qfac = 1, p = 0, q = 0, depth = 0] = pixdim;
  const r = qfac === -1 ? -depth : depth;
  return [
    p * (1 - s * (y * y + z * z)),
    q * s * (x * y - w * z),
    r * s * (x * z + w * y),
    qoffset[0],
    p * s * (x * y + w * z),
    q * (1 - s * (x * x + z * z)),
    r * s * (y * z - w * x),
    qoffset[1],
    p * s * (x * z - w * y),
    q * s * (y * z + w * x),
    r * (1 - s * (x * x + y * y)),
    qoffset[2],
  ];
}

/**
 * A header, in mm, for a grid that comes from no file: sform code 1, and the same as qform where the axes are
 * orthogonal; a sheared grid has no quaternion, so its qform code is 0.
 */
export function gridHeader({ voxelToWorld: m }: Grid): NiftiHeader {
  const [p, q, r] = spacing(m);
  const qfac = determinant(m) < 0 ? -1 : 1;
  const pixdim = [qfac, p, q, r, 1, 1, 1, 1];
  const qoffset: Vec3 = [m[3], m[7], m[11]];
  const sform = { sformCode: 1, srow: m, xyztUnits: MILLIMETRE };
  const axes = compose(m, [1 / p, 0, 0, 0, 0, 1 / q, 0, 0, 0, 0, qfac / r, 0]);
  if (!isRotation(axes)) return { pixdim, qformCode: 0, quaternion: [0, 0, 0], qoffset: [0, 0, 0], ...sform };
  return { pixdim, qformCode: 1, quaternion: toQuaternion(axes), qoffset, ...sform };
}

function isRotation(axes: Affine): boolean {
  const inverse = invert(axes);
  if (!inverse) return false;
  const transposed = [axes[0], axes[4], axes[8], axes[1], axes[5], axes[9], axes[2], axes[6], axes[10]];
  const rows = [0, 1, 2, 4, 5, 6, 8, 9, 10].map((index) => inverse[index] ?? 0);
  return rows.every((value, index) => Math.abs(value - (transposed[index] ?? 0)) < 1e-5);
}

/** b, c, d of the unit quaternion (a ≥ 0) of a rotation: the largest component is found first, for accuracy. */
function toQuaternion([xx, xy, xz, , yx, yy, yz, , zx, zy, zz]: Affine): Vec3 {
  const squares = [1 + xx + yy + zz, 1 + xx - yy - zz, 1 - xx + yy - zz, 1 - xx - yy + zz];
  const largest = squares.indexOf(Math.max(...squares));
  const s = 2 * Math.sqrt(squares[largest] ?? 1);
  const options: readonly (readonly [number, number, number, number])[] = [
    [s / 4, (zy - yz) / s, (xz - zx) / s, (yx - xy) / s],
    [(zy - yz) / s, s / 4, (xy + yx) / s, (xz + zx) / s],
    [(xz - zx) / s, (xy + yx) / s, s / 4, (yz + zy) / s],
    [(yx - xy) / s, (xz + zx) / s, (yz + zy) / s, s / 4],
  ];
  const [a, b, c, d] = options[largest] ?? [1, 0, 0, 0];
  return a < 0 ? [-b, -c, -d] : [b, c, d];
}
