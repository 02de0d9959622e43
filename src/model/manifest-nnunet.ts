import { z } from 'zod/mini';
import { between, countTo, grey, listOf, positiveTo } from './manifest-limits.ts';

/*
 * How an nnU-Net v2 sees a scan and answers, as data (docs/nnunet.md). Axes are the network's own, slowest first, unless said
 * otherwise: the array that the reader gives, z, y, x, after `transposeForward`.
 */

const axis = z.int('is no whole number').check(...between(0, 2));
const mm = z.number().check(...between(0.01, 100));
const voxels = countTo(4096);
const triple = <T extends z.core.SomeType>(item: T) => z.readonly(z.tuple([item, item, item]));

/** Grey values, of the scan cropped to what is not zero and not yet resampled. */
const normalization = z.discriminatedUnion('kind', [
  /** CTNormalization: clip to [low, high], subtract `mean`, divide by max(`std`, 1e-8). */
  z.object({
    kind: z.literal('ct'),
    low: grey,
    high: grey,
    mean: grey,
    std: z.number().check(...between(0, 1e9)),
  }),
  /** ZScoreNormalization; `masked`: statistics and change only where the scan is not zero (`use_mask_for_norm`). */
  z.object({ kind: z.literal('z-score'), masked: z.boolean() }),
  /** RescaleTo01Normalization. */
  z.object({ kind: z.literal('rescale-0-1') }),
  /** RGBTo01Normalization. */
  z.object({ kind: z.literal('rgb-0-1') }),
  /** NoNormalization. */
  z.object({ kind: z.literal('none') }),
]);

/** null: by the spacings (anisotropy above 3); true: always the axis of the largest spacing; false: never. */
const separateZ = z.nullable(z.boolean());
/** Nearest, linear, cubic B-spline. */
const order = z.union([z.literal(0), z.literal(1), z.literal(3)]);

const resampling = z.discriminatedUnion('kind', [
  /** `resample_data_or_seg_to_shape`: scikit-image's resize, `orderZ` along an axis that is separate. */
  z.object({
    kind: z.literal('spline'),
    order,
    orderZ: z.union([z.literal(0), z.literal(1)]),
    separateZ,
  }),
  /** `resample_torch_fornnunet`: linear, the nearest sample along an axis that is separate. */
  z.object({ kind: z.literal('torch'), separateZ }),
  /** `no_resampling_hack`. */
  z.object({ kind: z.literal('none') }),
]);

export const nnunetTiling = z.object({
  kind: z.literal('nnunet'),
  /** 'closest-canonical': the axes are flipped and swapped to the nearest RAS (NibabelIOWithReorient); 'stored': as the file has them. */
  reader: z.enum(['stored', 'closest-canonical']),
  /** Axis n of the network is axis transposeForward[n] of the reader's z, y, x. */
  transposeForward: triple(axis).check(
    z.refine((axes) => new Set(axes).size === 3, 'is no order of the three axes'),
  ),
  /** The plan's, in mm. */
  spacing: triple(mm),
  patchSize: triple(voxels),
  /** From one window to the next, at most, as a share of the patch. */
  stepSize: z.number().check(z.gt(0, 'is not above 0'), z.lte(1, 'is above 1')),
  normalization,
  resampling: z.object({ image: resampling, probabilities: resampling }),
  /** Axes that the network may be asked along both ways (`inference_allowed_mirroring_axes`); none if empty. */
  mirrorAxes: listOf(axis, 3).check(
    z.refine((axes) => new Set(axes).size === axes.length, 'names an axis twice'),
  ),
  /**
   * Each structure lies in one place, so that the windows about it answer for it; else all windows are always run. A piece far from
   * the others that a coarse look does not see would not be found.
   */
  onePiece: z.optional(z.boolean()),
  /** What is done before and after, where the weights are another program's: its grid, corner to corner, and the nearest label back. */
  around: z.optional(z.object({ kind: z.literal('totalsegmentator'), mm: positiveTo(100) })),
  /** Kinds of scan that it was trained on. */
  modalities: listOf(z.enum(['CT', 'MR', 'other']), 3),
});

export type NnunetTiling = z.infer<typeof nnunetTiling>;
export type NnunetNormalization = NnunetTiling['normalization'];
export type NnunetResampling = NnunetTiling['resampling']['image'];
