import { NVImage } from '@niivue/niivue';
import { determinant, spacing } from '#volume/affine.ts';
import type { Volume } from '#volume/types.ts';

const UINT8 = 2;
const INT16 = 4;
const FLOAT32 = 16;
const UINT16 = 512;

/**
 * `volume` as NiiVue draws it, first in the window `low`..`high`. Nothing is written and parsed again: the voxels are the
 * volume's own wherever NiiVue can draw their type, and their place comes from the grid that masks lie on.
 */
export function baseImage(volume: Volume, [low, high]: readonly [low: number, high: number]): NVImage {
  const { name, grid } = volume;
  const { size, voxelToWorld } = grid;
  const { data, code, slope, intercept } = drawable(volume);
  const image = new NVImage(null, name);
  const header = NVImage.createNiftiHeader(
    [...size],
    [...spacing(voxelToWorld)],
    [...voxelToWorld, 0, 0, 0, 1],
    code,
  );
  header.dims = [3, ...size, 1, 1, 1, 1];
  header.pixDims[0] = determinant(voxelToWorld) < 0 ? -1 : 1;
  header.scl_slope = slope;
  header.scl_inter = intercept;
  image.hdr = header;
  image.img = data;
  image.dims = [...header.dims];
  image.nVox3D = size[0] * size[1] * size[2];
  image.nFrame4D = image.nTotalFrame4D = 1;
  image.calculateRAS();
  image.originalAffine = header.affine.map((row) => [...row]);
  // NiiVue would look for them in the middle of the scan, on the main thread.
  image.cal_min = image.robust_min = image.global_min = low;
  image.cal_max = image.robust_max = image.global_max = high;
  return image;
}

/** Types that no texture holds become float32, scaled. */
function drawable({ data, slope, intercept }: Volume) {
  if (data instanceof Uint8Array) return { data, code: UINT8, slope, intercept };
  if (data instanceof Int16Array) return { data, code: INT16, slope, intercept };
  if (data instanceof Uint16Array) return { data, code: UINT16, slope, intercept };
  if (data instanceof Float32Array) return { data, code: FLOAT32, slope, intercept };
  const scaled = Float32Array.from(data, (value) => value * slope + intercept);
  return { data: scaled, code: FLOAT32, slope: 1, intercept: 0 };
}
