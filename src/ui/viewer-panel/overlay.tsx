import { useAppState } from '#ui/use-app.ts';
import { toVoxel, worldToVoxel } from '#volume/affine.ts';
import { crosshairLines } from '#volume/drawn-over.ts';
import { isOn, isSlice, type SliceTile, type Tile } from '#volume/tile.ts';
import type { Grid } from '#volume/types.ts';
import { Boxes } from './boxes.tsx';
import { Lines } from './lines.tsx';
import { Marks } from './marks.tsx';
import { RegionShade } from './region-shade.tsx';

/** Lines over the views, as thick on the screen whatever the zoom. */
export function Overlay() {
  const tiles = useAppState((state) => state.tiles);
  const grid = useAppState(({ volume }) => (volume.at === 'ready' ? volume.info.grid : undefined));
  if (!grid) return null;
  return (
    <svg className="overlay" aria-hidden="true">
      {tiles.map((tile) => (
        <g key={tileKey(tile)} clipPath={`url(#${tileKey(tile)})`}>
          <clipPath id={tileKey(tile)}>
            <rect x={tile.left} y={tile.top} width={tile.width} height={tile.height} />
          </clipPath>
          {isSlice(tile) && <RegionShade tile={tile} />}
          <Boxes tile={tile} grid={grid} />
          {isSlice(tile) && <Crosshair tile={tile} grid={grid} />}
          {isSlice(tile) && <Marks tile={tile} grid={grid} />}
        </g>
      ))}
      <Cursor tiles={tiles} />
    </svg>
  );
}

/** No two views have the same place. */
const tileKey = ({ view, left, top }: Tile) => `tile-${view}-${Math.round(left)}-${Math.round(top)}`;

function Crosshair({ tile, grid }: { readonly tile: SliceTile; readonly grid: Grid }) {
  const at = useAppState(({ crosshair, shown }) => (shown.crosshair ? crosshair?.at : undefined));
  if (!at) return null;
  const voxel = toVoxel(worldToVoxel(grid), at);
  // Slices of a mosaic that the crosshair is not on have none.
  if (!isOn(tile, voxel)) return null;
  return <Lines className="crosshair" lines={crosshairLines(tile, voxel)} />;
}

/** What a tool that works round the pointer will reach. */
function Cursor({ tiles }: { readonly tiles: readonly Tile[] }) {
  const hover = useAppState((state) => state.hover);
  const radiusMm = useAppState((state) => state.cursorMm);
  if (!hover || radiusMm === undefined) return null;
  const tile = tiles.find((each): each is SliceTile => isSlice(each) && each.view === hover.view);
  if (!tile) return null;
  const [x, y] = hover.pixel;
  return <circle className="tool-cursor" cx={x} cy={y} r={radiusMm / tile.mmPerPixel} />;
}
