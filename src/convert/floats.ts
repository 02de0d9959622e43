import type { FloatType } from './checkpoint.ts';
import { damaged, unreadable } from './refusal.ts';

const EXPONENT = 0x7f800000;
const HALF_INFINITE = 0x7c00;
const HALF_BIAS = 112;

/** Little-endian numbers as float32. @throws Refusal where one is infinite or not a number. */
export function toFloat32(bytes: Uint8Array, dtype: FloatType): Float32Array {
  // A typed array must begin at a multiple of its element's size.
  const aligned = bytes.byteOffset % 4 === 0 ? bytes : bytes.slice();
  if (dtype === 'float32') {
    const values = new Float32Array(aligned.buffer, aligned.byteOffset, aligned.length / 4);
    return checked(values, new Uint32Array(aligned.buffer, aligned.byteOffset, aligned.length / 4));
  }
  const stored = new Uint16Array(aligned.buffer, aligned.byteOffset, aligned.length / 2);
  const bits = new Uint32Array(stored.length);
  if (dtype === 'bfloat16') for (let i = 0; i < stored.length; i++) bits[i] = (stored[i] ?? 0) << 16;
  else for (let i = 0; i < stored.length; i++) bits[i] = halfToBits(stored[i] ?? 0);
  return checked(new Float32Array(bits.buffer), bits);
}

function checked(values: Float32Array, bits: Uint32Array): Float32Array {
  for (let i = 0; i < bits.length; i++) {
    if (((bits[i] ?? 0) & EXPONENT) === EXPONENT) throw damaged('no-numbers');
  }
  return values;
}

/** A float16 as the bits of the same float32. */
function halfToBits(half: number): number {
  const sign = (half & 0x8000) << 16;
  const exponent = (half >>> 10) & 31;
  const fraction = half & 1023;
  if (exponent === 31) return sign | EXPONENT | (fraction << 13);
  if (exponent > 0) return sign | ((exponent + HALF_BIAS) << 23) | (fraction << 13);
  if (fraction === 0) return sign;
  const shift = Math.clz32(fraction) - 21;
  return sign | ((HALF_BIAS + 1 - shift) << 23) | (((fraction << shift) & 1023) << 13);
}

const one = new Float32Array(1);
const oneBits = new Uint32Array(one.buffer);

/** float16 as a number. */
export function fromHalf(half: number): number {
  oneBits[0] = halfToBits(half);
  return one[0] ?? 0;
}

/** The nearest float16 of each number, halfway to even. @throws Refusal for numbers beyond float16. */
export function toHalves(values: Float32Array): Uint16Array {
  const bits = new Uint32Array(values.buffer, values.byteOffset, values.length);
  const halves = new Uint16Array(values.length);
  for (let i = 0; i < bits.length; i++) {
    const half = toHalf(bits[i] ?? 0);
    if ((half & HALF_INFINITE) === HALF_INFINITE) throw unreadable('too-large');
    halves[i] = half;
  }
  return halves;
}

/** The bits of a float32 -> the bits of a float16. */
function toHalf(bits: number): number {
  const sign = (bits >>> 16) & 0x8000;
  const exponent = ((bits >>> 23) & 255) - HALF_BIAS;
  const fraction = bits & 0x7fffff;
  if (exponent >= 31) return sign | HALF_INFINITE;
  if (exponent > 0) return sign | (((exponent << 10) | (fraction >>> 13)) + up(fraction, 13));
  if (exponent < -10) return sign;
  const whole = fraction | 0x800000;
  return sign | ((whole >>> (14 - exponent)) + up(whole, 14 - exponent));
}

/** 1 where dropping the lowest `shift` bits of `value` rounds up. */
function up(value: number, shift: number): number {
  const dropped = value & ((1 << shift) - 1);
  const half = 1 << (shift - 1);
  return dropped > half || (dropped === half && (value >>> shift) & 1) ? 1 : 0;
}
