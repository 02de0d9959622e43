import type { Vec3 } from '#volume/types.ts';
import type { WindowTiling } from './manifest.ts';
import { resizeLinear } from './resize.ts';
import { blendWeights, SMALLEST_WEIGHT, type Tile } from './tiles.ts';

/** What a tile with nothing to see says of each of its voxels: certainly not. */
export const BLANK_LOGIT = -20;

/** Mask logits as the decoder gives them: (P, D, H, W) at the tile's resolution or coarser. */
export interface TileLogits {
  readonly dims: readonly number[];
  readonly data: Float32Array;
}

/**
 * The weighted mean of the tiles' logits at every sample of a grid, one volume per prompt.
 * Twin: `predict` in training/mini/predict.py.
 */
export class Blend {
  readonly #size: Vec3;
  readonly #tiling: WindowTiling;
  readonly #sums: readonly Float32Array[];
  readonly #weights: Float32Array;

  constructor(size: Vec3, tiling: WindowTiling, prompts: number) {
    const samples = size[0] * size[1] * size[2];
    this.#size = size;
    this.#tiling = tiling;
    this.#sums = Array.from({ length: prompts }, () => new Float32Array(samples));
    this.#weights = new Float32Array(samples);
  }

  /** Adds what the decoder said of a tile; `undefined` for a tile with nothing to see. */
  add(tile: Tile, logits: TileLogits | undefined): void {
    const perPrompt = this.#sums.map((_, prompt) => logits && this.#onTile(tile, logits, prompt));
    this.#addWindow(tile, perPrompt, this.#tiling.blend);
  }

  /** The blended logits (z, y, x) of every prompt, BLANK_LOGIT where no window was. Nothing may be added afterwards. */
  finish(): readonly Float32Array[] {
    for (const sum of this.#sums) {
      for (let n = 0; n < sum.length; n++) {
        const weight = this.#weights[n] ?? 0;
        sum[n] = weight > 0 ? (sum[n] ?? 0) / weight : BLANK_LOGIT;
      }
    }
    return this.#sums;
  }

  /** One prompt's logits at the tile's own samples. */
  #onTile({ size }: Tile, { dims, data }: TileLogits, prompt: number): Float32Array {
    const [d = 1, h = 1, w = 1] = dims.slice(1);
    const own = data.subarray(prompt * d * h * w, (prompt + 1) * d * h * w);
    return resizeLinear(own, [w, h, d], size);
  }

  #addWindow(
    { start, size }: Tile,
    logits: readonly (Float32Array | undefined)[],
    kind: 'gaussian' | 'constant',
  ) {
    const [nx, ny, nz] = this.#size;
    const [wx, wy, wz] = [
      blendWeights(size[0], kind),
      blendWeights(size[1], kind),
      blendWeights(size[2], kind),
    ];
    const first = start.map((n) => Math.max(0, -n));
    const [i0 = 0, j0 = 0, k0 = 0] = first;
    for (let k = k0; k < size[2] && k + start[2] < nz; k++) {
      for (let j = j0; j < size[1] && j + start[1] < ny; j++) {
        const grid = ((k + start[2]) * ny + j + start[1]) * nx + start[0];
        const count = Math.min(size[0], nx - start[0]);
        this.#addRow(logits, {
          wx,
          wyz: (wy[j] ?? 0) * (wz[k] ?? 0),
          i0,
          count,
          grid,
          tile: (k * size[1] + j) * size[0],
        });
      }
    }
  }

  #addRow(logits: readonly (Float32Array | undefined)[], { wx, wyz, i0, count, grid, tile }: Row): void {
    const weights = this.#weights;
    for (let i = i0; i < count; i++) {
      const weight = Math.max(wyz * (wx[i] ?? 0), SMALLEST_WEIGHT);
      weights[grid + i] = (weights[grid + i] ?? 0) + weight;
      for (let prompt = 0; prompt < this.#sums.length; prompt++) {
        const sum = this.#sums[prompt];
        const value = logits[prompt]?.[tile + i] ?? BLANK_LOGIT;
        if (sum) sum[grid + i] = (sum[grid + i] ?? 0) + weight * value;
      }
    }
  }
}

interface Row {
  readonly wx: Float64Array;
  readonly wyz: number;
  readonly i0: number;
  readonly count: number;
  /** Where the row's sample 0 lies in the grid, and in the tile. */
  readonly grid: number;
  readonly tile: number;
}
