import { groupBy } from './group-by.ts';
import type { Image, Marks } from './image.ts';
import { isEven } from './stack.ts';

export interface Split {
  readonly mark: keyof Marks | undefined;
  readonly parts: readonly (readonly Image[])[];
}

/** So many pictures show that they are a volume of their own. */
const LEAST = 3;
/** Nearer values may be one that was rounded. */
const NEAR = 1.1;

/** A picture's value of a mark, given those of all. */
type KeyOf = (all: readonly Image[]) => (image: Image) => string | number;

/** What the pictures of one volume have in common. Where tables move and phases change, acquisitions and times do not. */
const COMMON: readonly (readonly [mark: keyof Marks, keyOf: KeyOf])[] = [
  [
    'seriesNumber',
    () =>
      ({ marks }) =>
        marks.seriesNumber ?? -1,
  ],
  ['imageType', () => kindOf],
  [
    'rescaleType',
    () =>
      ({ marks }) =>
        marks.rescaleType === 'HU' ? '' : marks.rescaleType,
  ],
  ['echoTime', near('echoTime')],
  ['bValue', near('bValue')],
];

/**
 * `images`, which lie nowhere twice, in parts where each kind makes an even stack of its own: two echoes may lie between each other, and a
 * map behind the pictures that it was computed from.
 */
export function splitByKind(images: readonly Image[]): Split {
  for (const [mark, keyOf] of COMMON) {
    const groups = groupBy(images, keyOf(images));
    const parts = [...groups.entries()].sort(([a], [b]) => compare(a, b)).map(([, part]) => part);
    if (parts.length < 2 || !parts.every((part) => part.length >= LEAST && isEven(part))) continue;
    const inner = parts.map(splitByKind);
    const isWhole = inner.every((each) => each.parts.length === 1);
    return { mark: isWhole ? mark : undefined, parts: inner.flatMap((each) => each.parts) };
  }
  return { mark: undefined, parts: [images] };
}

export function compare(a: string | number | undefined, b: string | number | undefined): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  return String(a ?? '').localeCompare(String(b ?? ''));
}

/** Words of the image type that say what its values are, such as M, P_FFE, ADC. Source: DICOM PS3.3, C.8.3.1.1.1 and C.8.13.3.1.1. */
const KINDS =
  /^(?:[MPRI](?:_[A-Z0-9]+)?|MAGNITUDE|PHASE(?:[ _]MAP)?|REAL|IMAGINARY|E?ADC|FA|TRACEW?|WATER|FAT|W|F|IP|OP|IN_PHASE|O(?:UT|PP)_PHASE|T[12](?:[ _]MAP))$/;

/** From the third value on; the first two say how a picture came to be. */
function kindOf({ marks }: Image): string {
  const words = marks.imageType
    .toUpperCase()
    .split('\\')
    .slice(2)
    .map((word) => word.trim());
  return words.filter((word) => KINDS.test(word)).join(' ');
}

function near(mark: 'echoTime' | 'bValue'): KeyOf {
  return (all) => {
    const values = [...new Set(all.map(({ marks }) => marks[mark] ?? -1))].sort((a, b) => a - b);
    const lowest = new Map<number, number>();
    let [start, last] = [Number.NaN, Number.NaN];
    for (const value of values) {
      if (!(value <= last * NEAR)) start = value;
      lowest.set(value, start);
      last = value;
    }
    return ({ marks }) => lowest.get(marks[mark] ?? -1) ?? -1;
  };
}
