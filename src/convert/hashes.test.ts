import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { Sha256 } from '#model/sha256.ts';
import { crc32 } from './crc32.ts';

const bytes = Uint8Array.from({ length: 1000 }, (_, i) => (i * 7919) & 255);

test.each([0, 1, 55, 56, 63, 64, 65, 119, 120, 128, 1000])(
  'the SHA-256 of %i bytes is OpenSSL’s',
  (length) => {
    const part = bytes.subarray(0, length);
    expect(new Sha256().update(part).finish()).toBe(createHash('sha256').update(part).digest('hex'));
  },
);

test('a SHA-256 does not depend on how its bytes are cut', () => {
  const hash = new Sha256();
  for (let at = 0, step = 0; at < bytes.length; at += step) hash.update(bytes.subarray(at, at + ++step));
  expect(hash.finish()).toBe(createHash('sha256').update(bytes).digest('hex'));
});

test('CRC-32 has its published check value, also in parts', () => {
  const digits = new TextEncoder().encode('123456789');
  expect(crc32(digits)).toBe(0xcbf43926);
  expect(crc32(digits.subarray(2), crc32(digits.subarray(0, 2)))).toBe(0xcbf43926);
});
