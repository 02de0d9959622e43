import { Inflate } from 'fflate';
import { createCRC32 } from 'hash-wasm';
import { AppError } from '#errors.ts';
import type { ScanFile } from './scan-file.ts';

/** What the list of contents says of a file in an archive. */
export interface Packed {
  /** Of its own header. */
  readonly offset: number;
  readonly compressedSize: number;
  readonly uncompressedSize: number;
  /** CRC-32. */
  readonly signature?: number | undefined;
}

const HEADER_BYTES = 30;
const STEP = 32 << 10;
const BLOCK = 256 << 10;

type Crc = Awaited<ReturnType<typeof createCRC32>>;
type Slice = ScanFile['slice'];

/** Reads a file that is stored as it is. */
export function offsetSlices(archive: ScanFile, packed: Packed): Slice {
  let start: number | undefined;
  return async (from, to) => {
    start ??= await dataOffset(archive, packed);
    return archive.slice(start + from, start + Math.min(to, packed.uncompressedSize));
  };
}

/**
 * Reads a deflated file: forwards by going on, backwards by beginning anew, and never more than is asked for. Whoever comes to
 * its end has had all of it checked.
 */
export function inflatedSlices(archive: ScanFile, packed: Packed, name: string): Slice {
  let cursor: Cursor | undefined;
  let turn: Promise<unknown> = Promise.resolve();
  const read: Slice = async (from, to) => {
    if (!cursor || from < cursor.at) cursor = await Cursor.at(archive, packed, name);
    const own = cursor;
    try {
      const bytes = await own.read(from, Math.min(to, packed.uncompressedSize));
      if (to >= packed.uncompressedSize) {
        await own.finish();
        cursor = undefined;
      }
      return bytes;
    } catch (error) {
      cursor = undefined;
      throw error;
    }
  };
  // One after the other, for there is one place in the stream: a preview may be read while the scan is opened.
  return (from, to) => {
    const mine = turn.then(() => read(from, to));
    turn = mine.catch(() => undefined);
    return mine;
  };
}

/** Goes through a deflated file once. */
class Cursor {
  /** Bytes that have been handed out or passed over. */
  at = 0;
  readonly #archive: ScanFile;
  readonly #packed: Packed;
  readonly #name: string;
  readonly #from: number;
  readonly #crc: Crc;
  readonly #stream: Inflate;
  /** Inflated and not handed out. */
  #waiting: Uint8Array[] = [];
  #waitingBytes = 0;
  #pushed = 0;
  #block = new Uint8Array(0);
  #blockFrom = 0;

  private constructor(archive: ScanFile, packed: Packed, name: string, from: number, crc: Crc) {
    this.#archive = archive;
    this.#packed = packed;
    this.#name = name;
    this.#from = from;
    this.#crc = crc.init();
    this.#stream = new Inflate((chunk) => {
      this.#crc.update(chunk);
      this.#waiting.push(chunk);
      this.#waitingBytes += chunk.length;
    });
  }

  static async at(archive: ScanFile, packed: Packed, name: string): Promise<Cursor> {
    return new Cursor(archive, packed, name, await dataOffset(archive, packed), await createCRC32());
  }

  async read(from: number, to: number): Promise<Uint8Array<ArrayBuffer>> {
    while (this.at < from && (await this.#fill())) this.#take(from - this.at, undefined);
    const target = new Uint8Array(Math.max(0, to - from));
    let filled = 0;
    while (filled < target.length && (await this.#fill())) {
      filled += this.#take(target.length - filled, target.subarray(filled));
    }
    if (filled < target.length) throw this.#damaged();
    return target;
  }

  /** Compares length and checksum at the end. */
  async finish(): Promise<void> {
    const { compressedSize, signature } = this.#packed;
    while (this.#pushed < compressedSize && this.#waitingBytes === 0) if (!(await this.#fill())) break;
    const crc = Number.parseInt(this.#crc.digest('hex'), 16);
    if (this.#waitingBytes > 0 || crc !== (signature ?? 0) >>> 0) throw this.#damaged();
  }

  /** Whether something waits to be handed out, after inflating more where nothing did. */
  async #fill(): Promise<boolean> {
    const { compressedSize } = this.#packed;
    while (this.#waitingBytes === 0 && this.#pushed < compressedSize) {
      const piece = await this.#piece();
      this.#pushed += piece.length;
      try {
        this.#stream.push(piece, this.#pushed >= compressedSize);
      } catch (cause) {
        throw this.#damaged(cause);
      }
      if (piece.length === 0) throw this.#damaged();
    }
    return this.#waitingBytes > 0;
  }

  async #piece(): Promise<Uint8Array> {
    const end = Math.min(this.#packed.compressedSize, this.#pushed + STEP);
    if (end > this.#blockFrom + this.#block.length) {
      this.#blockFrom = this.#pushed;
      const to = Math.min(this.#packed.compressedSize, this.#pushed + BLOCK);
      this.#block = await this.#archive.slice(this.#from + this.#pushed, this.#from + to);
    }
    return this.#block.subarray(this.#pushed - this.#blockFrom, end - this.#blockFrom);
  }

  /** Hands out up to `most` bytes of the first chunk that waits; how many. */
  #take(most: number, target: Uint8Array | undefined): number {
    const [chunk] = this.#waiting;
    if (!chunk) return 0;
    const count = Math.min(most, chunk.length);
    target?.set(chunk.subarray(0, count));
    if (count === chunk.length) this.#waiting.shift();
    else this.#waiting[0] = chunk.subarray(count);
    this.#waitingBytes -= count;
    this.at += count;
    return count;
  }

  #damaged(cause?: unknown): AppError {
    return new AppError(
      'archive-unread',
      { name: this.#archive.name, fault: 'file-broken', file: this.#name },
      { cause },
    );
  }
}

/** Where the content of a file begins: its own header has names of other lengths than the list's. */
async function dataOffset(archive: ScanFile, { offset }: Packed): Promise<number> {
  const header = await archive.slice(offset, offset + HEADER_BYTES);
  const view = new DataView(header.buffer);
  if (header.length < HEADER_BYTES || view.getUint32(0, true) !== 0x04034b50) {
    throw new AppError('archive-unread', {
      name: archive.name,
      fault: 'file-misplaced',
    });
  }
  return offset + HEADER_BYTES + view.getUint16(26, true) + view.getUint16(28, true);
}
