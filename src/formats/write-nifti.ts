import type { Vec3 } from '#volume/types.ts';
import type { NiftiHeader } from './nifti-header.ts';

export interface NiftiImage {
  /** Samples along i, j, k; i varies fastest in `data`. */
  readonly size: Vec3;
  /** Of the file that the image was made from, or `gridHeader(grid)`. */
  readonly header: NiftiHeader;
  readonly data: Uint8Array | Uint16Array | Int16Array | Float32Array;
  /** Intensity = data * slope + intercept; 1 and 0 unless given. */
  readonly slope?: number;
  readonly intercept?: number;
  /** At most 79 ASCII characters. */
  readonly description?: string;
}

const HEADER_BYTES = 352;

/**
 * A NIfTI-1 file, little-endian. Its qform and sform are those of `header`, number for number, so the image lies on
 * the grid of the file that the header came from; no text of that file is copied, for it may name the patient.
 */
export function writeNifti(image: NiftiImage): Uint8Array<ArrayBuffer> {
  const { size, data } = image;
  if (data.length !== size[0] * size[1] * size[2])
    throw new RangeError('writeNifti: data does not fill size');
  const bytes = new Uint8Array(HEADER_BYTES + data.byteLength);
  writeHeader(new DataView(bytes.buffer), image);
  bytes.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), HEADER_BYTES);
  return bytes;
}

/** A NIfTI-1 file like those of `writeNifti` whose voxels `paint` fills in where they lie; they begin as 0. */
export function paintNifti(
  image: Omit<NiftiImage, 'data'> & { readonly isWide: boolean },
  paint: (voxels: Uint8Array | Uint16Array) => void,
): Uint8Array<ArrayBuffer> {
  const { size, isWide } = image;
  const count = size[0] * size[1] * size[2];
  const bytes = new Uint8Array(HEADER_BYTES + (isWide ? 2 : 1) * count);
  const Voxels = isWide ? Uint16Array : Uint8Array;
  const data = new Voxels(bytes.buffer, HEADER_BYTES, count);
  writeHeader(new DataView(bytes.buffer), { ...image, data });
  paint(data);
  return bytes;
}

/** Bytes as a gzip file; the browser and Node each have their own, faster than any in JavaScript. */
export type Gzip = (bytes: Uint8Array<ArrayBuffer>) => Promise<Uint8Array<ArrayBuffer>>;

/** As `writeNifti`, gzipped (.nii.gz). */
export function writeNiftiGz(image: NiftiImage, gzip: Gzip): Promise<Uint8Array<ArrayBuffer>> {
  return gzip(writeNifti(image));
}

function writeHeader(
  view: DataView,
  { size, header, data, slope = 1, intercept = 0, description }: NiftiImage,
) {
  const int16 = (offset: number, ...values: readonly number[]) =>
    values.forEach((value, n) => {
      view.setInt16(offset + 2 * n, value, true);
    });
  const float32 = (offset: number, ...values: readonly number[]) =>
    values.forEach((value, n) => {
      view.setFloat32(offset + 4 * n, value, true);
    });
  view.setInt32(0, 348, true);
  view.setUint8(38, 'r'.charCodeAt(0));
  int16(40, 3, ...size, 1, 1, 1, 1);
  int16(70, datatype(data), 8 * data.BYTES_PER_ELEMENT);
  float32(76, ...header.pixdim);
  float32(108, HEADER_BYTES, slope, intercept);
  view.setUint8(123, header.xyztUnits);
  ascii(view, 148, (description ?? '').slice(0, 79));
  int16(252, header.qformCode, header.sformCode);
  float32(256, ...header.quaternion, ...header.qoffset, ...header.srow);
  ascii(view, 344, 'n+1');
}

function datatype(data: NiftiImage['data']): number {
  if (data instanceof Uint8Array) return 2;
  if (data instanceof Int16Array) return 4;
  return data instanceof Float32Array ? 16 : 512;
}

function ascii(view: DataView, offset: number, text: string) {
  for (let n = 0; n < text.length; n++) view.setUint8(offset + n, text.charCodeAt(n) & 127);
}
