import { sha256 } from '@noble/hashes/sha2.js';

/**
 * `count` float32 numbers in [0, 1), multiples of 2^-24: a pure function of `key`, the same in every language and whatever
 * was drawn before. Twin: `uniform` in training/medimageparse3d/noise.py.
 */
export function uniform(key: string, count: number): Float32Array {
  const hash = sha256(new TextEncoder().encode(key));
  const digest = new DataView(hash.buffer, hash.byteOffset);
  const first = digest.getUint32(0);
  const second = digest.getUint32(4);
  const drawn = new Float32Array(count);
  for (let i = 0; i < count; i++) drawn[i] = (scrambled(i, first, second) >>> 8) / 2 ** 24;
  return drawn;
}

function scrambled(index: number, first: number, second: number): number {
  let x = (Math.imul(index, 0x9e3779b9) + first) | 0;
  x = Math.imul(x ^ (x >>> 16), 0x21f0aaad);
  x = Math.imul(x ^ (x >>> 15), 0x735a2d97);
  x = ((x ^ (x >>> 15)) + second) | 0;
  x = Math.imul(x ^ (x >>> 16), 0x7feb352d);
  x = Math.imul(x ^ (x >>> 15), 0x846ca68b);
  return x ^ (x >>> 16);
}
