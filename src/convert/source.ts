import { AppError } from '#errors.ts';
import { damaged } from './refusal.ts';

/** Bytes read by slices, so that a file of any size takes little memory: a file on disk, a `File` in the browser. */
export interface Source {
  /** What a person calls it. */
  readonly name: string;
  readonly size: number;
  /** `length` bytes from `offset`; fewer where the file ends before. */
  read(offset: number, length: number): Promise<Uint8Array>;
}

/** A `File` or `Blob` as a Source. */
export function blobSource(name: string, blob: Blob): Source {
  return {
    name,
    size: blob.size,
    read: async (offset, length) => new Uint8Array(await blob.slice(offset, offset + length).arrayBuffer()),
  };
}

const AHEAD = 2 ** 20;

/** `source`, read ahead: a checkpoint has many small tensors side by side, and a slice of a File costs a message each. */
export function readAhead(source: Source): Source {
  let start = 0;
  let held = new Uint8Array();
  return {
    ...source,
    read: async (offset, length) => {
      if (length > AHEAD / 4) return source.read(offset, length);
      if (offset < start || offset + length > start + held.length) {
        held = new Uint8Array(await source.read(offset, AHEAD));
        start = offset;
      }
      // A copy: what is returned is the caller's.
      return held.slice(offset - start, offset - start + length);
    },
  };
}

/** Exactly `length` bytes from `offset`. @throws Refusal where the file ends before; AppError 'file-unreadable'. */
export async function readExactly(source: Source, offset: number, length: number): Promise<Uint8Array> {
  if (offset < 0 || length < 0 || offset + length > source.size) throw damaged('short');
  const bytes = await source.read(offset, length).catch((cause: unknown) => {
    if (cause instanceof AppError) throw cause;
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new AppError('file-unreadable', { name: source.name, reason }, { cause });
  });
  if (bytes.length !== length) throw damaged('short');
  return bytes;
}
