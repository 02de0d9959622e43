import { AppError } from '#errors.ts';
import type { Affine } from '#volume/types.ts';
import { foundVolumes, plainBytes, sizeOf } from './found-volumes.ts';
import { listEach } from './list-each.ts';
import type { FoundScan, Reader } from './reader.ts';
import type { ScanContent } from './scan-content.ts';

/** Header, then voxels. */
const HEADER = 284;

/** NIfTI's codes for FreeSurfer's. */
const TYPES: Readonly<Record<number, number>> = { 0: 2, 1: 8, 3: 16, 4: 4, 10: 512 };

/**
 * FreeSurfer's MGH, and MGZ, which is the same packed: big-endian, with the centre of the volume in its header, not a corner.
 * Source: surfer.nmr.mgh.harvard.edu/fswiki/FsTutorial/MghFormat.
 */
export const mghReader: Reader = {
  recognises: isMgh,
  list: (own, options) => listEach(own, options, findMgh),
};

/** Version 1, then sizes and a type that can be. */
function isMgh(head: Uint8Array): boolean {
  if (head.length < 24) return false;
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  const size = [4, 8, 12, 16].map((at) => view.getInt32(at));
  return view.getInt32(0) === 1 && size.every((n) => n > 0 && n < 65536) && view.getInt32(20) in TYPES;
}

function findMgh(content: ScanContent): readonly FoundScan[] {
  const { name, head } = content;
  if (head.length < HEADER) {
    throw content.fault ?? new AppError('file-truncated', { name, reason: 'the header is cut off' });
  }
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  const shape = [4, 8, 12, 16].map((at) => view.getInt32(at));
  const size = sizeOf(name, shape);
  // Without it FreeSurfer assumes a coronal scan: a guess at left and right.
  if (view.getInt16(28) !== 1) throw new AppError('volume-no-affine', { name });
  const [delta, cosines, centre] = [reals(view, 30, 3), reals(view, 42, 9), reals(view, 78, 3)];
  const at = (row: number, axis: number) => (cosines[3 * axis + row] ?? 0) * (delta[axis] ?? 0);
  const from = (row: number) =>
    (centre[row] ?? 0) - [0, 1, 2].reduce((sum, axis) => sum + (at(row, axis) * (size[axis] ?? 0)) / 2, 0);
  const voxelToWorld: Affine = [
    ...([at(0, 0), at(0, 1), at(0, 2), from(0)] as const),
    ...([at(1, 0), at(1, 1), at(1, 2), from(1)] as const),
    ...([at(2, 0), at(2, 1), at(2, 2), from(2)] as const),
  ];
  const datatype = TYPES[view.getInt32(20)] ?? 0;
  const grid = { size, voxelToWorld };
  return foundVolumes({ name, shape, datatype, littleEndian: false, grid }, plainBytes(content, HEADER));
}

function reals(view: DataView, offset: number, count: number): readonly number[] {
  return Array.from({ length: count }, (_, n) => view.getFloat32(offset + 4 * n));
}
