import { AppError } from '#errors.ts';
import type { ReadOptions } from '#formats/scan-file.ts';
import type { Header } from './header.ts';
import type { Image, PixelForm } from './image.ts';
import { nativeBytes } from './native-bytes.ts';
import { readFrame, toNumbers } from './read-frame.ts';
import { syntaxOf } from './syntaxes.ts';
import { TAG } from './tags.ts';

/** Of all frames together, not packed. */
const MOST_BYTES = 2 ** 30;
const MOST_SIDE = 32768;

/** The pictures of a segmentation. */
export interface SegmentFrames {
  readonly rows: number;
  readonly columns: number;
  readonly count: number;
  /** The stored numbers of frame `n`, row by row; only until the next is read. */
  read(n: number): Promise<ArrayLike<number>>;
}

/**
 * The frames of a segmentation; `isBits`: a bit for each pixel, frames follow each other without a gap.
 * @throws AppError 'dicom-compression', 'dicom-damaged', 'file-truncated', 'volume-too-large', 'volume-datatype', of `readFrame`.
 */
export async function segmentFrames(
  name: string,
  header: Header,
  isBits: boolean,
  options: ReadOptions,
): Promise<SegmentFrames> {
  const { dataset, syntax: uid } = header;
  const syntax = syntaxOf(uid);
  const [rows, columns] = [dataset.short(TAG.rows) ?? 0, dataset.short(TAG.columns) ?? 0];
  const count = Math.max(1, Math.trunc(dataset.number(TAG.frames) ?? 1));
  if (Math.min(rows, columns) < 1 || Math.max(rows, columns) > MOST_SIDE) {
    throw new AppError('dicom-damaged', { name, fault: 'no-size' });
  }
  const bits = dataset.short(TAG.bitsAllocated) ?? 0;
  if (!syntax || (isBits && bits === 1 && syntax.coding !== 'native')) {
    throw new AppError('dicom-compression', { name, syntax: uid });
  }
  const wanted = isBits ? [1, 8] : [8, 16];
  if (!wanted.includes(bits)) throw new AppError('volume-datatype', { name, datatype: `${bits} bits` });
  const size = { rows, columns, count };
  checkSize(name, header, Math.ceil((count * rows * columns * bits) / 8), syntax.coding === 'native');
  if (bits === 1) return bitFrames(header, size, options);
  const form = formOf(syntax, size, bits === 16 ? 16 : 8);
  const stored = syntax.coding === 'native' ? await wholeFrames(header, form, size, options) : undefined;
  const place = placeOf(header, count);
  return {
    ...size,
    read: async (n) => stored?.(n) ?? (await readFrame({ place, frame: n, form }, plain(options))),
  };
}

type Size = Pick<SegmentFrames, 'rows' | 'columns' | 'count'>;

/** A header may promise more than the file holds. */
function checkSize(name: string, { content, pixels }: Header, bytes: number, isNative: boolean): void {
  if (bytes > MOST_BYTES) throw new AppError('volume-too-large', { name, bytes, most: MOST_BYTES });
  const isThere =
    !isNative || ((pixels?.length ?? 0) >= bytes && content.mayHold((pixels?.offset ?? 0) + bytes));
  if (!pixels || !isThere) {
    throw new AppError('file-truncated', { name, reason: 'fewer pixels than announced' });
  }
}

/** The first pixel is the lowest bit of the first byte. Source: DICOM PS3.5, 8.1.1 and annex D. */
async function bitFrames(header: Header, size: Size, options: ReadOptions): Promise<SegmentFrames> {
  const pixels = size.rows * size.columns;
  const bits = await filled(header, Math.ceil((size.count * pixels) / 8), options);
  const frame = new Uint8Array(pixels);
  return {
    ...size,
    read: async (n) => {
      for (let at = 0; at < pixels; at++) {
        const bit = n * pixels + at;
        frame[at] = ((bits[Math.floor(bit / 8)] as number) >>> (bit % 8)) & 1;
      }
      return frame;
    },
  };
}

async function wholeFrames(
  header: Header,
  form: PixelForm,
  { rows, columns, count }: Size,
  options: ReadOptions,
) {
  const bytes = await filled(header, (count * rows * columns * form.bitsAllocated) / 8, options);
  const all = toNumbers(bytes, form.bitsAllocated, form.syntax.isBigEndian);
  return (n: number) => all.subarray(n * rows * columns, (n + 1) * rows * columns);
}

function filled({ content, pixels }: Header, length: number, options: ReadOptions) {
  const { offset = 0, inWords = false } = pixels ?? {};
  return nativeBytes({ content, offset, inWords }, 0, length, options);
}

function formOf(syntax: PixelForm['syntax'], { rows, columns }: Size, bits: 8 | 16): PixelForm {
  return {
    ...{ syntax, rows, columns, bitsAllocated: bits, bitsStored: bits, highBit: bits - 1 },
    ...{ isSigned: false, isInverted: false, padding: undefined },
  };
}

/** One for all frames of a file, which is taken apart once. */
function placeOf({ content, pixels, dataset }: Header, frameCount: number): Image['place'] {
  const { offset = 0, length, inWords = false } = pixels ?? {};
  return { content, offset, length, inWords, frameCount, longOffsets: dataset.longLongs(TAG.longOffsets) };
}

function plain({ signal }: ReadOptions): ReadOptions {
  return signal ? { signal } : {};
}
