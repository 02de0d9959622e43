import { AppError } from '#errors.ts';
import { asciiBytes } from './ascii-bytes.ts';
import { plainBytes, type VoxelBytes } from './found-volumes.ts';
import { packedBytes } from './packed-bytes.ts';
import { fileBeside, type ScanContent } from './scan-content.ts';

/** How a header of text says that its voxels are stored. */
export interface StoredVoxels {
  readonly encoding: 'raw' | 'gzip' | 'zlib' | 'text';
  /** The file that holds them; undefined where they follow the header. */
  readonly path: string | undefined;
  /** The field of the header that names it. */
  readonly field: string;
  /** Where the header ends. */
  readonly next: number;
  /** Bytes to leave out, within gzip of what is packed; −1: as many as make the voxels end with the file. */
  readonly skip: number;
  /** NIfTI's code. */
  readonly datatype: number;
  /** Bytes of all voxels, not packed. */
  readonly length: number;
  /** Packed bytes, where the header says it. */
  readonly packedLength?: number;
}

/**
 * The voxels that belong to the header in `content`.
 * @throws AppError 'data-missing', 'encoding-unread', 'header-faulty'.
 */
export function storedBytes(
  content: ScanContent,
  all: readonly ScanContent[],
  stored: StoredVoxels,
): VoxelBytes {
  const { encoding, next, skip, datatype, length, packedLength } = stored;
  const data = dataFile(content, all, stored);
  const files = data === content ? [content] : [content, data];
  const start = data === content ? next : 0;
  // Within gzip NRRD counts unpacked bytes; how many there are is not known before.
  const within = encoding === 'gzip' ? skip : 0;
  if (within < 0) {
    throw new AppError('encoding-unread', {
      name: content.name,
      encoding: 'packed voxels counted from their end',
    });
  }
  const offset = start + Math.max(0, skip - within);
  if (encoding === 'raw') {
    return plainBytes(data, skip === -1 ? Math.max(start, (data.size ?? 0) - length) : offset, files);
  }
  if (encoding === 'text') return asciiBytes(data, datatype, { offset, files });
  // A file that is nothing but packed voxels has been unpacked already.
  if (encoding === 'gzip' && data !== content && data.size === undefined) {
    return plainBytes(data, within, files);
  }
  return packedBytes(encoding, data, {
    ...{ offset, files, within },
    ...(packedLength !== undefined && { length: packedLength }),
  });
}

function dataFile(
  content: ScanContent,
  all: readonly ScanContent[],
  { path, field }: StoredVoxels,
): ScanContent {
  const { name } = content;
  if (path === undefined) return content;
  if (/^LIST\b|%\d*d/.test(path)) {
    throw new AppError('encoding-unread', { name, encoding: 'slices in files of their own' });
  }
  // Only files that were dropped are looked at: where the path leads out of them, its name decides.
  const steps = path.trim().split(/[\\/]/);
  const missing = steps.pop() ?? '';
  if (missing === '') throw new AppError('header-faulty', { name, field, fault: 'no-file' });
  const below = steps.filter((step) => step !== '.');
  const folder = [content.folder, ...below].filter(Boolean).join('/');
  const data = fileBeside({ folder }, missing, all) ?? fileBeside(content, missing, all);
  if (!data || data === content) throw new AppError('data-missing', { name, missing });
  return data;
}
