import { AppError } from '#errors.ts';
import { masksOfLabels } from '#volume/label-masks.ts';
import type { VoxelData } from '#volume/types.ts';
import { checkGrid } from './finish-volume.ts';
import { type Declared, sizeOf, type VoxelBytes } from './found-volumes.ts';
import { bytesPerVoxel, toVoxels } from './nifti-voxels.ts';
import type { SegmentField } from './segment-fields.ts';
import { MOST_OBJECTS } from './segment-limits.ts';
import type { FileSegment, FoundSegmentation } from './segmentation.ts';

/** Of all layers together: an address space ends soon after. */
const MOST_BYTES = 2 * 2 ** 30;

interface Layered extends Pick<Declared, 'name' | 'shape' | 'datatype' | 'littleEndian' | 'grid'> {
  readonly layers: number;
  readonly segments: readonly SegmentField[];
}

/**
 * A `.seg.nrrd` whose segments overlap: label maps that lie side by side in each voxel.
 * @throws AppError 'volume-not-3d', 'volume-datatype', 'volume-too-large', 'file-truncated', 'segmentation-many', what `checkGrid` refuses.
 */
export function layeredSegmentation(layered: Layered, bytes: VoxelBytes): FoundSegmentation {
  const { name, shape, datatype, littleEndian, grid, layers, segments } = layered;
  const size = sizeOf(name, shape);
  if (!Number.isSafeInteger(layers) || layers < 1) throw new AppError('volume-not-3d', { name, shape });
  if (segments.length > MOST_OBJECTS) {
    throw new AppError('segmentation-many', { name, count: segments.length, most: MOST_OBJECTS });
  }
  const count = size[0] * size[1] * size[2];
  const length = count * layers * bytesPerVoxel(name, datatype);
  if (!bytes.mayHold(length)) {
    throw bytes.fault ?? new AppError('file-truncated', { name, reason: 'fewer voxels than announced' });
  }
  if (length > MOST_BYTES) throw new AppError('volume-too-large', { name, bytes: length, most: MOST_BYTES });
  checkGrid(name, grid);
  return {
    name,
    files: bytes.files,
    count: segments.length,
    read: async ({ allocate: _, ...options }) => {
      const target = new Uint8Array(length);
      const notices = await bytes.fill(target, 0, { ...options, declaredEnd: length });
      const all = toVoxels(target, datatype, littleEndian);
      const found = Array.from({ length: layers }, (_, layer) =>
        inLayer(layered, layerOf(all, layers, layer), layer),
      );
      return { grid, segments: found.flat(), notices };
    },
  };
}

function layerOf(all: VoxelData, layers: number, layer: number): VoxelData {
  const own = new (all.constructor as new (length: number) => VoxelData)(all.length / layers);
  for (let n = 0; n < own.length; n++) own[n] = all[n * layers + layer] as number;
  return own;
}

function inLayer({ name, grid, segments }: Layered, data: VoxelData, layer: number): readonly FileSegment[] {
  const labelled = masksOfLabels(grid, { data, slope: 1, intercept: 0 }, MOST_OBJECTS);
  if ('broken' in labelled) throw new AppError('segmentation-values', { name, value: labelled.broken });
  if ('count' in labelled) {
    throw new AppError('segmentation-many', { name, count: labelled.count, most: MOST_OBJECTS });
  }
  return [...labelled.masks].map(([label, mask]) => {
    const field = segments.find((each) => each.layer === layer && each.value === label);
    return { label, name: field?.name, color: field?.color, mask };
  });
}
