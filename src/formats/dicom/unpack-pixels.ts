import type { VoxelData } from '#volume/types.ts';
import type { StoredPixels } from './codecs/codec.ts';
import type { PixelForm } from './image.ts';

interface Changes {
  /** The largest number becomes the smallest, and so on. */
  readonly isTurned: boolean;
  /** Put in place of padding. */
  readonly air: number | undefined;
}

/** Every bit that is stored belongs to the number, so that memory can be taken as it is. */
export function isPlain({ bitsAllocated, bitsStored, highBit, syntax }: PixelForm): boolean {
  const isSwapped = syntax.isBigEndian && bitsAllocated > 8;
  return (
    bitsStored === bitsAllocated && highBit === bitsStored - 1 && !isSwapped && syntax.coding === 'native'
  );
}

/** The numbers in `pixels`: without the bits that belong to overlays, with their sign. `target` has as many places. */
export function unpackPixels(
  pixels: StoredPixels,
  target: VoxelData,
  { bitsStored, highBit, isSigned, padding, syntax }: PixelForm,
  { isTurned, air }: Changes,
): void {
  // Codecs give numbers that begin with their lowest bit.
  const below = syntax.coding === 'native' || syntax.coding === 'rle' ? highBit + 1 - bitsStored : 0;
  const [up, down] = [32 - bitsStored - below, 32 - bitsStored];
  const top = isSigned ? -1 : 2 ** bitsStored - 1;
  const [from, to] = air === undefined ? [1, 0] : (padding ?? [1, 0]);
  for (let n = 0; n < target.length; n++) {
    const raw = (pixels[n] ?? 0) << up;
    let value = isSigned ? raw >> down : raw >>> down;
    if (isTurned) value = top - value;
    target[n] = value >= from && value <= to ? (air ?? value) : value;
  }
}
