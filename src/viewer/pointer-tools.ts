/** What the mouse and keys do beyond NiiVue's own: left drag moves its crosshair and the wheel turns its slices. */
export interface PointerTools {
  /** Movement of a drag with the right button, in pixels. */
  onWindowDrag(right: number, down: number): void;
  /** Wheel with Ctrl or a pinch on a trackpad; above 1 is nearer. */
  onZoom(factor: number): void;
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
export function attachPointerTools(stage: HTMLElement, tools: PointerTools): () => void {
  const stop = new AbortController();
  const options = { capture: true, signal: stop.signal };
  const claim = (event: Event) => {
    event.preventDefault();
    event.stopPropagation();
  };

  stage.addEventListener('dblclick', claim, options);
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
      if (!event.ctrlKey) return;
      claim(event);
      tools.onZoom(Math.exp(-Math.max(-60, Math.min(60, event.deltaY)) / 200));
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
