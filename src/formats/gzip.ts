import { Gunzip } from 'fflate';
import { AppError } from '#errors.ts';
import { gunzipByMembers } from './gzip-members.ts';
import { InflateWindow } from './inflate-window.ts';
import type { Ending, FillOptions, OpenInflate, ReadOptions, ScanFile } from './scan-file.ts';

/** Packed bytes inflated at a time: they become at most 1032 times as many. */
const STEP = 32 << 10;
const HEAD_STEP = 4 << 10;
/** Read from the file at a time. */
const BLOCK = 4 << 20;
/** So much is inflated behind the last byte asked for, to come to the checksum at the end. */
const BEYOND = 16 << 20;
/** Deflate cannot pack tighter than this. */
const MAX_RATIO = 1032;

/** The bytes begin as a gzip file does. */
export function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}

/** Whether `file` can hold so many bytes, packed. */
export function mayInflateTo(file: ScanFile, bytes: number): boolean {
  return bytes <= MAX_RATIO * file.size;
}

/** The first `length` bytes packed in `file`, fewer where it ends or is damaged before: `fault` says so. */
export async function gunzipHead(
  file: ScanFile,
  length: number,
): Promise<{ readonly head: Uint8Array; readonly fault?: AppError }> {
  const target = new Uint8Array(length);
  const window = new InflateWindow(target, 0);
  const stream = new Gunzip((chunk) => window.take(chunk));
  try {
    for (let at = 0; at < file.size && !window.isFull; at += HEAD_STEP) {
      stream.push(await file.slice(at, at + HEAD_STEP), at + HEAD_STEP >= file.size);
    }
    return { head: target.subarray(0, window.inflated) };
  } catch (cause) {
    const { name } = file;
    const isCut = cause instanceof Error && cause.message.includes('EOF');
    const fault = isCut
      ? new AppError('file-truncated', { name, reason: 'the packed bytes end early' }, { cause })
      : new AppError('damaged-gzip', { name }, { cause });
    return { head: target.subarray(0, window.inflated), fault: cause instanceof AppError ? cause : fault };
  }
}

/**
 * Fills `target` with what is packed in `file`, from byte `offset` of it on. Checksum and length at the end of the file
 * are compared, unless more than BEYOND lies between: what follows a scan may be of any length, and is not inflated.
 * @throws AppError 'damaged-gzip', or 'file-truncated' where there are fewer bytes.
 */
export async function gunzipInto(
  file: ScanFile,
  target: Uint8Array,
  offset: number,
  options: FillOptions,
): Promise<Ending> {
  return inflateInto(
    'gzip',
    file,
    new InflateWindow(target, offset, options.onFilled),
    options,
    (_, window, limit) => {
      // Browsers refuse several members in a file, and bytes behind the last, and do not tell damage from a cut.
      window.rewind();
      return gunzipByMembers(pieces(file, options), file, window, limit);
    },
  );
}

/**
 * As `gunzipInto`, for bytes that zlib packed, from their first to their last.
 * @throws AppError 'damaged-gzip', or 'file-truncated' where there are fewer bytes.
 */
export async function inflateZlibInto(
  file: ScanFile,
  target: Uint8Array,
  offset: number,
  options: FillOptions,
): Promise<Ending> {
  return inflateInto(
    'deflate',
    file,
    new InflateWindow(target, offset, options.onFilled),
    options,
    (cause) => {
      throw new AppError('damaged-gzip', { name: file.name }, { cause });
    },
  );
}

/** Inflates with the platform's own means; `otherwise` says what becomes of bytes that they refuse. */
async function inflateInto(
  format: 'gzip' | 'deflate',
  file: ScanFile,
  window: InflateWindow,
  options: ReadOptions,
  otherwise: (cause: unknown, window: InflateWindow, limit: number) => Promise<Ending>,
): Promise<Ending> {
  const limit = Math.max(window.end, options.declaredEnd ?? 0) + BEYOND;
  try {
    return await inflateNatively(format, file, window, limit, options);
  } catch (cause) {
    options.signal?.throwIfAborted();
    if (cause instanceof AppError) throw cause;
    return otherwise(cause, window, limit);
  }
}

const byPlatform: OpenInflate = (format) => new DecompressionStream(format);

async function inflateNatively(
  format: 'gzip' | 'deflate',
  file: ScanFile,
  window: InflateWindow,
  limit: number,
  options: ReadOptions,
): Promise<Ending> {
  const { openInflate = byPlatform } = file;
  const { readable, writable } = openInflate(format);
  const [reader, writer] = [readable.getReader(), writable.getWriter()];
  // Each piece waits for the one before: a pipe would read far ahead in some environments.
  const feed = async () => {
    for await (const { bytes } of pieces(file, options)) await writer.write(bytes);
    await writer.close();
  };
  const fed = feed().catch((error) => writer.abort(error).catch(() => undefined));
  try {
    for (;;) {
      options.signal?.throwIfAborted();
      const { value, done } = await reader.read();
      if (done) break;
      window.take(value);
      if (window.inflated > limit) return 'unchecked';
    }
  } finally {
    await reader.cancel().catch(() => undefined);
    // Nobody else may read the file meanwhile.
    await fed;
  }
  if (!window.isFull) {
    throw new AppError('file-truncated', { name: file.name, reason: 'fewer voxels than announced' });
  }
  return 'checked';
}

/** The file in pieces of STEP bytes, and where each begins. A block is read while the one before is inflated. */
async function* pieces(
  file: ScanFile,
  { signal, onProgress }: ReadOptions,
): AsyncGenerator<{ readonly at: number; readonly bytes: Uint8Array<ArrayBuffer> }, undefined> {
  const read = (start: number) => {
    const block = file.slice(start, start + BLOCK);
    // Who waits for it hears of a failure; until then it is nobody's.
    block.catch(() => undefined);
    return block;
  };
  let next = file.size > 0 ? read(0) : undefined;
  try {
    for (let start = 0; next; start += BLOCK) {
      signal?.throwIfAborted();
      const block = await next;
      next = start + BLOCK < file.size ? read(start + BLOCK) : undefined;
      for (let at = 0; at < block.length; at += STEP) {
        yield { at: start + at, bytes: block.subarray(at, at + STEP) };
      }
      onProgress?.(Math.min(file.size, start + BLOCK), file.size);
    }
  } finally {
    // Nobody else may read the file meanwhile.
    await next?.catch(() => undefined);
  }
  return undefined;
}
