import { AppError, type WireError } from '#errors.ts';
import { spacing } from '#volume/affine.ts';
import type { Grid, Vec3 } from '#volume/types.ts';
import { checkGrid } from './finish-volume.ts';
import { gridHeader, type NiftiHeader } from './nifti-header.ts';
import { areVoxels, bytesPerVoxel, toVoxels } from './nifti-voxels.ts';
import type { FoundScan } from './reader.ts';
import type { ScanContent } from './scan-content.ts';
import type { FillOptions } from './scan-file.ts';
import type { LabelName } from './segmentation.ts';
import { VoxelSurvey } from './voxel-survey.ts';

/** Twice the largest scans that are made; an address space ends soon after. */
const MOST_BYTES = 4 * 2 ** 30;
/** More than any scanner gives, and work for minutes. */
const MOST_VOXELS = 2 ** 30;
/** A list of more is no help to anybody. */
const MOST_VOLUMES = 2000;

/** The bytes behind a header, wherever they lie and however they are packed. */
export interface VoxelBytes {
  readonly files: readonly ScanContent[];
  /** Why there may be too few, where that is known. */
  readonly fault?: AppError;
  mayHold(bytes: number): boolean;
  /** As `ScanContent.fill`, counted from the first voxel. */
  fill(target: Uint8Array, offset: number, options: FillOptions): Promise<readonly WireError[]>;
}

/** What a header says of the volumes that follow it, one behind the other. */
export interface Declared {
  readonly name: string;
  /** All axes, fastest first; the fourth counts volumes. */
  readonly shape: readonly number[];
  /** Of NIfTI. */
  readonly datatype: number;
  readonly littleEndian: boolean;
  readonly grid: Grid;
  readonly slope?: number;
  readonly intercept?: number;
  /** `gridHeader(grid)` unless given. */
  readonly header?: NiftiHeader;
  readonly notices?: readonly WireError[];
  /** The header says that the values are labels. */
  readonly isLabels?: boolean;
  /** What it says of them. */
  readonly labelNames?: () => Promise<readonly LabelName[]>;
}

/** Three axes of at least two samples each. @throws AppError 'volume-not-3d'. */
export function sizeOf(name: string, shape: readonly number[]): Vec3 {
  const [i = 0, j = 0, k = 0, volumes = 1, ...rest] = shape;
  const isSized = [i, j, k, volumes].every(Number.isSafeInteger) && Math.min(i, j, k) >= 2;
  if (!isSized || volumes < 1 || volumes > MOST_VOLUMES || rest.some((n) => n !== 1)) {
    throw new AppError('volume-not-3d', { name, shape });
  }
  return [i, j, k];
}

/**
 * The scans that a header declares: one, or each volume of several.
 * @throws AppError 'volume-not-3d', 'volume-datatype', 'volume-too-large', 'file-truncated', and what `checkGrid` refuses.
 */
export function foundVolumes(declared: Declared, bytes: VoxelBytes): readonly FoundScan[] {
  const { name, shape, datatype, grid } = declared;
  const size = sizeOf(name, shape);
  const of = shape[3] ?? 1;
  const length = size[0] * size[1] * size[2] * bytesPerVoxel(name, datatype);
  if (!bytes.mayHold(length * of)) {
    throw bytes.fault ?? new AppError('file-truncated', { name, reason: 'fewer voxels than announced' });
  }
  const most = Math.min(MOST_BYTES, MOST_VOXELS * bytesPerVoxel(name, datatype));
  if (length > most) throw new AppError('volume-too-large', { name, bytes: length, most });
  checkGrid(name, grid);
  return Array.from({ length: of }, (_, n) => ({
    name: of === 1 ? name : numbered(name, n + 1),
    files: bytes.files,
    summary: {
      ...{ size, spacingMm: spacing(grid.voxelToWorld) },
      ...(of > 1 && { part: { kind: 'volume' as const, n: n + 1, of } }),
    },
    ...(declared.labelNames && { labelNames: declared.labelNames }),
    read: async ({ allocate, ...options }) => {
      const target = new Uint8Array(allocate(length));
      const asStored = areVoxels(datatype, declared.littleEndian);
      const survey = asStored ? await VoxelSurvey.of(toVoxels(target, datatype, true)) : undefined;
      const filled = await bytes.fill(target, n * length, {
        ...options,
        declaredEnd: of * length,
        ...(survey && { onFilled: (bytes) => survey.follow(bytes) }),
      });
      return {
        grid,
        data: toVoxels(target, datatype, declared.littleEndian),
        ...(survey && { survey }),
        slope: declared.slope ?? 1,
        intercept: declared.intercept ?? 0,
        header: declared.header ?? gridHeader(grid),
        ...(declared.isLabels && { isLabels: true }),
        notices: [...(declared.notices ?? []), ...filled],
      };
    },
  }));
}

/** So that the results of one volume do not take the names of another's. */
function numbered(name: string, n: number): string {
  return name.replace(/(?:\.[A-Za-z]+(?:\.gz)?)?$/, (ending) => `_volume_${n}${ending}`);
}

/** Bytes as they stand in `content` from `offset` on. */
export function plainBytes(
  content: ScanContent,
  offset: number,
  files: readonly ScanContent[] = [content],
): VoxelBytes {
  return {
    files,
    ...(content.fault && { fault: content.fault }),
    mayHold: (bytes) => content.mayHold(offset + bytes),
    fill: (target, from, { declaredEnd = 0, ...options }) =>
      content.fill(target, offset + from, { ...options, declaredEnd: offset + declaredEnd }),
  };
}
