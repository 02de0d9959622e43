import { Sha256 } from './sha256.ts';

/**
 * `count` float32 numbers in [0, 1), multiples of 2^-24: a pure function of `key`, the same in every language and whatever
 * was drawn before. Twin: `uniform` in training/medimageparse3d/noise.py.
 */
export function uniform(key: string, count: number): Float32Array {
  const digest = new Sha256().update(utf8(key)).finish();
  const first = Number.parseInt(digest.slice(0, 8), 16);
  const second = Number.parseInt(digest.slice(8, 16), 16);
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

/** The language itself has no other encoder. */
function utf8(text: string): Uint8Array {
  const escaped = encodeURIComponent(text.replace(/\p{Surrogate}/gu, '\uFFFD'));
  const units = escaped.match(/%[0-9A-F]{2}|[^%]/g) ?? [];
  return Uint8Array.from(units, (unit) =>
    unit.length === 3 ? Number.parseInt(unit.slice(1), 16) : unit.charCodeAt(0),
  );
}
