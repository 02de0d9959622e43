import { findingName } from '#messages/structure-name.ts';
import type { FindingId, Rgb } from '#results/finding.ts';
import { UNTOUCHED } from '#volume/edit/edits.ts';
import { isInside } from '#volume/tile.ts';
import type { Mask, Volume, VoxelPoint } from '#volume/types.ts';
import type { App } from './app.ts';

export type Probability = number | 'hand' | 'file';

export interface ObjectAtPoint {
  readonly id: FindingId;
  /** As the page says it. */
  readonly title: string;
  readonly color: Rgb;
  /** How probable it is there, 0..1; of what no model has answered there, where it is from. */
  readonly probability: Probability;
}

/** What the scan and its objects are at one voxel. */
export interface PointReading {
  /** In HU for CT, else in the file's units; undefined beyond the scan. */
  readonly intensity: number | undefined;
  /** The objects to be seen there, the one painted last first. */
  readonly objects: readonly ObjectAtPoint[];
}

/** What lies at `voxel` of the open scan, to the nearest voxel. */
export function readPoint({ store, voxels }: Pick<App, 'store' | 'voxels'>, voxel: VoxelPoint): PointReading {
  const scan = voxels.scan();
  if (!scan || !isInside(scan.volume.grid.size, voxel)) return { intensity: undefined, objects: [] };
  const objects = store.getState().findings.flatMap((finding): readonly ObjectAtPoint[] => {
    const mask = voxels.mask(finding.id);
    if (finding.kind !== 'found' || !mask || !finding.visible || finding.opacity <= 0) return [];
    const byte = byteAt(mask, voxel);
    const { id, color } = finding;
    if (byte < mask.level) return [];
    const edits = voxels.parts(id)?.edits;
    const isByHand = edits !== undefined && byteAt(edits, voxel) !== UNTOUCHED;
    return [
      {
        id,
        title: findingName(finding),
        color,
        probability: isByHand ? 'hand' : finding.fromFile ? 'file' : byte / 255,
      },
    ];
  });
  return { intensity: intensityAt(scan.volume, voxel), objects: objects.toReversed() };
}

function intensityAt({ grid: { size }, data, slope, intercept }: Volume, voxel: VoxelPoint): number {
  const [i, j, k] = voxel.map(Math.round) as [number, number, number];
  return (data[(k * size[1] + j) * size[0] + i] ?? Number.NaN) * slope + intercept;
}

/** How probable the object is there, as a byte; 0 beyond the mask's box. */
export function byteAt({ box: { from, to }, data }: Pick<Mask, 'box' | 'data'>, voxel: VoxelPoint): number {
  const [i, j, k] = voxel.map(Math.round) as [number, number, number];
  if (i < from[0] || j < from[1] || k < from[2] || i >= to[0] || j >= to[1] || k >= to[2]) return 0;
  const [width, height] = [to[0] - from[0], to[1] - from[1]];
  return data[((k - from[2]) * height + j - from[1]) * width + i - from[0]] ?? 0;
}
