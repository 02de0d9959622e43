import type { ReadOptions } from '#formats/scan-file.ts';
import type { PixelPlace } from './image.ts';

/**
 * `length` bytes of pixels that are not packed, from byte `from` of them on. Source for bytes that lie in words: DICOM PS3.5, 8.1.1 and annex A.3.
 * @throws AppError 'file-truncated', 'file-unreadable'.
 */
export async function nativeBytes(
  { content, offset, inWords }: Pick<PixelPlace, 'content' | 'offset' | 'inWords'>,
  from: number,
  length: number,
  options: ReadOptions,
): Promise<Uint8Array<ArrayBuffer>> {
  // A picture may begin or end in the middle of a word.
  const first = inWords ? from - (from % 2) : from;
  const end = inWords ? from + length + ((from + length) % 2) : from + length;
  const bytes = new Uint8Array(end - first);
  await content.fill(bytes, offset + first, options);
  if (!inWords) return bytes;
  for (let at = 0; at < bytes.length; at += 2) bytes.subarray(at, at + 2).reverse();
  return bytes.slice(from - first, from - first + length);
}
