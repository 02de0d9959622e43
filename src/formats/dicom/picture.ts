import type { ScanPicture } from '#formats/reader.ts';
import type { ReadOptions } from '#formats/scan-file.ts';
import type { Image } from './image.ts';
import { readFrame } from './read-frame.ts';
import { unpackPixels } from './unpack-pixels.ts';

const MOST_SIDE = 96;

/** A small picture of `image`, from its darkest hundredth to its lightest. */
export async function pictureOf(image: Image, isCt: boolean, options: ReadOptions): Promise<ScanPicture> {
  const pixels = await readFrame(image, options);
  const values = new Float32Array(pixels.length);
  const { form, plane } = image;
  unpackPixels(pixels, values, form, { isTurned: form.isInverted && !isCt, air: undefined });
  const [row, column] = plane.spacing;
  const side = MOST_SIDE / Math.max(form.columns * column, form.rows * row);
  const width = Math.max(1, Math.round(form.columns * column * side));
  const height = Math.max(1, Math.round(form.rows * row * side));
  const small = new Float32Array(width * height);
  for (let y = 0; y < height; y++) {
    const from = Math.floor(((y + 0.5) * form.rows) / height) * form.columns;
    for (let x = 0; x < width; x++) {
      small[y * width + x] = values[from + Math.floor(((x + 0.5) * form.columns) / width)] ?? 0;
    }
  }
  return { width, height, grey: toGrey(small, image.slope < 0) };
}

function toGrey(values: Float32Array, isFalling: boolean): Uint8Array {
  const sorted = values.toSorted();
  const low = sorted[Math.floor(sorted.length * 0.01)] ?? 0;
  const high = sorted[Math.floor(sorted.length * 0.99)] ?? 1;
  const range = high > low ? high - low : 1;
  return Uint8Array.from(values, (value) => {
    const part = Math.min(1, Math.max(0, (value - low) / range));
    return Math.round(255 * (isFalling ? 1 - part : part));
  });
}
