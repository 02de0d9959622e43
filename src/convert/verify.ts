import { createCRC32 } from 'hash-wasm';
import type { CheckedPart } from './checkpoint.ts';
import { damaged } from './refusal.ts';
import { readExactly, type Source } from './source.ts';

const CHUNK = 4 * 2 ** 20;

/** Reads parts of a file once and compares them with their checksums. @throws Refusal for the first that differs. */
export async function verify(
  source: Source,
  parts: ReadonlyMap<number, CheckedPart>,
  signal: AbortSignal | undefined,
  onBytes: (done: number) => void,
): Promise<void> {
  const hash = await createCRC32();
  let done = 0;
  for (const { offset, bytes, crc32: expected } of parts.values()) {
    hash.init();
    for (let at = 0; at < bytes; at += CHUNK) {
      signal?.throwIfAborted();
      const length = Math.min(CHUNK, bytes - at);
      hash.update(await readExactly(source, offset + at, length));
      done += length;
      onBytes(done);
    }
    if (Number.parseInt(hash.digest(), 16) !== expected) throw damaged('numbers-changed');
  }
}
