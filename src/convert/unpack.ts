import { createCRC32 } from 'hash-wasm';
import { damaged } from './refusal.ts';
import type { Sink } from './sink.ts';
import { readExactly, type Source } from './source.ts';
import { contentOffset, type ZipEntry } from './zip-directory.ts';

const CHUNK = 2 ** 20;

export interface UnpackOptions {
  readonly signal?: AbortSignal | undefined;
  /** Called with the bytes unpacked so far. */
  readonly onBytes?: (done: number) => void;
}

/**
 * Hands the content of a file in an archive to `append`, a part at a time. No more than the size in the archive's directory is
 * ever unpacked.
 *
 * @throws Refusal where the content differs from its size or checksum, or is no deflated data.
 */
export async function unpack(
  source: Source,
  entry: ZipEntry,
  append: (bytes: Uint8Array<ArrayBuffer>) => Promise<void>,
  { signal, onBytes }: UnpackOptions = {},
): Promise<void> {
  const hash = await createCRC32();
  hash.init();
  const start = await contentOffset(source, entry);
  const parts = entry.packing === 'none' ? stored(source, entry, start) : inflated(source, entry, start);
  let done = 0;
  for await (const part of parts) {
    signal?.throwIfAborted();
    done += part.length;
    if (done > entry.size) throw damaged('part-larger', entry.path);
    hash.update(part);
    await append(part);
    onBytes?.(done);
  }
  if (done < entry.size) throw damaged('part-short', entry.path);
  if (Number.parseInt(hash.digest(), 16) !== entry.crc32) throw damaged('part-changed', entry.path);
}

/** The content of a small file in an archive. @throws Refusal; see `unpack`. */
export async function unpackSmall(source: Source, entry: ZipEntry): Promise<Uint8Array<ArrayBuffer>> {
  const whole = new Uint8Array(entry.size);
  let at = 0;
  await unpack(source, entry, async (part) => {
    whole.set(part, at);
    at += part.length;
  });
  return whole;
}

/**
 * A file in an archive, to be read by slices: from where it lies if it is stored as it is, else from `path` of `sink`, where it
 * is unpacked to first.
 */
export async function asSource(
  source: Source,
  entry: ZipEntry,
  { sink, path, ...options }: UnpackOptions & { readonly sink: Sink; readonly path: string },
): Promise<Source> {
  const name = `${source.name}/${entry.path}`;
  if (entry.packing === 'none') {
    const start = await contentOffset(source, entry);
    const read: Source['read'] = (offset, length) =>
      source.read(start + offset, Math.max(0, Math.min(length, entry.size - offset)));
    return { name, size: entry.size, read };
  }
  const file = await sink.create(path);
  try {
    await unpack(source, entry, file.append, options);
    await file.finish();
  } catch (error) {
    await file.abort();
    throw error;
  }
  return { name, size: entry.size, read: (offset, length) => sink.slice(path, offset, length) };
}

async function* stored(source: Source, { size }: ZipEntry, start: number) {
  for (let at = 0; at < size; at += CHUNK)
    yield new Uint8Array(await readExactly(source, start + at, Math.min(CHUNK, size - at)));
}

/** Pulled: no more is inflated than was asked for. */
async function* inflated(source: Source, entry: ZipEntry, start: number) {
  let at = 0;
  let failure: unknown;
  const packed = new ReadableStream<Uint8Array<ArrayBuffer>>(
    {
      pull: async (controller) => {
        const length = Math.min(CHUNK, entry.stored - at);
        if (length === 0) return controller.close();
        const bytes = await readExactly(source, start + at, length).catch((error: unknown) => {
          failure = error;
          throw error;
        });
        at += length;
        controller.enqueue(new Uint8Array(bytes));
      },
    },
    { highWaterMark: 0 },
  );
  const reader = packed.pipeThrough(new DecompressionStream('deflate-raw')).getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } catch {
    // Engines differ in what they throw at what is no deflated data.
    throw failure ?? damaged('part-unpackable', entry.path);
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}
