import { boxSize } from '#volume/boxes.ts';
import { compareMasks, type PairFigures } from '#volume/compare/compare-masks.ts';
import { type Difference, difference } from '#volume/compare/difference.ts';
import type { Marks } from '#volume/edit/edits.ts';
import { type Operation, operate } from '#volume/edit/operations.ts';
import { fieldOfView } from '#volume/field-of-view.ts';
import { measureRuns } from '#volume/measure.ts';
import { outlineAgain } from '#volume/outline-again.ts';
import { runsOf } from '#volume/runs.ts';
import type { Keep, Mask, Measurement, Outline, Volume, VoxelBox } from '#volume/types.ts';
import type { Editor } from './editor.ts';

interface Opened {
  readonly scan: Volume;
  /** The part of it that the scanner filled. */
  readonly view: VoxelBox;
}

export class LocalEditor implements Editor {
  #opened: Opened | undefined;

  async open(scan: Volume | undefined): Promise<void> {
    if (this.#opened?.scan === scan) return;
    this.#opened = scan && { scan, view: fieldOfView(scan) };
  }

  async measure(mask: Mask): Promise<Measurement> {
    return measureRuns(runsOf(mask.data, boxSize(mask.box), mask.level), mask, this.#beside());
  }

  async outline(whole: Mask, threshold: number, keep: Keep): Promise<Outline> {
    return outlineAgain(whole, threshold, keep, this.#beside());
  }

  async compare(reference: Mask, other: Mask): Promise<PairFigures> {
    return compareMasks(reference, other);
  }

  async difference(reference: Mask, other: Mask): Promise<Difference> {
    return difference(reference, other);
  }

  async change(mask: Mask, operation: Operation): Promise<Marks | undefined> {
    return operate(mask, operation, this.#beside().scan);
  }

  #beside(): Opened {
    if (!this.#opened) throw new Error('LocalEditor: no scan is open');
    return this.#opened;
  }
}
