import { resizeBytes } from './resize-bytes.ts';

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

/** One channel of the encoder's input, `size` pixels a side, from a slice of `width` × `height` bytes, x fastest. */
export function toChannel(slice: Uint8Array, width: number, height: number, size: number): Uint8Array {
  const { side, left, top } = squareOf(width, height);
  if (side === width && side === height) return resizeBytes(slice, side, size);
  const square = new Uint8Array(side * side);
  for (let row = 0; row < height; row++) {
    square.set(slice.subarray(row * width, (row + 1) * width), (top + row) * side + left);
  }
  return resizeBytes(square, side, size);
}
