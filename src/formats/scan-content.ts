import { AppError, toWire, type WireError } from '#errors.ts';
import { gunzipHead, gunzipInto, isGzip, mayInflateTo } from './gzip.ts';
import type { FillOptions, OpenInflate, ScanFile } from './scan-file.ts';

/** Enough to tell every format by. */
export const HEAD_BYTES = 4096;

const BLOCK = 8 << 20;

/** What a file holds, its gzip layer undone. Only its head is in memory until more is asked for. */
export interface ScanContent {
  readonly name: string;
  /** Where it lay among what was dropped, as a path without the name: files of one name may lie in several folders. */
  readonly folder: string;
  /** The first bytes, at most HEAD_BYTES. */
  readonly head: Uint8Array;
  /** Why the head is shorter than it should be. */
  readonly fault?: AppError;
  /** Bytes, where the file is not packed. */
  readonly size?: number;
  /** Of its file, for what is packed within it. */
  readonly openInflate?: OpenInflate;
  /** Whether so many bytes may be in it; what packing can do at most is known before unpacking. */
  mayHold(bytes: number): boolean;
  /** The first `length` bytes, fewer where it ends, in memory of their own. @throws AppError 'file-unreadable'. */
  start(length: number): Promise<Uint8Array<ArrayBuffer>>;
  /**
   * Fills `target` with the bytes from `offset` on; what people should know of them comes back.
   * @throws AppError 'file-truncated', 'damaged-gzip', 'file-unreadable'.
   */
  fill(target: Uint8Array, offset: number, options: FillOptions): Promise<readonly WireError[]>;
}

export async function contentOf(file: ScanFile): Promise<ScanContent> {
  const { name, folder } = file;
  const head = await file.slice(0, HEAD_BYTES);
  if (isGzip(head)) {
    return {
      name,
      folder,
      ...(await gunzipHead(file, HEAD_BYTES)),
      mayHold: (bytes) => mayInflateTo(file, bytes),
      start: async (length) => new Uint8Array((await gunzipHead(file, length)).head),
      fill: async (target, offset, options) => {
        const ending = await (options.gunzip ?? gunzipInto)(file, target, offset, options);
        return ending === 'checked' ? [] : [toWire(new AppError('gzip-unchecked', { name }))];
      },
    };
  }
  return {
    name,
    folder,
    head,
    size: file.size,
    ...(file.openInflate && { openInflate: file.openInflate }),
    mayHold: (bytes) => bytes <= file.size,
    start: (length) => file.slice(0, length),
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

/**
 * The file called `name` that lies in the folder of `content`; upper and lower case are alike, as in some file systems.
 * @public For formats whose header lies beside its data.
 */
export function fileBeside(
  { folder }: Pick<ScanContent, 'folder'>,
  name: string,
  all: readonly ScanContent[],
): ScanContent | undefined {
  const near = all.filter((each) => each.folder === folder);
  return (
    near.find((each) => each.name === name) ??
    near.find((each) => each.name.toLowerCase() === name.toLowerCase())
  );
}
