import { AppError, toWire, type WireError } from '#errors.ts';
import { gunzipHead, gunzipInto, isGzip, mayInflateTo } from './gzip.ts';
import type { ReadOptions, ScanFile } from './scan-file.ts';

/** Enough to tell every format by. */
export const HEAD_BYTES = 4096;

const BLOCK = 8 << 20;

/** What a file holds, its gzip layer undone. Only its head is in memory until more is asked for. */
export interface ScanContent {
  readonly name: string;
  /** The first bytes, at most HEAD_BYTES. */
  readonly head: Uint8Array;
  /** Why the head is shorter than it should be. */
  readonly fault?: AppError;
  /** Whether so many bytes may be in it; what packing can do at most is known before unpacking. */
  mayHold(bytes: number): boolean;
  /**
   * Fills `target` with the bytes from `offset` on; what people should know of them comes back.
   * @throws AppError 'file-truncated', 'damaged-gzip', 'file-unreadable'.
   */
  fill(target: Uint8Array, offset: number, options: ReadOptions): Promise<readonly WireError[]>;
}

export async function contentOf(file: ScanFile): Promise<ScanContent> {
  const { name } = file;
  const head = new Uint8Array(await file.slice(0, HEAD_BYTES));
  if (isGzip(head)) {
    return {
      name,
      ...(await gunzipHead(file, HEAD_BYTES)),
      mayHold: (bytes) => mayInflateTo(file, bytes),
      fill: async (target, offset, options) => {
        const ending = await gunzipInto(file, target, offset, options);
        return ending === 'checked' ? [] : [toWire(new AppError('gzip-unchecked', { name }))];
      },
    };
  }
  return {
    name,
    head,
    mayHold: (bytes) => bytes <= file.size,
    fill: async (target, offset, { signal, onProgress }) => {
      for (let done = 0; done < target.length; done += BLOCK) {
        signal?.throwIfAborted();
        const end = Math.min(target.length, done + BLOCK);
        const bytes = await file.slice(offset + done, offset + end);
        if (bytes.length < end - done) {
          throw new AppError('file-truncated', { name, reason: 'fewer voxels than announced' });
        }
        target.set(bytes, done);
        onProgress?.(end, target.length);
      }
      return [];
    },
  };
}
