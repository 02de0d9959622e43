import { gzipSync, zlibSync } from 'fflate';
import { axisCodes } from '#volume/affine.ts';
import type { Affine, Grid } from '#volume/types.ts';

/** A scan of 16-bit voxels to be written in some format. */
export interface Written {
  readonly grid: Grid;
  readonly data: Int16Array;
}

/** A file whose text is changed, a character a byte. */
export function edited(bytes: Uint8Array, from: RegExp | string, to: string): Uint8Array {
  return text(
    Array.from(bytes, (byte) => String.fromCharCode(byte))
      .join('')
      .replace(from, to),
  );
}

const text = (content: string) => Uint8Array.from(content, (character) => character.charCodeAt(0));

export function joined(...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

export function bytesOf({ data }: Written, littleEndian = true): Uint8Array {
  const bytes = new Uint8Array(2 * data.length);
  const view = new DataView(bytes.buffer);
  for (const [n, value] of data.entries()) view.setInt16(2 * n, value, littleEndian);
  return bytes;
}

const column = (m: Affine, axis: number) => [m[axis] ?? 0, m[4 + axis] ?? 0, m[8 + axis] ?? 0];
const vector = (values: readonly number[]) => `(${values.join(',')})`;

/** The axes of `grid` as left, back and head have them. */
function inLps({ voxelToWorld }: Grid): Affine {
  return voxelToWorld.map((mm, n) => (n < 8 ? -mm : mm)) as unknown as Affine;
}

export interface NrrdOptions {
  readonly space?: 'RAS' | 'LPS' | 'LAS';
  readonly encoding?: 'raw' | 'gzip' | 'ascii';
  readonly littleEndian?: boolean;
  /** The name of the file beside that has the voxels. */
  readonly detached?: string;
  /** Further lines of the header. */
  readonly more?: readonly string[];
}

/** Header with voxels, or header and voxels apart. */
export function nrrd(
  scan: Written,
  { space = 'LPS', encoding = 'raw', littleEndian = true, detached, more = [] }: NrrdOptions = {},
): { readonly header: Uint8Array<ArrayBuffer>; readonly data: Uint8Array<ArrayBuffer> } {
  const signs = { RAS: [1, 1, 1], LPS: [-1, -1, 1], LAS: [-1, 1, 1] }[space];
  const own = (values: readonly number[]) => vector(values.map((value, axis) => value * (signs[axis] ?? 1)));
  const { voxelToWorld, size } = scan.grid;
  const lines = [
    'NRRD0004',
    '# made for a test',
    'type: short',
    'dimension: 3',
    `space: ${{ RAS: 'right-anterior-superior', LPS: 'left-posterior-superior', LAS: 'left-anterior-superior' }[space]}`,
    `sizes: ${size.join(' ')}`,
    `space directions: ${[0, 1, 2].map((axis) => own(column(voxelToWorld, axis))).join(' ')}`,
    `space origin: ${own(column(voxelToWorld, 3))}`,
    `endian: ${littleEndian ? 'little' : 'big'}`,
    `encoding: ${encoding}`,
    ...(detached === undefined ? [] : [`data file: ${detached}`]),
    ...more,
  ];
  const plain = encoding === 'ascii' ? text(scan.data.join('\n')) : bytesOf(scan, littleEndian);
  const data = encoding === 'gzip' ? gzipSync(plain) : plain;
  const header = text(`${lines.join('\n')}\n\n`);
  return { header: detached === undefined ? joined(header, data) : header, data: joined(data) };
}

export interface MetaImageOptions {
  readonly encoding?: 'raw' | 'zlib' | 'text';
  readonly littleEndian?: boolean;
  readonly detached?: string;
  readonly more?: readonly string[];
}

export function metaImage(
  scan: Written,
  { encoding = 'raw', littleEndian = true, detached, more = [] }: MetaImageOptions = {},
): { readonly header: Uint8Array<ArrayBuffer>; readonly data: Uint8Array<ArrayBuffer> } {
  const m = inLps(scan.grid);
  const axes = [0, 1, 2].map((axis) => column(m, axis));
  const steps = axes.map((axis) => Math.hypot(...axis));
  const plain = encoding === 'text' ? text(scan.data.join(' ')) : bytesOf(scan, littleEndian);
  const data = encoding === 'zlib' ? zlibSync(plain) : plain;
  const lines = [
    'ObjectType = Image',
    'NDims = 3',
    `BinaryData = ${encoding === 'text' ? 'False' : 'True'}`,
    `BinaryDataByteOrderMSB = ${littleEndian ? 'False' : 'True'}`,
    ...(encoding === 'zlib' ? ['CompressedData = True', `CompressedDataSize = ${data.length}`] : []),
    `TransformMatrix = ${axes.flatMap((axis, n) => axis.map((value) => value / (steps[n] ?? 1))).join(' ')}`,
    `Offset = ${column(m, 3).join(' ')}`,
    'CenterOfRotation = 0 0 0',
    // Often wrong, so nobody may believe it.
    `AnatomicalOrientation = ${axisCodes(scan.grid.voxelToWorld) === 'RAS' ? 'LPI' : 'RAI'}`,
    `ElementSpacing = ${steps.join(' ')}`,
    `DimSize = ${scan.grid.size.join(' ')}`,
    'ElementType = MET_SHORT',
    ...more,
    `ElementDataFile = ${detached ?? 'LOCAL'}`,
  ];
  const header = text(`${lines.join('\n')}\n`);
  return { header: detached === undefined ? joined(header, data) : header, data: joined(data) };
}

/** FreeSurfer's; its header keeps float32. */
export function mgh(scan: Written): Uint8Array<ArrayBuffer> {
  const { size, voxelToWorld: m } = scan.grid;
  const view = new DataView(new ArrayBuffer(284));
  for (const [n, value] of [1, ...size, 1, 4, 0].entries()) view.setInt32(4 * n, value);
  view.setInt16(28, 1);
  const axes = [0, 1, 2].map((axis) => column(m, axis));
  const steps = axes.map((axis) => Math.hypot(...axis));
  const directions = axes.flatMap((axis, n) => axis.map((value) => value / (steps[n] ?? 1)));
  const centre = [0, 1, 2].map(
    (row) =>
      (m[4 * row + 3] ?? 0) + axes.reduce((sum, axis, n) => sum + ((axis[row] ?? 0) * (size[n] ?? 0)) / 2, 0),
  );
  for (const [n, value] of [...steps, ...directions, ...centre].entries()) view.setFloat32(30 + 4 * n, value);
  return joined(new Uint8Array(view.buffer), bytesOf(scan, false));
}
