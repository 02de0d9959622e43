import { AppError } from '#errors.ts';
import type { VoxelBytes } from './found-volumes.ts';
import type { ScanContent } from './scan-content.ts';

/** More slices than any scan has. */
const MOST_FILES = 5000;

const LIST = /^LIST\b/i;
/** A name with a number as C prints it, then the first number, the last and the step. */
const PATTERN = /^(.*)%(0?)(\d{0,2})[di](.*?)\s+(-?\d+)\s+(-?\d+)(?:\s+(-?\d+))?(?:\s+\d+)?$/;

/** Whether a header names several files: a list that follows it, or names that are counted up. */
export function namesSlices(path: string | undefined): path is string {
  return path !== undefined && (LIST.test(path) || PATTERN.test(path));
}

/** Whether the rest of a header, from the line on that names its file, is a list of files: it ends with its own. */
export function endsWithList(text: string, line: RegExp): boolean {
  const found = line.exec(text);
  return found !== null && LIST.test(text.slice(found.index + found[0].length).trimStart());
}

/** The paths that `path` stands for, in the order of the voxels; `lines` follow it. Undefined where it cannot be understood. */
export function slicePaths(path: string, lines: readonly string[]): readonly string[] | undefined {
  if (LIST.test(path)) {
    const listed = lines.map((line) => line.trim()).filter((line) => line !== '');
    return listed.length > 0 && listed.length <= MOST_FILES ? listed : undefined;
  }
  const [, before = '', zero, width = '', after = '', ...range] = PATTERN.exec(path) ?? [];
  const [from = 0, to = 0, stated = 1] = range.filter((word) => word !== undefined).map(Number);
  const step = from > to ? -Math.abs(stated) : Math.abs(stated);
  const count = Math.floor((to - from) / step) + 1;
  if (zero === undefined || !(count >= 1 && count <= MOST_FILES)) return undefined;
  return Array.from({ length: count }, (_, n) => {
    const number = String(from + n * step).padStart(Number(width), zero || ' ');
    return `${before}${number}${after}`;
  });
}

/**
 * `length` bytes of voxels, as many in each of `slices`, in their order, behind `skip` bytes of each.
 * @throws AppError 'file-truncated'.
 */
export function bytesOfSlices(
  content: ScanContent,
  slices: readonly ScanContent[],
  { length, skip }: { readonly length: number; readonly skip: number },
): VoxelBytes {
  const each = length / slices.length;
  const offsetIn = ({ size }: ScanContent) => (skip === -1 ? Math.max(0, (size ?? each) - each) : skip);
  const isWhole = (slice: ScanContent) => slice.mayHold(offsetIn(slice) + each);
  const short = slices.find((slice) => !Number.isInteger(each) || !isWhole(slice));
  if (short)
    throw new AppError('file-truncated', { name: short.name, reason: 'fewer voxels than announced' });
  return {
    files: [content, ...new Set(slices)],
    mayHold: (bytes) => bytes <= length,
    fill: async (target, offset, { signal, onProgress }) => {
      const [first, end] = [Math.floor(offset / each), Math.ceil((offset + target.length) / each)];
      for (const [n, slice] of slices.slice(first, end).entries()) {
        signal?.throwIfAborted();
        const start = (first + n) * each;
        const [from, to] = [Math.max(start, offset), Math.min(start + each, offset + target.length)];
        await slice.fill(target.subarray(from - offset, to - offset), offsetIn(slice) + from - start, {
          ...(signal && { signal }),
        });
        onProgress?.(to - offset, target.length);
      }
      return [];
    },
  };
}
