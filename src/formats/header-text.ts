import { AppError } from '#errors.ts';
import type { Affine, Vec3 } from '#volume/types.ts';
import type { ScanContent } from './scan-content.ts';

/** Headers of text are some hundred bytes long; comments may be longer. */
const MOST_HEADER = 256 << 10;
const FIRST_READ = 4096;

/**
 * The beginning of a file as text, a character a byte, as far as `end` finds its header's end, and where the voxels begin.
 * @throws AppError 'header-faulty' where there is no end.
 */
export async function headerText(
  content: ScanContent,
  end: (text: string) => number | undefined,
): Promise<{ readonly text: string; readonly next: number }> {
  const { name } = content;
  for (const length of [FIRST_READ, MOST_HEADER]) {
    const text = latin1(length <= content.head.length ? content.head : await content.start(length));
    const next = end(text);
    if (next !== undefined) return { text: text.slice(0, next), next };
    if (text.length < length) break;
  }
  throw content.fault ?? new AppError('header-faulty', { name, field: 'end', fault: 'endless' });
}

/** The length of `text`, if it is all that there is in its file. */
export function wholeLength({ length }: string): number | undefined {
  return length !== FIRST_READ && length < MOST_HEADER ? length : undefined;
}

export function latin1(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 8192) {
    text += String.fromCharCode(...bytes.subarray(at, at + 8192));
  }
  return text;
}

/** `count` numbers, or any number of them. @throws AppError 'header-faulty'. */
export function numbersIn(name: string, field: string, text: string, count?: number): readonly number[] {
  const words = text.trim().split(/[\s,]+/);
  const values = words.map(Number);
  if (words[0] === '' || !values.every(Number.isFinite) || (count !== undefined && values.length !== count)) {
    throw new AppError('header-faulty', { name, field, fault: 'numbers', count });
  }
  return values;
}

/** Columns: how far a voxel lies from the one before, along i, j, k; in mm. */
export function affineOf(
  columns: readonly (readonly number[])[],
  origin: readonly number[],
  signs: Vec3,
): Affine {
  const at = (axis: 0 | 1 | 2, column: number) => signs[axis] * (columns[column]?.[axis] ?? 0);
  const from = (axis: 0 | 1 | 2) => signs[axis] * (origin[axis] ?? 0);
  return [
    ...([at(0, 0), at(0, 1), at(0, 2), from(0)] as const),
    ...([at(1, 0), at(1, 1), at(1, 2), from(1)] as const),
    ...([at(2, 0), at(2, 1), at(2, 2), from(2)] as const),
  ];
}

/** World coordinates to the patient's left, back and head, as DICOM has them. */
export const LPS: Vec3 = [-1, -1, 1];
