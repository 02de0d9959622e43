import { isSlice, pointOf, type Ray, rayThrough, tileAt, type View, type ViewPoint } from '#volume/tile.ts';
import type { Ground } from './strokes.ts';

/** What the mouse and keys do beyond NiiVue's own: left drag moves its crosshair and the wheel turns its slices. */
export interface PointerTools {
  /** Movement of a drag with the right button, in pixels. */
  onWindowDrag(right: number, down: number): void;
  /** Wheel with Ctrl or a pinch on a trackpad; above 1 is nearer. */
  onZoom(factor: number): void;
  /** Wheel over 3D. */
  onSolidZoom(factor: number): void;
  /** The left button, pressed and let go in one place. */
  onClick(at: ViewPoint | Ray): void;
  onDoubleClick(view: View): void;
  /** Steps along patient axes: right, anterior, superior. */
  onStep(right: number, anterior: number, superior: number): void;
}

const STEPS: Readonly<Record<string, readonly [number, number, number]>> = {
  ArrowLeft: [1, 0, 0],
  ArrowRight: [-1, 0, 0],
  ArrowUp: [0, 1, 0],
  ArrowDown: [0, -1, 0],
  PageUp: [0, 0, 1],
  PageDown: [0, 0, -1],
};

const RIGHT_BUTTON = 2;

/**
 * Listens on the element round the canvas, before NiiVue does, and keeps from NiiVue what would surprise: its hotkeys
 * (one raises an alert) and the double click that resets the contrast to a range we did not choose.
 */
export function attachPointerTools(stage: HTMLElement, ground: Ground, tools: PointerTools): () => void {
  const stop = new AbortController();
  const options = { capture: true, signal: stop.signal };
  const claim = (event: Event) => {
    event.preventDefault();
    event.stopPropagation();
  };

  stage.addEventListener(
    'dblclick',
    (event) => {
      claim(event);
      const tile = tileAt(ground.tiles(), ...spotOn(stage, event));
      if (tile && ground.tool() === 'navigate') tools.onDoubleClick(tile.view);
    },
    options,
  );
  listenToClicks(stage, ground, tools, stop.signal);
  stage.addEventListener('keyup', (event) => event.stopPropagation(), options);
  stage.addEventListener(
    'keydown',
    (event) => {
      const step = STEPS[event.key];
      if (step && !event.ctrlKey && !event.altKey && !event.metaKey) {
        event.preventDefault();
        tools.onStep(...step);
      }
    },
    options,
  );
  stage.addEventListener(
    'wheel',
    (event) => {
      const factor = Math.exp(-Math.max(-60, Math.min(60, event.deltaY)) / 200);
      // NiiVue would move the plane that 3D is cut at.
      const isSolid = tileAt(ground.tiles(), ...spotOn(stage, event))?.view === 'render';
      if (!event.ctrlKey && !isSolid) return;
      claim(event);
      if (isSolid) tools.onSolidZoom(factor);
      else tools.onZoom(factor);
    },
    { ...options, passive: false },
  );
  stage.addEventListener(
    'mousedown',
    (event) => {
      if (event.button !== RIGHT_BUTTON) return;
      claim(event);
      followDrag(tools, stop.signal);
    },
    options,
  );
  return () => stop.abort();
}

function followDrag(tools: PointerTools, signal: AbortSignal): void {
  const ended = new AbortController();
  const options = { signal: AbortSignal.any([ended.signal, signal]) };
  window.addEventListener(
    'mousemove',
    ({ movementX, movementY }) => tools.onWindowDrag(movementX, movementY),
    options,
  );
  window.addEventListener('mouseup', () => ended.abort(), options);
  window.addEventListener('blur', () => ended.abort(), options);
}

/** A press that moves no further is a click; a drag moves the crosshair, turns 3D or belongs to a tool. */
const STILL_PX = 3;

function listenToClicks(stage: HTMLElement, ground: Ground, tools: PointerTools, signal: AbortSignal): void {
  const options = { capture: true, signal };
  let pressed: readonly [x: number, y: number] | undefined;
  stage.addEventListener(
    'pointerdown',
    (event) => {
      const isPlain = event.button === 0 && !event.shiftKey && !event.ctrlKey;
      pressed = isPlain && ground.tool() === 'navigate' ? spotOn(stage, event) : undefined;
    },
    options,
  );
  stage.addEventListener(
    'pointerup',
    (event) => {
      const [x, y] = spotOn(stage, event);
      const grid = ground.grid();
      if (!pressed || !grid || Math.hypot(x - pressed[0], y - pressed[1]) > STILL_PX) return;
      const tile = tileAt(ground.tiles(), x, y);
      if (!tile) return;
      const at = isSlice(tile) ? pointOf(tile, grid, x, y) : tile.toScreen && rayThrough(tile.toScreen, x, y);
      if (at) tools.onClick(at);
    },
    options,
  );
}

/** Where an event was, in pixels from the left and top of the stage. */
function spotOn(stage: HTMLElement, { clientX, clientY }: MouseEvent): readonly [x: number, y: number] {
  const { left, top } = stage.getBoundingClientRect();
  return [clientX - left, clientY - top];
}
