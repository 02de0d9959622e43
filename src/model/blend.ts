import { boxSize, intersection, union } from '#volume/boxes.ts';
import type { Vec3, VoxelBox } from '#volume/types.ts';
import type { WindowTiling } from './manifest.ts';
import { type TileLogits, tileRows } from './tile-rows.ts';
import { blendWeights, SMALLEST_WEIGHT, type Tile } from './tiles.ts';

/** What a tile with nothing to see says of each of its voxels: certainly not. */
export const BLANK_LOGIT = -20;

/** The blended logits of one prompt. */
export interface Blended {
  /** (k, j, i) of the blend's box. */
  readonly logits: Float32Array;
  /** The largest of them; -Infinity where there are none. */
  readonly highest: number;
}

/**
 * The weighted mean of the tiles' logits, one volume per prompt, over the box that the tiles cover. Beyond it the logit is
 * BLANK_LOGIT. Twin: `predict` in training/mini/predict.py.
 */
export class Blend {
  /** Samples of the grid that a tile covers. */
  readonly box: VoxelBox;
  readonly #tiling: WindowTiling;
  readonly #sums: readonly Float32Array[];
  readonly #weights: Float32Array;

  constructor(size: Vec3, tiles: readonly Tile[], tiling: WindowTiling, prompts: number) {
    this.box = coveredBox(size, tiles);
    const [x, y, z] = boxSize(this.box);
    this.#tiling = tiling;
    this.#sums = Array.from({ length: prompts }, () => new Float32Array(x * y * z));
    this.#weights = new Float32Array(x * y * z);
  }

  /** Adds what the decoder said of a tile; `undefined` for a tile with nothing to see. */
  add(tile: Tile, logits: TileLogits | undefined): void {
    const { size, start } = tile;
    const { from, to } = intersection(this.box, placeOf(tile));
    const [bx, by] = boxSize(this.box);
    const rowOf = logits && tileRows(logits, size);
    const kind = this.#tiling.blend;
    const [wx, wy, wz] = [
      blendWeights(size[0], kind),
      blendWeights(size[1], kind),
      blendWeights(size[2], kind),
    ];
    const weights = new Float64Array(to[0] - from[0]);
    const nothing = new Float32Array(size[0]).fill(BLANK_LOGIT);
    for (let k = from[2]; k < to[2]; k++) {
      for (let j = from[1]; j < to[1]; j++) {
        const [x, y, z] = [from[0] - start[0], j - start[1], k - start[2]];
        fillWeights(weights, wx, x, (wy[y] as number) * (wz[z] as number));
        const at = ((k - this.box.from[2]) * by + j - this.box.from[1]) * bx + from[0] - this.box.from[0];
        addWeights(this.#weights, at, weights);
        for (let prompt = 0; prompt < this.#sums.length; prompt++) {
          const row = rowOf ? rowOf(prompt, y, z) : nothing;
          addRow(this.#sums[prompt] as Float32Array, at, row, x, weights);
        }
      }
    }
  }

  /** The blended logits of every prompt. Nothing may be added afterwards. */
  finish(): readonly Blended[] {
    return this.#sums.map((logits) => ({ logits, highest: divide(logits, this.#weights) }));
  }
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

/** Divides `sums` by `weights`, in place, BLANK_LOGIT where no window was; the largest quotient. */
function divide(sums: Float32Array, weights: Float32Array): number {
  let highest = Number.NEGATIVE_INFINITY;
  for (let n = 0; n < sums.length; n++) {
    const weight = weights[n] as number;
    const mean = weight > 0 ? (sums[n] as number) / weight : BLANK_LOGIT;
    sums[n] = mean;
    if (mean > highest) highest = mean;
  }
  // As it is stored.
  return Math.fround(highest);
}
