import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import type { TensorFault } from '#errors.ts';
import { joined } from '#testing/memory-sink.ts';
import { storedZip } from '#testing/stored-zip.ts';
import { FLOAT_BYTES, type StoredTensor } from './checkpoint.ts';
import { toFloat32 } from './floats.ts';
import { openCheckpoint } from './open-checkpoint.ts';
import { blobSource, readExactly } from './source.ts';

const FIXTURES = fileURLToPath(new URL('../testing/fixtures/checkpoint', import.meta.url));
const source = (bytes: Uint8Array<ArrayBuffer>) => blobSource('model', new Blob([bytes]));
const fixture = (name: string) => source(new Uint8Array(readFileSync(`${FIXTURES}/${name}`)));

async function numbers(file: ReturnType<typeof source>, tensor: StoredTensor | TensorFault | undefined) {
  if (typeof tensor !== 'object') throw new Error(tensor ?? 'absent');
  const count = tensor.shape.reduce((product, n) => product * n, 1);
  const bytes = await readExactly(file, tensor.offset, count * FLOAT_BYTES[tensor.dtype]);
  return { shape: tensor.shape, values: [...toFloat32(bytes, tensor.dtype)] };
}

test.each(['views.pt', 'views-protocol-4.pt'])('%s, written by torch, has its tensors', async (name) => {
  const file = fixture(name);
  const { tensors } = await openCheckpoint(file);
  const count = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => from + i);
  const read = (key: string) => numbers(file, tensors.get(key));
  expect(await read('all')).toEqual({ shape: [24], values: count(0, 24) });
  expect(await read('part')).toEqual({ shape: [3, 4], values: count(6, 18) });
  expect(await read('half')).toEqual({ shape: [4], values: count(0, 4) });
  expect(await read('brain')).toEqual({ shape: [4], values: count(0, 4) });
  expect(await read('parameter')).toEqual({ shape: [3], values: count(0, 3) });
  expect(await read('scalar')).toEqual({ shape: [], values: [1.5] });
  expect(tensors.get('turned')).toMatch('tensor-order');
  expect(tensors.get('whole')).toMatch('tensor-type');
});

test('what PyTorch wrote before 1.6 is refused by its age', async () => {
  await expect(openCheckpoint(fixture('legacy.pt'))).rejects.toThrow('old-pytorch');
});

test.each<[string, Uint8Array<ArrayBuffer>, string]>([
  ['an empty file', new Uint8Array(), 'too-short'],
  ['a text', new TextEncoder().encode('this is the licence of a model'), 'neither'],
  ['an archive of something else', storedZip([['a.txt', Uint8Array.of(1)]]), 'other-zip'],
  [
    'a pickle of a number',
    storedZip([['a/data.pkl', Uint8Array.of(0x80, 2, 0x4b, 1, 0x2e)]]),
    'no-dictionary',
  ],
])('%s is refused', async (_, bytes, reason) => {
  await expect(openCheckpoint(source(bytes))).rejects.toThrow(reason);
});

test('a tensor whose numbers lie outside its file is refused', async () => {
  const pickle = [
    '\x80\x02}X\x01\x00\x00\x00actorch._utils\n_rebuild_tensor_v2\n(',
    '(X\x07\x00\x00\x00storagectorch\nFloatStorage\nX\x01\x00\x00\x000X\x03\x00\x00\x00cpuK\x04tQ',
    'K\x03K\x02\x85K\x01\x85\x89}tRs.',
  ].join('');
  const index = Uint8Array.from(pickle, (character) => character.charCodeAt(0));
  const files = (bytes: number) =>
    storedZip([
      ['a/data.pkl', index],
      ['a/data/0', new Uint8Array(bytes)],
    ]);
  await expect(openCheckpoint(source(files(16)))).rejects.toThrow('tensor-beyond');
  await expect(openCheckpoint(source(files(8)))).rejects.toThrow('tensor-beyond');
  await expect(openCheckpoint(source(storedZip([['a/data.pkl', index]])))).rejects.toThrow('numbers-missing');
});

/** A .safetensors of a header and a number of bytes. */
function safetensors(header: unknown, bytes: number, length?: number) {
  const json = new TextEncoder().encode(typeof header === 'string' ? header : JSON.stringify(header));
  const size = new DataView(new ArrayBuffer(8));
  size.setBigUint64(0, BigInt(length ?? json.length), true);
  return source(joined([new Uint8Array(size.buffer), json, new Uint8Array(bytes).fill(1)]));
}

const F16 = (shape: number[], start: number, end: number) => ({
  dtype: 'F16',
  shape,
  data_offsets: [start, end],
});

test('a .safetensors has its tensors', async () => {
  const file = safetensors({ __metadata__: { a: 'b' }, x: F16([2], 0, 4), y: F16([], 4, 6) }, 6);
  const { tensors } = await openCheckpoint(file);
  expect([...tensors.keys()]).toEqual(['x', 'y']);
  expect((await numbers(file, tensors.get('y'))).shape).toEqual([]);
});

test.each<[string, unknown, number, string, number?]>([
  ['overlapping tensors', { x: F16([2], 0, 4), y: F16([2], 2, 6) }, 6, 'tensor-place'],
  ['a gap', { x: F16([2], 0, 4), y: F16([1], 6, 8) }, 8, 'tensor-place'],
  ['a missing end', { x: F16([2], 0, 4) }, 3, 'short'],
  ['a surplus', { x: F16([2], 0, 4) }, 5, 'too-long'],
  ['another size than the shape', { x: F16([3], 0, 4) }, 4, 'tensor-size'],
  ['a negative place', { x: F16([2], -4, 0) }, 0, 'header-tensor'],
  ['a fractional shape', { x: F16([1.5], 0, 3) }, 3, 'header-tensor'],
  ['a shape of texts', { x: { dtype: 'F16', shape: ['2'], data_offsets: [0, 4] } }, 4, 'header-tensor'],
  ['nothing for a tensor', { x: null }, 4, 'header-tensor'],
  ['a broken header', '{"x":', 4, 'header-broken'],
  ['a header of absurd length', {}, 10, 'header-long', 2 ** 52],
  ['a header longer than the file', {}, 20, 'short', 1000],
])('a .safetensors with %s is refused', async (_, header, bytes, reason, length) => {
  await expect(openCheckpoint(safetensors(header, bytes, length))).rejects.toThrow(reason);
});
