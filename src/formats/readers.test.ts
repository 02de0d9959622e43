import { gzipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { AppError } from '#errors.ts';
import { makePhantom } from '#testing/phantom.ts';
import { GRID_KINDS, type GridKind, phantomGrid } from '#testing/phantom-grid.ts';
import { edited, joined, metaImage, mgh, nrrd, type Written } from '#testing/write-formats.ts';
import type { WorldBox } from '#volume/types.ts';
import { gridHeader } from './nifti-header.ts';
import { openScan } from './open-scan.ts';
import { blobFile } from './scan-file.ts';
import { writeNifti } from './write-nifti.ts';

/** Small, off centre on every axis, with air in it. */
const FLANK: WorldBox = { from: [40, -70, -40], to: [170, 20, 50] };

function phantom(kind: GridKind): Written {
  const grid = phantomGrid(kind, kind === 'anisotropic' ? [3, 4, 9] : 5, FLANK);
  return { grid, data: Int16Array.from(makePhantom({ seed: 5, grid }).volume.data) };
}

type Files = Readonly<Record<string, Uint8Array>>;

const open = (files: Files) =>
  openScan(Object.entries(files).map(([name, bytes]) => blobFile(name, new Blob([new Uint8Array(bytes)]))));

async function refusal(files: Files): Promise<string> {
  try {
    await open(files);
    return 'opened';
  } catch (error) {
    if (error instanceof AppError) return error.code;
    throw error;
  }
}

/** A header and image apart, as NIfTI-1 has them. */
function pair({ grid, data }: Written): { readonly header: Uint8Array; readonly image: Uint8Array } {
  const bytes = writeNifti({ size: grid.size, header: gridHeader(grid), data });
  const header = bytes.slice(0, 348);
  header.set([0x6e, 0x69, 0x31], 344);
  new DataView(header.buffer).setFloat32(108, 0, true);
  return { header, image: bytes.slice(352) };
}

/** A file for each slice, or for so many. */
function slices({ grid: { size } }: Written, data: Uint8Array, name: (n: number) => string, of = 1): Files {
  const each = 2 * size[0] * size[1] * of;
  return Object.fromEntries(
    Array.from({ length: size[2] / of }, (_, n) => [name(n), data.subarray(n * each, (n + 1) * each)]),
  );
}

const WAYS: readonly (readonly [string, (scan: Written) => Files])[] = [
  ['NRRD, raw, LPS', (scan) => ({ 'a.nrrd': nrrd(scan).header })],
  [
    'NRRD, gzip, RAS, big-endian',
    (scan) => ({ 'a.nrrd': nrrd(scan, { space: 'RAS', encoding: 'gzip', littleEndian: false }).header }),
  ],
  ['NRRD, text, LAS', (scan) => ({ 'a.nrrd': nrrd(scan, { space: 'LAS', encoding: 'ascii' }).header })],
  ['NRRD packed as a whole', (scan) => ({ 'a.nrrd.gz': gzipSync(nrrd(scan).header) })],
  [
    'NRRD with its voxels beside, which come first',
    (scan) => {
      const { header, data } = nrrd(scan, { detached: './a.raw' });
      return { 'a.raw': data, 'a.nhdr': header };
    },
  ],
  [
    'NRRD with packed voxels beside',
    (scan) => {
      const { header, data } = nrrd(scan, { detached: 'a.raw.gz', encoding: 'gzip' });
      return { 'a.nhdr': header, 'a.raw.gz': data };
    },
  ],
  ['MetaImage, raw', (scan) => ({ 'a.mha': metaImage(scan).header })],
  ['MetaImage, zlib', (scan) => ({ 'a.mha': metaImage(scan, { encoding: 'zlib' }).header })],
  ['MetaImage, text', (scan) => ({ 'a.mha': metaImage(scan, { encoding: 'text' }).header })],
  [
    'MetaImage with its voxels beside, big-endian',
    (scan) => {
      const { header, data } = metaImage(scan, { detached: 'a.raw', littleEndian: false });
      return { 'a.mhd': header, 'A.RAW': data };
    },
  ],
  [
    'MetaImage with packed voxels beside',
    (scan) => {
      const { header, data } = metaImage(scan, { detached: 'a.zraw', encoding: 'zlib' });
      return { 'a.zraw': data, 'a.mhd': header };
    },
  ],
  [
    'NRRD with a file for each slice, listed',
    (scan) => {
      // Longer than what is read at first.
      const names = (n: number) => `slices/${'IM'.repeat(200)}.${n + 1}`;
      const list = [
        'LIST',
        ...scan.grid.size.slice(2).flatMap((count) => [...Array(count).keys()].map(names)),
      ];
      const { header, data } = nrrd(scan, { detached: list.join('\n') });
      return { 'd/a.nhdr': edited(header, /\n\n$/, '\n'), ...slices(scan, data, (n) => `d/${names(n)}`) };
    },
  ],
  [
    'NRRD with a packed file for one or two slices each, counted down',
    (scan) => {
      const of = scan.grid.size[2] % 2 === 0 ? 2 : 1;
      const count = scan.grid.size[2] / of;
      const { header, data } = nrrd(scan, { detached: `im%d.raw.gz ${count} 1 -1` });
      const packed = Object.entries(slices(scan, data, (n) => `im${count - n}.raw.gz`, of));
      return {
        'a.nhdr': edited(header, 'encoding: raw', 'encoding: gzip'),
        ...Object.fromEntries(packed.map(([name, bytes]) => [name, gzipSync(bytes)])),
      };
    },
  ],
  [
    'MetaImage with a file for each slice, counted',
    (scan) => {
      const { header, data } = metaImage(scan, { detached: `im%03d.raw 3 ${scan.grid.size[2] + 2} 1` });
      return { ...slices(scan, data, (n) => `im${String(n + 3).padStart(3, '0')}.raw`), 'a.mhd': header };
    },
  ],
  [
    'MetaImage with a file for each slice behind a header, listed',
    (scan) => {
      const list = ['LIST', ...Array.from({ length: scan.grid.size[2] }, (_, n) => `${n}.raw`)];
      const { header, data } = metaImage(scan, { detached: list.join('\r\n'), more: ['HeaderSize = -1'] });
      const files = Object.entries(slices(scan, data, (n) => `${n}.raw`));
      const behind = files.map(([name, bytes]) => [name, joined(new Uint8Array(9), bytes)]);
      return { 'a.mhd': header, ...Object.fromEntries(behind) };
    },
  ],
  [
    'MetaImage, zlib, of a length that was not known',
    (scan) => {
      const { header } = metaImage(scan, { encoding: 'zlib' });
      return { 'a.mha': edited(header, /CompressedDataSize = \d+/, 'CompressedDataSize = 0') };
    },
  ],
  ['MGH', (scan) => ({ 'a.mgh': mgh(scan) })],
  ['MGZ', (scan) => ({ 'a.mgz': gzipSync(mgh(scan)) })],
  [
    'a NIfTI pair',
    (scan) => {
      const { header, image } = pair(scan);
      return { 'a.hdr': header, 'a.img': image };
    },
  ],
  [
    'a packed NIfTI pair, image first',
    (scan) => {
      const { header, image } = pair(scan);
      return { 'a.img.gz': gzipSync(image), 'a.hdr.gz': gzipSync(header) };
    },
  ],
];

describe.each(WAYS)('%s', (_, files) => {
  test.each(GRID_KINDS)('lies where it was stored, voxel for voxel: %s', async (kind) => {
    const scan = phantom(kind);
    const { volume } = await open(files(scan));
    expect(volume.grid.size).toEqual(scan.grid.size);
    // 5e-5 mm: MGH and NIfTI keep float32, the centre of the one becoming a corner.
    for (const [n, mm] of volume.grid.voxelToWorld.entries()) {
      expect(Math.abs(mm - (scan.grid.voxelToWorld[n] ?? Number.NaN))).toBeLessThan(5e-5);
    }
    expect(volume.data.length).toBe(scan.data.length);
    expect(volume.data.every((value, n) => value === scan.data[n])).toBe(true);
  });
});

const scan = phantom('oblique');
const nrrdWith = (from: RegExp, to: string) => ({ 'a.nrrd': edited(nrrd(scan).header, from, to) });
const mhaWith = (from: RegExp, to: string) => ({ 'a.mha': edited(metaImage(scan).header, from, to) });

test.each<readonly [string, string, () => Files]>([
  ['NRRD without a space', 'volume-no-affine', () => nrrdWith(/space: .*\n/, '')],
  ['NRRD without directions', 'volume-no-affine', () => nrrdWith(/space directions: .*\n/, '')],
  [
    'NRRD in a scanner’s own space',
    'volume-no-affine',
    () => nrrdWith(/space: .*\n/, 'space: scanner-xyz\n'),
  ],
  ['NRRD without an origin', 'header-faulty', () => nrrdWith(/space origin: .*\n/, '')],
  [
    'NRRD with colours',
    'volume-datatype',
    () => nrrdWith(/endian/, 'kinds: RGB-color domain domain\nendian'),
  ],
  [
    'NRRD with vectors',
    'volume-not-3d',
    () => ({
      'a.nrrd': edited(
        nrrdWith(/dimension: 3/, 'dimension: 4')['a.nrrd'],
        /sizes: .*\nspace directions: /,
        'sizes: 3 9 9 9\nspace directions: none ',
      ),
    }),
  ],
  ['NRRD of blocks', 'volume-datatype', () => nrrdWith(/short/, 'block')],
  ['NRRD packed as bzip2', 'encoding-unread', () => nrrdWith(/raw/, 'bzip2')],
  ['NRRD without an order of bytes', 'header-faulty', () => nrrdWith(/endian: .*\n/, '')],
  [
    'NRRD of slices that are not there',
    'data-missing',
    () => nrrdWith(/\n\n/, '\ndata file: LIST\nx.raw\n\n'),
  ],
  ['NRRD of no slices', 'header-faulty', () => nrrdWith(/\n\n/, '\ndata file: LIST\n\n')],
  [
    'NRRD of slices of which one is cut off',
    'file-truncated',
    () => {
      const { header, data } = nrrd(scan, { detached: `%02d.raw 0 ${scan.grid.size[2] - 1}` });
      const files = slices(scan, data, (n) => `${String(n).padStart(2, '0')}.raw`);
      return { ...files, 'a.nhdr': header, '01.raw': files['01.raw']?.slice(1) ?? data };
    },
  ],
  [
    'NRRD without its voxels',
    'data-missing',
    () => ({ 'a.nhdr': nrrd(scan, { detached: '../a.raw' }).header }),
  ],
  ['NRRD cut off', 'file-truncated', () => ({ 'a.nrrd': nrrd(scan).header.slice(0, -1) })],
  [
    'NRRD cut off, packed',
    'file-truncated',
    () => ({ 'a.nrrd': nrrd(scan, { encoding: 'gzip' }).header.slice(0, -200) }),
  ],
  [
    'NRRD cut off, as text',
    'file-truncated',
    () => ({ 'a.nrrd': edited(nrrd(scan, { encoding: 'ascii' }).header, /\n-?\d+$/, '') }),
  ],
  ['NRRD cut off in its header', 'header-faulty', () => ({ 'a.nrrd': nrrd(scan).header.slice(0, 90) })],
  [
    'MetaImage without its voxels',
    'data-missing',
    () => ({ 'a.mhd': metaImage(scan, { detached: 'a.raw' }).header }),
  ],
  [
    'MetaImage that names itself',
    'data-missing',
    () => ({ 'a.mhd': metaImage(scan, { detached: 'a.mhd' }).header }),
  ],
  ['MetaImage without directions', 'volume-no-affine', () => mhaWith(/TransformMatrix.*\n/, '')],
  ['MetaImage without a spacing', 'header-faulty', () => mhaWith(/ElementSpacing.*\n/, '')],
  [
    'MetaImage with three numbers a voxel',
    'volume-datatype',
    () => mhaWith(/ElementType/, 'ElementNumberOfChannels = 3\nElementType'),
  ],
  ['MetaImage of one slice', 'volume-not-3d', () => mhaWith(/DimSize.*\n/, 'DimSize = 26 18 1\n')],
  ['MetaImage cut off', 'file-truncated', () => ({ 'a.mha': metaImage(scan).header.slice(0, -1) })],
  [
    'MetaImage cut off, packed',
    'damaged-gzip',
    () => ({ 'a.mha': metaImage(scan, { encoding: 'zlib' }).header.slice(0, -9) }),
  ],
  ['MGH cut off', 'file-truncated', () => ({ 'a.mgh': mgh(scan).slice(0, -1) })],
  ['MGH without an orientation', 'volume-no-affine', () => ({ 'a.mgh': mgh(scan).fill(0, 28, 30) })],
  [
    'a header without its image',
    'data-missing',
    () => ({ 'a.hdr': pair(scan).header, 'b.img': pair(scan).image }),
  ],
])('%s is refused', async (_, code, files) => {
  expect(await refusal(files())).toBe(code);
});

test('a bit turned over among voxels that are packed within a file is noticed', async () => {
  for (const files of [
    { 'a.nrrd': nrrd(scan, { encoding: 'gzip' }).header },
    { 'a.mha': metaImage(scan, { encoding: 'zlib' }).header },
  ]) {
    const [[name, bytes] = ['', new Uint8Array()]] = Object.entries(files);
    for (let n = 1; n <= 8; n++) {
      const flipped = bytes.slice();
      const at = bytes.length - 40 * n;
      flipped[at] = (flipped[at] ?? 0) ^ (1 << (n % 8));
      expect(await refusal({ [name]: flipped })).toMatch(/damaged-gzip|file-truncated/);
    }
  }
});
