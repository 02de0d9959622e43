import { crc32, deflateSync, inflateSync } from 'node:zlib';

/** A picture: rows of `width` pixels, 4 bytes each, red, green, blue and how opaque. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly rgba: Uint8Array;
}

const SIGNATURE = [137, 80, 78, 71, 13, 10, 26, 10];

/** Reads what browsers write: 8 bits, RGB or RGBA, in one pass. @throws Error for other PNG files. */
export function readPng(bytes: Uint8Array): Picture {
  const { width, height, channels, packed } = chunks(bytes);
  const rows = unfiltered(inflateSync(Buffer.concat(packed)), width * channels, height, channels);
  const rgba = new Uint8Array(4 * width * height).fill(255);
  for (let n = 0; n < width * height; n++) rgba.set(rows.subarray(channels * n, channels * (n + 1)), 4 * n);
  return { width, height, rgba };
}

function chunks(bytes: Uint8Array) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const packed: Uint8Array[] = [];
  let [width, height, channels] = [0, 0, 0];
  for (let at = SIGNATURE.length; at < bytes.length; at += 12 + view.getUint32(at)) {
    const type = String.fromCharCode(...bytes.subarray(at + 4, at + 8));
    const body = bytes.subarray(at + 8, at + 8 + view.getUint32(at));
    if (type === 'IDAT') packed.push(body);
    if (type !== 'IHDR') continue;
    [width, height] = [view.getUint32(at + 8), view.getUint32(at + 12)];
    channels = channelsOf(body);
  }
  return { width, height, channels, packed };
}

/** Bytes of a pixel, by the picture's header. */
function channelsOf(header: Uint8Array): 3 | 4 {
  const [depth, colours, , , pass] = header.subarray(8);
  if (depth !== 8 || pass !== 0 || (colours !== 2 && colours !== 6)) throw new Error('a PNG of another kind');
  return colours === 6 ? 4 : 3;
}

/** Rows without the bytes that say how each was predicted, and without the prediction. */
function unfiltered(bytes: Uint8Array, stride: number, height: number, step: number): Uint8Array {
  const rows = new Uint8Array(stride * height);
  for (let y = 0; y < height; y++) {
    const predict = PREDICTIONS[bytes[y * (stride + 1)] ?? 0] ?? none;
    const row = rows.subarray(y * stride, (y + 1) * stride);
    const above = y > 0 ? rows.subarray((y - 1) * stride, y * stride) : new Uint8Array(stride);
    for (let x = 0; x < stride; x++) {
      const guess = predict(row[x - step] ?? 0, above[x] ?? 0, above[x - step] ?? 0);
      row[x] = (bytes[y * (stride + 1) + 1 + x] ?? 0) + guess;
    }
  }
  return rows;
}

type Predict = (left: number, up: number, corner: number) => number;

const none: Predict = () => 0;
/** By the number that a row begins with. */
const PREDICTIONS: readonly Predict[] = [
  none,
  (left) => left,
  (_, up) => up,
  (left, up) => (left + up) >> 1,
  paeth,
];

function paeth(left: number, up: number, corner: number): number {
  const guess = left + up - corner;
  const [a, b, c] = [Math.abs(guess - left), Math.abs(guess - up), Math.abs(guess - corner)];
  if (a <= b && a <= c) return left;
  return b <= c ? up : corner;
}

/** A PNG of one byte per pixel, which counts into `palette` (at most 256 colours). */
export function writePalettePng(
  { width, height }: Pick<Picture, 'width' | 'height'>,
  indices: Uint8Array,
  palette: readonly (readonly [number, number, number])[],
): Uint8Array {
  const rows = new Uint8Array((width + 1) * height);
  for (let y = 0; y < height; y++)
    rows.set(indices.subarray(y * width, (y + 1) * width), y * (width + 1) + 1);
  const head = new Uint8Array(13);
  const view = new DataView(head.buffer);
  view.setUint32(0, width);
  view.setUint32(4, height);
  head.set([8, 3], 8);
  return Buffer.concat([
    Uint8Array.from(SIGNATURE),
    chunk('IHDR', head),
    chunk('PLTE', Uint8Array.from(palette.flat())),
    chunk('IDAT', deflateSync(rows, { level: 9 })),
    chunk('IEND', new Uint8Array()),
  ]);
}

function chunk(type: string, body: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(body.length + 12);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, body.length);
  bytes.set(Buffer.from(type, 'latin1'), 4);
  bytes.set(body, 8);
  view.setUint32(8 + body.length, crc32(bytes.subarray(4, 8 + body.length)));
  return bytes;
}
