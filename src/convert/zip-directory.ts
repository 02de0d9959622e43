import { damaged, unreadable } from './refusal.ts';
import { readExactly, type Source } from './source.ts';

/** A file in a zip archive, by its central directory. */
export interface ZipEntry {
  readonly path: string;
  /** Of the content, unpacked. */
  readonly size: number;
  /** As it lies in the archive: the same as `size` unless it is packed. */
  readonly stored: number;
  readonly packing: 'none' | 'deflate';
  /** 0 where the writer left it out. */
  readonly crc32: number;
  readonly headerOffset: number;
}

export interface ZipDirectory {
  readonly entries: ReadonlyMap<string, ZipEntry>;
  /** The directory's own bytes: with the checksums of all files in it, they tell archives apart. */
  readonly bytes: Uint8Array;
}

const END = 0x06054b50;
const END_BYTES = 22;
const LOCATOR64 = 0x07064b50;
const LOCATOR64_BYTES = 20;
const END64 = 0x06064b50;
const END64_BYTES = 56;
const ENTRY = 0x02014b50;
const ENTRY_BYTES = 46;
const HEADER = 0x04034b50;
const HEADER_BYTES = 30;
const LONGEST_COMMENT = 65_535;
const IN_ZIP64 = 0xffffffff;
const LARGEST_DIRECTORY = 64 * 2 ** 20;
const ENCRYPTED = 1;
const DEFLATE = 8;
/** Deflate cannot make more of a byte. */
const LARGEST_RATIO = 1032;

/**
 * The files of a zip archive (zip64 too), stored as they are or deflated.
 *
 * @throws Refusal for encrypted, split, doubly named or contradictory archives, and where files are packed in another way.
 */
export async function readZipDirectory(source: Source): Promise<ZipDirectory> {
  const { offset, size, count } = await findDirectory(source);
  if (size > LARGEST_DIRECTORY) throw unreadable('list-long');
  const bytes = await readExactly(source, offset, size);
  const view = viewOf(bytes);
  const entries = new Map<string, ZipEntry>();
  let at = 0;
  for (let n = 0; n < count; n++) {
    const { entry, next } = readEntry(bytes, view, at);
    if (entries.has(entry.path)) throw damaged('part-twice', entry.path);
    if (entry.headerOffset + HEADER_BYTES + entry.stored > source.size) {
      throw damaged('part-beyond', entry.path);
    }
    entries.set(entry.path, entry);
    at = next;
  }
  return { entries, bytes };
}

/** Where the content of `entry` begins, after its own header. @throws Refusal where that contradicts the directory. */
export async function contentOffset(source: Source, entry: ZipEntry): Promise<number> {
  const path = new TextEncoder().encode(entry.path);
  const header = viewOf(await readExactly(source, entry.headerOffset, HEADER_BYTES));
  const nameBytes = header.getUint16(26, true);
  const start = entry.headerOffset + HEADER_BYTES + nameBytes + header.getUint16(28, true);
  const method = entry.packing === 'deflate' ? DEFLATE : 0;
  if (
    header.getUint32(0, true) !== HEADER ||
    header.getUint16(8, true) !== method ||
    nameBytes !== path.length
  ) {
    throw damaged('part-misplaced', entry.path);
  }
  if (start + entry.stored > source.size) throw damaged('part-beyond', entry.path);
  return start;
}

interface Place {
  readonly offset: number;
  readonly size: number;
  readonly count: number;
}

async function findDirectory(source: Source): Promise<Place> {
  const length = Math.min(source.size, END_BYTES + LONGEST_COMMENT);
  const tailOffset = source.size - length;
  const tail = viewOf(await readExactly(source, tailOffset, length));
  for (let at = length - END_BYTES; at >= 0; at--) {
    if (tail.getUint32(at, true) !== END || at + END_BYTES + tail.getUint16(at + 20, true) !== length)
      continue;
    const place64 = await findDirectory64(source, tailOffset + at);
    if (place64) return place64;
    if (tail.getUint16(at + 4, true) !== 0) throw unreadable('split');
    const count = tail.getUint16(at + 10, true);
    return { offset: tail.getUint32(at + 16, true), size: tail.getUint32(at + 12, true), count };
  }
  throw damaged('no-end');
}

async function findDirectory64(source: Source, endOffset: number): Promise<Place | undefined> {
  if (endOffset < LOCATOR64_BYTES) return undefined;
  const locator = viewOf(await readExactly(source, endOffset - LOCATOR64_BYTES, LOCATOR64_BYTES));
  if (locator.getUint32(0, true) !== LOCATOR64) return undefined;
  const end = viewOf(await readExactly(source, toNumber(locator, 8), END64_BYTES));
  if (end.getUint32(0, true) !== END64) throw damaged('list-misplaced');
  return { offset: toNumber(end, 48), size: toNumber(end, 40), count: toNumber(end, 32) };
}

function readEntry(bytes: Uint8Array, view: DataView, at: number): { entry: ZipEntry; next: number } {
  if (at + ENTRY_BYTES > bytes.length || view.getUint32(at, true) !== ENTRY) {
    throw damaged('list-broken');
  }
  const nameEnd = at + ENTRY_BYTES + view.getUint16(at + 28, true);
  const extraEnd = nameEnd + view.getUint16(at + 30, true);
  const next = extraEnd + view.getUint16(at + 32, true);
  if (next > bytes.length) throw damaged('list-broken');
  const path = new TextDecoder().decode(bytes.subarray(at + ENTRY_BYTES, nameEnd));
  checkPath(path);
  if (view.getUint16(at + 8, true) & ENCRYPTED) throw unreadable('part-encrypted', path);
  const method = view.getUint16(at + 10, true);
  if (method !== 0 && method !== DEFLATE) throw unreadable('part-packing', path);
  const fields = [24, 20, 42].map((field) => view.getUint32(at + field, true));
  const [size = 0, stored = 0, headerOffset = 0] = withZip64(fields, view, nameEnd, extraEnd);
  const packing = method === DEFLATE ? 'deflate' : 'none';
  if (packing === 'none' ? size !== stored : size > LARGEST_RATIO * stored) throw damaged('part-sizes', path);
  return { entry: { path, size, stored, packing, crc32: view.getUint32(at + 16, true), headerOffset }, next };
}

/** The fields, those that do not fit 32 bits taken from the entry's extra field, where they stand in this order. */
function withZip64(fields: readonly number[], view: DataView, start: number, end: number): readonly number[] {
  if (!fields.includes(IN_ZIP64)) return fields;
  for (let at = start; at + 4 <= end; ) {
    const next = at + 4 + view.getUint16(at + 2, true);
    if (view.getUint16(at, true) === 1 && next <= end) {
      let from = at + 4;
      return fields.map((value) => {
        if (value !== IN_ZIP64) return value;
        if (from + 8 > next) throw damaged('list-broken');
        from += 8;
        return toNumber(view, from - 8);
      });
    }
    at = next;
  }
  throw damaged('list-broken');
}

function checkPath(path: string): void {
  if (path === '' || path.startsWith('/') || path.includes('\\') || path.split('/').includes('..')) {
    throw damaged('part-name', path);
  }
}

function toNumber(view: DataView, at: number): number {
  const value = Number(view.getBigUint64(at, true));
  if (!Number.isSafeInteger(value)) throw damaged('place-beyond');
  return value;
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
