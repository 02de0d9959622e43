import { determinant } from '#volume/affine.ts';
import { boxSize } from '#volume/boxes.ts';
import { type ConnectedComponents, connectedComponents, largestComponent } from '#volume/components.ts';
import { eachRun, type Runs, runsOf } from '#volume/runs.ts';
import type { Mask, VoxelPoint } from '#volume/types.ts';
import { type Marks, REMOVED, trimmed } from './edits.ts';

/** Removes every connected piece of less than `ml`; a piece shares a face, an edge or a corner. Undefined where there is none. */
export function dropSmall(mask: Mask, ml: number): Marks | undefined {
  const voxelMl = Math.abs(determinant(mask.grid.voxelToWorld)) / 1000;
  return dropped(mask, ({ voxels }, piece) => (voxels[piece] ?? 0) * voxelMl < ml);
}

/** Removes all but the piece with the most voxels. */
export function keepLargest(mask: Mask): Marks | undefined {
  return dropped(mask, (components, piece) => piece !== largestComponent(components));
}

/** Removes the piece at a voxel, or with 'others' all but that one; undefined where there is none. */
export function dropPieceAt(mask: Mask, at: VoxelPoint, which: 'it' | 'others'): Marks | undefined {
  return dropped(mask, (components, piece, runs) => {
    const there = pieceAt(mask, runs, components, at);
    return there !== undefined && (piece === there) === (which === 'it');
  });
}

/** How many connected pieces a mask has. */
export function countPieces(mask: Mask): number {
  return connectedComponents(runsOf(mask.data, boxSize(mask.box), mask.level)).voxels.length;
}

function dropped(
  mask: Mask,
  isDropped: (components: ConnectedComponents, piece: number, runs: Runs) => boolean,
): Marks | undefined {
  const size = boxSize(mask.box);
  const runs = runsOf(mask.data, size, mask.level);
  const components = connectedComponents(runs);
  const goes = components.voxels.map((_, piece) => isDropped(components, piece, runs));
  if (!goes.includes(true)) return undefined;
  const data = new Uint8Array(mask.data.length);
  eachRun(runs, (j, k, from, to, run) => {
    if (!goes[components.of[run] ?? 0]) return;
    const row = (k * size[1] + j) * size[0];
    data.fill(REMOVED, row + from, row + to);
  });
  return trimmed({ box: mask.box, data });
}

function pieceAt({ box }: Mask, runs: Runs, { of }: ConnectedComponents, at: VoxelPoint): number | undefined {
  const [i, j, k] = ([0, 1, 2] as const).map((axis) => Math.round(at[axis]) - box.from[axis]);
  const [, nj, nk] = runs.size;
  if (i === undefined || j === undefined || k === undefined) return undefined;
  if (j < 0 || k < 0 || j >= nj || k >= nk) return undefined;
  const row = k * nj + j;
  for (let run = runs.starts[row] ?? 0; run < (runs.starts[row + 1] ?? 0); run++) {
    if (i >= (runs.from[run] ?? 0) && i < (runs.to[run] ?? 0)) return of[run];
  }
  return undefined;
}
