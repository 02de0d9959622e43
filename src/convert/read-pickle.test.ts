import { expect, test } from 'vitest';
import { Inert, PickleDict, PickleGlobal } from './pickle-values.ts';
import { readPickle } from './read-pickle.ts';
import { TORCH } from './torch-meaning.ts';

/** A pickle of protocol 2: characters are instructions, numbers bytes. */
const bytes = (...parts: (string | number)[]) =>
  Uint8Array.from([0x80, 2, ...parts.flatMap((part) => (typeof part === 'number' ? [part] : toCodes(part)))]);
const toCodes = (text: string) => [...text].map((character) => character.charCodeAt(0));
const read = (...parts: (string | number)[]) => readPickle(bytes(...parts, '.'), TORCH);

test('plain values are read', () => {
  expect(read('(K', 7, 'M', 1, 2, 'J', 255, 255, 255, 255, 'N', 0x88, 'X', 1, 0, 0, 0, 'at')).toEqual([
    7,
    513,
    -1,
    null,
    true,
    'a',
  ]);
  expect(read('G', 0x3f, 0xf8, 0, 0, 0, 0, 0, 0)).toBe(1.5);
  expect(read(0x8a, 1, 0xff)).toBe(-1);
  expect(read(0x8a, 9, 0, 0, 0, 0, 0, 0, 0, 0, 1)).toBe(2n ** 64n);
});

test('what would run a command in Python becomes inert', () => {
  const value = read('cos\nsystem\n', 'X', 2, 0, 0, 0, 'ls', 0x85, 'R');
  expect(value).toBeInstanceOf(Inert);
  expect(read('cbuiltins\neval\n')).toEqual(new PickleGlobal('builtins.eval'));
});

test('names of JavaScript’s own are but names', () => {
  const value = read('}', 'X', 9, 0, 0, 0, '__proto__', 'K', 1, 's');
  expect(value).toBeInstanceOf(PickleDict);
  expect((value as PickleDict).entries.get('__proto__')).toBe(1);
  expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
});

test('a list that contains itself is read', () => {
  const value = read(']', 'q', 0, 'h', 0, 'a') as unknown[];
  expect(value[0]).toBe(value);
});

test.each<[string, (string | number)[]]>([
  ['nothing on the stack', ['a']],
  ['no mark', ['t']],
  ['a value below a mark', ['K', 1, '(', 'a']],
  ['an absent memo', ['h', 3]],
  ['half a pair', ['}', '(', 'K', 1, 'u']],
  ['items for a number', ['K', 1, 'K', 2, 'K', 3, 's']],
  ['a storage that is none', ['K', 1, 'Q']],
  ['an instruction of protocol 0', ['I1\n']],
  ['an unknown instruction', [0xff]],
  ['a text longer than the file', ['X', 255, 255, 255, 127]],
  ['a huge number', [0x8b, 255, 255, 255, 127]],
])('%s is refused', (_, parts) => {
  expect(() => read(...parts)).toThrow(/^index-/);
});

test('a pickle without an end is refused', () => {
  expect(() => readPickle(bytes('N'), TORCH)).toThrow('index-short');
});

test.each<[string, string, number]>([
  ['deep nesting of marks', '(', 300_000],
  ['a tall stack', 'N', 300_000],
  ['millions of lists', ']0', 600_000],
  ['arguments that are not let go of', ')q\x00h\x00R0)', 300_000],
  ['doubling a tuple without end', '2\x86', 600_000],
])('%s is refused before it fills the memory', (_, piece, times) => {
  const bomb = Uint8Array.from([0x80, 2, 0x29, ...toCodes(piece.repeat(times))]);
  expect(() => readPickle(bomb, TORCH)).toThrow('index-large');
});

test.each<[string, string]>([
  ['a negative offset', 'J\xff\xff\xff\xff'],
  ['a text as offset', 'X\x01\x00\x00\x00a'],
])('a tensor with %s is refused', (_, offset) => {
  const storage =
    '(X\x07\x00\x00\x00storagectorch\nFloatStorage\nX\x01\x00\x00\x000X\x03\x00\x00\x00cpuK\x04tQ';
  expect(() =>
    read('ctorch._utils\n_rebuild_tensor_v2\n(', storage, offset, 'K\x04\x85K\x01\x85\x89}tR'),
  ).toThrow('index-tensor');
});

test('a log of half a million numbers of numpy’s, each put into the memo in parts, is read in linear time and not kept', () => {
  // As nnU-Net’s logs: scalar(dtype, encode(text, 'latin1')), and nothing but the names is looked at again.
  const head = toCodes(
    'cnumpy.core.multiarray\nscalar\nq\0cnumpy\ndtype\nX\x02\0\0\0f8\x89\x88\x87Rq\x01c_codecs\nencode\nq\x02X\x06\0\0\0latin1q\x03]',
  );
  const count = 468_000;
  const tail = toCodes('.');
  const piece = [...toCodes('h\0h\x01h\x02X\x08\0\0\x0012345678r____h\x03\x86r____Rr____\x86r____Rr____a')];
  const pickle = new Uint8Array(2 + head.length + count * piece.length + tail.length);
  pickle.set([0x80, 2, ...head]);
  const view = new DataView(pickle.buffer);
  let index = 4;
  for (let n = 0; n < count; n++) {
    const start = 2 + head.length + n * piece.length;
    pickle.set(piece, start);
    for (let at = piece.indexOf(114); at >= 0; at = piece.indexOf(114, at + 5))
      view.setUint32(start + at + 1, index++, true);
  }
  pickle.set(tail, pickle.length - tail.length);
  const value = readPickle(pickle, TORCH) as unknown[];
  expect(value).toHaveLength(count);
  expect(new Set(value).size).toBe(1);
});
