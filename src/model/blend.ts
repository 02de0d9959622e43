import { boxSize, intersection, union } from '#volume/boxes.ts';
import type { Vec3, VoxelBox } from '#volume/types.ts';
import type { WindowTiling } from './manifest.ts';
import { type TileLogits, type TileRows, tileRows } from './tile-rows.ts';
import { blendWeights, SMALLEST_WEIGHT, type Tile } from './tiles.ts';

/** What a tile with nothing to see says of each of its voxels: certainly not. */
export const BLANK_LOGIT = -20;

/** The blended logits of one prompt. */
export interface Blended {
  /** (k, j, i) of the blend's box. */
  readonly logits: Float32Array;
  /** Per row (k, j) of the box the largest of them. */
  readonly rowHighest: Float32Array;
  /** The largest of all; -Infinity where there are none. */
  readonly highest: number;
}

/**
 * The weighted mean of the tiles' logits, one volume per prompt, over the box that the tiles cover. Beyond it the logit is
 * BLANK_LOGIT. Twin: `predict` in training/mini/predict.py.
 */
export class Blend {
  /** Samples of the grid that a tile covers. */
  readonly box: VoxelBox;
  readonly #tiles: readonly Tile[];
  readonly #tiling: WindowTiling;
  readonly #sums: readonly Float32Array[];
  /** Untouched along rows that one tile alone covers. */
  readonly #weights: Float32Array;
  /** Per row (k, j) of the box: 1 where one tile alone covers it, whose logits are the answer. */
  readonly #isAlone: Uint8Array;

  constructor(size: Vec3, tiles: readonly Tile[], tiling: WindowTiling, prompts: number) {
    this.box = coveredBox(size, tiles);
    const [x, y, z] = boxSize(this.box);
    this.#tiles = tiles;
    this.#tiling = tiling;
    this.#isAlone = new Uint8Array(y * z);
    this.#sums = Array.from({ length: prompts }, () => new Float32Array(x * y * z));
    this.#weights = new Float32Array(x * y * z);
  }

  /** Adds what the decoder said of a tile; `undefined` for a tile with nothing to see. */
  add(tile: Tile, logits: TileLogits | undefined): void {
    const { size, start } = tile;
    const { from, to } = intersection(this.box, placeOf(tile));
    const rows = logits ? tileRows(logits, size) : blankRows(size);
    const alone = partAlone(tile, this.#tiles);
    // One tile from end to end of the box, so that such rows have nothing to divide.
    const isAlongX = alone.from[0] <= this.box.from[0] && alone.to[0] >= this.box.to[0];
    const kind = this.#tiling.blend;
    const [wx, wy, wz] = [
      blendWeights(size[0], kind),
      blendWeights(size[1], kind),
      blendWeights(size[2], kind),
    ];
    const weights = new Float64Array(to[0] - from[0]);
    const x = from[0] - start[0];
    for (let k = from[2]; k < to[2]; k++) {
      for (let j = from[1]; j < to[1]; j++) {
        const [y, z] = [j - start[1], k - start[2]];
        if (isAlongX && holds(alone, 1, j) && holds(alone, 2, k)) {
          this.#put(rows, [x, y, z], [from[0], j, k], weights.length);
        } else {
          fillWeights(weights, wx, x, (wy[y] as number) * (wz[z] as number));
          this.#mix(rows, [x, y, z], [from[0], j, k], weights);
        }
      }
    }
  }

  /** A row that no other tile covers; `inGrid` is its first sample in the grid, the other in the tile. */
  #put(rows: TileRows, [x, y, z]: Vec3, inGrid: Vec3, length: number): void {
    const [row, at] = this.#placed(inGrid);
    this.#isAlone[row] = 1;
    for (let prompt = 0; prompt < this.#sums.length; prompt++) {
      rows.put({ prompt, y, z, from: x, to: x + length }, this.#sums[prompt] as Float32Array, at);
    }
  }

  #mix(rows: TileRows, [x, y, z]: Vec3, inGrid: Vec3, weights: Float64Array): void {
    const [, at] = this.#placed(inGrid);
    addWeights(this.#weights, at, weights);
    for (let prompt = 0; prompt < this.#sums.length; prompt++) {
      addRow(this.#sums[prompt] as Float32Array, at, rows.row(prompt, y, z), x, weights);
    }
  }

  /** The row of the box that a sample of the grid is in, and where the sample is in the sums. */
  #placed([i, j, k]: Vec3): readonly [row: number, at: number] {
    const { from } = this.box;
    const [bx, by] = boxSize(this.box);
    const row = (k - from[2]) * by + j - from[1];
    return [row, row * bx + i - from[0]];
  }

  /** The blended logits of every prompt. Nothing may be added afterwards. */
  finish(): readonly Blended[] {
    const [x] = boxSize(this.box);
    return this.#sums.map((logits) => {
      const rowHighest = new Float32Array(this.#isAlone.length);
      for (let row = 0; row < rowHighest.length; row++) {
        if (!this.#isAlone[row]) divide(logits, this.#weights, row * x, (row + 1) * x);
        rowHighest[row] = highestOf(logits, row * x, (row + 1) * x);
      }
      return { logits, rowHighest, highest: highestOf(rowHighest, 0, rowHighest.length) };
    });
  }
}

function blankRows(size: Vec3): TileRows {
  const nothing = new Float32Array(size[0]).fill(BLANK_LOGIT);
  return {
    row: () => nothing,
    put: ({ from, to }, target, at) => target.fill(BLANK_LOGIT, at, at + to - from),
  };
}

/** The samples of a tile that are in no other: along no axis within one that lies elsewhere on it. May be empty. */
function partAlone(tile: Tile, tiles: readonly Tile[]): VoxelBox {
  const own = placeOf(tile);
  const from = [...own.from] as [number, number, number];
  const to = [...own.to] as [number, number, number];
  for (const other of tiles.map(placeOf)) {
    for (const axis of [0, 1, 2] as const) {
      if (other.from[axis] < own.from[axis]) from[axis] = Math.max(from[axis], other.to[axis]);
      else if (other.from[axis] > own.from[axis]) to[axis] = Math.min(to[axis], other.from[axis]);
      else if (other.to[axis] !== own.to[axis]) to[axis] = from[axis];
    }
  }
  return { from, to };
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

/** What the samples of a row from `x` on count, `wyz` being what the row does. */
function fillWeights(weights: Float64Array, wx: Float64Array, x: number, wyz: number): void {
  for (let i = 0; i < weights.length; i++) {
    const weight = wyz * (wx[x + i] as number);
    weights[i] = Math.max(weight, SMALLEST_WEIGHT);
  }
}

function addWeights(weights: Float32Array, at: number, row: Float64Array): void {
  for (let i = 0; i < row.length; i++) weights[at + i] = (weights[at + i] as number) + (row[i] as number);
}

function addRow(sum: Float32Array, at: number, row: Float32Array, x: number, weights: Float64Array): void {
  for (let i = 0; i < weights.length; i++) {
    sum[at + i] = (sum[at + i] as number) + (weights[i] as number) * (row[x + i] as number);
  }
}

/** Divides `sums` by `weights`, in place, from `from` up to `to`: BLANK_LOGIT where no window was. */
function divide(sums: Float32Array, weights: Float32Array, from: number, to: number): void {
  for (let n = from; n < to; n++) {
    const weight = weights[n] as number;
    sums[n] = weight > 0 ? (sums[n] as number) / weight : BLANK_LOGIT;
  }
}

function highestOf(logits: Float32Array, from: number, to: number): number {
  let highest = Number.NEGATIVE_INFINITY;
  for (let n = from; n < to; n++) {
    if ((logits[n] as number) > highest) highest = logits[n] as number;
  }
  return highest;
}
