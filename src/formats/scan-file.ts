import { AppError } from '#errors.ts';

export interface ReadOptions {
  /** Heard between two blocks of a file. */
  readonly signal?: AbortSignal;
  /** Bytes of the files as they are stored. */
  readonly onProgress?: (done: number, total: number) => void;
  /** How far the bytes reach by their own header: a packed file is inflated so far, to come to its checksum. */
  readonly declaredEnd?: number;
}

/** Inflates what is packed in a file into `target`, as `gunzipInto` does. */
export type Gunzip = (
  file: ScanFile,
  target: Uint8Array,
  offset: number,
  options: FillOptions,
) => Promise<Ending>;

/** 'unchecked': the checksum lies too far behind the bytes asked for. */
export type Ending = 'checked' | 'unchecked';

/** How memory is filled with the bytes of a file. */
export interface FillOptions extends ReadOptions {
  /** Bytes of the memory that are filled, from its start on; now and then, and not by every format. Fewer than before: they come anew. */
  readonly onFilled?: (bytes: number) => void;
  /** `gunzipInto` unless given. */
  readonly gunzip?: Gunzip;
}

/** Opens what inflates a stream of bytes. */
export type OpenInflate = (
  format: 'gzip' | 'deflate',
) => ReadableWritablePair<Uint8Array, Uint8Array<ArrayBuffer>>;

/** A file as it lies somewhere, read by slices, so that nobody need hold all of it. */
export interface ScanFile {
  readonly name: string;
  /** The path of its folder among what was dropped, '' where it came alone. */
  readonly folder: string;
  /** Bytes. */
  readonly size: number;
  /**
   * Bytes `from` up to `to`, fewer where the file ends. They are the caller's own; several may read at once.
   * @throws AppError 'file-unreadable'.
   */
  slice(from: number, to: number): Promise<Uint8Array<ArrayBuffer>>;
  /** All of it, where another thread can read it too. */
  readonly blob?: Blob;
  /** For its bytes; the platform's DecompressionStream unless given. */
  readonly openInflate?: OpenInflate;
}

/** What a browser calls a File, or the same without its name. `path` may begin with folders, each ended by a slash. */
export function blobFile(path: string, blob: Blob): ScanFile {
  const { name, folder } = parted(path);
  return {
    name,
    folder,
    size: blob.size,
    blob,
    slice: async (from, to) => {
      try {
        // Not by a stream into memory of one's own: in Chromium 156 such a read, one in some thousands, never ends.
        return new Uint8Array(await blob.slice(from, to).arrayBuffer());
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
