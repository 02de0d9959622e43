import { expect, test } from 'vitest';
import { paletteOf } from './palette.ts';
import { type Picture, readPng, writePalettePng } from './png.ts';

function picture(
  width: number,
  height: number,
  colour: (x: number, y: number) => readonly number[],
): Picture {
  const rgba = new Uint8Array(4 * width * height);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) rgba.set([...colour(x, y), 255], 4 * (y * width + x));
  return { width, height, rgba };
}

test('a picture of no more colours than a palette has keeps every pixel', () => {
  const given = picture(17, 9, (x, y) => [x * 15, y * 20, (x + y) % 2 === 0 ? 0 : 255]);
  const { palette, indices } = paletteOf(given);
  expect(palette).toHaveLength(17 * 9);
  for (let n = 0; n < indices.length; n++)
    expect(palette[indices[n] ?? 0]).toEqual([...given.rgba.subarray(4 * n, 4 * n + 3)]);
});

test('a picture of more colours keeps them nearly, and a few pixels of a colour of their own stay seen', () => {
  const given = picture(128, 128, (x, y) => (x === 5 ? [255, 0, 0] : [x * 2, x * 2, y]));
  const { palette, indices } = paletteOf(given);
  expect(palette.length).toBeLessThanOrEqual(256);
  const off = [...indices].map((index, n) =>
    Math.max(...[0, 1, 2].map((c) => Math.abs((palette[index]?.[c] ?? 0) - (given.rgba[4 * n + c] ?? 0)))),
  );
  // 255 colours share 128 × 128: no box is wider than a sixteenth of a channel.
  expect(Math.max(...off)).toBeLessThanOrEqual(16);
  expect(palette[indices[5] ?? 0]).toEqual([255, 0, 0]);
});

/** 8 × 10, RGB, each of the five predictions in two rows; made and read back by others (Python, Pillow). */
const PREDICTED = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAgAAAAKCAIAAAAGpYjXAAAAg0lEQVR42mNgYGCQZWC2YuAJZ5AuYTCYyOC9jiHnNMNkRmZRdqCELAOnLAO/LIOoLIO0LIOiLIM6E1ACO2LT4hPgZhXg5hDg5hbgBrIFBbhFBLjFWUCSDMzMDOxoiIE/U1knU80zUz8t0645M3hBZt7ezP5bmdsYheq0SLScL16BNMsB0OkX3Yma5MoAAAAASUVORK5CYII=',
  'base64',
);

test('every way in which a row may be predicted is undone', () => {
  const { width, height, rgba } = readPng(PREDICTED);
  const made = picture(8, 10, (x, y) => [(x * 29 + y * 3) % 256, (y * 21) % 256, (x * x * 3 + y * 7) % 256]);
  expect([width, height]).toEqual([8, 10]);
  expect([...rgba]).toEqual([...made.rgba]);
});

test('what is written is read by others: a PNG of one byte per pixel with its palette', () => {
  const bytes = writePalettePng({ width: 2, height: 1 }, Uint8Array.of(1, 0), [
    [1, 2, 3],
    [250, 0, 9],
  ]);
  expect([...bytes.subarray(0, 8)]).toEqual([137, 80, 78, 71, 13, 10, 26, 10]);
  const at = Buffer.from(bytes).indexOf('PLTE');
  expect([...bytes.subarray(at + 4, at + 10)]).toEqual([1, 2, 3, 250, 0, 9]);
  expect(() => readPng(bytes)).toThrow('another kind');
});
