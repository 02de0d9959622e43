import { AppError, type HeaderFault } from '#errors.ts';
import type { Affine, Grid, Vec3 } from '#volume/types.ts';
import { type StoredVoxels, storedBytes } from './data-file.ts';
import { foundVolumes, sizeOf } from './found-volumes.ts';
import { affineOf, headerText, LPS, numbersIn, wholeLength } from './header-text.ts';
import { listEach } from './list-each.ts';
import { bytesPerVoxel } from './nifti-voxels.ts';
import { layeredSegmentation } from './nrrd-layers.ts';
import type { FoundScan, Reader } from './reader.ts';
import type { ScanContent } from './scan-content.ts';
import { segmentFields } from './segment-fields.ts';
import type { FoundSegmentation } from './segmentation.ts';

/**
 * NRRD, attached or with its voxels in a file beside: raw, gzip and ascii, any axes order, several volumes along the last
 * axis. Orientation must be said (`space`, `space directions`). Source: teem.sourceforge.net/nrrd/format.html.
 */
export const nrrdReader: Reader = {
  recognises: (head) => [...'NRRD000'].every((character, n) => head[n] === character.charCodeAt(0)),
  list: (own, options) => listEach(own, options, (content) => findNrrd(content, options.all)),
};

type Fields = ReadonlyMap<string, string>;

/** NIfTI's codes for NRRD's names of types. */
const TYPES: Readonly<Record<string, number>> = {
  ...{ 'signed char': 256, int8: 256, int8_t: 256 },
  ...{ uchar: 2, 'unsigned char': 2, uint8: 2, uint8_t: 2 },
  ...{ short: 4, 'short int': 4, 'signed short': 4, 'signed short int': 4, int16: 4, int16_t: 4 },
  ...{ ushort: 512, 'unsigned short': 512, 'unsigned short int': 512, uint16: 512, uint16_t: 512 },
  ...{ int: 8, 'signed int': 8, int32: 8, int32_t: 8 },
  ...{ uint: 768, 'unsigned int': 768, uint32: 768, uint32_t: 768 },
  ...{ longlong: 1024, 'long long': 1024, 'long long int': 1024, int64: 1024, int64_t: 1024 },
  ...{ 'signed long long': 1024, 'signed long long int': 1024 },
  ...{
    ulonglong: 1280,
    'unsigned long long': 1280,
    'unsigned long long int': 1280,
    uint64: 1280,
    uint64_t: 1280,
  },
  ...{ float: 16, double: 64 },
};

/** What turns the world of a `space` to the patient's right, front and head. */
const SPACES: Readonly<Record<string, Vec3>> = {
  ...{ 'right-anterior-superior': [1, 1, 1], ras: [1, 1, 1] },
  ...{ 'left-anterior-superior': [-1, 1, 1], las: [-1, 1, 1] },
  ...{ 'left-posterior-superior': LPS, lps: LPS },
};

/** As they are written; a header is read as Latin-1, in which the UTF-8 of a sign for micro is two others; all in lower case. */
const UNITS_MM: Readonly<Record<string, number>> = {
  ...{ '': 1, mm: 1, millimeter: 1, millimeters: 1, millimetre: 1, millimetres: 1 },
  ...{ cm: 10, centimeter: 10, centimeters: 10, centimetre: 10, centimetres: 10 },
  ...{ m: 1000, meter: 1000, meters: 1000, metre: 1000, metres: 1000 },
  ...{ um: 0.001, µm: 0.001, âµm: 0.001, 'î¼m': 0.001, micron: 0.001, microns: 0.001 },
  ...{ micrometer: 0.001, micrometers: 0.001, micrometre: 0.001, micrometres: 0.001 },
};

async function findNrrd(
  content: ScanContent,
  all: readonly ScanContent[],
): Promise<readonly (FoundScan | FoundSegmentation)[]> {
  const { name } = content;
  const detached = (text: string) => /^data ?file:/im.test(text);
  const { text, next } = await headerText(content, (start) => {
    const blank = /\r?\n\r?\n/.exec(start);
    if (blank) return blank.index + blank[0].length;
    // A header alone may end with its file.
    return detached(start) ? wholeLength(start) : undefined;
  });
  const fields = fieldsOf(text);
  const datatype = typeOf(name, fields);
  const segments = segmentFields(text);
  // Of a segmentation the layers lie side by side in each voxel.
  const isLayered = segments.length > 0 && /^\s*none\b/i.test(fields.get('space directions') ?? '');
  const layers = isLayered ? (numbersIn(name, 'sizes', need(name, fields, 'sizes'))[0] ?? 0) : 1;
  const { shape, grid } = placeOf(name, isLayered ? withoutLayers(name, fields) : fields);
  const littleEndian = isLittleEndian(name, fields, datatype);
  const length = shape.reduce((product, n) => product * n, layers * bytesPerVoxel(name, datatype));
  const bytes = storedBytes(content, all, {
    ...{ ...storageOf(name, fields), next, datatype, length },
    lines: text.split(/^data ?file:[^\n]*\n/im)[1]?.split(/\r?\n/) ?? [],
  });
  const declared = { name, shape, datatype, littleEndian, grid };
  if (isLayered) return [layeredSegmentation({ ...declared, layers, segments }, bytes)];
  const named = segments.map(({ value: label, ...more }) => ({ label, ...more }));
  const labels = segments.length > 0 && { isLabels: true, labelNames: async () => named };
  return foundVolumes({ ...declared, ...labels }, bytes);
}

/** The header as it would be of one layer alone. */
function withoutLayers(name: string, fields: Fields): Fields {
  const rest = (field: string) => need(name, fields, field).trim().split(/\s+/).slice(1).join(' ');
  const [dimension = 0] = numbersIn(name, 'dimension', need(name, fields, 'dimension'), 1);
  return new Map([
    ...fields,
    ['dimension', String(dimension - 1)],
    ['sizes', rest('sizes')],
    ['space directions', need(name, fields, 'space directions').replace(/^\s*none/i, '')],
    ['kinds', ''],
  ]);
}

/** Fields are `name: value`; `key:=value` is somebody's own, a `#` a comment. */
function fieldsOf(text: string): Fields {
  const fields = new Map<string, string>();
  for (const line of text.split(/\r?\n/)) {
    const found = /^([^#:]+):(?!=) ?(.*)$/.exec(line);
    const [, key = '', value = ''] = found ?? [];
    if (found) fields.set(key.trim().toLowerCase(), value.trim());
  }
  return fields;
}

function need(name: string, fields: Fields, field: string): string {
  const value = fields.get(field);
  if (value === undefined) throw new AppError('header-faulty', { name, field, fault: 'missing' });
  return value;
}

function typeOf(name: string, fields: Fields): number {
  const type = need(name, fields, 'type').toLowerCase();
  const code = Object.hasOwn(TYPES, type) ? TYPES[type] : undefined;
  if (code === undefined) throw new AppError('volume-datatype', { name, datatype: type.slice(0, 40) });
  return code;
}

function isLittleEndian(name: string, fields: Fields, datatype: number): boolean {
  // Text has no order of bytes; it is read into ours.
  if (bytesPerVoxel(name, datatype) === 1 || encodingOf(name, fields) === 'text') return true;
  const endian = fields.get('endian')?.toLowerCase();
  if (endian === 'little' || endian === 'big') return endian === 'little';
  throw new AppError('header-faulty', { name, field: 'endian', fault: 'endian' });
}

/** The axes of space and, behind them, one that counts volumes. @throws AppError 'volume-no-affine', 'volume-not-3d' and others. */
function placeOf(name: string, fields: Fields): { readonly shape: readonly number[]; readonly grid: Grid } {
  const [dimension = 0] = numbersIn(name, 'dimension', need(name, fields, 'dimension'), 1);
  const sizes = numbersIn(name, 'sizes', need(name, fields, 'sizes'), dimension);
  const kinds = (fields.get('kinds') ?? '').toLowerCase();
  if (/rgba?-color|hsv-color|xyz-color/.test(kinds))
    throw new AppError('volume-datatype', { name, datatype: 'colours' });
  const stated = fields.get('space')?.toLowerCase() ?? '';
  const space = stated.replace(/-time$|^(.{3})t$/, '$1');
  const isTimed = space !== stated;
  const signs = Object.hasOwn(SPACES, space) ? SPACES[space] : undefined;
  const directions = fields.get('space directions');
  const origin = fields.get('space origin');
  if (!signs || directions === undefined) throw new AppError('volume-no-affine', { name });
  if (origin === undefined)
    throw new AppError('header-faulty', { name, field: 'space origin', fault: 'missing' });
  const vectors = vectorsIn(name, directions, dimension, isTimed).map((vector) => {
    const [x, y, z, time = 0] = vector ?? [];
    if (time === 0) return vector;
    // An axis of time is none of space, and none is both.
    if (x === 0 && y === 0 && z === 0) return undefined;
    throw new AppError('header-faulty', { name, field: 'space directions', fault: 'vectors' });
  });
  const spatial = vectors.flatMap((vector, axis) => (vector ? [axis] : []));
  const others = vectors.flatMap((vector, axis) => (vector || sizes[axis] === 1 ? [] : [axis]));
  // Values that lie side by side in each voxel, such as colours, are no scan.
  if (spatial.length !== 3 || others.length > 1 || others.some((axis) => axis < (spatial[2] ?? 0))) {
    throw new AppError('volume-not-3d', { name, shape: sizes });
  }
  const mm = unitMm(name, fields);
  const columns = spatial.map((axis) => (vectors[axis] ?? []).map((value) => value * mm));
  const from = (vectorsIn(name, origin, 1, isTimed)[0] ?? []).map((value) => value * mm);
  const voxelToWorld: Affine = affineOf(columns, from, signs);
  const shape = [...spatial, ...others].map((axis) => sizes[axis] ?? 0);
  return { shape, grid: { size: sizeOf(name, shape), voxelToWorld } };
}

/** "(1,0,0) none (0,1,0)": a vector of three for each axis of space; in a space with time of four. */
function vectorsIn(
  name: string,
  text: string,
  count: number,
  isTimed: boolean,
): readonly (readonly number[] | undefined)[] {
  const field = 'space directions';
  const parts = text.match(/\([^)]*\)|none/gi) ?? [];
  if (parts.length !== count || !(count <= 16)) {
    throw new AppError('header-faulty', { name, field, fault: 'vectors' });
  }
  return parts.map((part) => {
    if (/none/i.test(part)) return undefined;
    const count = isTimed && part.split(',').length === 4 ? 4 : 3;
    return numbersIn(name, field, part.slice(1, -1), count);
  });
}

function unitMm(name: string, fields: Fields): number {
  const given = [...(fields.get('space units') ?? '').matchAll(/"([^"]*)"/g)].map(([, unit = '']) => unit);
  const units = given.map((unit) => unit.trim().toLowerCase()).filter((unit) => unit !== '???');
  const sizes = new Set(units.map((unit) => (Object.hasOwn(UNITS_MM, unit) ? UNITS_MM[unit] : undefined)));
  const faulty = (fault: HeaderFault) => new AppError('header-faulty', { name, field: 'space units', fault });
  if (sizes.has(undefined)) throw faulty('unit');
  if (sizes.size > 1) throw faulty('differing');
  const [mm = 1] = sizes;
  return mm;
}

const ENCODINGS: Readonly<Record<string, StoredVoxels['encoding']>> = {
  ...{ raw: 'raw', gzip: 'gzip', gz: 'gzip', ascii: 'text', text: 'text', txt: 'text' },
};

function encodingOf(name: string, fields: Fields): StoredVoxels['encoding'] {
  const encoding = need(name, fields, 'encoding').toLowerCase();
  const known = Object.hasOwn(ENCODINGS, encoding) ? ENCODINGS[encoding] : undefined;
  if (!known) throw new AppError('encoding-unread', { name, encoding: encoding.slice(0, 40) });
  return known;
}

/** How the voxels are stored, as far as the header says it. */
function storageOf(name: string, fields: Fields) {
  const [skip = 0] = numbersIn(
    name,
    'byte skip',
    fields.get('byte skip') ?? fields.get('byteskip') ?? '0',
    1,
  );
  const [lines = 0] = numbersIn(
    name,
    'line skip',
    fields.get('line skip') ?? fields.get('lineskip') ?? '0',
    1,
  );
  if (lines !== 0) throw new AppError('encoding-unread', { name, encoding: 'voxels behind skipped lines' });
  const path = fields.get('data file') ?? fields.get('datafile');
  return { encoding: encodingOf(name, fields), path, field: 'data file', skip };
}
