import { AppError } from '#errors.ts';
import { invert, spacing } from '#volume/affine.ts';
import type { Grid, Modality, Vec3, Volume, VolumeId, VoxelData } from '#volume/types.ts';
import { guessModality } from './guess-modality.ts';
import { gunzip, isGzip } from './gzip.ts';
import { HEADER_BYTES, type NiftiFields, readFields } from './nifti-fields.ts';
import { headerAffine, type NiftiHeader } from './nifti-header.ts';
import { bytesPerVoxel, toVoxels } from './nifti-voxels.ts';

export interface NiftiVolume {
  readonly volume: Volume;
  /** Kept so that a mask can be written on exactly the same grid. */
  readonly header: NiftiHeader;
}

const NIFTI_1_DATA = 352;
const SPACING_RANGE_MM = [1e-3, 1e3] as const;

/**
 * The volume in a .nii or .nii.gz file (NIfTI-1 or -2, either endianness, any real datatype up to 64 bits), with its
 * voxels as stored, unscaled. `bytes` are not changed, but the volume may share their memory. The affine is nibabel's:
 * sform, else qform. Voxels that are not finite (some MR has NaN outside the patient) take the smallest finite value.
 * The modality is a guess, and the id follows from the content: the same voxels on the same grid have the same id.
 *
 * @throws AppError 'not-a-nifti', 'file-truncated', 'file-unreadable', 'volume-not-3d', 'volume-datatype',
 * 'volume-spacing', 'volume-no-affine', 'volume-affine-singular', 'volume-constant', 'volume-not-finite'.
 */
export function readNifti(name: string, bytes: ArrayBuffer | Uint8Array<ArrayBuffer>): NiftiVolume {
  const file = bytes instanceof Uint8Array ? bytes : new Uint8Array(bytes);
  const raw = isGzip(file)
    ? gunzip(name, file, HEADER_BYTES, (head) => fileBytes(name, readFields(name, head)))
    : file;
  const fields = readFields(name, raw);
  if (raw.length < fileBytes(name, fields)) {
    throw new AppError('file-truncated', { name, reason: 'fewer voxels than announced' });
  }
  const grid = gridOf(name, fields);
  const voxels = toVoxels(
    raw,
    dataOffset(fields),
    voxelCount(grid.size),
    fields.datatype,
    fields.littleEndian,
  );
  const data = checkedVoxels(name, voxels);
  const hasScale = Number.isFinite(fields.slope) && fields.slope !== 0;
  const slope = hasScale ? fields.slope : 1;
  const intercept = hasScale && Number.isFinite(fields.intercept) ? fields.intercept : 0;
  const modality: Modality = guessModality({ data, slope, intercept });
  const id = contentId(data, JSON.stringify([grid, slope, intercept]));
  return { volume: { id, name, modality, grid, data, slope, intercept }, header: fields.header };
}

function dataOffset({ voxelOffset }: NiftiFields): number {
  return Math.max(NIFTI_1_DATA, Number.isFinite(voxelOffset) ? Math.floor(voxelOffset) : 0);
}

function voxelCount([i, j, k]: Vec3): number {
  return i * j * k;
}

function fileBytes(name: string, fields: NiftiFields): number {
  return dataOffset(fields) + voxelCount(sizeOf(name, fields)) * bytesPerVoxel(name, fields.datatype);
}

/** Three axes of at least two samples each; a trailing fourth axis may have one. */
function sizeOf(name: string, { shape }: NiftiFields): Vec3 {
  const [i = 0, j = 0, k = 0, ...rest] = shape;
  if (Math.min(i, j, k) < 2 || rest.some((n) => n > 1)) throw new AppError('volume-not-3d', { name, shape });
  return [i, j, k];
}

function gridOf(name: string, fields: NiftiFields): Grid {
  const size = sizeOf(name, fields);
  const { header } = fields;
  const voxelToWorld = headerAffine(header);
  if (!voxelToWorld) throw new AppError('volume-no-affine', { name });
  // A negative step in pixdim leaves open which way the axis runs; with an sform, pixdim takes no part.
  const sign = header.sformCode > 0 || Math.min(...header.pixdim.slice(1, 4)) > 0 ? 1 : -1;
  const spacingMm = spacing(voxelToWorld).map((mm) => sign * mm);
  const [least, most] = SPACING_RANGE_MM;
  if (!spacingMm.every((mm) => mm >= least && mm <= most))
    throw new AppError('volume-spacing', { name, spacingMm });
  if (!voxelToWorld.every(Number.isFinite)) throw new AppError('volume-spacing', { name, spacingMm });
  if (!invert(voxelToWorld)) throw new AppError('volume-affine-singular', { name });
  return { size, voxelToWorld };
}

function checkedVoxels(name: string, data: VoxelData): VoxelData {
  let [low, high, broken] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0];
  for (let n = 0; n < data.length; n++) {
    const value = data[n] ?? 0;
    if (!Number.isFinite(value)) broken += 1;
    else {
      if (value < low) low = value;
      if (value > high) high = value;
    }
  }
  if (broken === data.length) throw new AppError('volume-not-finite', { name });
  if (low === high) throw new AppError('volume-constant', { name, value: low });
  return broken === 0 ? data : data.map((value) => (Number.isFinite(value) ? value : low));
}

/** 64 bits of the voxels and of what places and scales them (FNV-1a over 32-bit words, twice). */
function contentId(data: VoxelData, context: string): VolumeId {
  const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  let first = 0x811c9dc5;
  let second = 0x9747b28c;
  const stir = (word: number) => {
    first = Math.imul(first ^ word, 0x01000193);
    second = Math.imul(second ^ word ^ (second >>> 15), 0x85ebca6b);
  };
  const words = bytes.length >> 2;
  for (let n = 0; n < words; n++) stir(view.getInt32(4 * n, true));
  for (let n = 4 * words; n < bytes.length; n++) stir(bytes[n] ?? 0);
  for (let n = 0; n < context.length; n++) stir(context.charCodeAt(n));
  const hex = (word: number) => (word >>> 0).toString(16).padStart(8, '0');
  return (hex(first) + hex(second)) as VolumeId;
}
