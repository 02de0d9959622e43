import { AppError } from '#errors.ts';
import type { ReadOptions } from '#formats/scan-file.ts';
import type { StoredPixels } from './codecs/codec.ts';
import { decode } from './codecs/decode.ts';
import { framesOf } from './fragments.ts';
import type { Image } from './image.ts';
import { nativeBytes } from './native-bytes.ts';

/** Bytes of one picture that is not packed. */
export function frameBytes({ form }: Pick<Image, 'form'>): number {
  return (form.rows * form.columns * form.bitsAllocated) / 8;
}

/**
 * The pixels of `image`, row by row, unpacked.
 * @throws AppError 'file-truncated', 'dicom-damaged', 'dicom-compression', 'dicom-codec', 'file-unreadable'.
 */
export async function readFrame(
  image: Pick<Image, 'place' | 'form' | 'frame' | 'tile'>,
  options: ReadOptions,
): Promise<StoredPixels> {
  const { place, form, frame, tile } = image;
  if (tile) return cropped(await readFrame({ place, frame, form: tile.whole }, options), form, tile);
  const { name } = place.content;
  if (form.syntax.coding === 'native') {
    const length = frameBytes(image);
    // An icon may be in fragments where the pixels of the file are not; those of a file have a length then.
    const bytes = await nativeBytes(place, frame * length, length, options);
    return toNumbers(bytes, form.bitsAllocated, form.syntax.isBigEndian);
  }
  const packed = await framesOf(place);
  const own = packed[frame];
  if (!own) throw new AppError('file-truncated', { name, reason: 'fewer pixels than announced' });
  const pixels = await decode(name, own, form);
  if (pixels.length !== form.rows * form.columns) {
    throw new AppError('dicom-damaged', { name, fault: 'picture-size' });
  }
  return pixels;
}

function cropped(
  pixels: StoredPixels,
  { rows, columns }: Image['form'],
  { whole, column, row }: NonNullable<Image['tile']>,
): StoredPixels {
  const part = pixels.slice(0, rows * columns);
  for (let n = 0; n < rows; n++) {
    const from = (row + n) * whole.columns + column;
    part.set(pixels.subarray(from, from + columns), n * columns);
  }
  return part;
}

/** `bytes` as numbers, in the same memory. */
export function toNumbers(
  bytes: Uint8Array<ArrayBuffer>,
  bits: 8 | 16 | 32,
  isBigEndian: boolean,
): StoredPixels {
  const width = bits / 8;
  if (bits === 8) return bytes;
  const Numbers = bits === 16 ? Uint16Array : Uint32Array;
  const numbers = new Numbers(bytes.buffer, bytes.byteOffset, bytes.length / width);
  if (!isBigEndian) return numbers;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let n = 0; n < numbers.length; n++) {
    numbers[n] = bits === 16 ? view.getUint16(2 * n) : view.getUint32(4 * n);
  }
  return numbers;
}
