import { AppError } from '#errors.ts';

/** Bytes packed by the platform, which does so in the thread that asks: for a worker. */
export async function pack(bytes: Uint8Array): Promise<Uint8Array<ArrayBuffer>> {
  const stream = new Blob([bytes as Uint8Array<ArrayBuffer>])
    .stream()
    .pipeThrough(new CompressionStream('deflate'));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

/**
 * What was packed, which is `length` bytes; never holds more than these and a block, whatever is packed.
 * @throws AppError 'session-damaged'.
 */
export async function unpack(packed: Uint8Array, length: number): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = new Uint8Array(length);
  let done = 0;
  try {
    const stream = new Blob([packed as Uint8Array<ArrayBuffer>])
      .stream()
      .pipeThrough(new DecompressionStream('deflate'));
    const reader = stream.getReader();
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
      if (done + next.value.length > length) {
        await reader.cancel();
        throw new RangeError('more bytes than announced');
      }
      bytes.set(next.value, done);
      done += next.value.length;
    }
    if (done < length) throw new RangeError('fewer bytes than announced');
  } catch (cause) {
    throw new AppError('session-damaged', { reason: 'packed' }, { cause });
  }
  return bytes;
}
