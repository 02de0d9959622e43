import { AppError } from '#errors.ts';
import type { VoxelData } from '#volume/types.ts';

type Stored = VoxelData | 'int64' | 'uint64';

interface Datatype {
  readonly bytes: number;
  readonly view: (buffer: ArrayBufferLike, offset: number, length: number) => Stored;
}

/** NIfTI datatype codes. Source: nifti1.h. */
const DATATYPES: Readonly<Record<number, Datatype>> = {
  2: { bytes: 1, view: (buffer, offset, length) => new Uint8Array(buffer, offset, length) },
  4: { bytes: 2, view: (buffer, offset, length) => new Int16Array(buffer, offset, length) },
  8: { bytes: 4, view: (buffer, offset, length) => new Int32Array(buffer, offset, length) },
  16: { bytes: 4, view: (buffer, offset, length) => new Float32Array(buffer, offset, length) },
  64: { bytes: 8, view: (buffer, offset, length) => new Float64Array(buffer, offset, length) },
  256: { bytes: 1, view: (buffer, offset, length) => new Int8Array(buffer, offset, length) },
  512: { bytes: 2, view: (buffer, offset, length) => new Uint16Array(buffer, offset, length) },
  768: { bytes: 4, view: (buffer, offset, length) => new Uint32Array(buffer, offset, length) },
  1024: { bytes: 8, view: () => 'int64' },
  1280: { bytes: 8, view: () => 'uint64' },
};

/** 64-bit integers. */
const WIDE: ReadonlySet<number> = new Set([1024, 1280]);

const NAMES: Readonly<Record<number, string>> = {
  1: 'binary',
  32: 'complex64',
  128: 'RGB24',
  1536: 'float128',
  1792: 'complex128',
  2048: 'complex256',
  2304: 'RGBA32',
};

/** Bytes of one voxel. @throws AppError 'volume-datatype' for colours, complex numbers and unknown codes. */
export function bytesPerVoxel(name: string, code: number): number {
  const datatype = DATATYPES[code];
  if (!datatype) throw new AppError('volume-datatype', { name, datatype: NAMES[code] ?? `code ${code}` });
  return datatype.bytes;
}

/**
 * The voxels stored in `bytes`, in the same memory: bytes in the other order are swapped and 64-bit integers become
 * doubles where they lie. `bytes` must begin on a multiple of eight in their buffer.
 */
export function toVoxels(bytes: Uint8Array, code: number, littleEndian: boolean): VoxelData {
  const datatype = DATATYPES[code];
  if (!datatype) throw new Error('bytesPerVoxel refuses such a code first');
  if (!littleEndian) swapBytes(bytes, datatype.bytes);
  const stored = datatype.view(bytes.buffer, bytes.byteOffset, bytes.length / datatype.bytes);
  return typeof stored === 'string' ? toDoubles(bytes, stored === 'int64') : stored;
}

/** Whether bytes are voxels as they are stored: `toVoxels` changes nothing. */
export function areVoxels(code: number, littleEndian: boolean): boolean {
  return (littleEndian || DATATYPES[code]?.bytes === 1) && !WIDE.has(code);
}

function swapBytes(bytes: Uint8Array, width: number): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  if (width === 2) {
    const stored = new Uint16Array(bytes.buffer, bytes.byteOffset, bytes.length / 2);
    for (let n = 0; n < stored.length; n++) stored[n] = ((stored[n] ?? 0) << 8) | ((stored[n] ?? 0) >> 8);
  }
  if (width === 4) {
    for (let at = 0; at < bytes.length; at += 4) view.setUint32(at, view.getUint32(at, false), true);
  }
  if (width === 8) {
    for (let at = 0; at < bytes.length; at += 8) view.setBigUint64(at, view.getBigUint64(at, false), true);
  }
}

function toDoubles(bytes: Uint8Array, signed: boolean): Float64Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const doubles = new Float64Array(bytes.buffer, bytes.byteOffset, bytes.length / 8);
  for (let n = 0; n < doubles.length; n++) {
    const high = signed ? view.getInt32(8 * n + 4, true) : view.getUint32(8 * n + 4, true);
    doubles[n] = high * 4294967296 + view.getUint32(8 * n, true);
  }
  return doubles;
}
