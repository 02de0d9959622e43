import { boxSize } from '#volume/boxes.ts';
import type { VoxelBox } from '#volume/types.ts';
import { type DrawnSlices, type Edits, eachCommonRow, rebox } from './edits.ts';

/** What edits were, within the one box in which a step changed them, and what goes with them. */
interface Side {
  /** The bytes of the step's box. */
  readonly data: Uint8Array;
  /** Of the edits as a whole. */
  readonly box: VoxelBox;
  readonly slices: DrawnSlices;
}

/** One step of edits, both ways, without what stayed the same. */
export interface EditStep {
  readonly box: VoxelBox;
  readonly before: Side;
  readonly after: Side;
}

/** The step between edits that differ within `changed` alone. */
export function stepOf(before: Edits, after: Edits, changed: VoxelBox): EditStep {
  const side = (edits: Edits): Side => ({
    data: rebox(edits, changed),
    box: edits.box,
    slices: edits.slices,
  });
  return { box: changed, before: side(before), after: side(after) };
}

/** The edits on the other side of `step`, from those on this side. */
export function rewound(edits: Edits, step: EditStep, to: 'before' | 'after'): Edits {
  const { data: bytes, box, slices } = step[to];
  const data = rebox(edits, box);
  eachCommonRow(step.box, box, (from, at, length) => data.set(bytes.subarray(from, from + length), at));
  return { box, data, slices };
}

/** Of memory. */
export function bytesOf({ box }: EditStep): number {
  return 2 * boxSize(box).reduce((product, n) => product * n);
}
