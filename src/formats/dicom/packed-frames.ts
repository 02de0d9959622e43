import type { DicomSegment } from '#formats/dicom-segments.ts';
import { boxSize } from '#volume/boxes.ts';
import { innerBox } from '#volume/mask.ts';
import type { Mask } from '#volume/types.ts';
import type { Stack } from './stack.ts';

/** A segment on a slice. */
export interface Frame {
  /** From 1. */
  readonly segment: number;
  readonly slice: number;
  readonly mask: Mask;
}

/** Segment by segment, slice by slice; slices without any of it are left out. */
export function framesOf(segments: readonly DicomSegment[]): readonly Frame[] {
  return segments.flatMap(({ mask }, n) => {
    const box = innerBox(mask);
    const slices = box ? Array.from({ length: box.to[2] - box.from[2] }, (_, k) => box.from[2] + k) : [];
    return slices.filter((slice) => isOnSlice(mask, slice)).map((slice) => ({ segment: n + 1, slice, mask }));
  });
}

function isOnSlice({ box, data, level }: Mask, slice: number): boolean {
  const [ni, nj] = boxSize(box);
  const from = (slice - box.from[2]) * ni * nj;
  return data.subarray(from, from + ni * nj).some((byte) => byte >= level);
}

/** A bit for each pixel, the first in the lowest; frames follow each other without a gap. */
export function packed(frames: readonly Frame[], { grid: { size } }: Stack): Uint8Array {
  const [columns, rows] = size;
  const bits = new Uint8Array(Math.ceil((frames.length * columns * rows) / 8));
  for (const [n, { mask, slice }] of frames.entries()) {
    const { box, data, level } = mask;
    const [ni, nj] = boxSize(box);
    for (let j = 0; j < nj; j++) {
      const row = ((slice - box.from[2]) * nj + j) * ni;
      const at = n * columns * rows + (j + box.from[1]) * columns + box.from[0];
      for (let i = 0; i < ni; i++) {
        if ((data[row + i] as number) < level) continue;
        setBit(bits, at + i);
      }
    }
  }
  return bits;
}

/** More than 2^32 bits are half a gigabyte, which an operator on 32 bits would count from the start again. */
export function setBit(bits: { [byte: number]: number }, bit: number): void {
  const byte = Math.floor(bit / 8);
  bits[byte] = (bits[byte] ?? 0) | (1 << (bit % 8));
}
