import type { Requirements } from '#model/manifest.ts';
import type { Grid } from '#volume/types.ts';
import type { ScanWork } from './scan-work.ts';

/** The machine's memory, as far as it can be known in a browser. */
export type MemoryFact =
  /** What the browser says: rounded, and capped, so there may be more. */
  | { readonly from: 'browser'; readonly bytes: number }
  /** The browser does not say; by the number of cores it is taken to have something between these. */
  | { readonly from: 'guess'; readonly leastBytes: number; readonly mostBytes: number };

const GIB = 2 ** 30;

/** `told`: navigator.deviceMemory, in GiB. A guess is for people to read, and decides nothing. */
export function memoryFact(told: number | undefined, cores: number): MemoryFact {
  if (told !== undefined) return { from: 'browser', bytes: told * GIB };
  if (cores <= 2) return { from: 'guess', leastBytes: 2 * GIB, mostBytes: 8 * GIB };
  return { from: 'guess', leastBytes: 4 * GIB, mostBytes: (cores <= 8 ? 16 : 64) * GIB };
}

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
