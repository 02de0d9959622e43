import { AppError } from '#errors.ts';
import type { Grid } from '#volume/types.ts';
import { storedBytes } from './data-file.ts';
import { foundVolumes, sizeOf } from './found-volumes.ts';
import { affineOf, headerText, LPS, latin1, numbersIn, wholeLength } from './header-text.ts';
import { listEach } from './list-each.ts';
import { bytesPerVoxel } from './nifti-voxels.ts';
import type { FoundScan, Reader } from './reader.ts';
import type { ScanContent } from './scan-content.ts';
import { endsWithList } from './slice-files.ts';

/**
 * MetaImage, .mha or .mhd with its voxels beside: raw, zlib or text, either byte order, several volumes along a fourth
 * axis. World coordinates are LPS; TransformMatrix holds the direction of one axis after the other, and AnatomicalOrientation
 * is a comment. Source: itk.org/Wiki/ITK/MetaIO/Documentation.
 */
export const metaImageReader: Reader = {
  recognises: (head) => {
    const text = latin1(head);
    return /^\s*[A-Za-z]\w*[ \t]*=/.test(text.slice(0, 64)) && isImage(text);
  },
  list: (own, options) => listEach(own, options, (content) => findMetaImage(content, options.all)),
};

/** Any field may come first; an image has a size and says how its voxels are stored. */
function isImage(text: string): boolean {
  return /^(?:NDims|DimSize)[ \t]*=/m.test(text) && /^(?:ObjectType|Comment|Element\w+)[ \t]*=/m.test(text);
}

type Fields = ReadonlyMap<string, string>;

/** NIfTI's codes for MetaImage's element types. */
const TYPES: Readonly<Record<string, number>> = {
  ...{ MET_CHAR: 256, MET_UCHAR: 2, MET_SHORT: 4, MET_USHORT: 512, MET_INT: 8, MET_UINT: 768 },
  ...{
    MET_LONG: 8,
    MET_ULONG: 768,
    MET_LONG_LONG: 1024,
    MET_ULONG_LONG: 1280,
    MET_FLOAT: 16,
    MET_DOUBLE: 64,
  },
};

async function findMetaImage(
  content: ScanContent,
  all: readonly ScanContent[],
): Promise<readonly FoundScan[]> {
  const { name } = content;
  // By definition the last line of the header.
  const { text, next } = await headerText(content, (start) => {
    // But for a list of files that follows it.
    if (endsWithList(start, /^ElementDataFile\s*=/m)) return wholeLength(start);
    const last = /^ElementDataFile\s*=[^\n]*(?:\n|$(?![\s\S]))/m.exec(start);
    return last ? last.index + last[0].length : undefined;
  });
  const fields = fieldsOf(text);
  const type = need(name, fields, 'ElementType');
  const datatype = Object.hasOwn(TYPES, type) ? TYPES[type] : undefined;
  if (datatype === undefined) throw new AppError('volume-datatype', { name, datatype: type.slice(0, 40) });
  const channels = fields.get('ElementNumberOfChannels') ?? '1';
  if (channels !== '1')
    throw new AppError('volume-datatype', { name, datatype: `${channels.slice(0, 10)} numbers each` });
  const { shape, grid } = placeOf(name, fields);
  const length = shape.reduce((product, n) => product * n, bytesPerVoxel(name, datatype));
  const isText = !isTrue(fields.get('BinaryData') ?? 'True');
  const order = fields.get('BinaryDataByteOrderMSB') ?? fields.get('ElementByteOrderMSB') ?? 'False';
  const littleEndian = isText || !isTrue(order);
  const bytes = storedBytes(content, all, {
    ...{ ...storageOf(name, fields, isText), next, datatype, length },
    lines: text.split(/^ElementDataFile\s*=[^\n]*\n/m)[1]?.split(/\r?\n/) ?? [],
  });
  return foundVolumes({ name, shape, datatype, littleEndian, grid }, bytes);
}

/** MetaIO goes by the first character, which may be a digit. */
function isTrue(value: string): boolean {
  return /^[t1]/i.test(value);
}

function fieldsOf(text: string): Fields {
  const fields = new Map<string, string>();
  for (const line of text.split(/\r?\n/)) {
    const at = line.indexOf('=');
    if (at > 0) fields.set(line.slice(0, at).trim(), line.slice(at + 1).trim());
  }
  return fields;
}

function need(name: string, fields: Fields, ...names: readonly string[]): string {
  const value = names.map((each) => fields.get(each)).find((each) => each !== undefined);
  if (value === undefined)
    throw new AppError('header-faulty', { name, field: names[0] ?? '', fault: 'missing' });
  return value;
}

function placeOf(name: string, fields: Fields): { readonly shape: readonly number[]; readonly grid: Grid } {
  const [dims = 0] = numbersIn(name, 'NDims', need(name, fields, 'NDims'), 1);
  const shape = numbersIn(name, 'DimSize', need(name, fields, 'DimSize'), dims);
  const size = sizeOf(name, shape);
  const matrix = fields.get('TransformMatrix') ?? fields.get('Rotation') ?? fields.get('Orientation');
  const offset = fields.get('Offset') ?? fields.get('Position') ?? fields.get('Origin');
  if (matrix === undefined || offset === undefined) throw new AppError('volume-no-affine', { name });
  const directions = numbersIn(name, 'TransformMatrix', matrix, dims * dims);
  const origin = numbersIn(name, 'Offset', offset, dims);
  const steps = numbersIn(name, 'ElementSpacing', need(name, fields, 'ElementSpacing', 'ElementSize'), dims);
  const columns = [0, 1, 2].map((axis) =>
    [0, 1, 2].map((row) => (directions[axis * dims + row] ?? 0) * (steps[axis] ?? 0)),
  );
  return { shape, grid: { size, voxelToWorld: affineOf(columns, origin, LPS) } };
}

/** How the voxels are stored, as far as the header says it. */
function storageOf(name: string, fields: Fields, isText: boolean) {
  const path = need(name, fields, 'ElementDataFile');
  const isPacked = isTrue(fields.get('CompressedData') ?? 'False');
  const encoding = isPacked ? ('zlib' as const) : ('raw' as const);
  const [skip = 0] = numbersIn(name, 'HeaderSize', fields.get('HeaderSize') ?? '0', 1);
  const packed = fields.get('CompressedDataSize');
  const [packedLength] = packed === undefined ? [] : numbersIn(name, 'CompressedDataSize', packed, 1);
  return {
    encoding: isText ? ('text' as const) : encoding,
    path: /^local$/i.test(path) ? undefined : path,
    field: 'ElementDataFile',
    skip,
    // Nought: it was not known when the header was written.
    ...(packedLength !== undefined && packedLength > 0 && { packedLength }),
  };
}
