import { boxSize, NOWHERE, union } from '#volume/boxes.ts';
import { blankMask } from '#volume/label-masks.ts';
import { tight } from '#volume/mask.ts';
import type { Mask } from '#volume/types.ts';

/** The voxels of two masks of one grid: in both, and in one of them alone. */
export interface Difference {
  readonly both: Mask;
  readonly onlyReference: Mask;
  readonly onlyOther: Mask;
}

const [REFERENCE, OTHER] = [1, 2];

export function difference(reference: Mask, other: Mask): Difference {
  const { grid } = reference;
  const box = union([reference.box, other.box]) ?? NOWHERE;
  const codes = blankMask(grid, box);
  mark(codes, reference, REFERENCE);
  mark(codes, other, OTHER);
  const of = (code: number): Mask => {
    const data = codes.data.map((value) => (value === code ? 255 : 0));
    return tight({ ...codes, data });
  };
  return { both: of(REFERENCE | OTHER), onlyReference: of(REFERENCE), onlyOther: of(OTHER) };
}

/** Adds `bit` to each voxel of `target` that is inside `mask`, whose box lies within the target's. */
function mark({ box, data }: Mask, mask: Mask, bit: number): void {
  const [ti, tj] = boxSize(box);
  const [ni, nj, nk] = boxSize(mask.box);
  const [x, y, z] = mask.box.from.map((n, axis) => n - (box.from[axis] ?? 0)) as [number, number, number];
  for (let k = 0; k < nk; k++) {
    for (let j = 0; j < nj; j++) {
      const [row, at] = [(k * nj + j) * ni, ((k + z) * tj + j + y) * ti + x];
      for (let i = 0; i < ni; i++) {
        if ((mask.data[row + i] as number) >= mask.level) data[at + i] = (data[at + i] as number) | bit;
      }
    }
  }
}
