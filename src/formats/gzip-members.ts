import { Gunzip } from 'fflate';
import { createCRC32 } from 'hash-wasm';
import { AppError } from '#errors.ts';
import type { InflateWindow } from './inflate-window.ts';
import type { ScanFile } from './scan-file.ts';

const TRAILER = 8;
/** The end of the last member is looked for in so many bytes. */
const TAIL = 64 << 10;

/** Checksum and length of a member, as its last eight bytes should say them. */
interface Member {
  /** Where the next member begins. */
  readonly next: number;
  readonly trailer: Uint8Array;
}

/**
 * Inflates member by member: a gzip file may be several behind each other, or have other bytes behind the last. Slower
 * than the browser's own way, and for the files that it refuses. Each member's checksum and length are compared.
 * @throws AppError 'damaged-gzip', or 'file-truncated' where there are fewer bytes than `window` asks for.
 */
export async function gunzipByMembers(
  pieces: AsyncIterable<{ readonly at: number; readonly bytes: Uint8Array }>,
  file: ScanFile,
  window: InflateWindow,
  limit: number,
): Promise<'checked' | 'unchecked'> {
  const { name } = file;
  const crc = await createCRC32();
  crc.init();
  let length = 0;
  const closeMember = () => {
    const trailer = new Uint8Array(TRAILER);
    const view = new DataView(trailer.buffer);
    view.setUint32(0, Number.parseInt(crc.digest('hex'), 16), true);
    view.setUint32(4, length % 2 ** 32, true);
    crc.init();
    length = 0;
    return trailer;
  };
  const members: Member[] = [];
  const stream = new Gunzip((chunk) => {
    crc.update(chunk);
    length += chunk.length;
    window.take(chunk);
  });
  stream.onmember = (next) => members.push({ next, trailer: closeMember() });
  let fault: unknown;
  let end = 0;
  for await (const { at, bytes } of pieces) {
    end = at + bytes.length;
    try {
      stream.push(bytes, end >= file.size);
    } catch (cause) {
      fault = cause;
      break;
    }
    if (window.inflated > limit) return 'unchecked';
  }
  const isSound = await areSound(file, members);
  const tail = await file.slice(Math.max(0, end - TAIL), end);
  const isWhole = isSound && contains(tail, closeMember());
  if (isWhole && window.isFull) return 'checked';
  const isCut = isWhole || (fault instanceof Error && fault.message.includes('EOF'));
  if (isCut)
    throw new AppError('file-truncated', { name, reason: 'fewer bytes than announced' }, { cause: fault });
  throw new AppError('damaged-gzip', { name }, { cause: fault });
}

async function areSound(file: ScanFile, members: readonly Member[]): Promise<boolean> {
  for (const { next, trailer } of members) {
    if (!contains(await file.slice(next - TRAILER, next), trailer)) return false;
  }
  return true;
}

/** Eight bytes of checksum and length do not come about by chance, wherever they lie. */
function contains(bytes: Uint8Array, wanted: Uint8Array): boolean {
  const [first = 0] = wanted;
  for (let at = bytes.indexOf(first); at >= 0; at = bytes.indexOf(first, at + 1)) {
    if (wanted.every((byte, n) => bytes[at + n] === byte)) return true;
  }
  return false;
}
