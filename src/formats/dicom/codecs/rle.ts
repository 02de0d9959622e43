import type { Decode } from './codec.ts';

/**
 * DICOM's RLE: a header of sixteen numbers, then a segment for each byte of a pixel, the highest first, each packed as PackBits.
 * Source: DICOM PS3.5, annex G.
 */
export const decodeRle: Decode = (packed, { rows, columns, bitsAllocated }) => {
  const view = new DataView(packed.buffer, packed.byteOffset, packed.byteLength);
  const count = view.getUint32(0, true);
  const width = bitsAllocated / 8;
  if (count !== width) throw new Error(`${count} segments for ${width} bytes of a pixel`);
  const pixels = rows * columns;
  const bytes = new Uint8Array(pixels * width);
  for (let segment = 0; segment < count; segment++) {
    const start = view.getUint32(4 + 4 * segment, true);
    const end = segment + 1 < count ? view.getUint32(8 + 4 * segment, true) : packed.length;
    const filled = unpack(packed.subarray(start, end), bytes, width - 1 - segment, width);
    if (filled < pixels) throw new Error(`${filled} bytes for ${pixels} pixels`);
  }
  if (width === 1) return bytes;
  return width === 2 ? new Uint16Array(bytes.buffer) : new Uint32Array(bytes.buffer);
};

/** Puts what is packed into every `stride`-th byte from `first` on; how many there were, at most as many as fit. */
function unpack(packed: Uint8Array, bytes: Uint8Array, first: number, stride: number): number {
  const most = bytes.length / stride;
  let [from, filled] = [0, 0];
  while (from < packed.length && filled < most) {
    const run = runAt(packed, from);
    if (run.next > packed.length) return filled;
    const end = Math.min(most, filled + run.length);
    for (let at = run.from; filled < end; at += run.step) bytes[first + stride * filled++] = packed[at] ?? 0;
    from = run.next;
  }
  return filled;
}

/** The bytes that the one at `at` announces: one over and over where `step` is 0, or the following ones. */
function runAt(packed: Uint8Array, at: number) {
  const control = packed[at] ?? 0;
  // 128 stands for nothing.
  if (control === 128) return { from: at, step: 0, length: 0, next: at + 1 };
  if (control > 128) return { from: at + 1, step: 0, length: 257 - control, next: at + 2 };
  return { from: at + 1, step: 1, length: control + 1, next: at + 2 + control };
}
