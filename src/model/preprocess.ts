import { intensityMap, intensityWindow } from '#volume/intensity.ts';
import { intoGrid } from '#volume/into-grid.ts';
import { modelGrid } from '#volume/model-grid.ts';
import type { Grid, Volume } from '#volume/types.ts';
import { bodyBox } from './body-box.ts';
import type { PromptedManifest } from './manifest-kinds.ts';
import { type Tile, tilesOf } from './tiles.ts';
import type { WindowTiling } from './tilings.ts';

/** What the image encoder is given for one tile. */
export interface TileInput {
  /** (1, 1, z, y, x), or (1, channels, rows, columns) for slices. */
  readonly dims: readonly number[];
  readonly data: Float32Array;
}

/** A volume as a pack sees it, tile by tile on the model grid. */
export interface Prepared {
  readonly grid: Grid;
  readonly tiles: readonly Tile[];
  /** Memory that this holds on to. */
  readonly bytes: number;
  /** undefined where the tile is all one value: there is nothing to see in it. */
  input(tile: Tile): TileInput | undefined;
}

/** `volume` prepared as `input` of a manifest with windows says (docs/geometry.md, 2–5). `onSlab` hears of each slice resampled. */
export function prepare(
  volume: Volume,
  { orientation, spacing, intensity }: PromptedManifest['input'],
  tiling: WindowTiling,
  onSlab?: (done: number, total: number) => void,
): Prepared {
  const window = intensityWindow(volume, intensity[volume.modality]);
  const fill = window.to[0];
  if (orientation === 'RAS' && spacing.kind === 'fixed') {
    const grid = modelGrid(volume.grid, spacing.mm);
    const image = intoGrid(volume, window, grid, onSlab ? { onSlab } : {});
    const plane = grid.size[0] * grid.size[1];
    const slice = (k: number) => image.subarray(k * plane, (k + 1) * plane);
    const tiles = bodyTiles(image, grid, tiling);
    return { ...tiled(grid, tiling, slice, fill), tiles, bytes: image.byteLength };
  }
  // Slices are mapped as they are asked for: a float copy of a large scan would be twice its size.
  const plane = volume.grid.size[0] * volume.grid.size[1];
  const value = intensityMap(volume, window);
  const slice = (k: number) => {
    const mapped = new Float32Array(plane);
    for (let n = 0; n < plane; n++) mapped[n] = value(volume.data[k * plane + n] ?? 0);
    return mapped;
  };
  return { ...tiled(volume.grid, tiling, slice, fill), bytes: volume.data.byteLength };
}

/** Of a scan that is not to be looked at: no tile, and so nothing found. */
export const nothingPrepared = (grid: Grid): Prepared => ({
  grid,
  tiles: [],
  bytes: 0,
  input: () => undefined,
});

/** Tiles of the body, where the pack says what is brighter than air. */
function bodyTiles(image: Float32Array, { size }: Grid, tiling: WindowTiling): readonly Tile[] {
  if (tiling.foregroundAbove === undefined) return tilesOf(size, tiling);
  const box = bodyBox(image, size, tiling.foregroundAbove);
  return box ? tilesOf(size, tiling, box) : [];
}

type Slice = (k: number) => Float32Array;

function tiled(grid: Grid, tiling: WindowTiling, slice: Slice, fill: number): Omit<Prepared, 'bytes'> {
  return { grid, tiles: tilesOf(grid.size, tiling), input: (tile) => window(tile, grid, slice, fill) };
}

/** The tile's samples of the grid, `fill` outside it. */
function window(
  { start, size }: Tile,
  { size: [nx, ny, nz] }: Grid,
  slice: Slice,
  fill: number,
): TileInput | undefined {
  const [x, y, z] = start;
  const [lx, ly, lz] = size;
  const data = new Float32Array(lx * ly * lz).fill(fill);
  const [from, to] = [Math.max(x, 0), Math.min(x + lx, nx)];
  for (let k = Math.max(z, 0); k < Math.min(z + lz, nz); k++) {
    const plane = slice(k);
    for (let j = Math.max(y, 0); j < Math.min(y + ly, ny); j++) {
      const row = plane.subarray(j * nx + from, j * nx + to);
      data.set(row, ((k - z) * ly + (j - y)) * lx + (from - x));
    }
  }
  return isConstant(data) ? undefined : { dims: [1, 1, lz, ly, lx], data };
}

function isConstant(values: Float32Array, value = values[0]): boolean {
  return values.every((other) => other === value);
}
