import { AppError, toWire, type WireError } from '#errors.ts';
import { checkGrid } from '#formats/finish-volume.ts';
import type { Affine, Grid, Vec3 } from '#volume/types.ts';
import type { Image, Plane } from './image.ts';
import { dot } from './plane.ts';

/** Pictures one behind the other, evenly, and the grid that they make. */
export interface Stack {
  readonly images: readonly Image[];
  readonly grid: Grid;
  readonly notices: readonly WireError[];
}

/** Pictures nearer than this lie at one place, mm. */
export const SAME_PLACE_MM = 0.01;
/**
 * So far off its even place a picture may lie unsaid, for scanners round to a tenth of a millimetre; and so far with a word: mm,
 * and parts of a step.
 */
const UNSAID = { mm: 0.06, ofStep: 0.02 };
const SAID = { mm: 0.1, ofStep: 0.1 };
/** With more gaps than this, slices are uneven rather than missing. */
const MOST_GAPS = 0.25;

/** How far a picture lies along the direction in which its series is stacked, mm. */
export function depth({ plane }: Image, normal: Vec3): number {
  return dot(plane.position, normal);
}

export function normalOf({ along, down }: Plane): Vec3 {
  const [a, b, c] = along;
  const [d, e, f] = down;
  return [b * f - c * e, c * d - a * f, a * e - b * d];
}

/** `images`, which lie alike, by where they are: pictures at one place are in one group, groups in order. */
export function byPlace(images: readonly Image[]): readonly (readonly Image[])[] {
  const [first] = images;
  if (!first) return [];
  const normal = normalOf(first.plane);
  const sorted = images
    .map((image) => ({ image, at: depth(image, normal) }))
    .sort((one, other) => one.at - other.at);
  const places: { readonly at: number; readonly images: Image[] }[] = [];
  for (const { image, at } of sorted) {
    const last = places.at(-1);
    if (last && at - last.at < SAME_PLACE_MM) last.images.push(image);
    else places.push({ at, images: [image] });
  }
  return places.map((place) => place.images);
}

/**
 * `images`, which lie alike and nowhere twice, as a volume. The slice axis goes from the first position to the last, so that a
 * tilted gantry stays in the grid, as a shear.
 * @throws AppError 'dicom-other' for a single one, 'dicom-slices-missing', 'dicom-slices-uneven', 'dicom-slices-shifted', and what `checkGrid` refuses.
 */
export function stackOf(name: string, images: readonly Image[]): Stack {
  const sorted = byPlace(images).flat();
  const [first, last] = [sorted[0], sorted.at(-1)];
  if (!first || !last) throw new Error('a stack has pictures');
  // Of a volume that was split off from others, only one slice may be there.
  if (first === last) throw new AppError('dicom-other', { name, kind: 'single', count: 1 });
  const step = stepOf(first, last, sorted.length - 1);
  const { plane, form } = first;
  const grid: Grid = { size: [form.columns, form.rows, sorted.length], voxelToWorld: affineOf(plane, step) };
  const notices = checkEven(name, sorted, step);
  checkGrid(name, grid);
  return { images: sorted, grid, notices };
}

/** DICOM's axes point to the left and the back; these to the right and the front. There is no −0. */
export function affineOf({ position, along, down, spacing: [row, column] }: Plane, step: Vec3): Affine {
  return [
    0 - along[0] * column,
    0 - down[0] * row,
    0 - step[0],
    0 - position[0],
    0 - along[1] * column,
    0 - down[1] * row,
    0 - step[1],
    0 - position[1],
    along[2] * column,
    down[2] * row,
    step[2],
    position[2],
  ];
}

/** Whether `images`, which lie alike and nowhere twice, are a volume without a word. */
export function isEven(images: readonly Image[]): boolean {
  const sorted = byPlace(images).flat();
  const [first, last] = [sorted[0], sorted.at(-1)];
  if (!first || !last || first === last) return false;
  const { offMm, along } = unevenness(sorted, first, stepOf(first, last, sorted.length - 1));
  return isWithin(UNSAID, offMm, along);
}

function stepOf(first: Image, last: Image, steps: number): Vec3 {
  const [from, to] = [first.plane.position, last.plane.position];
  return [(to[0] - from[0]) / steps, (to[1] - from[1]) / steps, (to[2] - from[2]) / steps];
}

/** How far a picture lies off its even place, at most, and the step along the normal, mm. */
function unevenness(sorted: readonly Image[], first: Image, step: Vec3) {
  return {
    offMm: sorted.reduce((most, image, n) => Math.max(most, offEven(first, step, n, image)), 0),
    along: Math.abs(dot(step, normalOf(first.plane))),
  };
}

function isWithin({ mm, ofStep }: typeof SAID, offMm: number, along: number): boolean {
  return offMm <= Math.max(mm, ofStep * along);
}

function checkEven(name: string, sorted: readonly Image[], step: Vec3): readonly WireError[] {
  const [first] = sorted;
  if (!first) return [];
  const normal = normalOf(first.plane);
  const { offMm, along } = unevenness(sorted, first, step);
  const within = (limit: typeof SAID) => isWithin(limit, offMm, along);
  if (within(UNSAID)) return [];
  const gaps = sorted.slice(1).map((image, n) => depth(image, normal) - depth(sorted[n] ?? image, normal));
  const details = { name, leastMm: Math.min(...gaps), mostMm: Math.max(...gaps), offMm };
  if (within(SAID)) return [toWire(new AppError('dicom-slices-rough', details))];
  const isEven = details.mostMm - details.leastMm <= Math.max(SAID.mm, SAID.ofStep * along);
  if (isEven) throw new AppError('dicom-slices-shifted', { name, offMm });
  throw missingSlices(name, gaps) ?? new AppError('dicom-slices-uneven', details);
}

/** How far from its place on an even grid the picture at place `n` lies, mm. */
function offEven({ plane: { position } }: Image, step: Vec3, n: number, { plane }: Image): number {
  const off = plane.position.map((mm, axis) => mm - (position[axis] ?? 0) - n * (step[axis] ?? 0));
  return Math.hypot(...off);
}

/** Where a few gaps are whole multiples of all others, slices have been left out. */
function missingSlices(name: string, gaps: readonly number[]): AppError | undefined {
  const usual = gaps.toSorted((a, b) => a - b)[Math.floor(gaps.length / 2)] ?? 0;
  const ratios = gaps.map((gap) => gap / usual);
  const wide = ratios.flatMap((ratio, n) => (ratio > 1.5 ? [n] : []));
  const isWhole = ratios.every((ratio) => Math.abs(ratio - Math.round(ratio)) < 0.1 && ratio > 0.5);
  if (!isWhole || wide.length === 0 || wide.length > MOST_GAPS * gaps.length) return undefined;
  const count = wide.reduce((sum, n) => sum + Math.round(ratios[n] ?? 1) - 1, 0);
  const after = wide.map((n) => n + 1);
  return new AppError('dicom-slices-missing', {
    name,
    count,
    of: gaps.length + 1 + count,
    after,
    usualMm: usual,
  });
}
