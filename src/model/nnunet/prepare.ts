import type { NnunetTiling } from '#model/manifest-nnunet.ts';
import type { Vec3, Volume, VoxelBox } from '#volume/types.ts';
import { type Axis, reordered } from './axes.ts';
import { nonzeroBox } from './crop.ts';
import { normalizer } from './normalize.ts';
import { inOrder, ordersOf, resampledSize, resampleSlices, separateAxis, withFirst } from './resample.ts';
import { croppedView, readerView, readSlice, transposed, type View } from './view.ts';
import { totalsegmentatorZoom } from './zoom.ts';

/** What the network is shown of a scan, and how that lies in it. Axes are the network's, slowest first. */
export interface NetworkInput {
  readonly data: Float32Array;
  readonly size: Vec3;
  /** The scan in these axes; its samples are voxels. */
  readonly scan: View;
  /** What nnU-Net was given: the scan itself, or what TotalSegmentator makes of it. */
  readonly given: { readonly size: Vec3; readonly spacing: Vec3 };
  /** The part of it that is not zero. */
  readonly box: VoxelBox;
  /** The axis that logits are resampled along by themselves, on the way back. */
  readonly separateBack: Axis | undefined;
}

/** `volume` as nnU-Net prepares it (docs/nnunet.md). `onSlice` hears how many slices of how many have been resampled. */
export function prepareInput(
  volume: Volume,
  tiling: NnunetTiling,
  onSlice: (done: number, total: number) => void = () => undefined,
): NetworkInput {
  const { around, transposeForward, normalization, resampling, spacing } = tiling;
  const read = readerView(volume, tiling.reader);
  const given = around ? totalsegmentatorZoom(read, around.mm, (done) => onSlice(done, read.size[0])) : read;
  const whole = transposed(given, transposeForward);
  const box = nonzeroBox(whole);
  const cropped = croppedView(whole, box);
  const current = cropped.spacing;
  const size = resampledSize(cropped.size, current, spacing, resampling.image);
  const axis = separateAxis(current, spacing, resampling.image);
  const order = withFirst(axis);
  const view = transposed(cropped, order);
  const normalize = normalizer(view, normalization);
  const slices = {
    size: view.size,
    read: (k: number, out: Float32Array) => {
      readSlice(view, k, out);
      normalize(out, k);
    },
  };
  const made = resampleSlices(slices, reordered(size, order), ordersOf(resampling.image, axis), (done) => {
    if (!around) onSlice(done, view.size[0]);
  });
  return {
    data: inOrder(made, reordered(size, order), order),
    size,
    scan: transposed(read, transposeForward),
    given: { size: whole.size, spacing: whole.spacing },
    box,
    separateBack: separateAxis(spacing, current, resampling.probabilities),
  };
}
