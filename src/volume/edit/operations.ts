import type { Intensities } from '#volume/figures.ts';
import type { Mask, VoxelPoint } from '#volume/types.ts';
import type { Marks } from './edits.ts';
import { fillHoles } from './holes.ts';
import { interpolate } from './interpolate.ts';
import { dropPieceAt, dropSmall } from './islands.ts';
import { grow, shrink } from './margin.ts';
import type { StoredAxis } from './reach.ts';
import { smartFill } from './smart-fill.ts';
import { smooth } from './smooth.ts';

/** What acts within each slice across an axis, or in 3D unless one is given. */
interface Across {
  readonly across?: StoredAxis | undefined;
}

/** What can be done to a mask in one go. Lengths are in mm, `ml` in mL, intensities HU in CT. */
export type Operation =
  | ({ readonly kind: 'fill-holes' } & Across)
  | ({ readonly kind: 'smooth' | 'grow' | 'shrink'; readonly mm: number } & Across)
  | { readonly kind: 'minimum-size'; readonly ml: number }
  | { readonly kind: 'pieces'; readonly at: VoxelPoint; readonly drop: 'it' | 'others' }
  | { readonly kind: 'interpolate'; readonly axis: StoredAxis; readonly slices: readonly number[] }
  | ({
      readonly kind: 'smart-fill';
      readonly at: VoxelPoint;
      readonly radiusMm: number;
      readonly low: number;
      readonly high: number;
    } & Across);

/** What an operation changes in `mask`, which lies on the grid of `scan`; undefined where it changes nothing. */
export function operate(mask: Mask, operation: Operation, scan: Intensities): Marks | undefined {
  switch (operation.kind) {
    case 'fill-holes':
      return fillHoles(mask, operation.across);
    case 'smooth':
      return smooth(mask, operation);
    case 'grow':
      return grow(mask, operation);
    case 'shrink':
      return shrink(mask, operation);
    case 'minimum-size':
      return dropSmall(mask, operation.ml);
    case 'pieces':
      return dropPieceAt(mask, operation.at, operation.drop);
    case 'interpolate':
      return interpolate(mask, operation.axis, operation.slices);
    case 'smart-fill':
      return smartFill(mask.grid, operation, { scan, low: operation.low, high: operation.high });
  }
}
