import { AppError } from '#errors.ts';
import type { Affine, Vec3 } from '#volume/types.ts';
import type { NiftiHeader } from './nifti-header.ts';

/** The fields of a NIfTI file that matter here, as they stand in it. */
export interface NiftiFields {
  readonly littleEndian: boolean;
  /** 348, or 540 in NIfTI-2. */
  readonly headerBytes: number;
  /** dim[1..dim[0]]. */
  readonly shape: readonly number[];
  readonly datatype: number;
  readonly voxelOffset: number;
  readonly slope: number;
  readonly intercept: number;
  readonly header: NiftiHeader;
}

/** Where NIfTI-1 and NIfTI-2 keep a field, and how wide its numbers are. Source: nifti1.h and nifti2.h. */
interface Layout {
  readonly bytes: number;
  readonly dim: number;
  readonly datatype: number;
  readonly pixdim: number;
  readonly voxelOffset: number;
  readonly slope: number;
  readonly units: number;
  readonly codes: number;
  readonly quaternion: number;
  readonly srow: number;
}

const NIFTI_1: Layout = {
  bytes: 348,
  dim: 40,
  datatype: 70,
  pixdim: 76,
  voxelOffset: 108,
  slope: 112,
  units: 123,
  codes: 252,
  quaternion: 256,
  srow: 280,
};
const NIFTI_2: Layout = {
  bytes: 540,
  dim: 16,
  datatype: 12,
  pixdim: 104,
  voxelOffset: 168,
  slope: 176,
  units: 500,
  codes: 344,
  quaternion: 352,
  srow: 400,
};

/** By the length of the header: with its image, and without. */
const MAGIC: Readonly<Record<number, readonly string[]>> = { 348: ['n+1', 'ni1'], 540: ['n+2', 'ni2'] };

/** A NIfTI header, alone or with its image, or the beginning of one. */
export function isNifti(bytes: Uint8Array): boolean {
  const found = layoutOf(bytes);
  if (!found) return false;
  const { layout } = found;
  return bytes.length < layout.bytes || MAGIC[layout.bytes]?.includes(magicOf(bytes, layout)) === true;
}

/**
 * The header at the start of `bytes`, which `isNifti`.
 * @throws AppError 'file-truncated'.
 */
export function readFields(name: string, bytes: Uint8Array): NiftiFields {
  const found = layoutOf(bytes);
  if (!found || bytes.length < found.layout.bytes) {
    throw new AppError('file-truncated', { name, reason: 'the header is cut off' });
  }
  const { layout, view, littleEndian } = found;
  return fieldsAt(view, layout, littleEndian);
}

/** Whether the image is in a file of its own. */
export function isPair(bytes: Uint8Array): boolean {
  const found = layoutOf(bytes);
  return found !== undefined && magicOf(bytes, found.layout).startsWith('ni');
}

/** Both versions begin with their header's length. */
function layoutOf(bytes: Uint8Array) {
  if (bytes.length < 4) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const littleEndian = [348, 540].includes(view.getInt32(0, true));
  const layout = [NIFTI_1, NIFTI_2].find((one) => one.bytes === view.getInt32(0, littleEndian));
  return layout && { layout, view, littleEndian };
}

function magicOf(bytes: Uint8Array, layout: Layout): string {
  const at = layout === NIFTI_1 ? 344 : 4;
  return String.fromCharCode(...bytes.subarray(at, at + 3));
}

function fieldsAt(view: DataView, layout: Layout, littleEndian: boolean): NiftiFields {
  const wide = layout === NIFTI_2;
  const real = (offset: number, n = 0) =>
    wide ? view.getFloat64(offset + 8 * n, littleEndian) : view.getFloat32(offset + 4 * n, littleEndian);
  const dim = (n: number) =>
    wide
      ? Number(view.getBigInt64(layout.dim + 8 * n, littleEndian))
      : view.getInt16(layout.dim + 2 * n, littleEndian);
  const code = (n: number) =>
    wide
      ? view.getInt32(layout.codes + 4 * n, littleEndian)
      : view.getInt16(layout.codes + 2 * n, littleEndian);
  const reals = (offset: number, count: number) => Array.from({ length: count }, (_, n) => real(offset, n));
  // More than seven axes are none: their sizes would not be in the header.
  const rank = dim(0) >= 0 && dim(0) <= 7 ? dim(0) : 0;
  const step = wide ? 8 : 4;
  return {
    littleEndian,
    headerBytes: layout.bytes,
    shape: Array.from({ length: rank }, (_, n) => dim(n + 1)),
    datatype: view.getInt16(layout.datatype, littleEndian),
    voxelOffset: wide ? Number(view.getBigInt64(layout.voxelOffset, littleEndian)) : real(layout.voxelOffset),
    slope: real(layout.slope),
    intercept: real(layout.slope, 1),
    header: {
      pixdim: reals(layout.pixdim, 8),
      qformCode: code(0),
      sformCode: code(1),
      quaternion: reals(layout.quaternion, 3) as unknown as Vec3,
      qoffset: reals(layout.quaternion + 3 * step, 3) as unknown as Vec3,
      srow: reals(layout.srow, 12) as unknown as Affine,
      xyztUnits: wide ? view.getInt32(layout.units, littleEndian) : view.getUint8(layout.units),
    },
  };
}
