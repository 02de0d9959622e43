import type { FigureFrame } from '#browser/draw-figure.ts';
import { say } from '#messages/say.ts';
import { findingName } from '#messages/structure-name.ts';
import { foundObjects, isByModel } from '#results/finding.ts';
import { scaleBar } from '#volume/drawn-over.ts';
import { isSlice, type Tile } from '#volume/tile.ts';
import type { App } from './app.ts';

/** A picture (PNG) of the views as they are, with scale bars and a legend: nothing in it is from the scan's file but its voxels. */
export async function figureOf({
  store,
  viewer,
  drawFigure,
  version,
}: Pick<App, 'store' | 'viewer' | 'drawFigure' | 'version'>): Promise<Uint8Array<ArrayBuffer>> {
  const { tiles, findings } = store.getState();
  const { image, scale } = await viewer.snapshot();
  const objects = foundObjects(findings).filter(({ visible }) => visible);
  return drawFigure({
    views: image,
    scale,
    // Where 3D is paused there is nothing to name.
    frames: tiles.filter((tile) => isSlice(tile) || tile.toScreen).map(frameOf),
    legend: objects.map((object) => ({
      color: object.color,
      text: say.saves.legend(findingName(object), say.numbers.millilitres(object.measurement.volumeMl)),
    })),
    note: say.saves.figureNote(version, [
      ...new Set(objects.filter(isByModel).map(({ source }) => `${source.model} ${source.version}`)),
    ]),
  });
}

function frameOf(tile: Tile): FigureFrame {
  const { left, top, width, height, view } = tile;
  const place = { left, top, width, height, name: say.views.layouts[view] };
  if (!isSlice(tile)) return { ...place, edges: [], bar: undefined };
  const { mm, px } = scaleBar(tile.mmPerPixel, width);
  return {
    ...place,
    edges: [...say.views.edgeLetters[tile.view]],
    bar: { width: px, text: say.views.scaleLength(mm) },
  };
}
