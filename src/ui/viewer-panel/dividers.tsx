import { type KeyboardEvent, type PointerEvent, useRef } from 'react';
import { arrange } from '#commands/choose-view.ts';
import { say } from '#messages/say.ts';
import { useApp, useAppState } from '#ui/use-app.ts';
import type { Tile } from '#volume/tile.ts';

/** Where views meet, to be dragged: NiiVue lays them out anew. */
export function Dividers() {
  const layout = useAppState((state) => state.layout);
  const tiles = useAppState((state) => state.tiles);
  const isUpright = height(tiles) > width(tiles);
  if (layout === 'four-up') {
    return (
      <>
        <GridDivider axis="x" />
        <GridDivider axis="y" />
      </>
    );
  }
  return layout === 'one-three' ? <LargeDivider axis={isUpright ? 'y' : 'x'} /> : null;
}

const width = (tiles: readonly Tile[]) => Math.max(0, ...tiles.map((tile) => tile.left + tile.width));
const height = (tiles: readonly Tile[]) => Math.max(0, ...tiles.map((tile) => tile.top + tile.height));

/** Shares of the stage between which a divider stays. */
const [LEAST, MOST] = [0.15, 0.85];
const STEP = 0.02;

interface DividerProps {
  readonly axis: 'x' | 'y';
}

function GridDivider({ axis }: DividerProps) {
  const app = useApp();
  const split = useAppState((state) => state.split);
  return (
    <Divider
      axis={axis}
      share={split[axis === 'x' ? 0 : 1]}
      home={0.5}
      onMove={(to) => arrange(app, { split: axis === 'x' ? [to, split[1]] : [split[0], to] })}
    />
  );
}

function LargeDivider({ axis }: DividerProps) {
  const app = useApp();
  const share = useAppState(({ largeShare }) => largeShare);
  return (
    <Divider axis={axis} share={share} home={0.66} onMove={(largeShare) => arrange(app, { largeShare })} />
  );
}

interface PlacedProps extends DividerProps {
  readonly share: number;
  /** Where a double click puts it. */
  readonly home: number;
  onMove(share: number): void;
}

function Divider({ axis, share, home, onMove }: PlacedProps) {
  const dragged = useRef(false);
  const move = (to: number) => {
    const next = Math.min(MOST, Math.max(LEAST, to));
    if (next !== share) onMove(next);
  };
  const onPointerMove = ({ clientX, clientY, currentTarget }: PointerEvent<HTMLElement>) => {
    const box = currentTarget.parentElement?.getBoundingClientRect();
    if (!dragged.current || !box) return;
    move(axis === 'x' ? (clientX - box.left) / box.width : (clientY - box.top) / box.height);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowLeft: -STEP, ArrowUp: -STEP, ArrowRight: STEP, ArrowDown: STEP }[event.key];
    if (!step) return;
    event.preventDefault();
    move(share + step);
  };
  return (
    <hr
      className="divider"
      data-axis={axis}
      style={axis === 'x' ? { left: `${100 * share}%` } : { top: `${100 * share}%` }}
      tabIndex={0}
      aria-label={say.views.divider[axis]}
      aria-orientation={axis === 'x' ? 'vertical' : 'horizontal'}
      aria-valuemin={100 * LEAST}
      aria-valuemax={100 * MOST}
      aria-valuenow={Math.round(100 * share)}
      onPointerDown={(event) => {
        dragged.current = true;
        event.currentTarget.setPointerCapture(event.pointerId);
      }}
      onPointerMove={onPointerMove}
      onPointerUp={() => {
        dragged.current = false;
      }}
      onDoubleClick={() => move(home)}
      onKeyDown={onKeyDown}
    />
  );
}
