import { AppError } from '#errors.ts';
import type { ScanPart } from '#formats/reader.ts';
import { groupBy } from './group-by.ts';
import type { Image, Marks } from './image.ts';
import { readFrame } from './read-frame.ts';
import { compare, type Split, splitByKind } from './split-kinds.ts';
import { byPlace } from './stack.ts';

/** Pictures of one volume, none of them at the place of another, and how many copies were dropped. */
export interface Volume {
  readonly images: readonly Image[];
  readonly part: ScanPart | undefined;
  readonly copies: number;
}

/** What tells volumes apart that have the same places, the surest first. */
const SURE: readonly (keyof Marks)[] = [
  'seriesNumber',
  'imageType',
  'rescaleType',
  'echoTime',
  'temporal',
  'bValue',
  'gradient',
  'stack',
  'acquisition',
  'kernel',
  'trigger',
  'cardiacPercent',
  'flipAngle',
  'inversionTime',
  'kvp',
  'frameOfReference',
  'dimensions',
];

/** `images`, which lie alike, by orientation and shape of their pictures. */
export function alike(images: readonly Image[]): readonly (readonly Image[])[] {
  const groups: Image[][] = [];
  for (const image of images) {
    const own = groups.find(([first]) => first && isAlike(first, image));
    if (own) own.push(image);
    else groups.push([image]);
  }
  return groups;
}

function isAlike(one: Image, other: Image): boolean {
  if (one.form.rows !== other.form.rows || one.form.columns !== other.form.columns) return false;
  return isNear(one.plane.spacing, other.plane.spacing) && isParallel(one, other);
}

/** Rows and columns run the same way. */
export function isParallel({ plane: one }: Image, { plane: other }: Image): boolean {
  return isNear([...one.along, ...one.down], [...other.along, ...other.down]);
}

function isNear(one: readonly number[], other: readonly number[]): boolean {
  return one.every((value, n) => Math.abs(value - (other[n] ?? 0)) < 2e-3);
}

/**
 * The volumes in `images`, which lie alike. Copies are dropped; what else lies at one place belongs to several volumes, which
 * are told apart by what the headers say, or by their order where each place has as many.
 * @throws AppError 'dicom-ambiguous' where nothing tells them apart.
 */
export async function volumesOf(name: string, images: readonly Image[]): Promise<readonly Volume[]> {
  const own = withoutCopies(images, (one, other) => isCopy(one, other));
  const sure = splitBySure(own);
  if (sure) return labelled(sure, images.length - own.length);
  const different = await withoutEqualPixels(own, () => false);
  const again = splitBySure(different) ?? splitByOrder(different);
  if (again) return labelled(again, images.length - different.length);
  // Empty pictures at the ends of volumes are alike, and no copies.
  const filled = await withoutEqualPixels(own, isBlank);
  const ordered = splitByOrder(filled);
  if (!ordered) throw new AppError('dicom-ambiguous', { name, count: repeats(different) });
  return labelled(ordered, images.length - filled.length);
}

function labelled({ mark, parts }: Split, copies: number): readonly Volume[] {
  const of = parts.length;
  return parts.map((images, at) => {
    const n = at + 1;
    const timeMs = images[0]?.marks.echoTime;
    const part: ScanPart =
      mark === 'echoTime' && timeMs !== undefined
        ? { kind: 'echo', n, of, timeMs }
        : {
            kind:
              mark === 'temporal' || mark === 'trigger' || mark === 'cardiacPercent' || mark === 'time'
                ? 'time'
                : 'volume',
            n,
            of,
          };
    return { images, part: of > 1 ? part : undefined, copies };
  });
}

/** How many pictures the fullest place has. */
function repeats(images: readonly Image[]): number {
  return Math.max(0, ...byPlace(images).map(({ length }) => length));
}

/** Undefined where some pictures still lie at one place. */
function splitBySure(images: readonly Image[]): Split | undefined {
  const most = repeats(images);
  if (most <= 1) return splitByKind(images);
  const together = groupBy(images, ({ marks }) => JSON.stringify(SURE.map((mark) => marks[mark])));
  if ([...together.values()].some((group) => repeats(group) > 1)) return undefined;
  const tries = SURE.map((mark) => ({ mark, parts: partsBy(images, mark) })).filter(
    ({ parts }) => parts.length > 1 && parts.length <= most,
  );
  const whole = tries.find(({ parts }) => parts.every((part) => repeats(part) <= 1));
  if (whole) return whole;
  for (const { parts } of tries) {
    if (!parts.every((part) => repeats(part) < most)) continue;
    const inner = splitEach(parts);
    if (inner) return { mark: undefined, parts: inner };
  }
  return undefined;
}

/** Up to the first that cannot be. */
function splitEach(parts: readonly (readonly Image[])[]): readonly (readonly Image[])[] | undefined {
  const all: (readonly Image[])[] = [];
  for (const part of parts) {
    const inner = splitBySure(part);
    if (!inner) return undefined;
    all.push(...inner.parts);
  }
  return all;
}

/** In the order of the mark's values. */
function partsBy(images: readonly Image[], mark: keyof Marks): readonly (readonly Image[])[] {
  const groups = groupBy(images, ({ marks }) => marks[mark]);
  return [...groups.entries()].sort(([a], [b]) => compare(a, b)).map(([, group]) => group);
}

/** The first of each place, the second of each, and so on, by time and number; only where all places have as many. */
function splitByOrder(images: readonly Image[]): Split | undefined {
  const places = byPlace(images);
  const count = places[0]?.length ?? 0;
  if (places.some(({ length }) => length !== count)) return undefined;
  const order: readonly (keyof Marks)[] = ['trigger', 'time', 'instance'];
  const later = (one: Image, other: Image) =>
    order.reduce((found, mark) => found || compare(one.marks[mark], other.marks[mark]), 0);
  const sorted = places.map((place) => place.toSorted(later));
  const isClear = sorted.every((place) =>
    place.every((image, n) => n === 0 || later(place[n - 1] ?? image, image) < 0),
  );
  if (!isClear) return undefined;
  const parts = Array.from({ length: count }, (_, n) => sorted.flatMap((place) => place[n] ?? []));
  return { mark: 'time', parts };
}

function isCopy(one: Image, other: Image): boolean {
  return one.instanceUid !== '' && one.instanceUid === other.instanceUid && one.frame === other.frame;
}

function withoutCopies(
  images: readonly Image[],
  isSame: (one: Image, other: Image) => boolean,
): readonly Image[] {
  return byPlace(images).flatMap((place) =>
    place.filter((image, n) => !place.slice(0, n).some((other) => isSame(other, image))),
  );
}

/** Without those that lie at one place and have the same pixels, unless `isKept` says otherwise of these. */
async function withoutEqualPixels(
  images: readonly Image[],
  isKept: (pixels: ArrayLike<number>) => boolean,
): Promise<readonly Image[]> {
  const kept: Image[] = [];
  for (const place of byPlace(images)) {
    if (place.length === 1) {
      kept.push(...place);
      continue;
    }
    const seen: (readonly [Image, ArrayLike<number>])[] = [];
    for (const image of place) {
      const pixels = await readFrame(image, {});
      const isCopied = !isKept(pixels) && seen.some(([, other]) => isEqual(other, pixels));
      if (!isCopied) seen.push([image, pixels]);
    }
    kept.push(...seen.map(([image]) => image));
  }
  return kept;
}

function isBlank(pixels: ArrayLike<number>): boolean {
  for (let n = 1; n < pixels.length; n++) if (pixels[n] !== pixels[0]) return false;
  return true;
}

function isEqual(one: ArrayLike<number>, other: ArrayLike<number>): boolean {
  if (one.length !== other.length) return false;
  for (let n = 0; n < one.length; n++) if (one[n] !== other[n]) return false;
  return true;
}
