import { AppError, toWire } from '#errors.ts';
import { finishVolume } from './finish-volume.ts';
import { niftiReader } from './read-nifti.ts';
import type { OpenedScan, Reader } from './reader.ts';
import { contentOf, type ScanContent } from './scan-content.ts';
import type { ReadOptions, ScanFile } from './scan-file.ts';
import { unreadFormat } from './unread-formats.ts';

/** In the order in which they are asked. A name never decides, only what is in a file. */
const READERS: readonly Reader[] = [niftiReader];

export interface OpenOptions extends ReadOptions {
  /** The voxels lie in memory that threads share; else they are handed over from one to the next. */
  readonly isShared?: boolean;
}

/**
 * The scan in `files`: the first that a reader recognises, with the others that belong to it. A notice says what was
 * left out. Files are read by slices, so the voxels are all that is held of them.
 * @throws AppError what the first file is, where no reader recognises any; else what the reader and `finishVolume` refuse.
 */
export async function openScan(
  files: readonly ScanFile[],
  { isShared = false, ...options }: OpenOptions = {},
): Promise<OpenedScan> {
  const contents: ScanContent[] = [];
  for (const file of files) {
    options.signal?.throwIfAborted();
    contents.push(await contentOf(file).catch((error) => unreadable(file, error)));
  }
  const [first] = contents;
  if (!first) throw new Error('openScan is given at least one file.');
  const found = recognise(contents);
  if (!found) throw refusal(first);
  const { reader, own } = found;
  const allocate = (bytes: number) => allocated(bytes, isShared);
  const { name } = own[0] ?? first;
  const raw = await reader.read(own, { ...options, allocate });
  options.signal?.throwIfAborted();
  const scan = await finishVolume(name, reader.id, raw);
  if (own.length === files.length) return scan;
  const left = toWire(new AppError('too-many-files', { opened: name, count: files.length }));
  return { ...scan, facts: { ...scan.facts, notices: [left, ...scan.facts.notices] } };
}

function recognise(contents: readonly ScanContent[]) {
  for (const content of contents) {
    const reader = READERS.find(({ recognises }) => recognises(content.head));
    if (!reader) continue;
    const own = reader.files === 'one' ? [content] : contents.filter(({ head }) => reader.recognises(head));
    return { reader, own };
  }
  return undefined;
}

function refusal({ name, head, fault }: ScanContent): AppError {
  const format = unreadFormat(head);
  if (format) return new AppError('format-unread', { name, format: format.name, kind: format.kind });
  return fault ?? new AppError('not-a-scan', { name });
}

/** Stands for a file that cannot be read, among others that can. */
function unreadable({ name }: ScanFile, error: unknown): ScanContent {
  if (!(error instanceof AppError)) throw error;
  const fill = () => Promise.reject(error);
  return { name, head: new Uint8Array(), fault: error, mayHold: () => false, fill };
}

function allocated(bytes: number, isShared: boolean): ArrayBufferLike {
  try {
    return isShared ? new SharedArrayBuffer(bytes) : new ArrayBuffer(bytes);
  } catch (cause) {
    throw new AppError('out-of-memory', { stage: 'read' }, { cause });
  }
}
