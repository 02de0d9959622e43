import { gzipSync } from 'node:zlib';
import { describe, expect, test, vi } from 'vitest';
import { AppError, toWire } from '#errors.ts';
import { wording } from '#messages/wording.ts';
import { makePhantom } from '#testing/phantom.ts';
import { GRID_KINDS, phantomGrid } from '#testing/phantom-grid.ts';
import type { WorldBox } from '#volume/types.ts';
import { listScans, openListed } from './list-scans.ts';
import { gridHeader } from './nifti-header.ts';
import { openScan } from './open-scan.ts';
import type { OpenedScan } from './reader.ts';
import { contentOf } from './scan-content.ts';
import { blobFile, type ScanFile } from './scan-file.ts';
import { writeNifti } from './write-nifti.ts';

const file = (name: string, ...parts: readonly (Uint8Array<ArrayBuffer> | string)[]) =>
  blobFile(name, new Blob([...parts]));

const ascii = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0));

/** Small, and off centre on every axis. */
const BLOCK: WorldBox = { from: [10, -60, -40], to: [70, 0, 50] };

function phantomFile(kind: (typeof GRID_KINDS)[number] = 'ras') {
  const grid = phantomGrid(kind, undefined, BLOCK);
  const { volume } = makePhantom({ seed: 5, grid });
  const data = Int16Array.from(volume.data);
  return { grid, data, bytes: writeNifti({ size: grid.size, header: gridHeader(grid), data }) };
}

test.each(GRID_KINDS)('a phantom opens on the grid it was stored on, packed or not: %s', async (kind) => {
  const { grid, data, bytes } = phantomFile(kind);
  const plain = await openScan([file('p.nii', bytes)]);
  const packed = await openScan([file('p.nii', new Uint8Array(gzipSync(bytes)))]);
  expect(plain.volume.grid.size).toEqual(grid.size);
  // A NIfTI header keeps float32.
  expect(plain.volume.grid.voxelToWorld).toEqual(grid.voxelToWorld.map(Math.fround));
  expect(plain.volume.data).toEqual(data);
  expect(plain.range.max).toBe(data.reduce((most, value) => Math.max(most, value)));
  expect({ ...packed, facts: withoutStacks(packed) }).toEqual({ ...plain, facts: withoutStacks(plain) });
});

function withoutStacks({ facts }: OpenedScan) {
  return { ...facts, notices: facts.notices.map(({ code, details }) => ({ code, details })) };
}

test('a name decides nothing', async () => {
  const { bytes, data } = phantomFile();
  const { volume } = await openScan([file('IMG_0001.png', new Uint8Array(gzipSync(bytes)))]);
  expect(volume).toMatchObject({ name: 'IMG_0001.png', data });
});

test('the voxels are all the memory that a scan keeps', async () => {
  const { bytes, data } = phantomFile();
  for (const one of [file('p.nii', bytes), file('p.nii.gz', new Uint8Array(gzipSync(bytes)))]) {
    const { volume } = await openScan([one]);
    expect(volume.data.buffer.byteLength).toBe(data.byteLength);
    expect(volume.data.buffer).toBeInstanceOf(ArrayBuffer);
  }
});

test('a browser that cannot read into memory that is there already opens the same scan', async () => {
  class Plain extends Blob {
    override stream() {
      return new ReadableStream() as ReturnType<Blob['stream']>;
    }
    override slice(from?: number, to?: number) {
      return new Plain([super.slice(from, to)]);
    }
  }
  const { bytes } = phantomFile();
  const plain = await openScan([blobFile('p.nii', new Plain([bytes]))]);
  expect(plain).toEqual(await openScan([file('p.nii', bytes)]));
});

test('voxels lie in shared memory where that is asked for', async () => {
  const { bytes, data } = phantomFile();
  for (const one of [file('p.nii', bytes), file('p.nii.gz', new Uint8Array(gzipSync(bytes)))]) {
    const { volume } = await openScan([one], { isShared: true });
    expect(volume.data.buffer).toBeInstanceOf(SharedArrayBuffer);
    expect([...volume.data]).toEqual([...data]);
  }
});

test('a browser that refuses shared memory, as WebKit does beside threads, opens the scan without', async () => {
  const { bytes, data } = phantomFile();
  const refuses = vi.fn(function refuse() {
    throw new RangeError('Out of memory');
  });
  vi.stubGlobal('SharedArrayBuffer', refuses);
  try {
    const { volume } = await openScan([file('p.nii', bytes)], { isShared: true });
    expect(refuses).toHaveBeenCalled();
    expect([...volume.data]).toEqual([...data]);
  } finally {
    vi.unstubAllGlobals();
  }
});

test('a scan has one id in shared memory and in its own', async () => {
  const { bytes } = phantomFile();
  const [own, shared] = [
    await openScan([file('p', bytes)]),
    await openScan([file('p', bytes)], { isShared: true }),
  ];
  expect(own.volume.id).toMatch(/^[0-9a-f]{32}$/);
  expect(shared.volume.id).toBe(own.volume.id);
});

test('the same voxels on another grid, or on another scale, are another scan', async () => {
  const { bytes } = phantomFile();
  const { volume } = await openScan([file('p', bytes)]);
  const ids = new Set([volume.id]);
  // A row of the sform, and the slope.
  for (const at of [280, 112]) {
    const changed = bytes.slice();
    new DataView(changed.buffer).setFloat32(at, 2.5, true);
    ids.add((await openScan([file('p', changed)])).volume.id);
  }
  expect(ids.size).toBe(3);
});

test('the head of a file stays as it was when more of the file is read', async () => {
  const { bytes } = phantomFile();
  const content = await contentOf(file('p', bytes));
  await content.fill(new Uint8Array(1000), 9000, {});
  expect(content.head).toEqual(bytes.subarray(0, 4096));
});

const GONE: ScanFile = {
  name: 'gone.nii',
  folder: '',
  size: 9,
  slice: () => Promise.reject(new AppError('file-unreadable', { name: 'gone.nii', reason: 'moved' })),
};

test('of several files the one that holds a scan is opened, and what the others are is known', async () => {
  const { bytes } = phantomFile();
  const files = [GONE, file('notes.nii', 'some notes'), file('a', bytes)];
  expect((await openScan(files)).volume.name).toBe('a');
  const { scans, apart } = await listScans(files);
  expect(scans.map(({ found }) => found.name)).toEqual(['a']);
  expect(apart).toMatchObject([
    { name: 'gone.nii', count: 1, reason: { code: 'file-unreadable' } },
    { name: 'notes.nii', count: 1, reason: { code: 'format-unread', details: { format: 'text' } } },
  ]);
});

test('two scans are both listed with their own size, and none of them is opened unasked', async () => {
  const files = [file('a', phantomFile().bytes), file('folder/b', phantomFile('oblique').bytes)];
  const { scans } = await listScans(files);
  expect(scans.map(({ found }) => [found.name, found.files[0]?.folder])).toEqual([
    ['a', ''],
    ['b', 'folder'],
  ]);
  const [, second] = scans;
  if (!second) throw new Error('there are two');
  expect((await openListed(second)).volume.grid.size).toEqual(second.found.summary.size);
  await expect(openScan(files)).rejects.toMatchObject({ code: 'several-scans', details: { count: 2 } });
});

test('where no file is a scan, the reason of one that a reader knew is given before others', async () => {
  const cut = file('cut.nii', phantomFile().bytes.slice(0, 2000));
  await expect(openScan([file('notes', 'some notes'), cut])).rejects.toMatchObject({
    code: 'file-truncated',
    details: { name: 'cut.nii' },
  });
});

test('reading a packed or a plain scan stops between two blocks when it is told to', async () => {
  const { bytes } = phantomFile();
  for (const content of [bytes, new Uint8Array(gzipSync(bytes))]) {
    const stop = new AbortController();
    const whole = file('p.nii', content);
    let slices = 0;
    const stopping: ScanFile = {
      ...whole,
      slice: (from, to) => {
        slices += 1;
        // The head is read first.
        if (slices > 1) stop.abort(new Error('enough'));
        return whole.slice(from, to);
      },
    };
    await expect(openScan([stopping], { signal: stop.signal })).rejects.toThrow('enough');
  }
});

describe('what is no scan that is read gets a sentence of its own', () => {
  const dicom = new Uint8Array(400);
  dicom.set(ascii('DICM'), 128);
  const bare = Uint8Array.of(8, 0, 5, 0, 67, 83, 10, 0, ...ascii('ISO_IR 192more bytes'));
  const analyze = phantomFile().bytes.fill(0, 344, 348);
  const tar = new Uint8Array(1024);
  tar.set(ascii('ustar'), 257);

  test.each([
    ['a DICOM file that breaks off', dicom, /is a damaged DICOM file.*Copy the series/],
    ['one without a preamble', bare, /is a damaged DICOM file.*Copy the series/],
    ['a packed one', new Uint8Array(gzipSync(dicom)), /is a damaged DICOM file.*Copy the series/],
    ['AFNI', ascii('type = string-attribute\nname = DATASET\n'), /written as AFNI.*NIfTI/],
    ['Analyze', analyze, /written as Analyze 7.5.*left and right would be a guess.*orientation/],
    ['an array of numpy', ascii('\x93NUMPY\x01\0'), /written as NumPy.*left and right would be a guess/],
    ['a zip archive that breaks off', ascii('PK\x03\x04\x14\0'), /list of contents is damaged.*unpack it/],
    ['a packed tar archive', new Uint8Array(gzipSync(tar)), /is an archive \(tar\).*Unpack it/],
    ['a PNG', ascii('\x89PNG\r\n\x1a\n'), /is a picture \(PNG\).*made from/],
    ['a photograph', ascii('\xff\xd8\xff\xe0\0\x10JFIF'), /is a picture \(JPEG\).*made from/],
    ['a PDF', ascii('%PDF-1.7\n%\xe2\xe3'), /is a document \(PDF\).*Choose/],
    ['a text', ascii('Dear colleague,\n'), /is a document \(text\).*Choose/],
    ['a web page', ascii('<!DOCTYPE html>\n<html>Not found'), /is a document \(HTML\).*Choose/],
    ['a pointer of Git LFS', ascii('version https://git-lfs.github.com/spec/v1\n'), /\(Git LFS\)/],
    ['what is packed twice', new Uint8Array(gzipSync(gzipSync(dicom))), /archive \(gzip\).*Unpack/],
    ['nothing', new Uint8Array(0), /of no format that parse3d knows.*Choose/],
    ['noise', Uint8Array.from({ length: 900 }, (_, n) => (n * 73 + 19) % 251), /of no format.*Choose/],
  ])('%s', async (_, bytes, sentence) => {
    const error = await openScan([file('thing.nii', bytes)]).catch(toWire);
    if (!('code' in error)) throw new Error('it was opened');
    const text = wording(error);
    expect(text).toMatch(sentence);
    expect(text).toContain('“thing.nii”');
  });
});

describe('a format that is not read is called by its name, with the way out', () => {
  const header = (text: string) => ascii(`${text}\n\0\xff\0\xff`);
  const gipl = new Uint8Array(256);
  gipl.set(ascii('\xef\xff\xe9\xb0'), 252);

  test.each([
    ['Philips PAR/REC', header('# === DATA DESCRIPTION FILE ====')],
    ['MRtrix', header('mrtrix image\ndim: 4,5,6')],
    ['VTK', header('# vtk DataFile Version 3.0\nx\nBINARY\nDATASET STRUCTURED_POINTS')],
    ['VTK', ascii('<?xml version="1.0"?>\n<VTKFile version="1.0" type="ImageData">')],
    ['Interfile', header('!INTERFILE  :=')],
    ['Bruker ParaVision', header('##TITLE=Parameter List, ParaVision 6.0')],
    ['NIfTI in text', header('<nifti_image')],
    ['DICOM in JSON', ascii('[{"00080005": {"vr": "CS"}}]')],
    ['Zarr', ascii('{"attributes": {}, "zarr_format": 3}')],
    ['ECAT', ascii('MATRIX72v\0\0')],
    ['GIPL', gipl],
  ])('%s', async (format, bytes) => {
    const notes = file('a.txt', 'some notes');
    await expect(openScan([notes, file('thing', bytes)])).rejects.toMatchObject({
      code: 'format-unread',
      details: { name: 'thing', format, kind: 'scan' },
    });
  });

  test('MATLAB, which does not say how a scan lies', async () => {
    const bytes = header('MATLAB 5.0 MAT-file, Platform: GLNXA64');
    await expect(openScan([file('a.mat', bytes)])).rejects.toMatchObject({
      details: { format: 'MATLAB', kind: 'bare' },
    });
  });

  test('a mesh of VTK is no scan', async () => {
    const bytes = ascii('# vtk DataFile Version 3.0\nx\nASCII\nDATASET POLYDATA\n');
    await expect(openScan([file('a.vtk', bytes)])).rejects.toMatchObject({ details: { format: 'text' } });
  });
});
