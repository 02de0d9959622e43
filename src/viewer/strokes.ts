import { isSlice, pointOf, type Tile, tileAt, type ViewPoint } from '#volume/tile.ts';
import type { Grid } from '#volume/types.ts';
import type { Stroke, Tool } from './viewer.ts';

/** What the pointer moves over. */
export interface Ground {
  readonly tool: () => Tool;
  readonly tiles: () => readonly Tile[];
  /** Of the scan that is shown. */
  readonly grid: () => Grid | undefined;
}

export interface StrokeEvents {
  onStroke(stroke: Stroke): void;
  onHover(point: ViewPoint | undefined): void;
  /** Movement of a drag with the tool 'window', in pixels. */
  onWindowDrag(right: number, down: number): void;
}

const LEFT_BUTTON = 0;

/**
 * Follows the pointer over the slices on `stage`, before NiiVue does: tells where it is, and makes strokes with the tools that
 * are ours, by mouse, pen or finger. With Shift a drag stays NiiVue's, which moves the picture.
 */
export function followStrokes(stage: HTMLElement, ground: Ground, events: StrokeEvents): () => void {
  const stop = new AbortController();
  const options = { capture: true, signal: stop.signal };
  const spot = ({ clientX, clientY }: MouseEvent) => {
    const { left, top } = stage.getBoundingClientRect();
    return [clientX - left, clientY - top] as const;
  };
  const sliceUnder = (event: MouseEvent) => {
    const tile = tileAt(ground.tiles(), ...spot(event));
    return tile && isSlice(tile) ? tile : undefined;
  };
  const isOurs = (event: PointerEvent) =>
    event.button === LEFT_BUTTON && !event.shiftKey && ground.tool() !== 'navigate' && sliceUnder(event);

  stage.addEventListener(
    'pointerdown',
    (event) => {
      const tile = isOurs(event);
      const grid = ground.grid();
      if (!tile || !grid) return;
      // Neither NiiVue nor a click of the mouse hears of it; the focus that it would have brought is set by hand.
      event.preventDefault();
      event.stopPropagation();
      if (event.target instanceof HTMLElement) event.target.focus();
      follow(stage, event, ground.tool(), (at) => pointOf(tile, grid, ...spot(at)), events, stop.signal);
    },
    options,
  );
  stage.addEventListener(
    'touchstart',
    (event) => {
      const [touch] = event.touches;
      if (event.touches.length > 1 || !touch || ground.tool() === 'navigate') return;
      if (tileAt(ground.tiles(), ...spot(touch as unknown as MouseEvent))?.view === 'render') return;
      event.preventDefault();
      event.stopPropagation();
    },
    { ...options, passive: false },
  );
  stage.addEventListener(
    'pointermove',
    (event) => {
      if (event.buttons !== 0) {
        // A drag of NiiVue's moves the picture from under the pointer.
        if (ground.tool() === 'navigate') events.onHover(undefined);
        return;
      }
      const [tile, grid] = [sliceUnder(event), ground.grid()];
      events.onHover(tile && grid && pointOf(tile, grid, ...spot(event)));
    },
    options,
  );
  stage.addEventListener('pointerleave', () => events.onHover(undefined), { signal: stop.signal });
  return () => stop.abort();
}

/** One stroke, on the slice where it began, until the pointer goes up. */
function follow(
  stage: HTMLElement,
  start: PointerEvent,
  tool: Tool,
  pointAt: (event: PointerEvent) => ReturnType<typeof pointOf>,
  events: StrokeEvents,
  signal: AbortSignal,
): void {
  const ended = new AbortController();
  const options = { signal: AbortSignal.any([ended.signal, signal]), capture: true };
  let last = pointAt(start);
  const tell = (phase: Stroke['phase'], { shiftKey, ctrlKey, metaKey }: PointerEvent | KeyboardEvent) => {
    if (tool !== 'edit' && tool !== 'measure') return;
    events.onStroke({ tool, phase, point: last, shift: shiftKey, ctrl: ctrlKey || metaKey });
  };
  const end = (phase: 'up' | 'broken', event: PointerEvent | KeyboardEvent) => {
    ended.abort();
    tell(phase, event);
  };
  stage.setPointerCapture(start.pointerId);
  tell('down', start);
  const on = (type: 'pointermove' | 'pointerup' | 'pointercancel', told: (event: PointerEvent) => void) =>
    stage.addEventListener(type, (event) => event.pointerId === start.pointerId && told(event), options);
  on('pointermove', (event) => {
    if (tool === 'window') events.onWindowDrag(event.movementX, event.movementY);
    // Events that the browser put together into one, each of which a brush has to see.
    const steps = event.getCoalescedEvents();
    for (const step of steps.length > 0 ? steps : [event]) {
      last = pointAt(step);
      tell('move', event);
    }
    events.onHover(last);
  });
  on('pointerup', (event) => {
    last = pointAt(event);
    end('up', event);
  });
  on('pointercancel', (event) => end('broken', event));
  // A second finger zooms, and what the first has begun was not meant.
  stage.addEventListener('pointerdown', (event) => end('broken', event), options);
  window.addEventListener(
    'keydown',
    (event) => {
      if (event.key !== 'Escape') return;
      event.stopPropagation();
      end('broken', event);
    },
    options,
  );
}
