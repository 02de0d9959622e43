import type { Vec3 } from '#volume/types.ts';
import { resizeLinear } from './resize.ts';

/**
 * Mask logits as the decoder gives them: (P, D, H, W) at the tile's resolution or coarser, or as sub-voxel phases,
 * (P, fz, fy, fx, d, h, w), of which value (p, a, b, c, k, j, i) belongs to sample (k·fz + a, j·fy + b, i·fx + c) of the tile.
 */
export interface TileLogits {
  readonly dims: readonly number[];
  readonly data: Float32Array;
}

/** One prompt's logits along x, in the row y, z of the tile. Good until the next call. */
export type RowOf = (prompt: number, y: number, z: number) => Float32Array;

/** The rows of a tile of `size` samples along x, y, z. @throws Error where the phases make up another tile. */
export function tileRows({ dims, data }: TileLogits, size: Vec3): RowOf {
  if (dims.length === 7) return phaseRows({ dims, data }, size);
  const [d = 1, h = 1, w = 1] = dims.slice(1);
  const samples = d * h * w;
  const own = (prompt: number) => data.subarray(prompt * samples, (prompt + 1) * samples);
  const enlarged = new Map<number, Float32Array>();
  return (prompt, y, z) => {
    const tile = enlarged.get(prompt) ?? resizeLinear(own(prompt), [w, h, d], size);
    enlarged.set(prompt, tile);
    const start = (z * size[1] + y) * size[0];
    return tile.subarray(start, start + size[0]);
  };
}

function phaseRows({ dims, data }: TileLogits, size: Vec3): RowOf {
  const [, fz = 1, fy = 1, fx = 1, d = 1, h = 1, w = 1] = dims;
  if (w * fx !== size[0] || h * fy !== size[1] || d * fz !== size[2]) {
    throw new Error(
      `The decoder's phases, ${dims.join(' × ')}, do not make up a tile of ${size.join(' × ')}.`,
    );
  }
  const row = new Float32Array(size[0]);
  const samples = d * h * w;
  return (prompt, y, z) => {
    const phase = ((prompt * fz + (z % fz)) * fy + (y % fy)) * fx;
    const inside = (Math.floor(z / fz) * h + Math.floor(y / fy)) * w;
    for (let c = 0; c < fx; c++) spread(data, (phase + c) * samples + inside, row, c, fx);
    return row;
  };
}

/** Puts the numbers of `data` from `start` on into every `step`th place of `row`, from `first` on. */
function spread(data: Float32Array, start: number, row: Float32Array, first: number, step: number): void {
  let from = start;
  for (let at = first; at < row.length; at += step) row[at] = data[from++] as number;
}
