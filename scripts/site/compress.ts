import { createHash } from 'node:crypto';
import { copyFile, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

/** The endings that packed copies carry, by the encoding that HTTP calls them. The better one first. */
export const ENCODINGS = { br: '.br', gzip: '.gz' } as const;

/** What is not packed already. */
const PACKABLE = new Set([
  '.html',
  '.js',
  '.mjs',
  '.css',
  '.json',
  '.svg',
  '.wasm',
  '.onnx',
  '.weights',
  '.f32',
  '.txt',
]);

/** Less than this goes in one packet as it is. */
const WORTHWHILE_BYTES = 1400;

const packers = {
  // The highest quality takes minutes for two per cent less.
  br: (bytes: Uint8Array) =>
    promisify(brotliCompress)(bytes, {
      params: {
        [constants.BROTLI_PARAM_QUALITY]: 9,
        [constants.BROTLI_PARAM_LGWIN]: 24,
        [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
      },
    }),
  gzip: (bytes: Uint8Array) => promisify(gzip)(bytes, { level: 9 }),
};

/**
 * Puts a .br and a .gz beside each file under `folder` that gets smaller by it, for servers that hand them out instead.
 * What was packed once is kept in `cache`, by content.
 */
export async function compressFolder(folder: string, cache: string): Promise<void> {
  await mkdir(cache, { recursive: true });
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile() && PACKABLE.has(extname(entry.name)))
    .map(({ parentPath, name }) => join(parentPath, name));
  await Promise.all(files.map((file) => compressFile(file, cache)));
}

async function compressFile(file: string, cache: string): Promise<void> {
  const bytes = await readFile(file);
  if (bytes.length < WORTHWHILE_BYTES) return;
  const name = createHash('sha256').update(bytes).digest('hex');
  for (const encoding of ['br', 'gzip'] as const) {
    const ending = ENCODINGS[encoding];
    const kept = join(cache, name + ending);
    try {
      await copyFile(kept, file + ending);
    } catch {
      const packed = await packers[encoding](bytes);
      if (packed.length >= bytes.length) continue;
      await writeFile(kept, packed);
      await writeFile(file + ending, packed);
    }
  }
}
