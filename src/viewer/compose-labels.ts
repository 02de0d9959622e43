import { paintMask } from '#volume/mask.ts';
import type { MaskLayer, Rgb } from './viewer.ts';

/** A label map of which every object has the same opacity. Value n is drawn in `colors[n - 1]`; 0 is nothing. */
export interface LabelOverlay {
  readonly opacity: number;
  readonly labels: Uint8Array;
  readonly colors: readonly Rgb[];
}

const MOST_LABELS = 255;

/**
 * The layers as few label maps of `count` voxels: one per opacity, for NiiVue draws a label map with one opacity.
 * A voxel belongs to the last layer that covers it, in whichever map that layer is. The arrays are fresh every time,
 * because NiiVue may tell textures apart by the identity of their array.
 */
export function composeLabels(layers: readonly MaskLayer[], count: number): readonly LabelOverlay[] {
  const overlays: { opacity: number; labels: Uint8Array; colors: Rgb[] }[] = [];
  for (const { mask, color, opacity } of layers) {
    if (opacity <= 0) continue;
    let own = overlays.find((each) => each.opacity === opacity && each.colors.length < MOST_LABELS);
    if (!own) {
      own = { opacity, labels: new Uint8Array(count), colors: [] };
      overlays.push(own);
    }
    const value = own.colors.push(color);
    paintMask(mask, own.labels, value);
    for (const other of overlays) if (other !== own) paintMask(mask, other.labels, 0);
  }
  return overlays;
}
