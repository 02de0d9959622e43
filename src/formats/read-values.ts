import { AppError, toWire, type WireError } from '#errors.ts';
import { determinant } from '#volume/affine.ts';
import { type CtFinding, findCt } from '#volume/ct-units.ts';
import type { Grid, Modality } from '#volume/types.ts';
import { ValueSample } from '#volume/value-sample.ts';
import { looksLikeLabels } from './label-values.ts';
import { backgroundShift, hasNoisyBackground, lowerBackground, oddBackground } from './mr-values.ts';
import type { ModalityGuess, RawScan } from './reader.ts';
import { unsureError } from './unsure.ts';

/** What the voxels mean: scaled so that a CT is in HU and the background of an MR is 0. */
export interface ReadValues {
  readonly modality: Modality;
  /** Absent where the file says what it is. */
  readonly guess?: ModalityGuess;
  readonly slope: number;
  readonly intercept: number;
  /** Voxels were changed in place. */
  readonly isChanged?: boolean;
  /** What was mended, and what is doubtful. */
  readonly notices: readonly WireError[];
}

type Scaled = Pick<RawScan, 'data' | 'slope' | 'intercept'>;
type Stated = Pick<RawScan, 'modality' | 'isLabels'>;

/**
 * Reads what the intensities are from how they are spread, whatever their unit, and mends what has one meaning: a CT's
 * offset or scale, an MR's shifted background. What may mean two things is left as it is, and said. A background that is
 * not the lowest value is set to it in place.
 */
export function readValues(name: string, grid: Grid, raw: Scaled & Stated): ReadValues {
  if (raw.isLabels) return ofLabels(name, raw);
  const sample = new ValueSample(raw);
  if (raw.data.length < FEWEST) return bySign(raw, sample);
  if (raw.modality === undefined && looksLikeLabels({ ...raw, grid })) return ofLabels(name, raw);
  const found = findCt(sample);
  const guess = raw.modality === undefined ? guessOf(found) : undefined;
  const modality = raw.modality ?? guess?.modality ?? 'other';
  const mended = mend({ name, grid, raw, sample, found }, modality, guess);
  const scale = { slope: mended.slope, intercept: mended.intercept };
  // The voxels of an MR may have been mended too.
  const isAsRead = modality === 'CT' && scale.slope === raw.slope && scale.intercept === raw.intercept;
  const read = isAsRead ? sample : new ValueSample({ data: raw.data, ...scale });
  const ml = bodyMl(grid, read, modality);
  const notices = [
    ...mended.errors,
    ...(ml < LEAST_BODY_ML ? [new AppError('little-body', { name, ml })] : []),
  ];
  const isChanged = mended.isChanged ?? false;
  return { modality, ...(guess && { guess }), ...scale, isChanged, notices: notices.map(toWire) };
}

function ofLabels(name: string, { slope, intercept }: Scaled): ReadValues {
  const guess: ModalityGuess = { modality: 'other', isSure: false, reason: 'labels' };
  return { modality: 'other', guess, slope, intercept, notices: [toWire(unsureError(name, guess.reason))] };
}

interface Looked {
  readonly name: string;
  readonly grid: Grid;
  readonly raw: Scaled;
  readonly sample: ValueSample;
  readonly found: CtFinding;
}

interface Mended {
  readonly slope: number;
  readonly intercept: number;
  readonly isChanged?: boolean;
  readonly errors: readonly AppError[];
}

function mend(looked: Looked, modality: Modality, guess: ModalityGuess | undefined): Mended {
  const { name, raw } = looked;
  const { slope, intercept } = raw;
  if (guess?.isSure === false) {
    return { slope, intercept, errors: [unsureError(name, guess.reason)] };
  }
  if (modality === 'CT') return mendCt(looked);
  return modality === 'MR' ? mendMr(looked) : { slope, intercept, errors: [] };
}

function mendCt({ name, raw: { slope, intercept }, found }: Looked): Mended {
  if (found.kind === 'floored') return { slope, intercept, errors: [new AppError('ct-floored', { name })] };
  if (found.kind !== 'units') return { slope, intercept, errors: [] };
  const { scale, offset } = found.units;
  return {
    slope: slope / scale,
    intercept: (intercept - offset) / scale,
    errors: [new AppError('ct-units', { name, scale, offset })],
  };
}

function mendMr({ name, grid, raw, sample }: Looked): Mended {
  const errors: AppError[] = [];
  const value = oddBackground(sample, grid, raw);
  if (value !== undefined) {
    lowerBackground(raw, value);
    errors.push(new AppError('mr-background', { name, value }));
  }
  const shift = backgroundShift(value === undefined ? sample : new ValueSample(raw));
  if (shift !== 0) errors.push(new AppError('mr-shifted', { name, by: -shift }));
  if (hasNoisyBackground(grid, raw)) errors.push(new AppError('mr-noisy-background', { name }));
  return { slope: raw.slope, intercept: raw.intercept - shift, isChanged: value !== undefined, errors };
}

/** No scan of a patient has fewer voxels, and the shares of fewer mean nothing. */
const FEWEST = 1000;

function bySign(
  { modality: stated, slope, intercept }: Scaled & Pick<RawScan, 'modality'>,
  sample: ValueSample,
): ReadValues {
  const modality = sample.share(Number.NEGATIVE_INFINITY, -90) > 0.005 ? 'CT' : 'MR';
  const guess: ModalityGuess = { modality, isSure: true, reason: 'sign' };
  return {
    modality: stated ?? modality,
    ...(stated === undefined && { guess }),
    slope,
    intercept,
    notices: [],
  };
}

function guessOf(found: CtFinding): ModalityGuess {
  switch (found.kind) {
    case 'hounsfield':
    case 'window':
    case 'units':
    case 'floored':
      return { modality: 'CT', isSure: true, reason: found.kind };
    case 'unknown-scale':
      return { modality: 'CT', isSure: false, reason: found.kind };
    case 'perhaps':
      return { modality: found.reason === 'clipped' ? 'MR' : 'CT', isSure: false, reason: found.reason };
    case 'none':
      return { modality: 'MR', isSure: true, reason: 'spread' };
  }
}

/** The smallest organs with what surrounds them. */
const LEAST_BODY_ML = 20;

/** What is no air: above −500 HU, or above a tenth of an MR's range. */
function bodyMl(grid: Grid, sample: ValueSample, modality: Modality): number {
  const low = sample.percentile(0.005);
  const above =
    modality === 'CT' ? Math.max(-500, sample.next(sample.min)) : low + (sample.percentile(0.995) - low) / 10;
  const voxels = grid.size[0] * grid.size[1] * grid.size[2];
  const voxelMl = Math.abs(determinant(grid.voxelToWorld)) / 1000;
  return sample.share(above, Number.POSITIVE_INFINITY) * voxels * voxelMl;
}
