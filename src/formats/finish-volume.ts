import { AppError, toWire, type WireError } from '#errors.ts';
import { invert, spacing, worldBox } from '#volume/affine.ts';
import { partByContent } from '#volume/body-from-content.ts';
import type { BodyPartFact } from '#volume/body-part.ts';
import type { Grid, Modality, Vec3, Volume, VolumeId, VoxelData } from '#volume/types.ts';
import { intensityRange } from './intensity-range.ts';
import { type ReadValues, readValues } from './read-values.ts';
import type { MendedScale, OpenedScan, RawScan } from './reader.ts';
import { VoxelSurvey } from './voxel-survey.ts';

/** From microscopes to the thickest slices that are made. */
const SPACING_RANGE_MM = [0.01, 50] as const;
/** Farther from the scanner's origin than any table goes; 100 m. */
const MOST_DISTANCE_MM = 1e5;
/** Longer than any patient, along each axis: work on a grid grows with its extent. */
const MOST_EXTENT_MM = 5000;
/** Intensities beyond ± this, or all within its inverse, come of a broken scale. */
const MOST_INTENSITY = 1e12;

/**
 * The checks and additions that all scans share, whatever file they come from. Voxels that are not finite (some MR has
 * NaN outside the patient) take the smallest finite value, in place. The id follows from the content: the same voxels on
 * the same grid with the same scale have the same id.
 * @throws AppError 'volume-spacing', 'volume-extent', 'volume-position', 'volume-affine-singular', 'volume-constant',
 * 'volume-not-finite', 'volume-intensity'.
 */
export async function finishVolume(name: string, reader: string, raw: RawScan): Promise<OpenedScan> {
  const { grid, data, header } = raw;
  checkGrid(name, grid);
  const survey = raw.survey ?? (await VoxelSurvey.of(data));
  survey.follow();
  const { low, high, broken } = survey.extremes;
  if (broken === data.length) throw new AppError('volume-not-finite', { name });
  if (low === high) throw new AppError('volume-constant', { name, value: low });
  if (broken > 0) replaceBroken(data, low);
  checkIntensities(name, low * raw.slope + raw.intercept, high * raw.slope + raw.intercept);
  const read = readValues(name, grid, raw);
  const { modality, guess, slope, intercept, notices } = read;
  const placeholder = placeholderIn(name, grid);
  const isMended = slope !== raw.slope || intercept !== raw.intercept;
  const isChanged = broken > 0 || read.isChanged;
  const id = await contentId(data, isChanged ? undefined : survey, JSON.stringify([grid, slope, intercept]));
  const volume: Volume = { id, name, modality, grid, data, slope, intercept };
  const shown = shownPart(raw, volume, guess);
  return {
    volume,
    facts: {
      ...{ reader, header, modalityIsGuess: guess !== undefined, ...(guess && { guess }) },
      ...(shown.bodyPart && { bodyPart: shown.bodyPart }),
      ...(isMended && { mended: mendedScale(raw, modality, { slope, intercept, notices }) }),
      notices: [
        ...(raw.notices ?? []),
        ...(placeholder ? [toWire(placeholder)] : []),
        ...notices,
        ...shown.notices,
      ],
    },
    range: intensityRange({ data, slope, intercept }, low, high),
  };
}

/** What the file says that the scan shows; else what it may show by its content, with a word. Labels show no body. */
function shownPart(
  { bodyPart }: Pick<RawScan, 'bodyPart'>,
  volume: Volume,
  guess: ReadValues['guess'],
): { readonly bodyPart?: BodyPartFact; readonly notices: readonly WireError[] } {
  if (bodyPart) return { bodyPart, notices: [] };
  const likely = guess?.isSure === false ? undefined : partByContent(volume);
  if (!likely) return { notices: [] };
  const told = toWire(new AppError('body-part-likely', { name: volume.name, ...likely }));
  return { bodyPart: { parts: [likely.part], from: 'content' }, notices: [told] };
}

/** Notices of a scale that was mended. */
const OF_THE_SCALE: ReadonlySet<string> = new Set(['ct-units', 'mr-shifted']);

function mendedScale(
  raw: RawScan,
  kind: Modality,
  { slope, intercept, notices }: Pick<ReadValues, 'slope' | 'intercept' | 'notices'>,
): MendedScale {
  return {
    kind,
    scale: { slope, intercept },
    asStored: { slope: raw.slope, intercept: raw.intercept },
    notices: notices.filter(({ code }) => OF_THE_SCALE.has(code)),
  };
}

/**
 * Refuses a grid that no scanner makes.
 * @throws AppError 'volume-spacing', 'volume-affine-singular', 'volume-extent', 'volume-position'.
 */
export function checkGrid(name: string, grid: Grid): void {
  const { voxelToWorld } = grid;
  const spacingMm = spacing(voxelToWorld);
  if (!isSane(spacingMm)) {
    throw new AppError('volume-spacing', { name, spacingMm });
  }
  const offsetMm = [voxelToWorld[3], voxelToWorld[7], voxelToWorld[11]];
  if (!offsetMm.every(Number.isFinite)) throw new AppError('volume-position', { name, offsetMm });
  if (!invert(voxelToWorld)) throw new AppError('volume-affine-singular', { name });
  const extentMm = spacingMm.map((mm, axis) => mm * (grid.size[axis] ?? 1));
  if (extentMm.some((mm) => mm > MOST_EXTENT_MM)) throw new AppError('volume-extent', { name, extentMm });
  const { from, to } = worldBox(grid);
  if ([...from, ...to].some((mm) => Math.abs(mm) > MOST_DISTANCE_MM)) {
    throw new AppError('volume-position', { name, offsetMm });
  }
}

/** Sizes of voxels that there may be. */
export function isSane(spacingMm: Vec3): boolean {
  const [least, most] = SPACING_RANGE_MM;
  return spacingMm.every((mm) => mm >= least && mm <= most);
}

/**
 * Whether axes and origin are those that programs write when they know neither: voxels along the world's axes, forwards or
 * turned by half a turn about z as ITK has it, the first at the origin.
 */
function placeholderIn(name: string, { voxelToWorld: m }: Grid): AppError | undefined {
  const [a, b, c, x, d, e, f, y, g, h, l, z] = m;
  const isPlain = [b, c, d, f, g, h, x, y, z].every((value) => value === 0) && l > 0 && a * e > 0;
  if (!isPlain) return undefined;
  const isSized = ![a, e, l].every((mm) => Math.abs(mm) === 1);
  return new AppError('affine-placeholder', { name, isSized });
}

function replaceBroken(data: VoxelData, value: number): void {
  for (let n = 0; n < data.length; n++) if (!Number.isFinite(data[n])) data[n] = value;
}

function checkIntensities(name: string, one: number, other: number): void {
  const [low, high] = [Math.min(one, other), Math.max(one, other)];
  const isSane = low >= -MOST_INTENSITY && high <= MOST_INTENSITY && high - low >= 1 / MOST_INTENSITY;
  if (!isSane) throw new AppError('volume-intensity', { name, low, high });
}

/** 128 bits of the voxels and of what places and scales them. `survey`: of the voxels as they are now. */
async function contentId(
  data: VoxelData,
  survey: VoxelSurvey | undefined,
  context: string,
): Promise<VolumeId> {
  const whole = survey ?? (await VoxelSurvey.of(data));
  whole.follow();
  return whole.id(context) as VolumeId;
}
