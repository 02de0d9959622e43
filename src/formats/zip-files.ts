import type { FileEntry } from '@zip.js/zip.js';
import { AppError, type ArchiveFault } from '#errors.ts';
import { parted, type ScanFile } from './scan-file.ts';
import { inflatedSlices, offsetSlices } from './zip-slices.ts';

/** A folder of a hospital's export has some thousands. */
const MOST_FILES = 200_000;
/** Deflate cannot pack tighter than this. */
const MAX_RATIO = 1032;
const HEADER_BYTES = 30;
const [STORED, DEFLATED] = [0, 8];

/** Whether a file begins as a zip archive does, an empty one too. */
export function isZip(head: Uint8Array): boolean {
  return head[0] === 0x50 && head[1] === 0x4b && (head[2] === 3 || head[2] === 5) && (head[3] ?? 9) <= 6;
}

/**
 * The files in `archive`, to be read by slices as if they lay in a folder of its name; none is unpacked as a whole. Undefined
 * for a document that happens to be a zip archive. Archives in the archive stay files.
 * @throws AppError 'archive-unread' for what is damaged or made to mislead.
 */
export async function filesInZip(archive: ScanFile): Promise<readonly ScanFile[] | undefined> {
  const { name } = archive;
  const refused = (fault: ArchiveFault, cause?: unknown) =>
    new AppError('archive-unread', { name, fault }, { cause });
  const entries = await entriesOf(archive).catch((cause: unknown) => {
    throw cause instanceof AppError ? cause : refused('list-broken', cause);
  });
  if (entries.some(({ filename }) => filename === '[Content_Types].xml')) return undefined;
  if (entries.length > MOST_FILES) throw refused('list-too-long');
  const sorted = entries.toSorted((a, b) => a.offset - b.offset);
  const ends = sorted.map(({ offset, compressedSize }) => offset + HEADER_BYTES + compressedSize);
  const isOverlapping = ends.some((end, n) => end > (sorted[n + 1]?.offset ?? archive.size));
  const isTooTight = entries.some((each) => each.uncompressedSize > MAX_RATIO * (each.compressedSize + 1));
  if (isOverlapping || isTooTight) throw refused('list-contradicts');
  const wanted = entries.filter(({ filename }) => !filename.startsWith('__MACOSX/'));
  if (wanted.length === 0) throw new AppError('nothing-to-open', { name });
  return wanted.map((entry) => fileOf(archive, entry));
}

async function entriesOf(archive: ScanFile): Promise<readonly FileEntry[]> {
  const { ZipReader } = await import('@zip.js/zip.js/lib/zip-core-reader.js');
  const reader = new ZipReader({
    size: archive.size,
    init: async () => {},
    readUint8Array: (from: number, length: number) => archive.slice(from, from + length),
  } as never);
  const entries: FileEntry[] = [];
  for await (const entry of reader.getEntriesGenerator()) {
    if (!entry.directory) entries.push(entry as FileEntry);
    if (entries.length > MOST_FILES) break;
  }
  return entries;
}

function fileOf(archive: ScanFile, entry: FileEntry): ScanFile {
  const { filename, encrypted, compressionMethod, uncompressedSize: size } = entry;
  const { name, folder } = parted(`${archive.folder ? `${archive.folder}/` : ''}${archive.name}/${filename}`);
  const refuse = (fault: ArchiveFault) => () =>
    Promise.reject(new AppError('archive-unread', { name: archive.name, fault }));
  const reading = () => {
    if (encrypted) return refuse('locked');
    if (compressionMethod === STORED) return offsetSlices(archive, entry);
    if (compressionMethod === DEFLATED) return inflatedSlices(archive, entry, name);
    return refuse('packing');
  };
  return { name, folder, size, slice: reading() };
}
