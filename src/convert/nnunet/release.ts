import { damaged, named, unreadable } from '#convert/refusal.ts';
import type { Sink } from '#convert/sink.ts';
import { readExactly, type Source } from '#convert/source.ts';
import { isTorchZip, openTorchZip } from '#convert/torch-zip.ts';
import { asSource, type UnpackOptions, unpackSmall } from '#convert/unpack.ts';
import { readZipDirectory, type ZipEntry } from '#convert/zip-directory.ts';
import { AppError } from '#errors.ts';
import { isNnunet } from './network-weights.ts';

/** plans.json is some kilobytes. */
const LARGEST_JSON = 16 * 2 ** 20;
const ZIP = 0x04034b50;

/** A file of what was given: itself, or in the archive that was given. */
export interface ReleaseFile {
  /** Folders before it divided by “/”. */
  readonly path: string;
  readonly size: number;
  /** What the archive has to be unpacked for; 0 where the file can be read where it lies. */
  readonly packedBytes: number;
  /** A small file. */
  read(): Promise<Uint8Array>;
  /** To be read by slices; a packed one is unpacked to `spool` first. */
  open(spool: Spool): Promise<Source>;
}

export type Spool = UnpackOptions & { readonly sink: Sink; readonly path: string };

/** Whether a file begins as a zip archive does. */
async function isZip(source: Source): Promise<boolean> {
  if (source.size < 4) return false;
  const start = await readExactly(source, 0, 4);
  return new DataView(start.buffer, start.byteOffset, 4).getUint32(0, true) === ZIP;
}

/** The files of an archive, without what macOS adds. @throws Refusal */
function filesInZip(source: Source, entries: ReadonlyMap<string, ZipEntry>): readonly ReleaseFile[] {
  return [...entries.values()]
    .filter(({ path }) => !path.endsWith('/') && !/(^|\/)(__MACOSX\/|\._)/.test(path))
    .map((entry) => ({
      path: entry.path,
      size: entry.size,
      packedBytes: entry.packing === 'none' ? 0 : entry.size,
      read: () => unpackSmall(source, small(entry)),
      open: (spool) => asSource(source, entry, spool),
    }));
}

function looseFile(source: Source): ReleaseFile {
  return {
    path: source.name,
    size: source.size,
    packedBytes: 0,
    read: async () => readExactly(source, 0, small({ path: source.name, size: source.size }).size),
    open: async () => source,
  };
}

/**
 * Files that were picked one by one, or found in a folder: by their names, with the folders. An archive alone is entered.
 *
 * @throws AppError 'checkpoint-unreadable', 'checkpoint-damaged', 'file-unreadable'.
 */
export async function filesOf(sources: readonly Source[]): Promise<readonly ReleaseFile[]> {
  const [only] = sources;
  if (!only || sources.length > 1) return sources.map(looseFile);
  return named(only.name, async () => {
    if (!(await isZip(only))) return [looseFile(only)];
    const { entries } = await readZipDirectory(only);
    return isTorchZip(entries) ? [looseFile(only)] : filesInZip(only, entries);
  });
}

/**
 * Whether what was given is for this converter: several files, an archive with a plan or a fold in it, or a checkpoint of
 * nnU-Net. The content decides, not the name.
 *
 * @throws AppError 'checkpoint-unreadable', 'checkpoint-damaged', 'file-unreadable'.
 */
export async function isForNnunet(sources: readonly Source[]): Promise<boolean> {
  const [only] = sources;
  if (!only || sources.length > 1) return true;
  return named(only.name, async () => {
    if (!(await isZip(only))) return false;
    const { entries } = await readZipDirectory(only);
    if (!isTorchZip(entries)) return [...entries.keys()].some((path) => PART.test(path));
    return isNnunet((await openTorchZip(only)).content);
  });
}

function small<T extends { readonly path: string; readonly size: number }>(file: T): T {
  if (file.size > LARGEST_JSON) throw damaged('json-large', file.path);
  return file;
}

/** One model of a release, in a folder of its own: a configuration with its folds. */
export interface ReleaseModel {
  /** The folder without those around it, such as nnUNetTrainer__nnUNetPlans__3d_fullres; empty where there is none. */
  readonly folder: string;
  /** As the folder's name says. */
  readonly configuration: string | undefined;
  readonly plans: ReleaseFile;
  readonly dataset: ReleaseFile;
  /** Checkpoints by their fold, such as '0' or 'all'; '' for a checkpoint beside its plans, whose fold its name does not tell. */
  readonly folds: ReadonlyMap<string, ReleaseFile>;
}

const PLANS = 'plans.json';
const DATASET = 'dataset.json';
const CHECKPOINT = 'checkpoint_final.pth';
/** By which an archive is told from one of scans. */
const PART = /(?:^|\/)(?:plans\.json|fold_\w+\/\w+\.pth)$/;
const LOOSE = /^[^/]+\.(?:pth|pt|ckpt)$/i;

/**
 * The models in what was given, those with a checkpoint.
 *
 * @throws AppError 'nnunet-incomplete' naming the files that a model lacks; Refusal where there is nothing of nnU-Net's.
 */
export function modelsIn(name: string, files: readonly ReleaseFile[]): readonly ReleaseModel[] {
  const byPath = new Map(files.map((file) => [file.path, file]));
  const folders = new Set(
    files.filter(({ path }) => nameOf(path) === PLANS).map(({ path }) => folderOf(path)),
  );
  const models: ReleaseModel[] = [];
  const missing = new Set<string>();
  for (const folder of folders) {
    const plans = byPath.get(folder + PLANS);
    const dataset = byPath.get(folder + DATASET);
    const folds = foldsIn(folder, files);
    if (!dataset) missing.add(DATASET);
    if (folds.size === 0) missing.add(CHECKPOINT);
    if (!plans || !dataset || folds.size === 0) continue;
    const own = nameOf(folder.slice(0, -1));
    models.push({ folder: own, configuration: /__.+__(.+)$/.exec(own)?.[1], plans, dataset, folds });
  }
  if (models.length > 0) return models;
  if (missing.size > 0) throw new AppError('nnunet-incomplete', { name, missing: [...missing] });
  const hasCheckpoint = files.some(({ path }) => LOOSE.test(nameOf(path)));
  if (hasCheckpoint) throw new AppError('nnunet-incomplete', { name, missing: [PLANS, DATASET] });
  throw unreadable('no-model');
}

function foldsIn(folder: string, files: readonly ReleaseFile[]): ReadonlyMap<string, ReleaseFile> {
  const folds = new Map<string, ReleaseFile>();
  const loose: ReleaseFile[] = [];
  for (const file of files) {
    if (!file.path.startsWith(folder)) continue;
    const rest = file.path.slice(folder.length);
    const fold = /^fold_(\d{1,3}|all)\/checkpoint_final\.pth$/.exec(rest)?.[1];
    if (fold !== undefined) folds.set(fold, file);
    else if (LOOSE.test(rest)) loose.push(file);
  }
  const [only] = loose;
  if (folds.size === 0 && only && loose.length === 1) folds.set('', only);
  return new Map([...folds].sort(([a], [b]) => order(a) - order(b)));
}

function order(fold: string): number {
  return fold === 'all' ? Number.POSITIVE_INFINITY : Number(fold);
}

function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/') + 1);
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
