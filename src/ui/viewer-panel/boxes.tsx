import { type FoundObject, foundObjects } from '#results/finding.ts';
import { useAppState } from '#ui/use-app.ts';
import { boxInSolid, boxOnSlice } from '#volume/drawn-over.ts';
import { isSlice, type Tile } from '#volume/tile.ts';
import type { Grid } from '#volume/types.ts';
import { Lines } from './lines.tsx';

interface BoxesProps {
  readonly tile: Tile;
  readonly grid: Grid;
}

/** Boxes round the objects to be seen; the selected one has its own in 3D at any rate. */
export function Boxes({ tile, grid }: BoxesProps) {
  const findings = useAppState((state) => state.findings);
  const isShown = useAppState(({ shown }) => shown.boxes);
  const selected = useAppState((state) => state.selected);
  const hasOwn = (id: FoundObject['id']) => isShown || (id === selected && !isSlice(tile));
  return foundObjects(findings)
    .filter(({ id, visible, opacity }) => hasOwn(id) && visible && opacity > 0)
    .map((object) => (
      <Box key={object.id} tile={tile} grid={grid} object={object} isSelected={object.id === selected} />
    ));
}

interface BoxProps extends BoxesProps {
  readonly object: FoundObject;
  readonly isSelected: boolean;
}

function Box({ tile, grid, object, isSelected }: BoxProps) {
  const { box } = object.measurement;
  if (!box) return null;
  const stroke = `rgb(${object.color.join(' ')})`;
  if (isSlice(tile)) {
    const place = boxOnSlice(tile, box);
    if (!place) return null;
    const { left, top, width, height } = place;
    return (
      <rect
        className="object-box"
        data-selected={isSelected}
        x={left}
        y={top}
        width={width}
        height={height}
        stroke={stroke}
      />
    );
  }
  if (!tile.toScreen) return null;
  const edges = boxInSolid(tile.toScreen, grid, box);
  return (
    <g className="object-box" data-selected={isSelected} stroke={stroke}>
      <Lines lines={edges.filter(({ isBehind }) => !isBehind)} />
      <Lines className="is-behind" lines={edges.filter(({ isBehind }) => isBehind)} />
    </g>
  );
}
