import { describe, expect, test } from 'vitest';
import { BALL_GRIDS } from '#testing/ball.ts';
import { ontoGrid } from '#volume/onto-grid.ts';
import { samplesAbove } from '#volume/samples.ts';
import type { Grid, Vec3, VoxelBox } from '#volume/types.ts';
import { BLANK_LOGIT, Blend, type Blended } from './blend.ts';
import { resizeLinear } from './resize.ts';
import { blendWeights, SMALLEST_WEIGHT, type Tile, tilesOf } from './tiles.ts';
import type { WindowTiling } from './tilings.ts';

const tiling: WindowTiling = {
  kind: 'window-3d',
  size: [8, 8, 4],
  multipleOf: [4, 4, 4],
  overlap: 0.4,
  blend: 'gaussian',
};
interface Layout {
  readonly size: Vec3;
  readonly box: VoxelBox;
  readonly overlap: number;
}

const FIRST: Layout = { size: [13, 9, 7], box: { from: [1, 0, 2], to: [13, 8, 7] }, overlap: 0.4 };

const LAYOUTS: Readonly<Record<string, Layout>> = {
  'tiles that overlap along every axis, some of which stick out of the grid': FIRST,
  'one column of tiles, most samples in one tile alone': {
    size: [5, 17, 13],
    box: { from: [0, 0, 0], to: [5, 17, 13] },
    overlap: 0.1,
  },
  'a slab of tiles side by side': {
    size: [17, 6, 3],
    box: { from: [0, 0, 0], to: [17, 6, 3] },
    overlap: 0.1,
  },
};
const tilesIn = ({ size, box, overlap }: Layout) => tilesOf(size, { ...tiling, overlap }, box);

const noise = (seed: number, count: number) =>
  Float32Array.from({ length: count }, (_, n) => 8 * Math.sin(seed * 1.7 + n * 12.9898) ** 3);

/** The same by its definition: at every sample of the grid the weighted mean over all tiles. */
function expectedAt(tiles: readonly Tile[], logits: readonly Float32Array[], place: Vec3): number {
  let [sum, total] = [0, 0];
  tiles.forEach(({ start, size: own }, n) => {
    const at = place.map((p, axis) => p - (start[axis] ?? 0));
    if (at.some((p, axis) => p < 0 || p >= (own[axis] ?? 0))) return;
    const [x = 0, y = 0, z = 0] = at;
    const weightAlong = (axis: number) => blendWeights(own[axis] ?? 1, 'gaussian')[at[axis] ?? 0] ?? 0;
    const weight = Math.max(weightAlong(0) * weightAlong(1) * weightAlong(2), SMALLEST_WEIGHT);
    sum += weight * (logits[n]?.[(z * own[1] + y) * own[0] + x] ?? Number.NaN);
    total += weight;
  });
  return total > 0 ? sum / total : BLANK_LOGIT;
}

/** Every sample of a box, x fastest. */
function placesOf({ from, to }: VoxelBox): readonly Vec3[] {
  const along = (axis: 0 | 1 | 2) => Array.from({ length: to[axis] - from[axis] }, (_, n) => from[axis] + n);
  return along(2).flatMap((k) => along(1).flatMap((j) => along(0).map((i): Vec3 => [i, j, k])));
}

/** A sample and its 26 neighbours. */
const aroundOf = ([i, j, k]: Vec3) => placesOf({ from: [i - 1, j - 1, k - 1], to: [i + 2, j + 2, k + 2] });

const logitsOf = ({ box, logits }: Blended) =>
  new Map(placesOf(box).map((place, n) => [place.join(), logits[n] ?? Number.NaN]));

function blended(
  layout: Layout,
  give: (tile: Tile, n: number) => Parameters<Blend['add']>[1],
  prompts: number,
  floor = Number.NEGATIVE_INFINITY,
) {
  const tiles = tilesIn(layout);
  const blend = new Blend(layout.size, tiles, tiling, prompts);
  for (const [n, tile] of tiles.entries()) blend.add(tile, give(tile, n));
  const kept = (one: Blended): Blended => ({ ...one, logits: one.logits.slice() });
  return { box: blend.box, results: Array.from({ length: prompts }, (_, n) => kept(blend.above(n, floor))) };
}

describe.each(Object.entries(LAYOUTS))('two prompts over %s', (_, layout) => {
  const tiles = tilesIn(layout);
  const own = (prompt: number) => tiles.map(({ size: [x, y, z] }, n) => noise(7 * prompt + n, x * y * z));
  const perPrompt = [own(0), own(1)];
  const together = (n: number) => Float32Array.from(perPrompt.flatMap((each) => Array.from(each[n] ?? [])));
  const give = ({ size: [x, y, z] }: Tile, n: number) => ({ dims: [2, z, y, x], data: together(n) });
  const { box: covered, results } = blended(layout, give, 2);

  test('each sample is the weighted mean of the tiles that hold it, and the highest is said', () => {
    const { from, to } = layout.box;
    expect(covered).toEqual({ from, to });
    expect(results.map(({ box }) => box)).toEqual([covered, covered]);
    results.forEach(({ logits, highest }, prompt) => {
      const expected: number[] = [];
      for (let k = from[2]; k < to[2]; k++) {
        for (let j = from[1]; j < to[1]; j++) {
          for (let i = from[0]; i < to[0]; i++) {
            expected.push(expectedAt(tiles, perPrompt[prompt] ?? [], [i, j, k]));
          }
        }
      }
      // Sums of a few values of up to 8 in float32.
      expect(Math.max(...expected.map((value, n) => Math.abs(value - (logits[n] ?? 0))))).toBeLessThan(1e-5);
      expect(highest).toBe(Math.max(...logits));
    });
  });

  // From all of it down to one row, to none: the logits of noise lie between −8 and 8.
  test.each([-9, -2, 3, 6, 7, 7.9, 8.5])('above %d it is the same, one sample round it too', (floor) => {
    blended(layout, give, 2, floor).results.forEach((part, prompt) => {
      const whole = results[prompt] as Blended;
      expect(part.highest).toBe(whole.highest);
      const [all, some] = [logitsOf(whole), logitsOf(part)];
      expect([...some].filter(([place, value]) => all.get(place) !== value)).toEqual([]);
      const above = placesOf(whole.box).filter((place) => (all.get(place.join()) ?? 0) > floor);
      const needed = above.flatMap(aroundOf).map((place) => place.join());
      expect(needed.filter((place) => all.has(place) && !some.has(place))).toEqual([]);
    });
  });

  test('phases give the same as the shuffled tile, voxel for voxel', () => {
    const phases = ({ size: [x, y, z] }: Tile, n: number) => {
      const [fz, fy, fx] = [2, 4, 2];
      const [d, h, w] = [z / fz, y / fy, x / fx];
      const data = new Float32Array(2 * x * y * z);
      for (let at = 0; at < data.length; at++) {
        const rest = at % (x * y * z);
        const [i, j, k] = [rest % x, Math.floor(rest / x) % y, Math.floor(rest / (x * y))];
        const prompt = (at - rest) / (x * y * z);
        const phase = ((prompt * fz + (k % fz)) * fy + (j % fy)) * fx + (i % fx);
        const inside = (Math.floor(k / fz) * h + Math.floor(j / fy)) * w + Math.floor(i / fx);
        data[phase * d * h * w + inside] = together(n)[at] ?? 0;
      }
      return { dims: [2, fz, fy, fx, d, h, w], data };
    };
    expect(blended(layout, phases, 2).results).toEqual(results);
  });
});

test('logits of half the resolution are enlarged first', () => {
  const coarse = ({ size: [x, y, z] }: Tile, n: number) => noise(n, (x * y * z) / 8);
  const dims = ({ size: [x, y, z] }: Tile) => [1, z / 2, y / 2, x / 2];
  const fine = (tile: Tile, n: number) => {
    const [x, y, z] = tile.size;
    return { dims: [1, z, y, x], data: resizeLinear(coarse(tile, n), [x / 2, y / 2, z / 2], tile.size) };
  };
  const got = blended(FIRST, (tile, n) => ({ dims: dims(tile), data: coarse(tile, n) }), 1);
  expect(got.results).toEqual(blended(FIRST, fine, 1).results);
});

test('of a single sample above the floor its row is blended, and one more on each side', () => {
  const size: Vec3 = [5, 8, 4];
  const one = ({ size: [x, y, z] }: Tile) => {
    const data = new Float32Array(x * y * z).fill(-5);
    data[(2 * y + 3) * x + 4] = 5;
    return { dims: [1, z, y, x], data };
  };
  const layout = { size, box: { from: [0, 0, 0], to: size }, overlap: 0.1 } as const;
  const [start = [0, 0, 0]] = tilesIn(layout).map((tile) => tile.start);
  const [j, k] = [start[1] + 3, start[2] + 2];
  const [got] = blended(layout, one, 1, 0).results;
  expect(got?.box).toEqual({ from: [0, j - 1, k - 1], to: [5, j + 2, k + 2] });
  expect(got?.highest).toBe(5);
});

describe('a few warm places in cold tiles', () => {
  const layout: Layout = { size: [17, 21, 15], box: { from: [0, 0, 0], to: [17, 21, 15] }, overlap: 0.4 };
  /** Logits of the grid at a sample: cold but for two balls, whose rims go through all that lies between. */
  const logitAt = ([i, j, k]: Vec3) =>
    Math.max(6 - 4 * Math.hypot(i - 3, j - 4, k - 3), 5 - 5 * Math.hypot(i - 13, j - 15, k - 11), -18);
  const give = ({ start, size: [x, y, z] }: Tile) => {
    const data = Float32Array.from({ length: x * y * z }, (_, n) =>
      logitAt([start[0] + (n % x), start[1] + (Math.floor(n / x) % y), start[2] + Math.floor(n / (x * y))]),
    );
    return { dims: [1, z, y, x], data };
  };
  const floor = -4.6;
  const [whole] = blended(layout, give, 1).results;
  const [some] = blended(layout, give, 1, floor).results;
  const [all, got] = [logitsOf(whole as Blended), logitsOf(some as Blended)];
  const isBlank = (place: string) => got.get(place) === BLANK_LOGIT;

  test('rows that decide nothing are left blank, all others are as they would be', () => {
    const blank = [...got.keys()].filter(isBlank);
    expect(blank.length).toBeGreaterThan(got.size / 4);
    expect([...got].filter(([place, value]) => value !== BLANK_LOGIT && value !== all.get(place))).toEqual(
      [],
    );
    // Where there is a byte of probability, or there may be one at the lowest threshold, and round it nothing is left out.
    const shows = [...all].filter(([, value]) => value > Math.min(-6.3, floor - 1)).map(([place]) => place);
    const round = shows.flatMap((place) => aroundOf(place.split(',').map(Number) as unknown as Vec3));
    expect(round.map((place) => place.join()).filter((place) => got.has(place) && isBlank(place))).toEqual(
      [],
    );
  });

  test.each(Object.entries(BALL_GRIDS))('the mask on a grid %s is the same, bytes and all', (_, scan) => {
    const grid: Grid = { size: layout.size, voxelToWorld: [7, 0, 0, -52, 0, 6, 0, -66, 0, 0, 8, -36] };
    const samples = ({ box, logits: data, rowHighest }: Blended) =>
      samplesAbove({ grid, box, data, rowHighest }, floor, BLANK_LOGIT);
    const [plain, sparse] = [samples(whole as Blended), samples(some as Blended)];
    for (const [threshold, forceTurned] of [
      [-4.59, false],
      [-4.59, true],
      [0, false],
    ] as const) {
      const mask = ontoGrid(sparse, scan, threshold, { forceTurned });
      const other = ontoGrid(plain, scan, threshold, { forceTurned });
      expect([mask.box, mask.level]).toEqual([other.box, other.level]);
      expect(mask.data.findIndex((byte, n) => byte !== other.data[n])).toBe(-1);
      expect(mask.data.some((byte) => byte >= mask.level)).toBe(true);
    }
  });
});

test('phases of another tile are refused', () => {
  const data = new Float32Array(8 * 8 * 4);
  expect(() => blended(FIRST, () => ({ dims: [1, 2, 2, 2, 2, 4, 2], data }), 1)).toThrow('do not make up');
});

test('tiles with nothing to see are certainly not, and no tiles are no samples', () => {
  const { results } = blended(FIRST, () => undefined, 1);
  expect(results[0]?.logits.every((logit) => Math.abs(logit - BLANK_LOGIT) < 1e-4)).toBe(true);
  const none = new Blend([4, 4, 4], [], tiling, 1).above(0, 0);
  expect(none.logits).toHaveLength(0);
  expect(none.highest).toBe(Number.NEGATIVE_INFINITY);
});
