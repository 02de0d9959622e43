import { expect, test } from 'vitest';
import { tokenize } from './tokenize.ts';

const BYTES = { kind: 'utf8-bytes', maxTokens: 8 } as const;

test('a text is its lower-case bytes plus one, padded with zeros', () => {
  expect([...tokenize(['Ab'], BYTES)]).toEqual([98, 99, 0, 0, 0, 0, 0, 0]);
});

test('texts are rows', () => {
  const tokens = tokenize(['a', 'b'], BYTES);
  expect([tokens.length, tokens[0], tokens[8]]).toEqual([16, 98, 99]);
});

test('letters beyond ASCII are their UTF-8 bytes after NFKC', () => {
  const bytes = (text: string) => [...new TextEncoder().encode(text)].map((byte) => byte + 1);
  expect([...tokenize(['Ｄüse%'], BYTES)].filter(Boolean)).toEqual(bytes('düse%'));
  expect([...tokenize(['肝🫀'], BYTES)].filter(Boolean)).toEqual(bytes('肝🫀'));
  expect([...tokenize(['\uD800'], BYTES)].filter(Boolean)).toEqual(bytes('\uFFFD'));
});

test('a text that does not fit is refused, not cut', () => {
  expect(() => tokenize(['left kidney'], BYTES)).toThrow(/prompt-too-long/);
});
