import type { StepName } from '#state/edit-slice.ts';
import type { Store } from '#state/store.ts';

/** Something that was done and can be undone. */
export interface Step {
  readonly what: StepName;
  /** Of memory that nothing but this step keeps while its scan is on the screen. */
  readonly bytes: number;
  /** All arrays that it keeps, for when its scan is not. */
  readonly holds: readonly Uint8Array[];
  undo(): void;
  redo(): void;
  /** Steps of one key that follow each other within a moment are one: a slider that is dragged. */
  readonly key?: string | undefined;
}

/** What can be undone and done again on a scan, the oldest first. */
export interface Past {
  readonly done: readonly Step[];
  readonly undone: readonly Step[];
}

/** Of steps, both ways together. */
export const BUDGET_BYTES = 256 * 2 ** 20;
const MOMENT_MS = 1500;

/** What was done, in its order, and what of it was undone. Where it takes too much memory the oldest steps are dropped, aloud. */
export class History {
  readonly #budgetBytes: number;
  readonly #now: () => number;
  #done: readonly Step[] = [];
  #undone: readonly Step[] = [];
  #latestAt = Number.NEGATIVE_INFINITY;

  constructor(budgetBytes = BUDGET_BYTES, now: () => number = () => performance.now()) {
    this.#budgetBytes = budgetBytes;
    this.#now = now;
  }

  /** Adds what has been done; what was undone before it is gone. Tells how many of the oldest steps had to go. */
  add(step: Step): number {
    const before = this.#done.at(-1);
    const isOne =
      step.key !== undefined && before?.key === step.key && this.#now() - this.#latestAt < MOMENT_MS;
    const earlier = isOne ? this.#done.slice(0, -1) : this.#done;
    const whole = isOne && before ? joined(before, step) : step;
    this.#latestAt = this.#now();
    this.#undone = [];
    let kept: readonly Step[] = [...earlier, whole];
    while (kept.length > 1 && sizeOf(kept) > this.#budgetBytes) kept = kept.slice(1);
    const dropped = earlier.length + 1 - kept.length;
    this.#done = kept;
    return dropped;
  }

  undo(): void {
    const step = this.#done.at(-1);
    if (!step) return;
    this.#done = this.#done.slice(0, -1);
    this.#undone = [...this.#undone, step];
    this.#latestAt = Number.NEGATIVE_INFINITY;
    step.undo();
  }

  redo(): void {
    const step = this.#undone.at(-1);
    if (!step) return;
    this.#undone = this.#undone.slice(0, -1);
    this.#done = [...this.#done, step];
    this.#latestAt = Number.NEGATIVE_INFINITY;
    step.redo();
  }

  clear(): void {
    this.#done = [];
    this.#undone = [];
  }

  /** As it is now; it goes on without changing what it gave. */
  past(): Past {
    return { done: this.#done, undone: this.#undone };
  }

  /** As it was when `past` was taken. */
  restore({ done, undone }: Past): void {
    this.#done = done;
    this.#undone = undone;
    this.#latestAt = Number.NEGATIVE_INFINITY;
  }

  /** Of the steps that undo and redo would take next. */
  next(): { readonly undo: StepName | undefined; readonly redo: StepName | undefined } {
    return { undo: this.#done.at(-1)?.what, redo: this.#undone.at(-1)?.what };
  }

  /** Tells the page what next() is. */
  show(store: Store): void {
    store.getState().historyMoved(this.next());
  }
}

/** One step from before the first of two to after the second. */
function joined(before: Step, step: Step): Step {
  const { undo, bytes, holds } = before;
  return { ...step, undo, bytes: bytes + step.bytes, holds: [...holds, ...step.holds] };
}

function sizeOf(steps: readonly Step[]): number {
  return steps.reduce((sum, { bytes }) => sum + bytes, 0);
}
