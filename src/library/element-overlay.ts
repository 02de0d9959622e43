import { say } from '#messages/say.ts';
import { toVoxel, worldToVoxel } from '#volume/affine.ts';
import { crosshairLines, scaleBar } from '#volume/drawn-over.ts';
import { isOn, isSlice, type SliceTile, type Tile } from '#volume/tile.ts';
import type { Grid, WorldPoint } from '#volume/types.ts';
import { make } from './element-make.ts';

const EDGES = ['left', 'right', 'top', 'bottom'] as const;
const SVG = 'http://www.w3.org/2000/svg';

/** Draws over the views what the page does there too: names, ends of the patient, a scale and the crosshair. */
export function drawOver(
  over: HTMLElement,
  tiles: readonly Tile[],
  grid: Grid | undefined,
  at: WorldPoint | undefined,
): void {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('class', 'overlay');
  svg.setAttribute('aria-hidden', 'true');
  if (grid && at) {
    const voxel = toVoxel(worldToVoxel(grid), at);
    for (const tile of tiles) {
      if (!isSlice(tile) || !isOn(tile, voxel)) continue;
      const path = document.createElementNS(SVG, 'path');
      path.setAttribute('class', 'crosshair');
      const lines = crosshairLines(tile, voxel).map(({ from, to }) => `M${from.join(' ')}L${to.join(' ')}`);
      path.setAttribute('d', lines.join(''));
      svg.append(path);
    }
  }
  over.replaceChildren(svg, ...tiles.map(frame));
}

function frame(tile: Tile): HTMLElement {
  const { left, top, width, height, view } = tile;
  const box = make('div', { className: 'tile' });
  box.dataset['view'] = view;
  const px = (length: number) => `${length}px`;
  Object.assign(box.style, { left: px(left), top: px(top), width: px(width), height: px(height) });
  const head = make('div', { className: 'tile-head' }, make('span', {}, say.views.layouts[view]));
  box.append(head);
  if (isSlice(tile)) {
    head.append(
      make('span', { className: 'slice-number' }, say.views.sliceNumber(tile.slice + 1, tile.slices)),
    );
    box.append(...edges(tile), scale(tile));
  }
  return box;
}

function edges({ view }: SliceTile): readonly HTMLElement[] {
  return EDGES.map((edge, n) => {
    const letter = make('span', {}, say.views.edgeLetters[view][n] ?? '');
    letter.dataset['place'] = edge;
    return letter;
  });
}

function scale({ mmPerPixel, width }: SliceTile): HTMLElement {
  const bar = scaleBar(mmPerPixel, width);
  const drawn = make('span', { className: 'scale-bar' }, say.views.scaleLength(bar.mm));
  drawn.style.width = `${bar.px}px`;
  return drawn;
}
