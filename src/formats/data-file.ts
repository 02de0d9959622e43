import { AppError } from '#errors.ts';
import { asciiBytes } from './ascii-bytes.ts';
import { plainBytes, type VoxelBytes } from './found-volumes.ts';
import { packedBytes } from './packed-bytes.ts';
import { fileBeside, type ScanContent } from './scan-content.ts';
import { bytesOfSlices, namesSlices, slicePaths } from './slice-files.ts';

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
  /** The lines behind the one that names the file: a list of files may stand there. */
  readonly lines?: readonly string[];
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
  if (namesSlices(stored.path)) return storedInSlices(content, all, { ...stored, path: stored.path });
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

/** Each file has as many voxels as the next; a file that is nothing but a packed slice has been unpacked already. */
function storedInSlices(
  content: ScanContent,
  all: readonly ScanContent[],
  { encoding, path, field, lines = [], skip, length }: StoredVoxels & { readonly path: string },
): VoxelBytes {
  const { name } = content;
  const paths = slicePaths(path, lines);
  if (!paths) throw new AppError('header-faulty', { name, field, fault: 'no-file' });
  const slices = paths.map((each) => dataFile(content, all, { path: each, field }));
  const isPlain =
    encoding === 'raw' || (encoding === 'gzip' && slices.every(({ size }) => size === undefined));
  if (!isPlain)
    throw new AppError('encoding-unread', { name, encoding: 'packed slices in files of their own' });
  return bytesOfSlices(content, slices, { length, skip });
}

function dataFile(
  content: ScanContent,
  all: readonly ScanContent[],
  { path, field }: Pick<StoredVoxels, 'path' | 'field'>,
): ScanContent {
  const { name } = content;
  if (path === undefined) return content;
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
