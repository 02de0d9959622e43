import { say } from '#messages/say.ts';
import type { Mark } from '#results/mark.ts';
import { useAppState } from '#ui/use-app.ts';
import { toVoxel, worldToVoxel } from '#volume/affine.ts';
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

type Pixel = readonly [x: number, y: number];

interface MarkShapeProps {
  readonly mark: Mark;
  readonly tile: SliceTile;
  readonly pixels: readonly Pixel[];
}

function MarkShape({ mark, tile, pixels }: MarkShapeProps) {
  const text = useMarkText(mark);
  const [a = [0, 0], b = a] = pixels;
  const lines = pixels.slice(1).map((to, n) => ({ from: pixels[n] ?? to, to }));
  const [x, y] =
    mark.kind === 'ellipse' ? [Math.max(a[0], b[0]), Math.min(a[1], b[1])] : (pixels.at(-1) ?? a);
  // Where its text has no room to the right of it.
  const isFarRight = x > tile.left + 0.6 * tile.width;
  return (
    <g className="mark">
      <title>{say.views.markKinds[mark.kind]}</title>
      {mark.kind === 'ellipse' ? (
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
