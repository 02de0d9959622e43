import { boxSize, intersection, union } from '#volume/boxes.ts';
import type { Vec3, VoxelBox } from '#volume/types.ts';
import { highestOf, type TileLogits, type TileRows, tileRows } from './tile-rows.ts';
import { blendWeights, SMALLEST_WEIGHT, type Tile } from './tiles.ts';
import type { WindowTiling } from './tilings.ts';

/** What a tile with nothing to see says of each of its voxels: certainly not. */
export const BLANK_LOGIT = -20;

/** More than a mean of float32 numbers can be above the largest of them by rounding. */
const TOUCH = 1e-4;

/** Nothing that lies between logits below this comes to a byte of probability other than 0. */
const NAUGHT = -7;

/** The blended logits of one prompt in a box of the grid. They are good until the next prompt's are asked for. */
export interface Blended {
  readonly box: VoxelBox;
  /** (k, j, i) of the box; BLANK_LOGIT in rows that decide nothing. */
  readonly logits: Float32Array;
  /** Per row (k, j) of the box the largest of them; -Infinity in rows that decide nothing. */
  readonly rowHighest: Float32Array;
  /** The largest in the whole grid, wherever it is asked; -Infinity where there are no tiles. */
  readonly highest: number;
}

/** A tile, what was said of it, and per prompt and row (p, z, y) the largest logit: its own mean with others is no larger. */
interface Seen {
  readonly place: VoxelBox;
  readonly rows: TileRows;
  readonly highest: Float32Array;
  readonly weights: readonly [Float64Array, Float64Array, Float64Array];
}

/**
 * The weighted mean of the tiles' logits, one volume per prompt, over the box that the tiles cover. Beyond it the logit is
 * BLANK_LOGIT. What is asked for is computed, for most structures are in few of the rows. Twin: `predict` in training/mini/predict.py.
 */
export class Blend {
  /** Samples of the grid that a tile covers. */
  readonly box: VoxelBox;
  readonly #prompts: number;
  readonly #kind: WindowTiling['blend'];
  readonly #seen: Seen[] = [];
  /** Per sample of the box the weights of its tiles together, which are the same for every prompt. */
  #totals = new Float32Array();
  /** 1 per row (k, j) of the box whose weights have been found. */
  #isWeighed = new Uint8Array();
  /** What was last blended lies in it: the memory of new arrays costs as much as the work in them. */
  #memory = new Float32Array();

  constructor(size: Vec3, tiles: readonly Tile[], tiling: WindowTiling, prompts: number) {
    this.box = coveredBox(size, tiles);
    this.#prompts = prompts;
    this.#kind = tiling.blend;
  }

  /** Keeps what the decoder said of a tile; `undefined` for a tile with nothing to see. */
  add(tile: Tile, logits: TileLogits | undefined): void {
    const [x, y, z] = tile.size;
    const rows = logits ? tileRows(logits, tile.size) : blankRows(tile.size);
    const highest = rows.highest(this.#prompts);
    const along = (length: number) => blendWeights(length, this.#kind);
    this.#seen.push({ place: placeOf(tile), rows, highest, weights: [along(x), along(y), along(z)] });
  }

  /**
   * The blended logits of a prompt in a box that holds whatever is above `floor`, and one sample more on each side where
   * tiles go on. Every tile must have been added. Rows of which all is so low that it shows at no threshold from `floor` on,
   * and that are beside no others, are left blank.
   */
  above(prompt: number, floor: number): Blended {
    const bounds = this.#bounds(prompt);
    const wanted = this.#wantedRows(bounds, Math.min(floor - 1, NAUGHT) - TOUCH);
    const blended = this.#blended(prompt, this.#rowsAbove(bounds, floor - TOUCH), wanted);
    if (blended.highest > floor || bounds.length === 0) return blended;
    // Nothing is. What is highest is in a row that may be as high as the row does that promises most.
    const most = bounds.indexOf(highestOf(bounds, 0, bounds.length));
    wanted.fill(1);
    const { highest } = this.#blended(prompt, this.#boxOfRows([most], 0), wanted);
    return this.#blended(prompt, this.#rowsAbove(bounds, highest - TOUCH), wanted);
  }

  /** Per row (k, j) of the box what none of its samples is above. */
  #bounds(prompt: number): Float32Array {
    const [, by, bz] = boxSize(this.box);
    const bounds = new Float32Array(by * bz).fill(Number.NEGATIVE_INFINITY);
    for (const { place, highest } of this.#seen) {
      const [, y, z] = boxSize(place);
      const { from, to } = intersection(this.box, place);
      for (let k = from[2]; k < to[2]; k++) {
        for (let j = from[1]; j < to[1]; j++) {
          const row = (k - this.box.from[2]) * by + j - this.box.from[1];
          const own = highest[(prompt * z + k - place.from[2]) * y + j - place.from[1]] as number;
          if (own > (bounds[row] as number)) bounds[row] = own;
        }
      }
    }
    return bounds;
  }

  /** 1 per row of which something may be above `floor`, and for those beside it, across too. */
  #wantedRows(bounds: Float32Array, floor: number): Uint8Array {
    const [, by, bz] = boxSize(this.box);
    const wanted = new Uint8Array(bounds.length);
    for (let row = 0; row < bounds.length; row++) {
      if (!((bounds[row] as number) > floor)) continue;
      const j = row % by;
      const k = (row - j) / by;
      const [first, past] = [Math.max(0, j - 1), Math.min(by, j + 2)];
      for (let c = Math.max(0, k - 1); c < Math.min(bz, k + 2); c++)
        wanted.fill(1, c * by + first, c * by + past);
    }
    return wanted;
  }

  #rowsAbove(bounds: Float32Array, floor: number): VoxelBox {
    const rows: number[] = [];
    for (let row = 0; row < bounds.length; row++) if ((bounds[row] as number) > floor) rows.push(row);
    return this.#boxOfRows(rows, 1);
  }

  /** The box of the rows, `margin` more of them on each side, from end to end along x. Without rows it is empty. */
  #boxOfRows(rows: readonly number[], margin: number): VoxelBox {
    const { from, to } = this.box;
    if (rows.length === 0) return { from, to: from };
    const [, by] = boxSize(this.box);
    let [low, high] = [Number.POSITIVE_INFINITY, 0];
    for (const row of rows) {
      low = Math.min(low, row % by);
      high = Math.max(high, row % by);
    }
    const [first = 0, last = 0] = [rows[0], rows.at(-1)];
    const [k0, k1] = [Math.floor(first / by), Math.floor(last / by)];
    return intersection(this.box, {
      from: [from[0], from[1] + low - margin, from[2] + k0 - margin],
      to: [to[0], from[1] + high + 1 + margin, from[2] + k1 + 1 + margin],
    });
  }

  #blended(prompt: number, box: VoxelBox, wanted: Uint8Array): Blended {
    const [x, y, z] = boxSize(box);
    const [, by] = boxSize(this.box);
    const count = x * y * z;
    if (this.#memory.length < count) this.#memory = new Float32Array(count);
    const logits = this.#memory.subarray(0, count);
    const rowHighest = new Float32Array(y * z).fill(Number.NEGATIVE_INFINITY);
    for (let row = 0; row < rowHighest.length; row++) {
      const j = box.from[1] + (row % y);
      const k = box.from[2] + Math.floor(row / y);
      const inBox = (k - this.box.from[2]) * by + j - this.box.from[1];
      const start = row * x;
      if (wanted[inBox]) {
        this.#row(prompt, j, k, logits, start);
        rowHighest[row] = highestOf(logits, start, start + x);
      } else logits.fill(BLANK_LOGIT, start, start + x);
    }
    return { box, logits, rowHighest, highest: highestOf(rowHighest, 0, rowHighest.length) };
  }

  /** A row of the box from end to end, into `sums` from `start` on. */
  #row(prompt: number, j: number, k: number, sums: Float32Array, start: number): void {
    const i = this.box.from[0];
    const length = this.box.to[0] - i;
    let only: Seen | undefined;
    let tiles = 0;
    for (const seen of this.#seen) {
      if (!holds(seen.place, 1, j) || !holds(seen.place, 2, k)) continue;
      only = seen;
      tiles += 1;
    }
    // One tile from end to end has nothing to divide by.
    if (only && tiles === 1 && holds(only.place, 0, i) && only.place.to[0] >= i + length) {
      const [x, y, z] = only.place.from;
      only.rows.put(prompt, j - y, k - z, i - x, length, sums, start);
      return;
    }
    const first = this.#weighed(j, k);
    sums.fill(0, start, start + length);
    for (const seen of this.#seen) {
      if (holds(seen.place, 1, j) && holds(seen.place, 2, k))
        addTile(seen, prompt, j, k, sums, start - i, i + length);
    }
    for (let n = 0; n < length; n++) {
      const total = this.#totals[first + n] as number;
      sums[start + n] = total > 0 ? (sums[start + n] as number) / total : BLANK_LOGIT;
    }
  }

  /** Where the weights of a row's tiles together begin in `#totals`: found once for all prompts. */
  #weighed(j: number, k: number): number {
    const [bx, by, bz] = boxSize(this.box);
    if (this.#totals.length === 0) {
      this.#totals = new Float32Array(bx * by * bz);
      this.#isWeighed = new Uint8Array(by * bz);
    }
    const row = (k - this.box.from[2]) * by + j - this.box.from[1];
    const start = row * bx;
    if (this.#isWeighed[row]) return start;
    this.#isWeighed[row] = 1;
    const i = this.box.from[0];
    for (const seen of this.#seen) {
      if (!holds(seen.place, 1, j) || !holds(seen.place, 2, k)) continue;
      const { from, to } = seen.place;
      const wyz = weightAcross(seen, j, k);
      for (let at = Math.max(i, from[0]); at < Math.min(i + bx, to[0]); at++) {
        const n = start + at - i;
        this.#totals[n] = (this.#totals[n] as number) + weightAt(seen, wyz, at);
      }
    }
    return start;
  }
}

/** Adds what a tile says of a row, times its weights, to the row's sums up to sample `past`; sample n of the grid is at `zero` + n. */
function addTile(
  seen: Seen,
  prompt: number,
  j: number,
  k: number,
  sums: Float32Array,
  zero: number,
  past: number,
): void {
  const { place, rows } = seen;
  const [x, y, z] = place.from;
  const wyz = weightAcross(seen, j, k);
  const own = rows.row(prompt, j - y, k - z);
  const last = Math.min(past, place.to[0]);
  for (let n = Math.max(0, x); n < last; n++) {
    sums[zero + n] = (sums[zero + n] as number) + weightAt(seen, wyz, n) * (own[n - x] as number);
  }
}

function weightAcross({ place, weights: [, wy, wz] }: Seen, j: number, k: number): number {
  return (wy[j - place.from[1]] as number) * (wz[k - place.from[2]] as number);
}

function weightAt({ place, weights: [wx] }: Seen, wyz: number, i: number): number {
  return Math.max(wyz * (wx[i - place.from[0]] as number), SMALLEST_WEIGHT);
}

function blankRows(size: Vec3): TileRows {
  const nothing = new Float32Array(size[0]).fill(BLANK_LOGIT);
  return {
    row: () => nothing,
    highest: (prompts) => new Float32Array(prompts * size[1] * size[2]).fill(BLANK_LOGIT),
    put: (_prompt, _y, _z, _from, length, target, at) => target.fill(BLANK_LOGIT, at, at + length),
  };
}

function holds({ from, to }: VoxelBox, axis: 0 | 1 | 2, at: number): boolean {
  return at >= from[axis] && at < to[axis];
}

function placeOf({ start, size }: Tile): VoxelBox {
  return { from: start, to: [start[0] + size[0], start[1] + size[1], start[2] + size[2]] };
}

/** The samples of a grid of `size` that lie in the smallest box about all tiles. */
export function coveredBox(size: Vec3, tiles: readonly Tile[]): VoxelBox {
  const grid: VoxelBox = { from: [0, 0, 0], to: size };
  return union(tiles.map((tile) => intersection(grid, placeOf(tile)))) ?? { from: [0, 0, 0], to: [0, 0, 0] };
}
