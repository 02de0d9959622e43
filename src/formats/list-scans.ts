import { AppError, toWire } from '#errors.ts';
import { dicomReader } from './dicom/read-dicom.ts';
import { finishVolume } from './finish-volume.ts';
import { FORMAT_IDS, type FormatId } from './formats.ts';
import { looksLikeNames, namesBeside } from './label-names.ts';
import { metaImageReader } from './read-metaimage.ts';
import { mghReader } from './read-mgh.ts';
import { niftiReader } from './read-nifti.ts';
import { nrrdReader } from './read-nrrd.ts';
import type { FoundScan, ListOptions, OpenedScan, Reader, ScanListing, SetApart } from './reader.ts';
import { contentOf, type ScanContent } from './scan-content.ts';
import type { Gunzip, ReadOptions, ScanFile } from './scan-file.ts';
import type { FoundSegmentation, LabelName } from './segmentation.ts';
import { unreadFormat } from './unread-formats.ts';
import { filesInZip, isZip } from './zip-files.ts';

/** A name never decides which of them reads a file, only what is in it. */
const READERS: Readonly<Record<FormatId, Reader>> = {
  dicom: dicomReader,
  nifti: niftiReader,
  nrrd: nrrdReader,
  metaimage: metaImageReader,
  mgh: mghReader,
};

export interface OpenOptions extends ReadOptions {
  /** The voxels lie in memory that threads share; else they are handed over from one to the next. */
  readonly isShared?: boolean;
  /** `gunzipInto` unless given. */
  readonly gunzip?: Gunzip;
}

/** A scan that was found, and who reads it. */
export interface ListedScan {
  readonly reader: FormatId;
  readonly found: FoundScan;
  /** What a file beside it says of its values, where they are labels. */
  namesBeside(): Promise<readonly LabelName[]>;
}

export interface Listing {
  readonly scans: readonly ListedScan[];
  /** Files that hold objects and no scan. */
  readonly segmentations: readonly FoundSegmentation[];
  readonly apart: readonly SetApart[];
}

/**
 * Every scan in `files`, from their headers: each file is read by the first reader that recognises it, whatever it is
 * called. What is no scan is set apart with the reason, what belongs to no reader too.
 * @throws AppError where there is neither a scan nor a segmentation: the reason of a file that a reader knew, else of the first.
 */
export async function listScans(
  files: readonly ScanFile[],
  options: Omit<ListOptions, 'all'> = {},
): Promise<Listing> {
  const all = await contentsOf(files, options);
  const rest = new Set(all);
  const [scans, segmentations, apart]: [ListedScan[], FoundSegmentation[], SetApart[]] = [[], [], []];
  for (const id of FORMAT_IDS) {
    const reader = READERS[id];
    const own = [...rest].filter(({ head }) => reader.recognises(head));
    const [first] = own;
    if (!first) continue;
    for (const content of own) rest.delete(content);
    const listing = await reader.list(own, { ...options, all }).catch((error): ScanListing => {
      if (!(error instanceof AppError)) throw error;
      return { scans: [], apart: [{ name: first.name, reason: toWire(error), count: own.length }] };
    });
    scans.push(...listing.scans.map((found) => listed(id, found, all)));
    segmentations.push(...(listing.segmentations ?? []));
    apart.push(...listing.apart);
  }
  const isFound = scans.length + segmentations.length > 0;
  const taken = new Set([...scans.map(({ found }) => found), ...segmentations].flatMap(({ files }) => files));
  // A table of names belongs to the label map beside it.
  const belongs = (content: ScanContent) => taken.has(content) || (isFound && looksLikeNames(content.head));
  const strangers = [...rest]
    .filter((content) => !belongs(content) && !LITTER.test(content.name))
    .map(stranger);
  // Of two files, such as header and voxels, the one whose format is known says more.
  const known = strangers.filter(({ reason }) => reason.code !== 'not-a-scan');
  // An archive within an archive may hold the scan; of a scan in another format, what lies beside it does not tell.
  const [telling] = [
    ...apart,
    ...ofKinds(known, 'archive'),
    ...ofKinds(known, 'scan', 'bare'),
    ...known,
    ...strangers,
  ];
  if (!isFound) {
    if (!telling) throw new AppError('nothing-to-open', { name: files[0]?.name ?? '' });
    throw new AppError(telling.reason.code, telling.reason.details);
  }
  return { scans, segmentations, apart: [...apart, ...strangers] };
}

function ofKinds(apart: readonly SetApart[], ...kinds: readonly unknown[]): readonly SetApart[] {
  return apart.filter(({ reason: { details } }) => 'kind' in details && kinds.includes(details.kind));
}

function listed(reader: FormatId, found: FoundScan, all: readonly ScanContent[]): ListedScan {
  const [content] = found.files;
  return {
    reader,
    found,
    namesBeside: async () => (content ? namesBeside(content, all) : []),
  };
}

/** The voxels of a scan that was listed. @throws AppError what its reader and `finishVolume` refuse. */
export async function openListed(
  { reader, found }: ListedScan,
  { isShared = false, ...options }: OpenOptions = {},
): Promise<OpenedScan> {
  const raw = await found.read({ ...options, allocate: (bytes) => allocated(bytes, isShared) });
  options.signal?.throwIfAborted();
  return finishVolume(found.name, reader, raw);
}

/** What each file holds; an archive gives way to the files in it. */
async function contentsOf(
  files: readonly ScanFile[],
  { signal, onProgress }: Omit<ListOptions, 'all'>,
): Promise<readonly ScanContent[]> {
  const contents: ScanContent[] = [];
  let total = files.length;
  const keep = (content: ScanContent) => {
    contents.push(content);
    onProgress?.(contents.length, total);
  };
  for (const file of files) {
    signal?.throwIfAborted();
    const content = await safely(file);
    const inside = isZip(content.head) ? await inZip(file) : undefined;
    if (inside === undefined) keep(content);
    else if (inside instanceof AppError) keep(unreadable(file, inside));
    else {
      total += inside.length - 1;
      for (const each of inside) {
        signal?.throwIfAborted();
        keep(await safely(each));
      }
    }
  }
  return contents;
}

function safely(file: ScanFile): Promise<ScanContent> {
  return contentOf(file).catch((error) => unreadable(file, error));
}

function inZip(file: ScanFile): Promise<readonly ScanFile[] | AppError | undefined> {
  return filesInZip(file).catch((error: unknown) => {
    if (error instanceof AppError) return error;
    throw error;
  });
}

/** What file managers leave in folders. */
const LITTER = /^(?:\._.*|\.DS_Store|Thumbs\.db|desktop\.ini)$/i;

function stranger({ name, head, fault }: ScanContent): SetApart {
  const format = unreadFormat(head);
  const reason = format
    ? new AppError('format-unread', { name, format: format.name, kind: format.kind })
    : (fault ?? new AppError('not-a-scan', { name }));
  return { name, reason: toWire(reason), count: 1 };
}

/** Stands for a file that cannot be read, among others that can. */
function unreadable({ name, folder }: ScanFile, error: unknown): ScanContent {
  if (!(error instanceof AppError)) throw error;
  const fill = () => Promise.reject(error);
  return { name, folder, head: new Uint8Array(), fault: error, mayHold: () => false, start: fill, fill };
}

/** Shared if wanted and possible: WebKit has no room for it beside WebAssembly's threads, and then the engine is given a copy. */
function allocated(bytes: number, isShared: boolean): ArrayBufferLike {
  try {
    return isShared ? new SharedArrayBuffer(bytes) : new ArrayBuffer(bytes);
  } catch (cause) {
    if (isShared) return allocated(bytes, false);
    throw new AppError('out-of-memory', { stage: 'read' }, { cause });
  }
}
