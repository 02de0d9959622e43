import { createSHA256 } from 'hash-wasm';
import { AppError } from '#errors.ts';
import type { ModelManifest } from '#model/manifest.ts';

const CHUNK = 4 * 2 ** 20;

export interface Slices {
  /** Before each slice: waits where the job is paused. */
  readonly untilResumed: () => Promise<void>;
  readonly onBytes: (bytes: number) => void;
}

/** Hands the bytes of `file` to `append`, a slice at a time; their SHA-256. */
export async function pour(
  file: Blob,
  append: (bytes: Uint8Array<ArrayBuffer>) => Promise<void>,
  { untilResumed, onBytes }: Slices,
): Promise<string> {
  const hash = await createSHA256();
  for (let at = 0; at < file.size; at += CHUNK) {
    await untilResumed();
    const bytes = new Uint8Array(await file.slice(at, at + CHUNK).arrayBuffer());
    await append(bytes);
    hash.update(bytes);
    onBytes(bytes.length);
  }
  return hash.digest();
}

/** The files that a manifest lists, all there and of the promised size. @throws AppError 'pack-folder-incomplete'. */
export function listedFiles(
  { files }: Pick<ModelManifest, 'files'>,
  folder: { readonly name: string; readonly files: ReadonlyMap<string, File> },
) {
  return files.map((listed) => {
    const file = folder.files.get(listed.path);
    if (file?.size === listed.bytes) return { ...listed, file };
    throw new AppError('pack-folder-incomplete', { folder: folder.name, file: listed.path });
  });
}
