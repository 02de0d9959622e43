import { AppError } from '#errors.ts';

export interface ReadOptions {
  /** Heard between two blocks of a file. */
  readonly signal?: AbortSignal;
  /** Bytes of the files as they are stored. */
  readonly onProgress?: (done: number, total: number) => void;
  /** How far the bytes reach by their own header: a packed file is inflated so far, to come to its checksum. */
  readonly declaredEnd?: number;
}

/** A file as it lies somewhere, read by slices, so that nobody need hold all of it. */
export interface ScanFile {
  readonly name: string;
  /** The path of its folder among what was dropped, '' where it came alone. */
  readonly folder: string;
  /** Bytes. */
  readonly size: number;
  /**
   * Bytes `from` up to `to`, fewer where the file ends. The next call may write to the same memory.
   * @throws AppError 'file-unreadable'.
   */
  slice(from: number, to: number): Promise<Uint8Array<ArrayBuffer>>;
}

/** What a browser calls a File, or the same without its name. `path` may begin with folders, each ended by a slash. */
export function blobFile(path: string, blob: Blob): ScanFile {
  const room = { buffer: new ArrayBuffer(0) };
  const { name, folder } = parted(path);
  return {
    name,
    folder,
    size: blob.size,
    slice: async (from, to) => {
      try {
        return await readInto(room, blob.slice(from, to));
      } catch (cause) {
        const reason = cause instanceof Error ? cause.message : String(cause);
        throw new AppError('file-unreadable', { name, reason }, { cause });
      }
    },
  };
}

export function parted(path: string): Pick<ScanFile, 'name' | 'folder'> {
  const end = path.lastIndexOf('/');
  return { name: path.slice(end + 1), folder: path.slice(0, Math.max(0, end)) };
}

/**
 * The bytes of `part`, in the memory of `room`, which grows where it is too small: `arrayBuffer()` would leave each
 * block for the garbage collector, and a worker that has nothing to do collects late, at 300 MB and more.
 */
async function readInto(room: { buffer: ArrayBuffer }, part: Blob): Promise<Uint8Array<ArrayBuffer>> {
  const reader = readerOf(part);
  if (!reader) return new Uint8Array(await part.arrayBuffer());
  if (room.buffer.byteLength < part.size) room.buffer = new ArrayBuffer(part.size);
  let done = 0;
  while (done < part.size) {
    const { value } = await reader.read(new Uint8Array(room.buffer, done, part.size - done));
    if (!value) throw new Error('it ended while it was read');
    room.buffer = value.buffer;
    done += value.length;
  }
  // A stream that is not read to its end keeps its pipe until it is collected, and browsers have only so many.
  reader.cancel().catch(() => undefined);
  return new Uint8Array(room.buffer, 0, done);
}

/** Undefined in browsers that cannot read a file into memory that is there already. */
function readerOf(part: Blob): ReadableStreamBYOBReader | undefined {
  try {
    return part.stream().getReader({ mode: 'byob' });
  } catch {
    return undefined;
  }
}
