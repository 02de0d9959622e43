import { resizeLinear } from './resize.ts';

/** A slice in the middle of a square of zeros: `side` samples, the slice beginning at column `left`, row `top`. */
export interface Square {
  readonly side: number;
  readonly left: number;
  readonly top: number;
}

/** The square that a slice of `width` × `height` is padded to; an odd sample of padding goes after it. */
export function squareOf(width: number, height: number): Square {
  const side = Math.max(width, height);
  return { side, left: Math.floor((side - width) / 2), top: Math.floor((side - height) / 2) };
}

/** Index `k` mirrored into 0..n−1 without repeating the ends: −1 is 1, n is n − 2. */
export function mirrored(k: number, n: number): number {
  if (n === 1) return 0;
  const period = 2 * (n - 1);
  const within = ((k % period) + period) % period;
  return within < n ? within : period - within;
}

/** One channel of the encoder's input: (size, size), from a slice of `width` × `height`, x fastest. */
export function toChannel(slice: Float32Array, width: number, height: number, size: number): Float32Array {
  const { side, left, top } = squareOf(width, height);
  const square = new Float32Array(side * side);
  for (let row = 0; row < height; row++) {
    square.set(slice.subarray(row * width, (row + 1) * width), (top + row) * side + left);
  }
  return resizeLinear(square, [side, side, 1], [size, size, 1]);
}

/** The way back: logits (h, w) of the square, at every sample of the slice: (height, width). */
export function fromChannel(
  logits: Float32Array,
  [h, w]: readonly [number, number],
  width: number,
  height: number,
): Float32Array {
  const { side, left, top } = squareOf(width, height);
  const square = resizeLinear(logits, [w, h, 1], [side, side, 1]);
  const slice = new Float32Array(width * height);
  for (let row = 0; row < height; row++) {
    const from = (top + row) * side + left;
    slice.set(square.subarray(from, from + width), row * width);
  }
  return slice;
}
