import { gzipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { AppError } from '#errors.ts';
import { makePhantom } from '#testing/phantom.ts';
import { GRID_KINDS, type GridKind, phantomGrid } from '#testing/phantom-grid.ts';
import { edited, joined, metaImage, nrrd, type Written } from '#testing/write-formats.ts';
import { listScans, openListed } from './list-scans.ts';
import { gridHeader } from './nifti-header.ts';
import { toVoxels } from './nifti-voxels.ts';
import { openScan } from './open-scan.ts';
import { blobFile } from './scan-file.ts';
import { writeNifti } from './write-nifti.ts';

/** Ways in which programs write one and the same scan, of which each must give it, or say why not. */
function phantom(kind: GridKind): Written {
  const steps = kind === 'anisotropic' ? ([3, 4, 9] as const) : 5;
  const grid = phantomGrid(kind, steps, { from: [40, -70, -40], to: [170, 20, 50] });
  return { grid, data: Int16Array.from(makePhantom({ seed: 5, grid }).volume.data) };
}

const SCAN = phantom('oblique');

type Files = Readonly<Record<string, Uint8Array>>;

const scanFiles = (files: Files) =>
  Object.entries(files).map(([path, bytes]) => blobFile(path, new Blob([new Uint8Array(bytes)])));
const open = (files: Files) => openScan(scanFiles(files));

const SKIPPED = new Uint8Array(16).fill(77);

/** A detached header whose voxels are packed behind bytes that it skips. */
function skipping(scan: Written, skip: number): Files {
  const { header, data } = nrrd(scan, { detached: 'a.raw.gz' });
  return {
    'a.nhdr': edited(header, 'encoding: raw', `byte skip: ${skip}\nencoding: gzip`),
    'a.raw.gz': gzipSync(joined(SKIPPED, data)),
  };
}

/** Two volumes in a space with time, each the scan, the second with every value one larger. */
function timed(scan: Written, time = '0,0,0,2.5'): Files {
  const { header, data } = nrrd(scan);
  const second = nrrd({ ...scan, data: scan.data.map((value) => value + 1) }).data;
  const lines: readonly (readonly [RegExp | string, string])[] = [
    ['dimension: 3', 'dimension: 4'],
    ['superior', 'superior-time'],
    [/(sizes: .*)/, '$1 2'],
    [/\)(?=[ \n])/g, ',0)'],
    [/(space directions: .*)/, `$1 (${time})`],
    [/(space origin: .*),0\)/, '$1,7)'],
  ];
  const told = lines.reduce<Uint8Array>(
    (bytes, [from, to]) => edited(bytes, from, to),
    header.slice(0, -data.length),
  );
  return { 'a.nrrd': joined(told, data, second) };
}

test.each(GRID_KINDS)('NRRD in a space with time has each volume in its place: %s', async (kind) => {
  const scan = phantom(kind);
  const { scans } = await listScans(scanFiles(timed(scan)));
  expect(scans).toHaveLength(2);
  for (const [n, listed] of scans.entries()) {
    const { grid, data } = (await openListed(listed)).volume;
    expect(grid.size).toEqual(scan.grid.size);
    expect(grid.voxelToWorld).toEqual(scan.grid.voxelToWorld.map((mm) => expect.closeTo(mm, 6)));
    expect(data.every((value, at) => value === (scan.data[at] ?? 0) + n)).toBe(true);
  }
});

test('NRRD with an axis of space and time at once is refused', async () => {
  await expect(open(timed(SCAN, '0,0,1,2.5'))).rejects.toMatchObject({
    code: 'header-faulty',
    details: { field: 'space directions', fault: 'vectors' },
  });
});

/** With a line end of Windows at every line of the header. */
function windows(bytes: Uint8Array, last: string): Uint8Array {
  const text = String.fromCharCode(...bytes.subarray(0, 2000));
  const end = text.indexOf('\n', text.indexOf(last)) + 1;
  const header = text.slice(0, end).replaceAll('\n', '\r\n');
  return joined(
    Uint8Array.from(header, (character) => character.charCodeAt(0)),
    bytes.subarray(end),
  );
}

function nifti2({ grid, data }: Written, offset: number): Uint8Array {
  const one = writeNifti({ size: grid.size, header: gridHeader(grid), data });
  const [from, to] = [new DataView(one.buffer), new DataView(new ArrayBuffer(544))];
  to.setInt32(0, 540, true);
  for (const [n, byte] of [0x6e, 0x2b, 0x32, 0, 0x0d, 0x0a, 0x1a, 0x0a].entries()) to.setUint8(4 + n, byte);
  to.setInt16(12, from.getInt16(70, true), true);
  to.setInt16(14, from.getInt16(72, true), true);
  for (let n = 0; n < 8; n++) {
    to.setBigInt64(16 + 8 * n, BigInt(from.getInt16(40 + 2 * n, true)), true);
    to.setFloat64(104 + 8 * n, from.getFloat32(76 + 4 * n, true), true);
  }
  to.setBigInt64(168, BigInt(offset), true);
  to.setFloat64(176, from.getFloat32(112, true), true);
  to.setInt32(344, from.getInt16(252, true), true);
  to.setInt32(348, from.getInt16(254, true), true);
  for (let n = 0; n < 3; n++) {
    to.setFloat64(352 + 8 * n, from.getFloat32(256 + 4 * n, true), true);
    to.setFloat64(376 + 8 * n, from.getFloat32(268 + 4 * n, true), true);
  }
  for (let n = 0; n < 12; n++) to.setFloat64(400 + 8 * n, from.getFloat32(280 + 4 * n, true), true);
  to.setInt32(500, from.getUint8(123), true);
  return joined(new Uint8Array(to.buffer), one.subarray(352));
}

/** One file whose voxels begin where it says. */
function nifti1({ grid, data }: Written, offset: number): Uint8Array {
  const bytes = writeNifti({ size: grid.size, header: gridHeader(grid), data });
  const header = bytes.slice(0, 348);
  new DataView(header.buffer).setFloat32(108, offset, true);
  const gap = new Uint8Array(Math.max(0, (offset || 352) - 348));
  // Behind the voxels is something else, so that nothing but the header says where they begin.
  return joined(header, gap, bytes.subarray(352), SKIPPED);
}

const big = (scan: Written) => metaImage(scan, { littleEndian: false }).header;

const WAYS: readonly (readonly [string, (scan: Written) => Files])[] = [
  [
    'MetaImage with line ends of Windows',
    (scan) => ({ 'a.mha': windows(metaImage(scan).header, 'ElementDataFile') }),
  ],
  [
    'MetaImage that begins with a name',
    (scan) => ({ 'a.mha': joined(asBytes('Name = x\n'), metaImage(scan).header) }),
  ],
  ['MetaImage that writes 1 for true', (scan) => ({ 'a.mha': edited(big(scan), /MSB = True/, 'MSB = 1') })],
  ['MetaImage that writes T for true', (scan) => ({ 'a.mha': edited(big(scan), /MSB = True/, 'MSB = T') })],
  ['NRRD with packed voxels behind skipped bytes', (scan) => skipping(scan, SKIPPED.length)],
  [
    'NRRD with such bytes and voxels packed in its own file',
    (scan) => {
      const { header, data } = nrrd(scan, { detached: 'a' });
      const own = edited(header, /data file: .*\n/, `byte skip: ${SKIPPED.length}\n`);
      const packed = gzipSync(joined(SKIPPED, data));
      return { 'a.nrrd': joined(edited(own, 'encoding: raw', 'encoding: gzip'), packed) };
    },
  ],
  [
    'NRRD with a key of its own that is called as a field',
    (scan) => ({ 'a.nrrd': nrrd(scan, { more: ['type:=float'] }).header }),
  ],
  ['NRRD in millimetres, spelled out', (scan) => ({ 'a.nrrd': inUnit(scan, 'Millimeters') })],
  [
    'NRRD whose voxels lie in a folder below',
    (scan) => {
      const { header, data } = nrrd(scan, { detached: './voxels/a.raw' });
      return { 'all/a.nhdr': header, 'all/voxels/a.raw': data, 'all/other/a.raw': data.slice(0, 100) };
    },
  ],
  ['NIfTI-1 that does not say where its voxels begin', (scan) => ({ 'a.nii': nifti1(scan, 0) })],
  ['NIfTI-1 with its voxels right behind the header', (scan) => ({ 'a.nii': nifti1(scan, 348) })],
  ['NIfTI-2 that does not say where its voxels begin', (scan) => ({ 'a.nii': nifti2(scan, 0) })],
  ['NIfTI-2 that says it', (scan) => ({ 'a.nii': nifti2(scan, 544) })],
];

describe.each(WAYS)('%s is read as it was stored', (_, files) => {
  test.each(GRID_KINDS)('%s', async (kind) => {
    const scan = phantom(kind);
    const { volume } = await open(files(scan));
    expect(volume.grid.size).toEqual(scan.grid.size);
    // 5e-5 mm: NIfTI-1 keeps float32.
    for (const [n, mm] of volume.grid.voxelToWorld.entries()) {
      expect(Math.abs(mm - (scan.grid.voxelToWorld[n] ?? Number.NaN))).toBeLessThan(5e-5);
    }
    expect(volume.data).toEqual(scan.data);
  });
});

function asBytes(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}

function inUnit(scan: Written, unit: string): Uint8Array {
  return nrrd(scan, { more: [`space units: "${unit}" "${unit}" "${unit}"`] }).header;
}

test.each<readonly [string, Files, string, string | undefined]>([
  ['bytes that are skipped from the end of what is packed', skipping(SCAN, -1), 'encoding-unread', undefined],
  ['a unit of length that is not known', { 'a.nrrd': inUnit(SCAN, 'furlong') }, 'header-faulty', 'unit'],
  ['voxels within the header', { 'a.nii': nifti1(SCAN, 100) }, 'header-faulty', 'no-place'],
])('%s are refused with a reason', async (_, files, code, fault) => {
  const error = await open(files).catch((thrown: unknown) => thrown);
  if (!(error instanceof AppError)) throw error;
  expect(error.code).toBe(code);
  if (fault) expect(error.details).toMatchObject({ fault });
});

test.each(GRID_KINDS)(
  'a scan in micrometres is a thousand times as small as one in millimetres: %s',
  async (kind) => {
    const { grid, data } = phantom(kind);
    const scaled = { ...grid, voxelToWorld: grid.voxelToWorld.map((mm) => 1000 * mm) as never };
    for (const unit of ['micron', 'um', 'Âµm', 'Î¼m']) {
      const { volume } = await open({ 'a.nrrd': inUnit({ grid: scaled, data }, unit) });
      for (const [n, mm] of volume.grid.voxelToWorld.entries()) {
        expect(mm).toBeCloseTo(grid.voxelToWorld[n] ?? Number.NaN, 6);
      }
    }
  },
);

test('of an archive within an archive, and a document beside it, the archive is told of', async () => {
  const error = await open({
    'readme.txt': asBytes('About these scans.\n'),
    'inner.7z': asBytes('7z\xbc\xaf\x27\x1c'),
  }).catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ code: 'format-unread', details: { kind: 'archive' } });
});

test.each([
  [4, Int16Array.of(1, -2, 300, -32768)],
  [512, Uint16Array.of(1, 65535, 258, 0)],
  [8, Int32Array.of(1, -2, 70000, -2147483648)],
  [16, Float32Array.of(1.5, -2.25, 1e-9, 3e7)],
  [64, Float64Array.of(1.5, -2.25, 1e-300, Math.PI)],
] as const)('numbers of type %i in the other order of bytes come out as they were', (code, numbers) => {
  const bytes = new Uint8Array(numbers.slice().buffer);
  const width = numbers.BYTES_PER_ELEMENT;
  for (let at = 0; at < bytes.length; at += width) bytes.subarray(at, at + width).reverse();
  expect(toVoxels(bytes, code, false)).toEqual(numbers);
});
