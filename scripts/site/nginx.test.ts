import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { SAFETY, TYPES } from './serve.ts';

const CONF = readFileSync(new URL('../container/nginx.conf', import.meta.url), 'utf8');

test('the container sends every header that our own server sends, with the same value', () => {
  const sent = [...CONF.matchAll(/^\s*add_header (\S+) (?:"([^"]*)"|(\S+)) always;$/gm)];
  const headers = Object.fromEntries(sent.map(([, name, quoted, plain]) => [name, quoted ?? plain]));
  expect(headers).toEqual({ ...SAFETY, 'Cache-Control': '$caching' });
});

test('the container knows every type of file that our own server knows', () => {
  const block = /types \{([^}]*)\}/.exec(CONF)?.[1] ?? '';
  const types = [...block.matchAll(/(\S+) ([^;]+);/g)].flatMap(([, type, endings]) =>
    (endings ?? '').split(' ').map((ending) => [`.${ending}`, type]),
  );
  const plain = Object.entries(TYPES).map(([ending, type]) => [ending, type.split(';')[0]]);
  expect(Object.fromEntries(types)).toEqual(Object.fromEntries(plain));
});
