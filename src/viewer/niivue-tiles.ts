import { type MM, type Niivue, SLICE_TYPE } from '@niivue/niivue';
import { type Place, type SolidTile, sliceTile, type Tile, type View } from '#volume/tile.ts';
import type { Grid, Vec3 } from '#volume/types.ts';
import { placesOf, type ViewPlace } from './places.ts';
import type { Arrangement } from './viewer.ts';

const SLICE_TYPES: Readonly<Record<View, SLICE_TYPE>> = {
  axial: SLICE_TYPE.AXIAL,
  coronal: SLICE_TYPE.CORONAL,
  sagittal: SLICE_TYPE.SAGITTAL,
  render: SLICE_TYPE.RENDER,
};
const VIEWS = ['axial', 'coronal', 'sagittal', undefined, 'render'] as const;

/**
 * Draws each slice over all of its tile. By itself NiiVue makes a tile as small as the scan's shape, which leaves black beside
 * it and cuts off what is zoomed.
 */
export function fillTiles(niivue: Niivue): void {
  let aspect = 1;
  niivue.draw2D = (leftTopWidthHeight, axCorSag, customMM) => {
    const [, , width = 1, height = 1] = leftTopWidthHeight;
    aspect = width / Math.max(1, height);
    niivue.draw2DMain(leftTopWidthHeight, axCorSag, customMM);
  };
  const fieldOfView = niivue.screenFieldOfViewExtendedVox.bind(niivue);
  niivue.screenFieldOfViewExtendedVox = (axCorSag) => widened(fieldOfView(axCorSag), aspect);
}

/** The same field of view, higher or wider about its middle so that it is `aspect` times as wide as high. */
function widened(field: MM, aspect: number): MM {
  const { mnMM, mxMM, fovMM } = field;
  const [width, height] = [fovMM[0] ?? 1, fovMM[1] ?? 1];
  const axis = width / height < aspect ? 0 : 1;
  const length = axis === 0 ? height * aspect : width / aspect;
  const middle = ((mnMM[axis] ?? 0) + (mxMM[axis] ?? 0)) / 2;
  mnMM[axis] = middle - length / 2;
  mxMM[axis] = middle + length / 2;
  fovMM[axis] = length;
  return field;
}

/** Where the views of a NiiVue are, in CSS pixels of its canvas. */
export class NiivueTiles {
  #places: readonly ViewPlace[] = [];

  /** Lays the views out on the canvas and draws them; `isSolid`: whether 3D is drawn. */
  arrange(niivue: Niivue, arrangement: Arrangement, isSolid: boolean): void {
    this.#places = placesIn(niivue, arrangement);
    niivue.opts.isOrientCube = isSolid;
    niivue.customLayout = this.#places
      // A lone 3D that is paused has nothing to draw.
      .filter(({ view }) => isSolid || view !== 'render' || this.#places.length === 1)
      .map(({ view, position, depth }) => ({
        sliceType: SLICE_TYPES[view],
        position: [...position],
        ...(depth !== undefined && { sliceMM: depthMm(niivue, view, depth) }),
      }));
    niivue.setSliceType(SLICE_TYPE.MULTIPLANAR);
  }

  /** Lays the views out anew where the canvas has got another shape that asks for it; NiiVue draws by itself then. */
  follow(niivue: Niivue, arrangement: Arrangement, isSolid: boolean): void {
    const places = placesIn(niivue, arrangement);
    if (JSON.stringify(places) !== JSON.stringify(this.#places)) this.arrange(niivue, arrangement, isSolid);
  }

  /** The views as they were last drawn, of the scan on `grid`. */
  read(niivue: Niivue, grid: Grid, isSolid: boolean): readonly Tile[] {
    const axes = niivue.volumes[0]?.permRAS as unknown as Vec3 | undefined;
    if (!axes) return [];
    const canvas = niivue.gl.canvas as HTMLCanvasElement;
    const scale = canvas.clientWidth / Math.max(1, canvas.width);
    const tiles = niivue.screenSlices.flatMap(
      ({ leftTopWidthHeight, axCorSag, sliceFrac }, n): readonly Tile[] => {
        const view = VIEWS[axCorSag];
        const [left = 0, top = 0, width = 0, height = 0] = leftTopWidthHeight.map((pixels) => pixels * scale);
        if (!view || width <= 0) return [];
        const place = { left, top, width, height };
        if (view === 'render') return isSolid ? [solidTile(niivue, place, leftTopWidthHeight)] : [];
        return [sliceTile(view, place, shownPart(niivue, n), sliceFrac, grid, axes)];
      },
    );
    const paused = isSolid ? undefined : this.#places.find(({ view }) => view === 'render');
    if (!paused) return tiles;
    const [left, top, width, height] = paused.position;
    const [w, h] = [canvas.clientWidth, canvas.clientHeight];
    const place = { left: left * w, top: top * h, width: width * w, height: height * h };
    return [...tiles, { ...place, view: 'render', toScreen: undefined }];
  }
}

/** What lies at a pixel of the stage, in the millimetres of the slices, also beyond the scan; undefined off the slices. */
export function sliceMm(niivue: Niivue, x: number, y: number): readonly [number, number, number] | undefined {
  const canvas = niivue.gl.canvas as HTMLCanvasElement;
  const scale = canvas.width / Math.max(1, canvas.clientWidth);
  const [left, top] = [x * scale, y * scale];
  const n = niivue.screenSlices.findIndex(
    ({ leftTopWidthHeight: [l = 0, t = 0, w = 0, h = 0], axCorSag }) => {
      const isIn = left >= l && top >= t && left < l + w && top < t + h;
      return isIn && axCorSag !== SLICE_TYPE.RENDER;
    },
  );
  if (n < 0) return undefined;
  const [i = 0, j = 0, k = 0] = niivue.frac2mm(niivue.screenXY2TextureFrac(left, top, n, false));
  return [i, j, k];
}

function placesIn(niivue: Niivue, arrangement: Arrangement): readonly ViewPlace[] {
  const [, x = 1, y = 1, z = 1] = niivue.volumes[0]?.dimsRAS ?? [];
  const slices = { axial: z, coronal: y, sagittal: x }[arrangement.mosaic.plane];
  const { clientWidth, clientHeight } = niivue.gl.canvas as HTMLCanvasElement;
  return placesOf(arrangement, clientWidth / Math.max(1, clientHeight), slices);
}

/** Of a slice at a share of the scan along its axis: where NiiVue has it. */
function depthMm(niivue: Niivue, view: View, depth: number): number {
  const axis = view === 'sagittal' ? 0 : view === 'coronal' ? 1 : 2;
  const middle: [number, number, number] = [0.5, 0.5, 0.5];
  middle[axis] = depth;
  return niivue.frac2mm(middle)[axis] ?? 0;
}

/** Which part of the scan tile `n` shows, by two points within it: NiiVue knows no others. */
function shownPart(niivue: Niivue, n: number) {
  const { leftTopWidthHeight, axCorSag } = niivue.screenSlices[n] as Niivue['screenSlices'][number];
  const [left = 0, top = 0, width = 0, height = 0] = leftTopWidthHeight;
  const [u, v] = axCorSag === SLICE_TYPE.SAGITTAL ? [1, 2] : [0, axCorSag === SLICE_TYPE.CORONAL ? 2 : 1];
  const share = (part: number) => {
    const at = niivue.screenXY2TextureFrac(left + part * width, top + part * height, n, false);
    return [at[u] ?? 0, at[v] ?? 0] as const;
  };
  const [near, far] = [share(0.25), share(0.75)];
  const beyond = ([x, y]: typeof near, [from, to]: typeof near) =>
    [1.5 * x - 0.5 * from, 1.5 * y - 0.5 * to] as const;
  return { leftTop: beyond(near, far), rightBottom: beyond(far, near) };
}

function solidTile(niivue: Niivue, place: Place, devicePlace: readonly number[]): SolidTile {
  const { renderAzimuth, renderElevation } = niivue.scene;
  niivue.setPivot3D();
  const [matrix] = niivue.calculateMvpMatrix(null, [...devicePlace], renderAzimuth, renderElevation);
  const m = Array.from(matrix ?? []);
  /** Row n of what OpenGL keeps column by column. */
  const row = (n: number) => [m[n] ?? 0, m[4 + n] ?? 0, m[8 + n] ?? 0, m[12 + n] ?? 0];
  const [x, y, depth, w] = [row(0), row(1), row(2), row(3)];
  const { left, top, width, height } = place;
  const onto = (from: number[], middle: number, half: number) =>
    from.map((value, n) => half * value + middle * (w[n] ?? 0));
  return {
    ...place,
    view: 'render',
    toScreen: [
      ...onto(x, left + width / 2, width / 2),
      ...onto(y, top + height / 2, -height / 2),
      ...depth,
      ...w,
    ],
  };
}
