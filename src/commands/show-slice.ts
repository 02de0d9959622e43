import { toVoxel, toWorld, worldToVoxel } from '#volume/affine.ts';
import type { Axis } from '#volume/tile.ts';
import type { App } from './app.ts';

/** Puts the crosshair on slice `slice` across the stored axis `across`; along the others it stays. */
export function showSlice(
  { store, viewer }: Pick<App, 'store' | 'viewer'>,
  across: Axis,
  slice: number,
): void {
  const { volume, crosshair } = store.getState();
  if (volume.at !== 'ready' || !crosshair) return;
  const { grid } = volume.info;
  const voxel = [...toVoxel(worldToVoxel(grid), crosshair.at)] as [number, number, number];
  voxel[across] = Math.min(grid.size[across] - 1, Math.max(0, Math.round(slice)));
  viewer.lookAt(toWorld(grid.voxelToWorld, voxel));
}
