import { Zip, ZipPassThrough } from 'fflate';
import type { Sink } from '#convert/sink.ts';
import { pour, type Slices } from './copy-files.ts';

export interface ZipEntry {
  readonly path: string;
  readonly file: Blob;
}

/** Writes a zip file of `entries` to `name`, uncompressed: weights do not shrink. Memory does not grow with their size. */
export async function writeZip(
  sink: Pick<Sink, 'create'>,
  name: string,
  entries: readonly ZipEntry[],
  slices: Slices,
): Promise<void> {
  const target = await sink.create(name);
  const made: Uint8Array[] = [];
  let failure: Error | undefined;
  const zip = new Zip((error, bytes) => {
    failure ??= error ?? undefined;
    if (bytes) made.push(bytes);
  });
  const drain = async () => {
    if (failure) throw failure;
    for (const bytes of made.splice(0)) await target.append(bytes);
  };
  try {
    for (const { path, file } of entries) {
      const entry = new ZipPassThrough(path);
      zip.add(entry);
      const push = async (bytes: Uint8Array<ArrayBuffer>) => {
        entry.push(bytes);
        await drain();
      };
      await pour(file, push, slices);
      entry.push(new Uint8Array(), true);
      await drain();
    }
    zip.end();
    await drain();
    await target.finish();
  } catch (error) {
    await target.abort();
    throw error;
  }
}
