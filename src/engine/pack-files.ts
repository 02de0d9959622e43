import { createSHA256 } from 'hash-wasm';
import { AppError } from '#errors.ts';
import { type ModelManifest, readManifest } from '#model/manifest.ts';
import type { CallOptions } from './engine.ts';
import { messageOf } from './failure.ts';

/** A file's bytes; a Blob where they lie on disk and need not be in memory. */
export type Content = Uint8Array<ArrayBuffer> | Blob;

/**
 * The content at `url`, reporting how many bytes have come so far; `bytes` is how long it should be, where that is known. The
 * browser fetches or opens its private files, the terminal reads from disk.
 *
 * @throws Error for any reason; `openPack` says which file it was.
 */
export type ReadFile = (
  url: string,
  onBytes: (done: number) => void,
  signal: AbortSignal | undefined,
  bytes?: number,
) => Promise<Content>;

export interface Pack {
  readonly manifest: ModelManifest;
  readonly files: PackFiles;
}

type ListedFile = ModelManifest['files'][number];

/** As much of a file as is in memory at once where it can be read by slices. */
const SLICE = 4 * 2 ** 20;

/**
 * The pack whose manifest is at `manifestUrl`, all its files read. Not a byte is used before its hash has been checked.
 *
 * @throws AppError 'pack-unreachable', 'pack-invalid', 'weights-corrupt'.
 */
export async function openPack(
  manifestUrl: string,
  readFile: ReadFile,
  { signal, onProgress }: CallOptions = {},
): Promise<Pack> {
  const name = new URL(manifestUrl).pathname.split('/').at(-1) ?? manifestUrl;
  const read = readerIn(manifestUrl, readFile, signal);
  const manifest = readManifest(parseJson(await bytesOf(await read(name, () => undefined))));
  const { length } = manifest.files;
  const total = manifest.files.reduce((sum, { bytes }) => sum + bytes, 0);
  const files = new PackFiles(manifestUrl, readFile, manifest);
  let before = 0;
  for (const [verified, { path, bytes }] of manifest.files.entries()) {
    const onBytes = (done: number) => onProgress?.({ stage: 'download', done: before + done, total });
    const onRead = () => onProgress?.({ stage: 'verify', done: verified, total: length });
    await files.fetch(path, { signal, onBytes, onRead });
    before += bytes;
  }
  onProgress?.({ stage: 'verify', done: length, total: length });
  return { manifest, files };
}

interface Fetching {
  readonly signal?: AbortSignal | undefined;
  readonly onBytes: (done: number) => void;
  /** All of it has come, and is verified next. */
  readonly onRead?: () => void;
}

/** The files that a manifest lists, by path, each verified whenever it is read. */
export class PackFiles {
  readonly #manifestUrl: string;
  readonly #readFile: ReadFile;
  readonly #listed: ReadonlyMap<string, ListedFile>;
  readonly #held = new Map<string, Content>();

  constructor(manifestUrl: string, readFile: ReadFile, { files }: Pick<ModelManifest, 'files'>) {
    this.#manifestUrl = manifestUrl;
    this.#readFile = readFile;
    this.#listed = new Map(files.map((file) => [file.path, file]));
  }

  /** Reads a file, and holds it until it is let go of. @throws AppError 'pack-unreachable', 'weights-corrupt', 'pack-invalid'. */
  async fetch(path: string, { signal, onBytes, onRead }: Fetching): Promise<Content> {
    const listed = this.#listed.get(path);
    if (!listed) throw new AppError('pack-invalid', { field: 'files', reason: `${path} is not among them` });
    onBytes(0);
    const read = readerIn(this.#manifestUrl, this.#readFile, signal);
    const content = await read(path, onBytes, listed.bytes);
    if (content instanceof Blob) onBytes(listed.bytes);
    onRead?.();
    const actual = await sha256Of(content, signal);
    if (actual !== listed.sha256) {
      throw new AppError('weights-corrupt', { file: path, expected: listed.sha256, actual });
    }
    this.#held.set(path, content);
    return content;
  }

  /** A file, read anew where it was let go of. @throws AppError as `fetch`. */
  async read(path: string, { signal, onProgress }: CallOptions = {}): Promise<Content> {
    const total = this.#listed.get(path)?.bytes ?? 0;
    const onBytes = (done: number) => onProgress?.({ stage: 'download', done, total });
    return this.#held.get(path) ?? this.fetch(path, { signal, onBytes });
  }

  /** Lets go of these files, or of all. */
  release(paths: Iterable<string> = this.#listed.keys()): void {
    for (const path of paths) this.#held.delete(path);
  }
}

/** All of it in memory. */
export async function bytesOf(content: Content): Promise<Uint8Array<ArrayBuffer>> {
  return content instanceof Blob ? new Uint8Array(await content.arrayBuffer()) : content;
}

/** Reads files beside a manifest. @throws AppError 'pack-unreachable'; the signal's reason. */
function readerIn(manifestUrl: string, readFile: ReadFile, signal: AbortSignal | undefined) {
  return async (file: string, onBytes: (done: number) => void, bytes?: number): Promise<Content> => {
    try {
      return await readFile(new URL(file, manifestUrl).href, onBytes, signal, bytes);
    } catch (error) {
      signal?.throwIfAborted();
      throw new AppError('pack-unreachable', { file, reason: messageOf(error) }, { cause: error });
    }
  };
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch (cause) {
    throw new AppError('pack-invalid', { field: '(whole file)', reason: 'is not JSON' }, { cause });
  }
}

/** By slices: what lies on disk is never in memory as a whole. */
async function sha256Of(content: Content, signal: AbortSignal | undefined): Promise<string> {
  const hash = await createSHA256();
  const size = content instanceof Blob ? content.size : content.length;
  for (let at = 0; at < size; at += SLICE) {
    signal?.throwIfAborted();
    hash.update(
      content instanceof Blob
        ? await bytesOf(content.slice(at, at + SLICE))
        : content.subarray(at, at + SLICE),
    );
  }
  return hash.digest();
}
