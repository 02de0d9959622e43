import { describe, expect, test } from 'vitest';
import { openScan } from '#formats/open-scan.ts';
import { blobFile } from '#formats/scan-file.ts';
import { dicomFile } from '#testing/dicom-file.ts';
import { seriesFiles, sliceAttributes, slicePixels } from '#testing/dicom-series.ts';

const SLICE = 12;

/** A series of which slice 1 says something else. */
const oneSays = (attribute: string, value: string) =>
  seriesFiles(3, (n) => (n === 1 ? { attributes: { [attribute]: value } } : {}));

async function valuesOfSlice(n: number, files: ReturnType<typeof seriesFiles>) {
  const { data, slope, intercept } = (await openScan(files)).volume;
  return Array.from(data.subarray(n * SLICE, (n + 1) * SLICE), (value) => value * slope + intercept);
}

test.each([
  ['0028,1052 DS', '-1000,50', (value: number) => value - 1000.5],
  ['0028,1052 DS', '-1024,000', (value: number) => value - 1024],
  ['0028,1053 DS', '2,0', (value: number) => 2 * value - 1024],
  ['0028,1053 DS', '0,125', (value: number) => 0.125 * value - 1024],
  ['0028,1053 DS', '2,5E-1', (value: number) => 0.25 * value - 1024],
  ['0028,1052 DS', '', (value: number) => value],
])('a decimal comma in %s is read as a point: %s', async (attribute, value, meant) => {
  expect(await valuesOfSlice(1, oneSays(attribute, value))).toEqual(slicePixels(1).map(meant));
});

test('decimal commas in places and sizes are read as points', async () => {
  const files = seriesFiles(3, (n) => ({
    attributes: {
      '0020,0032 DS': `-10,25\\-20,125\\${3 * n},5`,
      '0020,0037 DS': '1,0\\0,0\\0,0\\0,0\\1,000\\0,0',
      '0028,0030 DS': '2,0\\0,5',
    },
  }));
  const { grid } = (await openScan(files)).volume;
  expect(grid.voxelToWorld).toEqual([-0.5, 0, 0, 10.25, 0, -2, 0, 20.125, 0, 0, 3, 0.5]);
});

describe('a number that cannot be read is never taken as absent: the series is refused with the name of it', () => {
  test.each([
    ['0028,1052 DS', '-1024 HU', 'RescaleIntercept', 'no-number'],
    ['0028,1052 DS', '-1,024', 'RescaleIntercept', 'thousands'],
    ['0028,1052 DS', '1.024,0', 'RescaleIntercept', 'no-number'],
    ['0028,1053 DS', '0x10', 'RescaleSlope', 'no-number'],
    ['0028,1053 DS', '1,0,0', 'RescaleSlope', 'no-number'],
    ['0028,0030 DS', '2\\half', 'PixelSpacing', 'no-number'],
    ['0028,0030 DS', '2', 'PixelSpacing', 'few'],
    ['0020,0032 DS', '-10\\\\-27', 'ImagePositionPatient', 'no-number'],
    ['0020,0037 DS', '1\\0\\0\\0\\one\\0', 'ImageOrientationPatient', 'no-number'],
  ])('%s %s', async (key, value, attribute, fault) => {
    await expect(openScan(oneSays(key, value))).rejects.toMatchObject({
      code: 'dicom-number',
      details: { name: 'slice-1', attribute, fault },
    });
  });

  test('at the end of a series too, where no gap would show it', async () => {
    const files = seriesFiles(3, (n) => (n === 2 ? { attributes: { '0028,1053 DS': 'one' } } : {}));
    await expect(openScan(files)).rejects.toMatchObject({
      code: 'dicom-number',
      details: { name: 'slice-2' },
    });
  });
});

describe('attributes of 64 bits are stepped over', () => {
  test.each(['OV', 'SV', 'UV'])('%s', async (type) => {
    const item = { [`0009,1002 ${type}`]: new Uint8Array(16), '0028,1052 DS': '7' };
    const files = seriesFiles(3, () => ({
      attributes: { [`0009,1001 ${type}`]: new Uint8Array(8).fill(9), '0009,1003 SQ': [item] },
    }));
    expect(await valuesOfSlice(1, files)).toEqual(slicePixels(1).map((value) => value - 1024));
  });
});

test('pictures in several fragments are told apart by the table of long offsets', async () => {
  const { '7fe0,0010 OW': _, ...plain } = sliceAttributes(0);
  const frames = [0, 1, 2].map((n) => rle(slicePixels(n)));
  // Each in two fragments, and none of them begins with a marker.
  const fragments = frames.flatMap((frame) => [frame.subarray(0, 70), frame.subarray(70)]);
  const offsets = new Uint8Array(8 * frames.length);
  let at = 0;
  for (const [n, frame] of frames.entries()) {
    new DataView(offsets.buffer).setBigUint64(8 * n, BigInt(at), true);
    at += 16 + frame.length;
  }
  const attributes = {
    ...plain,
    '0028,0008 IS': '3',
    '5200,9230 SQ': [0, 1, 2].map((n) => ({
      '0020,9113 SQ': [{ '0020,0032 DS': `-10\\-20\\${3 * n}` }],
    })),
    '7fe0,0001 OV': offsets,
  };
  const bytes = dicomFile(attributes, { syntax: '1.2.840.10008.1.2.5', fragments });
  const { volume } = await openScan([blobFile('enhanced', new Blob([bytes]))]);
  expect([...volume.data]).toEqual([0, 1, 2].flatMap((n) => [...slicePixels(n)]));
});

/** Two segments, high bytes and low bytes, each of them literal. Source: DICOM PS3.5, annex G. */
function rle(pixels: readonly number[]): Uint8Array {
  const literal = (bytes: readonly number[]) => [bytes.length - 1, ...bytes, 0x80];
  const high = literal(pixels.map((value) => value >> 8));
  const low = literal(pixels.map((value) => value & 0xff));
  const header = new Uint8Array(new Uint32Array(16).buffer);
  const view = new DataView(header.buffer);
  view.setUint32(0, 2, true);
  view.setUint32(4, 64, true);
  view.setUint32(8, 64 + high.length, true);
  return Uint8Array.of(...header, ...high, ...low);
}

/** An attribute or an item as implicit files have it: no type, and its length in four bytes. */
function implicit(group: number, element: number, value: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(8 + value.length);
  const view = new DataView(bytes.buffer);
  view.setUint16(0, group, true);
  view.setUint16(2, element, true);
  view.setUint32(4, value.length, true);
  bytes.set(value, 8);
  return bytes;
}

test('frames whose places lie in a sequence that a program on the way did not know are read', async () => {
  const { '0020,0032 DS': _, ...plain } = sliceAttributes(0);
  const places = [2, 0, 1].map((n) => {
    const position = new TextEncoder().encode(`-10\\-20\\${3 * n - 30}`.padEnd(12));
    const sequence = implicit(0x20, 0x9113, implicit(0xfffe, 0xe000, implicit(0x20, 0x32, position)));
    return [...implicit(0xfffe, 0xe000, sequence)];
  });
  const attributes = {
    ...plain,
    '0028,0008 IS': '3',
    '5200,9230 UN': Uint8Array.from(places.flat()),
    '7fe0,0010 OW': [2, 0, 1].flatMap((n) => [...slicePixels(n)]),
  };
  const { volume } = await openScan([blobFile('enhanced', new Blob([dicomFile(attributes)]))]);
  expect([...volume.data]).toEqual([0, 1, 2].flatMap((n) => [...slicePixels(n)]));
  expect(volume.grid.voxelToWorld.slice(8)).toEqual([0, 0, 3, -30]);
});
