import { AppError, toWire } from '#errors.ts';
import type { VoxelBytes } from './found-volumes.ts';
import { gunzipInto, inflateZlibInto, mayInflateTo } from './gzip.ts';
import type { ScanContent } from './scan-content.ts';
import type { ScanFile } from './scan-file.ts';

interface Packed {
  /** Where what is packed begins in the file. */
  readonly offset: number;
  /** How many unpacked bytes come before the voxels. */
  readonly within?: number;
  readonly length?: number;
  readonly files?: readonly ScanContent[];
}

/**
 * Bytes that are packed within a file, from `offset` on (`length` of them, or all), as NRRD and MetaImage have them.
 * @throws AppError 'encoding-unread' where the file as a whole is packed once more.
 */
export function packedBytes(
  how: 'gzip' | 'zlib',
  content: ScanContent,
  { offset, within = 0, length, files = [content] }: Packed,
): VoxelBytes {
  const { name, folder, size, openInflate } = content;
  if (size === undefined) throw new AppError('encoding-unread', { name, encoding: `${how} within gzip` });
  const end = length === undefined ? size : Math.min(size, offset + length);
  const file: ScanFile = {
    ...{ name, folder, ...(openInflate && { openInflate }) },
    size: Math.max(0, end - offset),
    slice: async (from, to) => {
      const bytes = new Uint8Array(Math.max(0, Math.min(end, offset + to) - (offset + from)));
      await content.fill(bytes, offset + from, {});
      return bytes;
    },
  };
  const inflate = how === 'gzip' ? gunzipInto : inflateZlibInto;
  return {
    files,
    mayHold: (bytes) => mayInflateTo(file, within + bytes),
    fill: async (target, from, { declaredEnd = 0, ...options }) => {
      const ending = await inflate(file, target, within + from, {
        ...options,
        declaredEnd: within + declaredEnd,
      });
      return ending === 'checked' ? [] : [toWire(new AppError('gzip-unchecked', { name }))];
    },
  };
}
