import { Gunzip } from 'fflate';
import { AppError } from '#errors.ts';

const STEP = 1 << 20;
/** Deflate cannot pack tighter than this. */
const MAX_RATIO = 1032;

/** The bytes begin as a gzip file does. */
export function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}

/**
 * The first `lengthOf(head)` bytes packed in `packed`; `head` is the first `headBytes` of them, or all if there are fewer.
 * The length that the gzip trailer claims is not trusted: in a truncated file it is any number.
 * @throws AppError 'file-truncated' where the packed bytes end early, 'file-unreadable' where they are damaged,
 * and whatever `lengthOf` throws.
 */
export function gunzip(
  name: string,
  packed: Uint8Array,
  headBytes: number,
  lengthOf: (head: Uint8Array) => number,
): Uint8Array<ArrayBuffer> {
  const head = new Uint8Array(headBytes);
  let result: Uint8Array<ArrayBuffer> | undefined;
  let filled = 0;
  const allocate = (known: Uint8Array) => {
    const length = lengthOf(known);
    if (length > MAX_RATIO * packed.length)
      throw new AppError('file-truncated', { name, reason: 'too few bytes' });
    result = new Uint8Array(length);
    result.set(known.subarray(0, length));
    return result;
  };
  const take = (chunk: Uint8Array) => {
    if (!result) {
      head.set(chunk.subarray(0, headBytes - filled), filled);
      const used = Math.min(chunk.length, headBytes - filled);
      filled += used;
      if (filled < headBytes) return;
      const whole = allocate(head);
      whole.set(chunk.subarray(used, used + Math.max(0, whole.length - filled)), filled);
      filled += chunk.length - used;
      return;
    }
    if (filled < result.length) result.set(chunk.subarray(0, result.length - filled), filled);
    filled += chunk.length;
  };
  pushAll(name, packed, take, () => result !== undefined && filled >= result.length);
  const whole = result ?? allocate(head.subarray(0, filled));
  if (filled < whole.length)
    throw new AppError('file-truncated', { name, reason: 'fewer voxels than announced' });
  return whole;
}

function pushAll(
  name: string,
  packed: Uint8Array,
  take: (chunk: Uint8Array) => void,
  done: () => boolean,
): void {
  const stream = new Gunzip(take);
  for (let at = 0; at < packed.length && !done(); at += STEP) {
    try {
      stream.push(packed.subarray(at, at + STEP), at + STEP >= packed.length);
    } catch (cause) {
      // What follows the last voxel does not matter.
      if (!done()) throw toRefusal(name, cause);
    }
  }
}

function toRefusal(name: string, cause: unknown): AppError {
  if (cause instanceof AppError) return cause;
  const reason = String(cause instanceof Error ? cause.message : cause);
  return new AppError(
    reason.includes('EOF') ? 'file-truncated' : 'file-unreadable',
    { name, reason },
    { cause },
  );
}
