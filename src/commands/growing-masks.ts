import type { PartialMask } from '#engine/engine.ts';
import type { Rgb } from '#viewer/viewer.ts';
import { joinMasks } from '#volume/mask.ts';
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
export function growMasks(app: App, { id, grid }: Volume, colors: readonly Rgb[]): GrowingMasks {
  const { voxels } = app;
  const call = crypto.randomUUID();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const draw = () => {
    timer = undefined;
    drawMasks(app);
  };
  return {
    add: ({ prompt, mask }) => {
      const key = `${call}/${prompt}`;
      const before = voxels.growing.get(key);
      const grown = before ? joinMasks(grid, mask.level, [before.mask, mask]) : mask;
      const color = colors[prompt] ?? [200, 200, 200];
      voxels.growing.set(key, { key, mask: grown, color, opacity: OPACITY });
      timer ??= setTimeout(draw, PAUSE_MS);
    },
    end: () => {
      clearTimeout(timer);
      for (const key of voxels.growing.keys()) if (key.startsWith(call)) voxels.growing.delete(key);
      if (voxels.scan()?.volume.id === id) drawMasks(app);
    },
  };
}
