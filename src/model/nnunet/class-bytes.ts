import { boxSize } from '#volume/boxes.ts';
import { byteOf } from '#volume/probability-bytes.ts';
import type { VoxelBox } from '#volume/types.ts';
import { product } from './axes.ts';
import { type Decision, mixed, RowLogits } from './decide.ts';
import type { Field } from './field.ts';
import type { Head } from './head.ts';
import type { Layout } from './layout.ts';

/** What has been decided about a scan, and what that was drawn from. */
export interface Decided {
  readonly layout: Layout;
  readonly field: Field;
  readonly head: Head;
  readonly decision: Decision;
}

/** How probable a class is at the places of a box. */
export interface ClassBytes {
  readonly box: VoxelBox;
  /** 0…255, slowest axis first. */
  readonly data: Uint8Array;
}

/** Byte 128 and above: the voxel has the label. */
const HALF = 0.5;
const LEVEL = 128;

/**
 * A class's probabilities, as bytes on the side of one half on which its label puts them: at 0.5 exactly the places with
 * the label are inside, at any other threshold those of at least that probability (docs/nnunet.md). undefined where it has no
 * share anywhere.
 */
export function classBytes(decided: Decided, label: number): ClassBytes | undefined {
  const box = decided.decision.boxOf(label);
  if (!box) return undefined;
  const data = new Uint8Array(product(boxSize(box)));
  eachProbability(decided, label, box, (n, probability, isLabel) => {
    // Where three or more share a voxel, the label may have less than a half.
    const probable = isLabel ? Math.max(probability, HALF + Number.EPSILON) : Math.min(probability, HALF);
    data[n] = byteOf(probable, HALF, LEVEL);
  });
  return { box, data };
}

/** Calls `visit` for each place of `box`, slowest axis first, with the softmax probability of the class there. */
export function eachProbability(
  { layout, field, head, decision }: Decided,
  label: number,
  { from, to }: VoxelBox,
  visit: (n: number, probability: number, isLabel: boolean) => void,
): void {
  const logits = new RowLogits(layout, field, head, [label, label + 1]);
  const [, rows, columns] = layout.size;
  const { low, high, share } = layout.taps[2];
  let n = 0;
  for (let k = from[0]; k < to[0]; k++) {
    logits.open(k);
    for (let j = from[1]; j < to[1]; j++) {
      const row = logits.samples(j);
      const at = (k * rows + j) * columns;
      for (let i = from[2]; i < to[2]; i++) {
        const [a, b] = [row[low[i] as number] as number, row[high[i] as number] as number];
        const log = mixed(a, b, share[i] as number) - (decision.logSums[at + i] as number);
        const probability = Math.exp(Math.min(0, log));
        visit(n++, probability, decision.labels[at + i] === label);
      }
    }
  }
}
