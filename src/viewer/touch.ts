import { isSlice, pointOf, type SliceTile, type Tile, tileAt, type ViewPoint } from '#volume/tile.ts';
import type { Ground } from './strokes.ts';

type Spot = readonly [x: number, y: number];

/** Two fingers, which have come from one place to another and apart or together. */
export interface Pinch {
  /** Above 1 is apart, which is nearer. */
  readonly factor: number;
  /** Their middle, in pixels from the left and top of the stage. */
  readonly from: Spot;
  readonly to: Spot;
}

/** What fingers do on the views. */
export interface TouchEvents {
  /** Two on a slice. */
  onPinch(pinch: Pinch): void;
  onSolidPinch(factor: number): void;
  /** One, drawn up or down over slices: so many further along the patient's axis, to the head, front or left. */
  onScroll(tile: SliceTile, slices: number): void;
  onTap(at: ViewPoint): void;
  onDoubleTap(tile: Tile): void;
}

/** A finger that stays within this much was put down, not drawn. */
const STILL_PX = 8;
/** Of the screen for a slice, at the least and at the most, whatever there are. */
const SLICE_PX = [4, 24] as const;
const DOUBLE_TAP_MS = 350;

/**
 * Fingers on `stage`: two zoom and move the picture; one turns the slices where the tool is 'navigate', and sets the crosshair
 * where it is put down. One finger in 3D, and one with another tool, are left to others.
 */
export function followFingers(stage: HTMLElement, ground: Ground, events: TouchEvents): () => void {
  const stop = new AbortController();
  const options = { capture: true, passive: false, signal: stop.signal };
  const fingers = new Fingers(ground, events);
  const spots = ({ touches }: TouchEvent): readonly Spot[] => {
    const { left, top } = stage.getBoundingClientRect();
    return [...touches].map(({ clientX, clientY }) => [clientX - left, clientY - top]);
  };
  const on = (type: 'touchstart' | 'touchmove' | 'touchend' | 'touchcancel') =>
    stage.addEventListener(
      type,
      (event) => {
        if (!fingers.take(type, spots(event), event.timeStamp)) return;
        event.preventDefault();
        event.stopPropagation();
      },
      options,
    );
  for (const type of ['touchstart', 'touchmove', 'touchend', 'touchcancel'] as const) on(type);
  return () => stop.abort();
}

/** What is under the fingers since the first went down; `gesture` once it is known what they do. */
interface Held {
  readonly tile: Tile;
  readonly start: Spot;
  readonly spots: readonly Spot[];
  readonly gesture: 'none' | 'scroll' | 'pinch';
}

class Fingers {
  readonly #ground: Ground;
  readonly #events: TouchEvents;
  #held: Held | undefined;
  /** Of the last tap. */
  #tapped: { readonly at: Spot; readonly ms: number } | undefined;

  constructor(ground: Ground, events: TouchEvents) {
    this.#ground = ground;
    this.#events = events;
  }

  /** Fingers have gone down, moved or gone up, and are at `spots` now. @returns whether they are ours. */
  take(type: string, spots: readonly Spot[], ms: number): boolean {
    if (type === 'touchstart') return this.#down(spots);
    const held = this.#held;
    if (!held) return false;
    const isOurs = this.#isOurs(held.tile, Math.max(spots.length, held.spots.length));
    if (type === 'touchmove') this.#move(held, spots);
    else this.#up(held, spots, type === 'touchcancel' ? undefined : ms);
    return isOurs;
  }

  #isOurs(tile: Tile, count: number): boolean {
    return count > 1 || (isSlice(tile) && this.#ground.tool() === 'navigate');
  }

  #down(spots: readonly Spot[]): boolean {
    const [first] = spots;
    const tile = this.#held?.tile ?? (first && tileAt(this.#ground.tiles(), ...first));
    if (!first || !tile) return false;
    const gesture = spots.length > 1 ? 'pinch' : 'none';
    this.#held = { tile, start: this.#held?.start ?? first, spots, gesture };
    return this.#isOurs(tile, spots.length);
  }

  #move(held: Held, spots: readonly Spot[]): void {
    if (spots.length > 1 && held.spots.length > 1) this.#pinch(held, spots);
    else if (spots.length === 1 && held.gesture !== 'pinch' && this.#isOurs(held.tile, 1))
      this.#scroll(held, spots);
  }

  #pinch(held: Held, spots: readonly Spot[]): void {
    const [before, after] = [spread(held.spots), spread(spots)];
    const factor = before > 0 && after > 0 ? after / before : 1;
    this.#held = { ...held, spots, gesture: 'pinch' };
    if (!isSlice(held.tile)) this.#events.onSolidPinch(factor);
    else this.#events.onPinch({ factor, from: middle(held.spots), to: middle(spots) });
  }

  #scroll(held: Held, spots: readonly Spot[]): void {
    const { tile, start } = held;
    const [from, to] = [held.spots[0], spots[0]];
    if (!from || !to || !isSlice(tile)) return;
    if (held.gesture === 'none' && distance(start, to) < STILL_PX) return;
    const perSlice = Math.min(SLICE_PX[1], Math.max(SLICE_PX[0], tile.height / tile.slices));
    const slices = Math.trunc((from[1] - to[1]) / perSlice);
    // What makes no whole slice yet counts with what comes.
    this.#held = { ...held, gesture: 'scroll', spots: [[to[0], from[1] - slices * perSlice]] };
    if (slices !== 0) this.#events.onScroll(tile, slices);
  }

  #up(held: Held, spots: readonly Spot[], ms: number | undefined): void {
    // A finger that stays after two does nothing more: it would move what they have put right.
    this.#held = spots.length > 0 ? { ...held, spots, gesture: 'pinch' } : undefined;
    if (ms === undefined || spots.length > 0 || held.gesture !== 'none') return;
    if (this.#isOurs(held.tile, 1)) this.#tap(held.tile, held.start, ms);
  }

  #tap(tile: Tile, at: Spot, ms: number): void {
    const last = this.#tapped;
    const isSecond =
      last !== undefined && ms - last.ms < DOUBLE_TAP_MS && distance(last.at, at) < 3 * STILL_PX;
    this.#tapped = isSecond ? undefined : { at, ms };
    const grid = this.#ground.grid();
    if (isSecond) this.#events.onDoubleTap(tile);
    else if (isSlice(tile) && grid) this.#events.onTap(pointOf(tile, grid, ...at));
  }
}

const distance = (a: Spot, b: Spot) => Math.hypot(a[0] - b[0], a[1] - b[1]);

function spread([a, b]: readonly Spot[]): number {
  return a && b ? distance(a, b) : 0;
}

function middle([a = [0, 0], b = a]: readonly Spot[]): Spot {
  return [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2];
}
