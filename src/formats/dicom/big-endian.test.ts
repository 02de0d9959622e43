import { expect, test } from 'vitest';
import { openScan } from '#formats/open-scan.ts';
import { blobFile } from '#formats/scan-file.ts';

const SYNTAX = '1.2.840.10008.1.2.2';
const ascii = (text: string) => [...text].map((letter) => letter.charCodeAt(0));
const short = (value: number) => [value >> 8, value & 255];
const long = (value: number) => [0, 0, ...short(value)];
const isLong = (type: string) => ['OB', 'OW', 'SQ'].includes(type);

type Value = string | number | readonly number[];

/** Attributes in explicit big endian. */
function attributes(all: readonly (readonly [group: number, element: number, type: string, value: Value])[]) {
  return all.flatMap(([group, element, type, value]) => {
    const given = typeof value === 'string' ? ascii(value) : typeof value === 'number' ? short(value) : value;
    const bytes = given.length % 2 === 0 ? given : [...given, type === 'UI' ? 0 : 32];
    const length = isLong(type) ? [0, 0, ...long(bytes.length)] : short(bytes.length);
    return [...short(group), ...short(element), ...ascii(type), ...length, ...bytes];
  });
}

function bigEndianFile(name: string, own: Parameters<typeof attributes>[0]) {
  const uid = [...ascii(SYNTAX), 0];
  const meta = [2, 0, 0x10, 0, ...ascii('UI'), uid.length, 0, ...uid];
  const bytes = [...Array<number>(128).fill(0), ...ascii('DICM'), ...meta, ...attributes(own)];
  return blobFile(name, new Blob([Uint8Array.from(bytes)]));
}

/** Bytes as words have them: the second of each two first, and a last one alone behind what fills it up. */
const inWords = (bytes: readonly number[]) =>
  bytes.flatMap((_, n) => (n % 2 === 0 ? [bytes[n + 1] ?? 0, bytes[n] ?? 0] : []));
const padded = (bytes: readonly number[]) => (bytes.length % 2 === 0 ? bytes : [...bytes, 0]);

const UID = '1.2.840.10008.5.1.4.1.1.2';
const sizes = (rows: number, columns: number) =>
  [
    [0x28, 0x02, 'US', 1],
    [0x28, 0x04, 'CS', 'MONOCHROME2'],
    [0x28, 0x10, 'US', rows],
    [0x28, 0x11, 'US', columns],
    [0x28, 0x30, 'DS', '2\\0.5'],
    [0x28, 0x100, 'US', 8],
    [0x28, 0x101, 'US', 8],
    [0x28, 0x102, 'US', 7],
    [0x28, 0x103, 'US', 0],
  ] as const;

test.each([
  ['OW', 4],
  ['OB', 4],
  ['OW', 3],
  ['OB', 3],
])(
  // pydicom and GDCM (by way of SimpleITK) read the same four forms alike.
  'bytes in big-endian %s, in rows of %i, are in their order',
  async (type, columns) => {
    const pixels = (n: number) => Array.from({ length: 3 * columns }, (_, at) => 40 * n + 3 * at + 1);
    const files = [0, 1, 2].map((n) =>
      bigEndianFile(`s${n}`, [
        [0x08, 0x16, 'UI', UID],
        [0x08, 0x18, 'UI', `1.2.3.${n}`],
        [0x08, 0x60, 'CS', 'CT'],
        [0x20, 0x0e, 'UI', '1.2.3'],
        [0x20, 0x32, 'DS', `-10\\-20\\${3 * n}`],
        [0x20, 0x37, 'DS', '1\\0\\0\\0\\1\\0'],
        ...sizes(3, columns),
        [0x7fe0, 0x10, type, type === 'OW' ? inWords(pixels(n)) : padded(pixels(n))],
      ]),
    );
    const { volume } = await openScan(files);
    expect([...volume.data]).toEqual([0, 1, 2].flatMap(pixels));
  },
);

test('pictures of an odd number of bytes begin within a word', async () => {
  const item = (bytes: readonly number[]) => [0xff, 0xfe, 0xe0, 0, ...long(bytes.length), ...bytes];
  const frames = [0, 1, 2].map((n) =>
    item(
      attributes([
        [...([0x20, 0x9113, 'SQ'] as const), item(attributes([[0x20, 0x32, 'DS', `-10\\-20\\${3 * n}`]]))],
      ]),
    ),
  );
  const pixels = Array.from({ length: 27 }, (_, at) => 3 * at + 1);
  const file = bigEndianFile('enhanced', [
    [0x08, 0x16, 'UI', `${UID}.1`],
    [0x08, 0x60, 'CS', 'CT'],
    [0x20, 0x0e, 'UI', '1.2.3'],
    [0x20, 0x37, 'DS', '1\\0\\0\\0\\1\\0'],
    [0x28, 0x08, 'IS', '3'],
    ...sizes(3, 3),
    [0x5200, 0x9230, 'SQ', frames.flat()],
    [0x7fe0, 0x10, 'OW', inWords(pixels)],
  ]);
  const { volume } = await openScan([file]);
  expect([...volume.data]).toEqual(pixels);
});
