import { AppError, toWire, type WireError } from '#errors.ts';
import { axisCodes, spacing } from '#volume/affine.ts';
import type { Affine, Vec3 } from '#volume/types.ts';
import { isSane } from './finish-volume.ts';
import { headerAffine, MILLIMETRE, type NiftiHeader, SPACE_UNITS, unitMm } from './nifti-header.ts';

/** Where a NIfTI header puts the grid, after what has one meaning has been mended. */
export interface NiftiPlace {
  readonly voxelToWorld: Affine;
  /** The file's, with what was mended. */
  readonly header: NiftiHeader;
  readonly notices: readonly WireError[];
}

/** @throws AppError 'volume-no-affine', 'header-faulty'. */
export function placeOf(name: string, stored: NiftiHeader, size: Vec3): NiftiPlace {
  const errors: AppError[] = [];
  let header = stored;
  if (header.sformCode > 0 && header.qformCode > 0 && isEmpty(header.srow)) {
    header = { ...header, sformCode: 0 };
    errors.push(new AppError('nifti-sform-empty', { name }));
  }
  // With an sform, pixdim takes no part.
  if (header.sformCode <= 0 && header.qformCode > 0 && header.pixdim.slice(1, 4).some((mm) => mm < 0)) {
    header = { ...header, pixdim: header.pixdim.map((mm, n) => (n >= 1 && n <= 3 ? Math.abs(mm) : mm)) };
    errors.push(new AppError('nifti-step-negative', { name }));
  }
  if (isWrongUnit(header, size)) {
    errors.push(
      new AppError('nifti-unit', { name, unit: SPACE_UNITS[header.xyztUnits & 7] ?? 'another unit' }),
    );
    header = { ...header, xyztUnits: (header.xyztUnits & ~7) | MILLIMETRE };
  }
  const voxelToWorld = headerAffine(header);
  const [b, c, d] = header.quaternion;
  // Rounded to float32 it may be longer than 1 by a little.
  if (header.sformCode <= 0 && b * b + c * c + d * d > 1.0001) {
    throw new AppError('header-faulty', { name, field: 'quatern', fault: 'no-rotation' });
  }
  if (!voxelToWorld || isEmpty(header.srow, header)) throw new AppError('volume-no-affine', { name });
  const difference = formsDiffer(name, header);
  if (difference) errors.push(difference);
  return { voxelToWorld, header, notices: errors.map(toWire) };
}

function isEmpty(srow: Affine, { sformCode } = { sformCode: 1 }): boolean {
  return sformCode > 0 && srow.every((value, n) => n % 4 === 3 || value === 0);
}

/** Patients measure between these, along the longest axis. */
const PATIENT_MM = [20, 3000] as const;

/** The stated unit makes no patient, and millimetres do. */
function isWrongUnit(header: NiftiHeader, size: Vec3): boolean {
  if (unitMm(header.xyztUnits) === 1) return false;
  const fits = (affine: Affine | undefined) => {
    if (!affine) return false;
    const spacingMm = spacing(affine);
    const longest = Math.max(...spacingMm.map((mm, axis) => mm * (size[axis] ?? 1)));
    return isSane(spacingMm) && longest >= PATIENT_MM[0] && longest <= PATIENT_MM[1];
  };
  return !fits(headerAffine(header)) && fits(headerAffine({ ...header, xyztUnits: MILLIMETRE }));
}

/** Cosine of 30 degrees: registered scans turn by less between the two. */
const ALIKE = 0.87;

/** Both forms are set and an axis runs another way by one than by the other. */
function formsDiffer(name: string, header: NiftiHeader): AppError | undefined {
  if (header.sformCode <= 0 || header.qformCode <= 0) return undefined;
  const [sform, qform] = [headerAffine(header), headerAffine({ ...header, sformCode: 0 })];
  if (!sform || !qform) return undefined;
  const [s, q] = [spacing(sform), spacing(qform)];
  const cosine = (axis: 0 | 1 | 2) =>
    [0, 4, 8].reduce((sum, row) => sum + (sform[row + axis] ?? 0) * (qform[row + axis] ?? 0), 0) /
    (s[axis] * q[axis]);
  // What is no number is no orientation to disagree with.
  if (![cosine(0), cosine(1), cosine(2)].some((value) => value < ALIKE)) return undefined;
  return new AppError('nifti-forms-differ', {
    ...{ name, followed: 'sform' as const },
    sform: axisCodes(sform),
    qform: axisCodes(qform),
  });
}
