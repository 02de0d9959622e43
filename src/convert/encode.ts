import { fromHalf, toHalves } from './floats.ts';

/** How a tensor is stored in a pack. Twin: training/medimageparse3d/quantize.py, held by src/testing/fixtures/checkpoint. */
export type Encoding = 'float32' | 'float16' | 'int8-rows' | 'int8-blocks' | 'int4-blocks';

export interface Encoded {
  readonly data: Uint8Array;
  /** Empty where numbers are stored as they are. */
  readonly scale: Uint8Array;
}

/** Neighbouring weights of a row that share a scale. */
const BLOCK = 32;
const INT8_LARGEST = 127;
const INT4_LARGEST = 8;

/** Rows of `rowLength` numbers, as a pack stores them. An even number of rows, or the last ones: int4 goes in pairs. */
export function encode(values: Float32Array, rowLength: number, encoding: Encoding): Encoded {
  switch (encoding) {
    case 'float32':
      return { data: bytesOf(values), scale: new Uint8Array() };
    case 'float16':
      return { data: bytesOf(toHalves(values)), scale: new Uint8Array() };
    case 'int8-rows':
      return int8Rows(values, rowLength);
    case 'int8-blocks':
      return blocks(values, rowLength, INT8_LARGEST, INT8_LARGEST);
    case 'int4-blocks': {
      const { data, scale } = blocks(values, rowLength, -INT4_LARGEST, INT4_LARGEST - 1);
      return { data: nibbles(data), scale };
    }
  }
}

/** Bytes that `count` numbers in rows of `rowLength` take: data, and scales. */
export function encodedBytes(count: number, rowLength: number, encoding: Encoding) {
  const rows = rowLength === 0 ? 0 : count / rowLength;
  const halves = 2 * rows * Math.ceil(rowLength / BLOCK);
  switch (encoding) {
    case 'float32':
      return { data: 4 * count, scale: 0 };
    case 'float16':
      return { data: 2 * count, scale: 0 };
    case 'int8-rows':
      return { data: count, scale: 4 * rows };
    case 'int8-blocks':
      return { data: count, scale: halves };
    case 'int4-blocks':
      return { data: Math.ceil(count / 2), scale: halves };
  }
}

function int8Rows(values: Float32Array, rowLength: number): Encoded {
  const whole = new Int8Array(values.length);
  const scales = new Float32Array(values.length / rowLength);
  for (let row = 0; row < scales.length; row++) {
    const start = row * rowLength;
    scales[row] = Math.abs(largest(values, start, start + rowLength)) / INT8_LARGEST;
    fill(whole, values, { start, end: start + rowLength, scale: scales[row] ?? 0, low: -127, high: 127 });
  }
  return { data: bytesOf(whole), scale: bytesOf(scales) };
}

/**
 * Each block's largest weight becomes `peak`, others −|peak|..high. Where `peak` is negative it does so with its sign,
 * so that all of the range −8..7 is used; scales may then be negative.
 */
function blocks(values: Float32Array, rowLength: number, peak: number, high: number): Encoded {
  const perRow = Math.ceil(rowLength / BLOCK);
  const rows = values.length / rowLength;
  const whole = new Int8Array(values.length);
  const scales = new Float32Array(rows * perRow);
  const each = (does: (start: number, end: number, n: number) => void) => {
    for (let n = 0; n < scales.length; n++) {
      const row = Math.floor(n / perRow);
      const start = row * rowLength + (n % perRow) * BLOCK;
      does(start, Math.min(start + BLOCK, (row + 1) * rowLength), n);
    }
  };
  each((start, end, n) => {
    const found = largest(values, start, end);
    scales[n] = (peak > 0 ? Math.abs(found) : found) / peak;
  });
  const halves = toHalves(scales);
  const low = -Math.abs(peak);
  each((start, end, n) => fill(whole, values, { start, end, scale: fromHalf(halves[n] ?? 0), low, high }));
  return { data: bytesOf(whole), scale: bytesOf(halves) };
}

/** The number furthest from 0, the first of several. */
function largest(values: Float32Array, start: number, end: number): number {
  let found = 0;
  for (let i = start; i < end; i++) {
    const value = values[i] ?? 0;
    if (Math.abs(value) > Math.abs(found)) found = value;
  }
  return found;
}

interface Step {
  readonly start: number;
  readonly end: number;
  readonly scale: number;
  readonly low: number;
  readonly high: number;
}

function fill(whole: Int8Array, values: Float32Array, { start, end, scale, low, high }: Step): void {
  if (scale === 0) return;
  for (let i = start; i < end; i++) {
    const rounded = Math.floor((values[i] ?? 0) / scale + 0.5);
    whole[i] = rounded < low ? low : rounded > high ? high : rounded;
  }
}

/** Two integers −8..7 a byte, the first in the low half. */
function nibbles(whole: Uint8Array): Uint8Array {
  const packed = new Uint8Array(Math.ceil(whole.length / 2));
  for (let i = 0; i < packed.length; i++) {
    packed[i] = ((whole[2 * i] ?? 0) & 15) | (((whole[2 * i + 1] ?? 0) & 15) << 4);
  }
  return packed;
}

function bytesOf({ buffer, byteOffset, byteLength }: ArrayBufferView): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}
