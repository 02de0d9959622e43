import type { KeyboardEvent, PointerEvent } from 'react';
import { moveMark, removeMark } from '#commands/draw-marks.ts';
import { say } from '#messages/say.ts';
import type { Mark } from '#results/mark.ts';
import { useApp, useAppState } from '#ui/use-app.ts';
import { toVoxel, worldToVoxel } from '#volume/affine.ts';
import { gripped, gripsOf, type Pixel, shifted } from '#volume/mark-grips.ts';
import { isOn, isSlice, pixelOf, pointOf, type SliceTile, tileAt } from '#volume/tile.ts';
import type { Grid } from '#volume/types.ts';
import { Lines } from './lines.tsx';
import { focusBeside, nudgeOf } from './mark-keys.ts';
import { useMarkText } from './use-mark-text.ts';

/** What the marks on the slices are taken hold of by: their points, and their lines for the whole of one. */
export function MarkGrips() {
  const tiles = useAppState((state) => state.tiles);
  const marks = useAppState((state) => state.marks);
  const grid = useAppState(({ volume }) => (volume.at === 'ready' ? volume.info.grid : undefined));
  // A brush goes over them.
  const isEditing = useAppState(({ tool }) => tool === 'edit');
  if (!grid || isEditing || marks.length === 0) return null;
  const inverse = worldToVoxel(grid);
  const shown = tiles.filter(isSlice).flatMap((tile) =>
    marks
      .map((mark, n) => ({ mark, n }))
      .filter(({ mark: { across, points } }) => {
        const [first] = points;
        return across === tile.across && first && isOn(tile, toVoxel(inverse, first));
      })
      .map(({ mark, n }) => ({
        tile,
        mark,
        n,
        pixels: mark.points.map((point) => pixelOf(tile, toVoxel(inverse, point))),
      })),
  );
  return (
    <div className="mark-grips">
      {shown.map(({ tile, mark, n, pixels }) => (
        <HeldMark key={`${mark.id} ${tile.slice} ${tile.view}`} {...{ tile, mark, n, pixels, grid }} />
      ))}
    </div>
  );
}

interface HeldMarkProps {
  readonly tile: SliceTile;
  readonly mark: Mark;
  /** Its place in the list. */
  readonly n: number;
  readonly pixels: readonly Pixel[];
  readonly grid: Grid;
}

function HeldMark({ tile, mark, n: place, pixels, grid }: HeldMarkProps) {
  const app = useApp();
  const text = useMarkText(mark);
  const isEllipse = mark.kind === 'ellipse';
  const put = (points: readonly Pixel[]) =>
    moveMark(
      app,
      mark,
      points.map(([x, y]) => pointOf(tile, grid, x, y).world),
    );
  return (
    <>
      {/* The keyboard moves the whole of it from the list below the views. */}
      <svg className="overlay" aria-hidden="true">
        <g
          className="mark-line"
          onPointerDown={(event) => drag(event, (right, down) => put(shifted(pixels, right, down)))}
        >
          <MarkLine isEllipse={isEllipse} pixels={pixels} />
        </g>
      </svg>
      {gripsOf(isEllipse, pixels).map((grip, n) => {
        const [left, top] = grip;
        const to = (right: number, down: number) =>
          put(gripped(isEllipse, pixels, n, [left + right, top + down]));
        return tileAt([tile], left, top) ? (
          <button
            // biome-ignore lint/suspicious/noArrayIndexKey: the points of a mark keep their order.
            key={n}
            type="button"
            className="mark-grip"
            style={{ left, top }}
            aria-label={say.views.markPoint(say.views.markKinds[mark.kind], text, n + 1)}
            onPointerDown={(event) => drag(event, to)}
            onKeyDown={(event) =>
              press(event, to, () => {
                focusBeside(place);
                removeMark(app, mark.id);
              })
            }
          />
        ) : null;
      })}
    </>
  );
}

function MarkLine({ isEllipse, pixels }: { readonly isEllipse: boolean; readonly pixels: readonly Pixel[] }) {
  const [a = [0, 0], b = a] = pixels;
  if (!isEllipse) return <Lines lines={pixels.slice(1).map((to, n) => ({ from: pixels[n] ?? to, to }))} />;
  const [rx, ry] = [Math.abs(a[0] - b[0]) / 2, Math.abs(a[1] - b[1]) / 2];
  return <ellipse cx={(a[0] + b[0]) / 2} cy={(a[1] + b[1]) / 2} rx={rx} ry={ry} />;
}

/** Follows the pointer that went down until it goes up, telling how far it has come; Escape puts things back. */
function drag(start: PointerEvent, moved: (right: number, down: number) => void): void {
  if (start.button !== 0) return;
  start.stopPropagation();
  const held = start.currentTarget as HTMLElement;
  held.setPointerCapture(start.pointerId);
  const ended = new AbortController();
  const { signal } = ended;
  const follow = (event: globalThis.PointerEvent) => {
    if (event.pointerId === start.pointerId)
      moved(event.clientX - start.clientX, event.clientY - start.clientY);
  };
  const putBack = () => {
    ended.abort();
    moved(0, 0);
  };
  held.addEventListener('pointermove', follow, { signal });
  held.addEventListener('pointerup', () => ended.abort(), { signal });
  held.addEventListener('pointercancel', putBack, { signal });
  window.addEventListener('keydown', ({ key }) => key === 'Escape' && putBack(), { signal, capture: true });
}

function press(
  event: KeyboardEvent<HTMLElement>,
  move: (right: number, down: number) => void,
  remove: () => void,
): void {
  const nudge = nudgeOf(event);
  const isRemoved = event.key === 'Delete' || event.key === 'Backspace';
  if (!nudge && !isRemoved) return;
  event.preventDefault();
  if (nudge) move(...nudge);
  else remove();
}
