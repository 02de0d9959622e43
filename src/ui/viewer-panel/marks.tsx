import { say } from '#messages/say.ts';
import type { Mark } from '#results/mark.ts';
import { useAppState } from '#ui/use-app.ts';
import { toVoxel, worldToVoxel } from '#volume/affine.ts';
import { labelPoint, type Pixel } from '#volume/mark-grips.ts';
import { isOn, pixelOf, type SliceTile } from '#volume/tile.ts';
import type { Grid } from '#volume/types.ts';
import { Lines } from './lines.tsx';
import { useMarkText } from './use-mark-text.ts';

interface MarksProps {
  readonly tile: SliceTile;
  readonly grid: Grid;
}

/** What was measured on the slice of a tile, and what is being measured. */
export function Marks({ tile, grid }: MarksProps) {
  const marks = useAppState((state) => state.marks);
  const draft = useAppState((state) => state.draft);
  const inverse = worldToVoxel(grid);
  return [...marks, ...(draft ? [draft] : [])]
    .filter(
      ({ across, points: [first] }) => across === tile.across && first && isOn(tile, toVoxel(inverse, first)),
    )
    .map((mark) => (
      <MarkShape
        key={mark.id}
        mark={mark}
        tile={tile}
        pixels={mark.points.map((point) => pixelOf(tile, toVoxel(inverse, point)))}
      />
    ));
}

interface MarkShapeProps {
  readonly mark: Mark;
  readonly tile: SliceTile;
  readonly pixels: readonly Pixel[];
}

function MarkShape({ mark, tile, pixels }: MarkShapeProps) {
  const text = useMarkText(mark);
  const [a = [0, 0], b = a] = pixels;
  const lines = pixels.slice(1).map((to, n) => ({ from: pixels[n] ?? to, to }));
  const isEllipse = mark.kind === 'ellipse';
  // Where its text has no room to the right of it.
  const isFarRight = labelPoint(isEllipse, pixels, false)[0] > tile.left + 0.6 * tile.width;
  const [x, y] = labelPoint(isEllipse, pixels, isFarRight);
  return (
    <g className="mark">
      <title>{say.views.markKinds[mark.kind]}</title>
      {isEllipse ? (
        <ellipse
          cx={(a[0] + b[0]) / 2}
          cy={(a[1] + b[1]) / 2}
          rx={Math.abs(a[0] - b[0]) / 2}
          ry={Math.abs(a[1] - b[1]) / 2}
        />
      ) : (
        <>
          <Lines lines={lines} />
          <Lines className="mark-ends" lines={pixels.map(([px, py]) => ({ from: [px, py], to: [px, py] }))} />
        </>
      )}
      <text
        x={isFarRight ? x - 8 : x + 8}
        y={Math.max(y - 6, tile.top + 14)}
        textAnchor={isFarRight ? 'end' : 'start'}
      >
        {text}
      </text>
    </g>
  );
}
