import { Unsupported, unreadable } from '#convert/refusal.ts';
import type { NnunetPart } from '#errors.ts';
import { type Configuration, type Dataset, type Plans, threeOf } from './plans.ts';

type Resampling =
  | {
      readonly kind: 'spline';
      readonly order: number;
      readonly orderZ: number;
      readonly separateZ: boolean | null;
    }
  | { readonly kind: 'torch'; readonly separateZ: boolean | null }
  | { readonly kind: 'none' };

type Normalization =
  | {
      readonly kind: 'ct';
      readonly low: number;
      readonly high: number;
      readonly mean: number;
      readonly std: number;
    }
  | { readonly kind: 'z-score'; readonly masked: boolean }
  | { readonly kind: 'rescale-0-1' | 'rgb-0-1' | 'none' };

/** What an nnU-Net does around its network, as a manifest's tiling says it. */
export interface Preprocessing {
  readonly reader: 'stored' | 'closest-canonical';
  readonly transposeForward: readonly number[];
  readonly spacing: readonly number[];
  readonly patchSize: readonly number[];
  readonly normalization: Normalization;
  readonly resampling: { readonly image: Resampling; readonly probabilities: Resampling };
}

const READERS: Readonly<Record<string, Preprocessing['reader']>> = {
  SimpleITKIO: 'stored',
  NibabelIO: 'stored',
  NibabelIOWithReorient: 'closest-canonical',
};

/** @throws Unsupported for what parse3d does not do; Refusal where the plan lacks what it needs. */
export function preprocessingOf(plans: Plans, configuration: Configuration, dataset: Dataset): Preprocessing {
  const { normalization_schemes: schemes, preprocessor_name: preprocessor = 'DefaultPreprocessor' } =
    configuration;
  const channels = Math.max(schemes.length, dataset.channels.length);
  if (channels > 1) {
    const names = Array.from({ length: channels }, (_, n) => dataset.channels[n] ?? String(n));
    throw new Unsupported({ what: 'channels', channels: names });
  }
  if (preprocessor !== 'DefaultPreprocessor') throw lacking('preprocessor', preprocessor);
  if (plans.label_manager !== undefined && plans.label_manager !== 'LabelManager')
    throw lacking('labels', plans.label_manager);
  const reader = Object.hasOwn(READERS, plans.image_reader_writer)
    ? READERS[plans.image_reader_writer]
    : undefined;
  if (!reader) throw lacking('reader', plans.image_reader_writer);
  const { transpose_forward: transposeForward } = plans;
  if ([...transposeForward].sort().join() !== '0,1,2') throw unreadable('plans-axes');
  const patchSize = threeOf(configuration.patch_size);
  if (!patchSize || configuration.spacing.length !== 3) throw unreadable('plans-sizes');
  return {
    ...{ reader, transposeForward, spacing: configuration.spacing, patchSize },
    normalization: normalizationOf(plans, configuration),
    resampling: {
      image: resamplingOf(configuration.resampling_fn_data, configuration.resampling_fn_data_kwargs, 3),
      probabilities: resamplingOf(
        configuration.resampling_fn_probabilities,
        configuration.resampling_fn_probabilities_kwargs,
        1,
      ),
    },
  };
}

function normalizationOf(
  plans: Plans,
  { normalization_schemes, use_mask_for_norm }: Configuration,
): Normalization {
  const [scheme = ''] = normalization_schemes;
  switch (scheme) {
    case 'CTNormalization':
      return ctOf(plans);
    case 'ZScoreNormalization':
      return { kind: 'z-score', masked: use_mask_for_norm[0] ?? false };
    case 'RescaleTo01Normalization':
      return { kind: 'rescale-0-1' };
    case 'RGBTo01Normalization':
      return { kind: 'rgb-0-1' };
    case 'NoNormalization':
      return { kind: 'none' };
    default:
      throw lacking('normalization', scheme);
  }
}

function ctOf({ foreground_intensity_properties_per_channel: properties }: Plans): Normalization {
  const { percentile_00_5: low, percentile_99_5: high, mean, std } = properties?.['0'] ?? {};
  if (
    typeof low !== 'number' ||
    typeof high !== 'number' ||
    typeof mean !== 'number' ||
    typeof std !== 'number'
  )
    throw unreadable('plans-intensities');
  return { kind: 'ct', low, high, mean, std };
}

function resamplingOf(
  name: string,
  {
    order,
    order_z: orderZ = 0,
    force_separate_z: separateZ = null,
  }: Configuration['resampling_fn_data_kwargs'],
  usualOrder: number,
): Resampling {
  if (name === 'no_resampling_hack') return { kind: 'none' };
  if (name === 'resample_torch_fornnunet') return { kind: 'torch', separateZ };
  if (name !== 'resample_data_or_seg_to_shape') throw lacking('resampling', name);
  const own = order ?? usualOrder;
  if (![0, 1, 3].includes(own) || ![0, 1].includes(orderZ))
    throw lacking('resampling', `${name} of order ${own} and ${orderZ}`);
  return { kind: 'spline', order: own, orderZ, separateZ };
}

function lacking(part: NnunetPart, value: string) {
  return new Unsupported({ what: 'part', part, value: value.slice(0, 200) });
}
