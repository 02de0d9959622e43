import type { Requirements } from '#model/manifest.ts';
import type { Grid } from '#volume/types.ts';
import type { ScanWork } from './scan-work.ts';

/** What a device must have for one scan: what the pack requires, and on top what grows with the scan, where the pack states it. */
export function requirementsFor(
  requirements: Requirements,
  { pieces }: Pick<ScanWork, 'pieces'>,
  { size }: Grid,
): Requirements {
  const { perScan, memoryBytes } = requirements;
  if (!perScan) return requirements;
  const voxels = size[0] * size[1] * size[2];
  const onTop = pieces.high * perScan.windowBytes + voxels * perScan.voxelBytes;
  return { ...requirements, memoryBytes: memoryBytes + onTop };
}
