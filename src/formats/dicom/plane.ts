import { AppError, type DicomNumber } from '#errors.ts';
import type { Vec3 } from '#volume/types.ts';
import { decimals } from './decimals.ts';
import type { Plane } from './image.ts';
import { first, type Sources, within } from './sources.ts';
import { TAG } from './tags.ts';

/** Where a picture lies. @throws AppError 'dicom-geometry', 'dicom-number'. */
export function planeOf(name: string, sources: Sources): Plane {
  const missing = (missing: 'position' | 'orientation' | 'spacing') =>
    new AppError('dicom-geometry', { name, missing });
  const numbers = (sequence: string, attribute: DicomNumber) =>
    first(
      sources,
      within(sequence, (from) => decimals(name, from, attribute)),
    ) ?? [];
  const position = vector(numbers(TAG.positionSequence, 'ImagePositionPatient'));
  if (!position) throw missing('position');
  const directions = numbers(TAG.orientationSequence, 'ImageOrientationPatient');
  const [along, down] = [unit(vector(directions)), unit(vector(directions.slice(3)))];
  if (!along || !down || Math.abs(dot(along, down)) > 0.01) throw missing('orientation');
  const [row, column] = numbers(TAG.measuresSequence, 'PixelSpacing');
  if (!row || !column || !(row > 0) || !(column > 0)) throw missing('spacing');
  return { position, along, down, spacing: [row, column] };
}

function vector([x, y, z]: readonly number[]): Vec3 | undefined {
  return x === undefined || y === undefined || z === undefined ? undefined : [x, y, z];
}

function unit(vector: Vec3 | undefined): Vec3 | undefined {
  if (!vector) return undefined;
  const length = Math.hypot(...vector);
  return Math.abs(length - 1) < 0.01
    ? [vector[0] / length, vector[1] / length, vector[2] / length]
    : undefined;
}

export function dot(a: Vec3, b: Vec3): number {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}
