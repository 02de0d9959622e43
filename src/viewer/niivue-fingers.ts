import type { Niivue } from '@niivue/niivue';
import type { Plane } from '#volume/slices.ts';
import { isInside, type View } from '#volume/tile.ts';
import { lookAt, pinch, zoomSolid } from './niivue-camera.ts';
import { sliceMm } from './niivue-tiles.ts';
import type { Ground } from './strokes.ts';
import { followFingers } from './touch.ts';

/** Lets fingers on `stage` zoom, move and turn what a NiiVue shows. A function that stops it. */
export function attachFingers(
  stage: HTMLElement,
  ground: Ground,
  niivue: () => Niivue,
  onDoubleTap: (view: View) => void,
): () => void {
  return followFingers(stage, ground, {
    onPinch({ factor, from, to }) {
      const [before, after] = [sliceMm(niivue(), ...from), sliceMm(niivue(), ...to)];
      if (before && after) pinch(niivue(), factor, [before, after]);
    },
    onSolidPinch: (factor) => zoomSolid(niivue(), factor),
    onScroll: ({ view }, slices) => niivue().moveCrosshairInVox(...along(view, slices)),
    onTap({ voxel, world }) {
      const grid = ground.grid();
      if (grid && isInside(grid.size, voxel)) lookAt(niivue(), world);
    },
    onDoubleTap: ({ view }) => onDoubleTap(view),
  });
}

/** Steps along the patient's axes, right, anterior and superior, through slices of a view: to the left, front or head. */
function along(view: Plane, slices: number): [right: number, anterior: number, superior: number] {
  if (view === 'axial') return [0, 0, slices];
  return view === 'coronal' ? [0, slices, 0] : [-slices, 0, 0];
}
