import type { Picture } from './png.ts';

type Rgb = readonly [number, number, number];

/** Colours of one picture that are alike, each with how many pixels have it. */
interface Box {
  readonly colours: readonly Counted[];
  /** The channel in which they differ most, and by how much, weighted by how many they are. */
  readonly channel: 0 | 1 | 2;
  readonly worth: number;
}

type Counted = readonly [rgb: Rgb, count: number];

/**
 * At most `most` colours for a picture and which of them each pixel has (median cut, Heckbert 1982; without dithering, which
 * would make flat areas rough). A picture of no more colours keeps them.
 */
export function paletteOf(
  { rgba }: Picture,
  most = 256,
): { readonly palette: readonly Rgb[]; readonly indices: Uint8Array } {
  const counts = new Map<number, number>();
  for (let n = 0; n < rgba.length; n += 4) {
    const key = keyAt(rgba, n);
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  let boxes = [boxOf([...counts].map(([key, count]) => [rgbOf(key), count] as const))];
  while (boxes.length < Math.min(most, counts.size)) {
    const widest = boxes.reduce((a, b) => (b.worth > a.worth ? b : a));
    if (widest.worth === 0) break;
    boxes = [...boxes.filter((box) => box !== widest), ...halves(widest)];
  }
  const indexOf = new Map<number, number>();
  boxes.forEach(({ colours }, index) => {
    for (const [[r, g, b]] of colours) indexOf.set((r << 16) | (g << 8) | b, index);
  });
  const indices = new Uint8Array(rgba.length / 4);
  for (let n = 0; n < indices.length; n++) indices[n] = indexOf.get(keyAt(rgba, 4 * n)) ?? 0;
  return { palette: boxes.map(meanOf), indices };
}

const keyAt = (rgba: Uint8Array, n: number) =>
  ((rgba[n] ?? 0) << 16) | ((rgba[n + 1] ?? 0) << 8) | (rgba[n + 2] ?? 0);

const rgbOf = (key: number): Rgb => [key >> 16, (key >> 8) & 255, key & 255];

function boxOf(colours: readonly Counted[]): Box {
  const spans = ([0, 1, 2] as const).map((channel) => {
    let [low, high] = [255, 0];
    for (const [rgb] of colours) {
      low = Math.min(low, rgb[channel]);
      high = Math.max(high, rgb[channel]);
    }
    return high - low;
  });
  const span = Math.max(...spans);
  const pixels = colours.reduce((sum, [, count]) => sum + count, 0);
  return {
    colours,
    channel: spans.indexOf(span) as 0 | 1 | 2,
    // Few pixels of a colour of their own matter too: an outline, a letter.
    worth: colours.length > 1 ? span * span * Math.sqrt(pixels) : 0,
  };
}

/** A box parted where half of its pixels are on either side. */
function halves({ colours, channel }: Box): readonly Box[] {
  const sorted = colours.toSorted(([a], [b]) => a[channel] - b[channel]);
  const half = sorted.reduce((sum, [, count]) => sum + count, 0) / 2;
  let [at, before] = [0, 0];
  while (at < sorted.length - 1 && before + (sorted[at]?.[1] ?? 0) <= half) before += sorted[at++]?.[1] ?? 0;
  const cut = Math.max(1, at);
  return [boxOf(sorted.slice(0, cut)), boxOf(sorted.slice(cut))];
}

function meanOf({ colours }: Box): Rgb {
  const pixels = colours.reduce((sum, [, count]) => sum + count, 0);
  const mean = (channel: 0 | 1 | 2) =>
    Math.round(colours.reduce((sum, [rgb, count]) => sum + rgb[channel] * count, 0) / pixels);
  return [mean(0), mean(1), mean(2)];
}
