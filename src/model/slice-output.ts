import { cubic } from './cubic.ts';
import { squareOf } from './slice-input.ts';

const A = -0.5;
const REACH = 2;

/** For each target sample the first of its source samples and their weights. */
interface Row {
  readonly first: number;
  readonly weights: Float32Array;
}

/**
 * Logits of a square, (h, w), at `size` pixels a side: bicubic (a = −0.5), taps beyond the edge left out and the others
 * scaled to sum 1. For enlarging. Twin: `upsample` in training/medimageparse3d/postprocess.py.
 */
export function enlarge(logits: Float32Array, [h, w]: readonly [number, number], size: number): Float32Array {
  return enlargedRows(enlargedRows(logits, w, size), h, size);
}

/** The rows of `image`, `from` samples long, at `to` samples each; rows become columns. */
function enlargedRows(image: Float32Array, from: number, to: number): Float32Array {
  const rows = image.length / from;
  const turned = new Float32Array(rows * to);
  for (const [target, { first, weights }] of rowsOf(from, to).entries()) {
    for (let row = 0; row < rows; row++) {
      const start = row * from + first;
      let sum = 0;
      for (let n = 0; n < weights.length; n++) sum += (image[start + n] ?? 0) * (weights[n] ?? 0);
      turned[target * rows + row] = sum;
    }
  }
  return turned;
}

function rowsOf(source: number, target: number): readonly Row[] {
  return Array.from({ length: target }, (_, i) => {
    const centre = (i + 0.5) * (source / target) - 0.5;
    const first = Math.max(0, Math.ceil(centre - REACH));
    const last = Math.min(source - 1, Math.floor(centre + REACH));
    const exact = Array.from({ length: last - first + 1 }, (_, n) => cubic(centre - first - n, A));
    const total = exact.reduce((sum, weight) => sum + weight, 0);
    return { first, weights: Float32Array.from(exact, (weight) => weight / total) };
  });
}

/**
 * The pixels of a slice of `width` × `height`, from those of the square it was padded and resized to: each the one that its
 * centre lies in. `asOriginal` takes the one at its corner instead, as the original does (twin: `onto_volume` in
 * postprocess.py), which moves masks of scans that were enlarged by up to half a pixel towards the first row and column.
 */
export function ontoSlice(
  square: Uint8Array,
  size: number,
  width: number,
  height: number,
  asOriginal = false,
): Uint8Array {
  const { side, left, top } = squareOf(width, height);
  const ratio = Math.fround(size / side);
  const source = Int32Array.from({ length: side }, (_, n) =>
    Math.min(size - 1, Math.floor(asOriginal ? Math.fround(n * ratio) : ((n + 0.5) * size) / side)),
  );
  const slice = new Uint8Array(width * height);
  for (let row = 0; row < height; row++) {
    const from = (source[top + row] ?? 0) * size;
    for (let column = 0; column < width; column++) {
      slice[row * width + column] = square[from + (source[left + column] ?? 0)] ?? 0;
    }
  }
  return slice;
}
