import { AppError } from '#errors.ts';
import type { VoxelBytes } from './found-volumes.ts';
import { latin1 } from './header-text.ts';
import { bytesPerVoxel } from './nifti-voxels.ts';
import type { ScanContent } from './scan-content.ts';

const BLOCK = 1 << 20;
/** Voxels as text are for small volumes: a digit and a space take two bytes at least. */
const MOST = 512 << 20;
/** Characters of a number, so that text without white space is not gathered. */
const LONGEST = 400;

/** Voxels written as decimal numbers with white space or commas between, as they would stand in memory here. */
export function asciiBytes(
  content: ScanContent,
  datatype: number,
  { offset, files = [content] }: { offset: number; files?: readonly ScanContent[] },
): VoxelBytes {
  const { name, size } = content;
  if (size === undefined) throw new AppError('encoding-unread', { name, encoding: 'text within gzip' });
  const width = bytesPerVoxel(name, datatype);
  return {
    files,
    mayHold: (bytes) => 2 * (bytes / width) - 1 <= size - offset && size <= MOST,
    fill: async (target, from, { signal }) => {
      const write = writer(target, datatype);
      const [first, end] = [from / width, (from + target.length) / width];
      let n = 0;
      for await (const words of wordsIn(content, { from: offset, to: size, ...(signal && { signal }) })) {
        for (const word of words) {
          if (n >= first && n < end) write(n - first, toNumber(name, word));
          n += 1;
        }
      }
      if (n < end) throw new AppError('file-truncated', { name, reason: 'fewer voxels than announced' });
      return [];
    },
  };
}

interface Stretch {
  readonly from: number;
  readonly to: number;
  readonly signal?: AbortSignal;
}

/** Block by block: a step of its own for each word takes longer than reading it. */
async function* wordsIn(
  content: ScanContent,
  { from, to, signal }: Stretch,
): AsyncGenerator<readonly string[], void> {
  let rest = '';
  for (let at = from; at < to; at += BLOCK) {
    signal?.throwIfAborted();
    const block = new Uint8Array(Math.min(BLOCK, to - at));
    await content.fill(block, at, {});
    const words = (rest + latin1(block)).split(/[\s,]+/);
    // The last may go on in the next block.
    rest = at + BLOCK < to ? (words.pop() ?? '') : '';
    if (rest.length > LONGEST) toNumber(content.name, rest);
    yield words.filter(Boolean);
  }
}

function toNumber(name: string, word: string): number {
  const value = Number(word);
  if (word.length > LONGEST || (Number.isNaN(value) && !/^nan$/i.test(word))) {
    throw new AppError('header-faulty', { name, field: 'voxels', fault: 'no-number' });
  }
  return value;
}

function whole(value: number): bigint {
  return Number.isFinite(value) ? BigInt(Math.round(value)) : 0n;
}

/** Sets number n in the bytes, little-endian. */
function writer(target: Uint8Array, datatype: number): (n: number, value: number) => void {
  const view = new DataView(target.buffer, target.byteOffset, target.byteLength);
  const writers: Readonly<Record<number, (n: number, value: number) => void>> = {
    2: (n, value) => view.setUint8(n, value),
    4: (n, value) => view.setInt16(2 * n, value, true),
    8: (n, value) => view.setInt32(4 * n, value, true),
    16: (n, value) => view.setFloat32(4 * n, value, true),
    64: (n, value) => view.setFloat64(8 * n, value, true),
    256: (n, value) => view.setInt8(n, value),
    512: (n, value) => view.setUint16(2 * n, value, true),
    768: (n, value) => view.setUint32(4 * n, value, true),
    1024: (n, value) => view.setBigInt64(8 * n, whole(value), true),
    1280: (n, value) => view.setBigUint64(8 * n, whole(value), true),
  };
  const write = writers[datatype];
  if (!write) throw new Error('bytesPerVoxel refuses such a code first');
  return write;
}
