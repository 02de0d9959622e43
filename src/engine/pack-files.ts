import { AppError } from '#errors.ts';
import { type ModelManifest, readManifest } from '#model/manifest.ts';
import type { CallOptions } from './engine.ts';
import { messageOf } from './failure.ts';

/** A file's bytes; a Blob where they lie on disk and need not be in memory. */
export type Content = Uint8Array<ArrayBuffer> | Blob;

/**
 * The content at `url`, reporting how many bytes have come so far. The browser fetches or opens its private files, the
 * terminal reads from disk.
 *
 * @throws Error for any reason; `openPack` says which file it was.
 */
export type ReadFile = (
  url: string,
  onBytes: (done: number) => void,
  signal: AbortSignal | undefined,
) => Promise<Content>;

export interface Pack {
  readonly manifest: ModelManifest;
  /** Every file that the manifest lists, verified, by its path. */
  readonly files: ReadonlyMap<string, Content>;
}

/**
 * The pack whose manifest is at `manifestUrl`. Not a byte is used before its hash has been checked.
 *
 * @throws AppError 'pack-unreachable', 'pack-invalid', 'weights-corrupt'.
 */
export async function openPack(
  manifestUrl: string,
  readFile: ReadFile,
  { signal, onProgress }: CallOptions = {},
): Promise<Pack> {
  const read = async (file: string, onBytes: (done: number) => void) => {
    try {
      return await readFile(new URL(file, manifestUrl).href, onBytes, signal);
    } catch (error) {
      signal?.throwIfAborted();
      throw new AppError('pack-unreachable', { file, reason: messageOf(error) }, { cause: error });
    }
  };
  const name = new URL(manifestUrl).pathname.split('/').at(-1) ?? manifestUrl;
  const manifest = readManifest(parseJson(await bytesOf(await read(name, () => undefined))));
  const total = manifest.files.reduce((sum, { bytes }) => sum + bytes, 0);
  const files = new Map<string, Content>();
  let before = 0;
  for (const { path, bytes, sha256 } of manifest.files) {
    const report = (done: number) => onProgress?.({ stage: 'download', done: before + done, total });
    report(0);
    const content = await read(path, report);
    before += bytes;
    onProgress?.({ stage: 'verify', done: files.size, total: manifest.files.length });
    if (content instanceof Blob) report(bytes);
    const actual = await sha256Of(content, path);
    if (actual !== sha256) throw new AppError('weights-corrupt', { file: path, expected: sha256, actual });
    files.set(path, content);
  }
  onProgress?.({ stage: 'verify', done: files.size, total: manifest.files.length });
  return { manifest, files };
}

/** All of it in memory. */
export async function bytesOf(content: Content): Promise<Uint8Array<ArrayBuffer>> {
  return content instanceof Blob ? new Uint8Array(await content.arrayBuffer()) : content;
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch (cause) {
    throw new AppError('pack-invalid', { field: '(whole file)', reason: 'is not JSON' }, { cause });
  }
}

async function sha256Of(content: Content, file: string): Promise<string> {
  // Browsers hide it from pages that came over plain http from another machine.
  if (!globalThis.crypto?.subtle) {
    const reason = 'the page must come over https or from this machine, so that files can be verified';
    throw new AppError('pack-unreachable', { file, reason });
  }
  const digest = await crypto.subtle.digest('SHA-256', await bytesOf(content));
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
