import type { PartialMask } from '#engine/engine.ts';
import type { Rgb } from '#viewer/viewer.ts';
import type { Volume } from '#volume/types.ts';
import type { App } from './app.ts';
import { drawMasks } from './draw-masks.ts';

/** Drawing a mask takes as long as the scan is large, and slices may come faster. */
const PAUSE_MS = 400;
const OPACITY = 0.5;

export interface GrowingMasks {
  add(partial: PartialMask): void;
  /** Takes them off the views. */
  end(): void;
}

/** Shows the masks of a call's prompts while they grow, prompt n in `colors[n]`. */
export function growMasks(app: App, { id, grid, data }: Volume, colors: readonly Rgb[]): GrowingMasks {
  const { voxels } = app;
  const call = crypto.randomUUID();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const draw = () => {
    timer = undefined;
    drawMasks(app);
  };
  return {
    add: ({ prompt, voxels: found }) => {
      const key = `${call}/${prompt}`;
      const layer = voxels.growing.get(key) ?? {
        key,
        mask: { volumeId: id, grid, data: new Uint8Array(data.length) },
        color: colors[prompt] ?? [200, 200, 200],
        opacity: OPACITY,
      };
      voxels.growing.set(key, layer);
      for (const voxel of found) layer.mask.data[voxel] = 1;
      timer ??= setTimeout(draw, PAUSE_MS);
    },
    end: () => {
      clearTimeout(timer);
      for (const key of voxels.growing.keys()) if (key.startsWith(call)) voxels.growing.delete(key);
      if (voxels.scan()?.volume.id === id) drawMasks(app);
    },
  };
}
