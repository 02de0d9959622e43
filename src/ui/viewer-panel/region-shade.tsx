import { useAppState } from '#ui/use-app.ts';
import { boxOnSlice } from '#volume/drawn-over.ts';
import type { SliceTile } from '#volume/tile.ts';

/** Darkens what of a slice lies beyond the part of the scan that alone is asked about. */
export function RegionShade({ tile }: { readonly tile: SliceTile }) {
  const region = useAppState((state) => state.region);
  if (!region) return null;
  const { left, top, width, height } = tile;
  const place = boxOnSlice(tile, region.voxels);
  const frame = rectangle(left, top, width, height);
  if (!place) return <path className="region-shade" d={frame} />;
  return (
    <>
      <path
        className="region-shade"
        fillRule="evenodd"
        d={`${frame}${rectangle(place.left, place.top, place.width, place.height)}`}
      />
      <rect className="region-edge" x={place.left} y={place.top} width={place.width} height={place.height} />
    </>
  );
}

function rectangle(x: number, y: number, width: number, height: number): string {
  return `M${x} ${y}h${width}v${height}h${-width}z`;
}
