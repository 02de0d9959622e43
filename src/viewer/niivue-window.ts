import type { Niivue } from '@niivue/niivue';
import { Announcer } from './announcer.ts';
import { oncePerFrame } from './next-frame.ts';

type Range = readonly [low: number, high: number];

/** The display range of the scan, in intensity units after slope and intercept. */
export class DisplayRange {
  /** It was changed by dragging. */
  readonly dragged = new Announcer<[low: number, high: number]>();
  readonly #niivue: () => Niivue;
  #range: Range = [0, 1];

  /** Drawing in another range uploads the scan again. */
  readonly apply = oncePerFrame(() => {
    const niivue = this.#niivue();
    const [base] = niivue.volumes;
    if (!base || (base.cal_min === this.#range[0] && base.cal_max === this.#range[1])) return;
    [base.cal_min, base.cal_max] = this.#range;
    niivue.refreshLayers(base, 0);
    niivue.drawScene();
  });

  constructor(niivue: () => Niivue) {
    this.#niivue = niivue;
  }

  /** The range that the scan is in already. */
  begin(range: Range): void {
    this.#range = range;
  }

  set(...range: Range): void {
    this.#range = range;
    this.apply();
  }

  /** To the right is wider, down is brighter. */
  drag(right: number, down: number): void {
    const [low, high] = this.#range;
    const step = (high - low) / 300;
    const width = Math.max((high - low) * 0.02, high - low + 2 * right * step);
    const level = (low + high) / 2 - down * step;
    this.set(level - width / 2, level + width / 2);
    this.dragged.tell(...this.#range);
  }
}
