import { checkFiles } from '#convert/check-files.ts';
import { convert } from '#convert/convert.ts';
import { readLayout } from '#convert/layout.ts';
import { idOf, titleOf as titleOfNnunet } from '#convert/nnunet/nnunet-manifest.ts';
import { openRecipe } from '#convert/open-recipe.ts';
import type { Sink } from '#convert/sink.ts';
import { blobSource, readAhead } from '#convert/source.ts';
import { AppError } from '#errors.ts';
import { type ModelManifest, readManifest } from '#model/manifest.ts';
import { listedFiles, pour } from './copy-files.ts';
import { fetchRecipe } from './fetch-recipe.ts';
import { inspectGiven, openNnunet, writeNnunet } from './nnunet-job.ts';
import type {
  ConvertJob,
  GivenModel,
  Inspection,
  JobOptions,
  JobProgress,
  NnunetChoice,
  PackFolder,
  PackKey,
  PackStore,
  StoredPack,
} from './pack-store.ts';
import { PauseToken } from './pause-token.ts';
import type { PrivateFolder } from './private-folder.ts';
import { type StorageAdapter, StoredFolders } from './storage.ts';
import {
  keyOf,
  MANIFEST,
  packIn,
  parseManifest,
  storedManifest,
  titleOf,
  writeOrigin,
  writeSmall,
} from './stored-manifest.ts';
import { writeZip } from './write-zip.ts';

/** Of 65,535 structures with many names each. */
const MOST_MANIFEST_BYTES = 64e6;
/** Written by `convert` once a file is whole: without it there is nothing to go on with. */
const JOURNAL = 'conversion.json';

/** Keeps packs in the folders that `adapter` gives. */
export class LocalPackStore implements PackStore {
  readonly #storage: StoredFolders;
  readonly #pause = new PauseToken();

  constructor(adapter: StorageAdapter) {
    this.#storage = new StoredFolders(adapter);
  }

  async list(): Promise<readonly StoredPack[]> {
    const keys = (await this.#storage.keys()) as readonly PackKey[];
    return Promise.all(keys.map(async (key) => packIn(key, await this.#storage.open(key))));
  }

  convert(
    { checkpoint, recipeUrl, precision, allowUnknown = false }: ConvertJob,
    options: JobOptions = {},
  ): Promise<PackKey> {
    return this.#job(async () => {
      const recipe = await openRecipe(fetchRecipe(recipeUrl), precision);
      const key = keyOf({ id: recipe.manifest['id'], precision });
      const folder = await this.#vacant(key, `${String(recipe.manifest['name'])}, ${precision}`);
      const { files, copies } = readLayout(recipe.layout);
      checkManifest(recipe.manifest, precision, [...files, ...copies]);
      const bytes = [...files, ...copies].reduce((sum, file) => sum + file.bytes, 0);
      const slices = blobSource(checkpoint.name, checkpoint);
      const read: typeof slices.read = async (offset, length) => {
        await this.#pause.untilResumed(options.signal);
        return slices.read(offset, length);
      };
      const source = readAhead({ ...slices, read });
      await this.#converting(key, folder, { bytes, from: checkpoint.name }, () =>
        convert(source, recipe, this.#pausable(folder, options.signal), { ...options, allowUnknown }),
      );
      return key;
    });
  }

  inspect(given: PackFolder, choice?: NnunetChoice): Promise<Inspection> {
    return inspectGiven(given, choice);
  }

  convertNnunet(job: GivenModel, options: JobOptions = {}): Promise<PackKey> {
    return this.#job(async () => {
      const opened = await openNnunet(job, () => this.#pause.untilResumed(options.signal));
      const { precision, bytes } = opened;
      const key = keyOf({ id: idOf(opened.model), precision });
      const folder = await this.#vacant(key, `${titleOfNnunet(opened.model)}, ${precision}`);
      await this.#converting(key, folder, { bytes, from: job.given.name }, () =>
        writeNnunet(opened, this.#pausable(folder, options.signal), options),
      );
      return key;
    });
  }

  add(given: PackFolder, options: JobOptions = {}): Promise<PackKey> {
    return this.#job(async () => {
      const content = given.files.get(MANIFEST);
      if (!content) throw new AppError('pack-folder-without-manifest', { folder: given.name });
      if (content.size > MOST_MANIFEST_BYTES)
        throw new AppError('pack-invalid', { field: '(whole file)', reason: 'is larger than 64 MB' });
      const json = new Uint8Array(await content.arrayBuffer());
      const manifest = parseManifest(json);
      const files = listedFiles(manifest, given);
      const key = keyOf({ id: manifest.id, precision: manifest.precision });
      const folder = await this.#vacant(key, titleOf(manifest));
      const total = bytesOf(manifest);
      try {
        await this.#storage.writing(total, async () => {
          await writeOrigin(folder, 'added', given.name);
          const count = counter('copy', total, options);
          for (const { path, sha256, file } of files) {
            const target = await folder.create(path);
            const slices = { untilResumed: () => this.#pause.untilResumed(options.signal), onBytes: count };
            const actual = await pour(file, target.append, slices).catch(async (error: unknown) => {
              await target.abort();
              throw error;
            });
            await target.finish();
            if (actual !== sha256)
              throw new AppError('pack-file-corrupt', { pack: titleOf(manifest), file: path });
          }
          await this.#check(folder, manifest, options);
          await writeSmall(folder, MANIFEST, json);
        });
      } catch (error) {
        await this.#storage.remove(key);
        throw error;
      }
      return key;
    });
  }

  verify(key: PackKey, options: JobOptions = {}): Promise<void> {
    return this.#job(async () => {
      const folder = await this.#storage.open(key);
      await this.#check(folder, await this.#manifest(key, folder), options);
    });
  }

  remove(key: PackKey): Promise<void> {
    return this.#job(async () => {
      // Without its manifest it is no pack, whatever becomes of the rest.
      await (await this.#storage.open(key)).remove(MANIFEST);
      await this.#storage.remove(key);
    });
  }

  exportTo(key: PackKey, target: FileSystemDirectoryHandle, options: JobOptions = {}): Promise<void> {
    return this.#job(async () => {
      const folder = await this.#storage.open(key);
      const manifest = await this.#manifest(key, folder);
      const into = await target.getDirectoryHandle(key, { create: true });
      const count = counter('copy', bytesOf(manifest), options);
      for (const path of [...manifest.files.map(({ path }) => path), MANIFEST]) {
        const file = await this.#file(folder, key, path);
        const handle = await into.getFileHandle(path, { create: true });
        const writable = await handle.createWritable();
        const slices = { untilResumed: () => this.#pause.untilResumed(options.signal), onBytes: count };
        await pour(file, (bytes) => writable.write(bytes), slices).catch(async (error: unknown) => {
          await writable.abort();
          throw error;
        });
        await writable.close();
      }
    });
  }

  zip(key: PackKey, options: JobOptions = {}): Promise<File> {
    return this.#job(async () => {
      const folder = await this.#storage.open(key);
      const manifest = await this.#manifest(key, folder);
      const paths = [...manifest.files.map(({ path }) => path), MANIFEST];
      const files = await Promise.all(
        paths.map(async (path) => ({ path: `${key}/${path}`, file: await this.#file(folder, key, path) })),
      );
      const exports = await this.#storage.exports();
      const name = `${key}.zip`;
      const total = bytesOf(manifest);
      const slices = {
        untilResumed: () => this.#pause.untilResumed(options.signal),
        onBytes: counter('copy', total, options),
      };
      await this.#storage.writing(total, () => writeZip(exports, name, files, slices));
      return this.#file(exports, key, name);
    });
  }

  pause(): void {
    this.#pause.pause();
  }

  resume(): void {
    this.#pause.resume();
  }

  /** Writes a pack of so many bytes; one that was stopped stays if there is something to go on with. */
  async #converting(
    key: PackKey,
    folder: PrivateFolder,
    { bytes, from }: { readonly bytes: number; readonly from: string },
    work: () => Promise<unknown>,
  ): Promise<void> {
    try {
      await this.#storage.writing(bytes - (await folder.bytes()), async () => {
        await writeOrigin(folder, 'converted', from);
        await work();
      });
    } catch (error) {
      if ((await folder.size(JOURNAL)) === undefined) await this.#storage.remove(key);
      throw error;
    }
  }

  /** A job that is paused when it ends, or just after, does not pause the next. */
  async #job<T>(work: () => Promise<T>): Promise<T> {
    this.#pause.resume();
    try {
      return await this.#storage.exclusively(work);
    } finally {
      this.#pause.resume();
    }
  }

  /** The folder of a pack that is not there yet. @throws AppError 'pack-exists'. */
  async #vacant(key: PackKey, title: string): Promise<PrivateFolder> {
    const folder = await this.#storage.open(key);
    if ((await folder.size(MANIFEST)) !== undefined) throw new AppError('pack-exists', { pack: title });
    return folder;
  }

  async #manifest(key: PackKey, folder: PrivateFolder): Promise<ModelManifest> {
    const manifest = await storedManifest(folder);
    if (!manifest) throw new AppError('pack-file-corrupt', { pack: key, file: MANIFEST });
    return manifest;
  }

  async #file(folder: PrivateFolder, key: PackKey, path: string): Promise<File> {
    const file = await folder.file(path);
    if (!file) throw new AppError('pack-file-corrupt', { pack: key, file: path });
    return file;
  }

  /** `folder`, read from only while jobs are not paused. */
  #pausable(folder: PrivateFolder, signal: AbortSignal | undefined): Sink {
    const slice: Sink['slice'] = async (path, offset, length) => {
      await this.#pause.untilResumed(signal);
      return folder.slice(path, offset, length);
    };
    const { create, read, size, remove } = folder;
    return { create, read, slice, size, remove };
  }

  async #check(
    folder: PrivateFolder,
    manifest: ModelManifest,
    { signal, onProgress }: JobOptions,
  ): Promise<void> {
    const total = bytesOf(manifest);
    const onBytes = (done: number) => onProgress?.({ stage: 'check', done, total });
    await checkFiles(this.#pausable(folder, signal), manifest.files, {
      pack: titleOf(manifest),
      signal,
      onBytes,
    });
  }
}

/** Before the work: a pack whose manifest would not be taken is not made. @throws AppError 'pack-invalid'. */
function checkManifest(
  manifest: Readonly<Record<string, unknown>>,
  precision: string,
  files: readonly { readonly path: string; readonly bytes: number }[],
): void {
  const sha256 = '0'.repeat(64);
  readManifest({ ...manifest, precision, files: files.map(({ path, bytes }) => ({ path, bytes, sha256 })) });
}

function bytesOf({ files }: Pick<ModelManifest, 'files'>): number {
  return files.reduce((sum, { bytes }) => sum + bytes, 0);
}

/** Adds up the bytes of slices and reports the sum; the manifest may come on top. */
function counter(stage: JobProgress['stage'], total: number, { onProgress }: JobOptions) {
  let done = 0;
  return (bytes: number) => {
    done = Math.min(total, done + bytes);
    onProgress?.({ stage, done, total });
  };
}
