import { AppError } from '#errors.ts';
import { spacing } from '#volume/affine.ts';
import type { Grid, Vec3 } from '#volume/types.ts';
import { checkGrid } from './finish-volume.ts';
import { listEach } from './list-each.ts';
import { isNifti, type NiftiFields, readFields } from './nifti-fields.ts';
import { headerAffine } from './nifti-header.ts';
import { bytesPerVoxel, toVoxels } from './nifti-voxels.ts';
import type { FoundScan, RawScan, Reader, ReaderOptions } from './reader.ts';
import type { ScanContent } from './scan-content.ts';

const NIFTI_1_DATA = 352;
/** Twice the largest scans that are made; an address space ends soon after. */
const MOST_BYTES = 4 * 2 ** 30;

/**
 * NIfTI-1 and -2, either endianness, any real datatype up to 64 bits. The affine is nibabel's: sform, else qform.
 * Codes that it throws: 'file-truncated', 'damaged-gzip', 'file-unreadable', 'volume-not-3d', 'volume-datatype',
 * 'volume-too-large', 'volume-spacing', 'volume-position', 'volume-no-affine', 'volume-affine-singular'.
 */
export const niftiReader: Reader = {
  id: 'nifti',
  name: 'NIfTI',
  recognises: isNifti,
  list: (own, options) => listEach(own, options, (content) => [findNifti(content)]),
};

function findNifti(content: ScanContent): FoundScan {
  const { name } = content;
  const fields = readFields(name, content.head);
  const size = sizeOf(name, fields);
  const length = size[0] * size[1] * size[2] * bytesPerVoxel(name, fields.datatype);
  if (!content.mayHold(dataOffset(fields) + length)) {
    throw content.fault ?? new AppError('file-truncated', { name, reason: 'fewer voxels than announced' });
  }
  if (length > MOST_BYTES) throw new AppError('volume-too-large', { name, bytes: length, most: MOST_BYTES });
  const grid = gridOf(name, fields);
  return {
    name,
    files: [content],
    summary: { size, spacingMm: spacing(grid.voxelToWorld) },
    read: (options) => readNifti(content, fields, grid, length, options),
  };
}

async function readNifti(
  content: ScanContent,
  fields: NiftiFields,
  grid: Grid,
  length: number,
  options: ReaderOptions,
): Promise<RawScan> {
  const bytes = new Uint8Array(options.allocate(length));
  const notices = await content.fill(bytes, dataOffset(fields), options);
  const data = toVoxels(bytes, fields.datatype, fields.littleEndian);
  const hasScale = Number.isFinite(fields.slope) && fields.slope !== 0;
  const slope = hasScale ? fields.slope : 1;
  const intercept = hasScale && Number.isFinite(fields.intercept) ? fields.intercept : 0;
  return { grid, data, slope, intercept, header: fields.header, notices };
}

function dataOffset({ voxelOffset }: NiftiFields): number {
  return Math.max(NIFTI_1_DATA, Number.isFinite(voxelOffset) ? Math.floor(voxelOffset) : 0);
}

/** Three axes of at least two samples each; a trailing fourth axis may have one. */
function sizeOf(name: string, { shape }: NiftiFields): Vec3 {
  const [i = 0, j = 0, k = 0, ...rest] = shape;
  if (Math.min(i, j, k) < 2 || rest.some((n) => n > 1)) throw new AppError('volume-not-3d', { name, shape });
  return [i, j, k];
}

function gridOf(name: string, fields: NiftiFields): Grid {
  const { header } = fields;
  const voxelToWorld = headerAffine(header);
  if (!voxelToWorld) throw new AppError('volume-no-affine', { name });
  // A negative step in pixdim leaves open which way the axis runs; with an sform, pixdim takes no part.
  if (header.sformCode <= 0 && Math.min(...header.pixdim.slice(1, 4)) < 0) {
    throw new AppError('volume-spacing', { name, spacingMm: spacing(voxelToWorld).map((mm) => -mm) });
  }
  const grid = { size: sizeOf(name, fields), voxelToWorld };
  checkGrid(name, grid);
  return grid;
}
