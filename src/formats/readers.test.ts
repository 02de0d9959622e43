import { gzipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { AppError } from '#errors.ts';
import { makePhantom } from '#testing/phantom.ts';
import { GRID_KINDS, type GridKind, phantomGrid } from '#testing/phantom-grid.ts';
import { edited, metaImage, mgh, nrrd, type Written } from '#testing/write-formats.ts';
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
  ['NRRD of slices in files', 'encoding-unread', () => nrrdWith(/encoding/, 'data file: LIST\nencoding')],
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
