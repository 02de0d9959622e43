import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readManifest } from '#model/manifest.ts';
import type { Grid } from '#volume/types.ts';
import { requirementsFor } from './memory.ts';

const MINI = readManifest(
  JSON.parse(readFileSync(new URL('../../../public/models/mini/manifest.json', import.meta.url), 'utf8')),
);
const grid: Grid = { size: [100, 10, 20], voxelToWorld: [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0] };

test('a scan takes what its windows and voxels take on top of the pack', () => {
  const pack = { memoryBytes: 1000, heapBytes: 500, perScan: { windowBytes: 300, voxelBytes: 2.5 } };
  const work = { pieces: { low: 1, high: 4 } };
  expect(requirementsFor(pack, work, grid)).toEqual({ ...pack, memoryBytes: 1000 + 4 * 300 + 20_000 * 2.5 });
  // A pack that states nothing of scans takes the same for each.
  const plain = { memoryBytes: 1000, heapBytes: 500 };
  expect(requirementsFor(plain, work, grid)).toBe(plain);
});

test('Mini states what its graphs keep of a window, and more than was seen of three scans', () => {
  const { requirements, input } = MINI;
  if (!requirements?.perScan || input.tiling.kind !== 'window-3d') throw new Error('Mini has changed');
  // Features of 40 channels at half of the window's samples, context of 208 at a sixteenth; float32 (training/mini/model.py).
  const [x, y, z] = input.tiling.size;
  const samples = x * y * z;
  expect(requirements.perScan.windowBytes).toBe(4 * (40 * (samples / 8) + 208 * (samples / 16 ** 3)));
  // docs/device.md, How much memory Mini takes: bytes of all of a browser's processes, windows and voxels of each scan.
  const seen = [
    [1.28e9, 6, [257, 257, 100]],
    [1.43e9, 10, [512, 512, 300]],
    [1.57e9, 10, [512, 512, 600]],
  ] as const;
  for (const [bytes, windows, size] of seen) {
    const work = { pieces: { low: windows, high: windows } };
    const { memoryBytes } = requirementsFor(requirements, work, { ...grid, size });
    expect(memoryBytes).toBeGreaterThan(bytes);
    expect(memoryBytes).toBeLessThan(1.3 * bytes);
  }
});
