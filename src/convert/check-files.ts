import { createSHA256 } from 'hash-wasm';
import { AppError } from '#errors.ts';
import type { Sink } from './sink.ts';
import type { WrittenFile } from './write-weights.ts';

const CHUNK = 4 * 2 ** 20;

export interface CheckFiles {
  /** What a person calls the pack. */
  readonly pack: string;
  readonly signal?: AbortSignal | undefined;
  /** Called with the bytes read so far. */
  readonly onBytes: (done: number) => void;
}

/** Reads a pack's files once more and compares them with their hashes. @throws AppError 'pack-file-corrupt' for the first. */
export async function checkFiles(
  { slice, size }: Pick<Sink, 'slice' | 'size'>,
  files: readonly WrittenFile[],
  { pack, signal, onBytes }: CheckFiles,
): Promise<void> {
  const hash = await createSHA256();
  let done = 0;
  for (const { path, bytes, sha256 } of files) {
    const corrupt = () => new AppError('pack-file-corrupt', { pack, file: path });
    if ((await size(path)) !== bytes) throw corrupt();
    hash.init();
    for (let at = 0; at < bytes; at += CHUNK) {
      signal?.throwIfAborted();
      const part = await slice(path, at, Math.min(CHUNK, bytes - at));
      hash.update(part);
      done += part.length;
      onBytes(done);
    }
    if (hash.digest() !== sha256) throw corrupt();
  }
}
