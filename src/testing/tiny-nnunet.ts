import { zipSync } from 'fflate';
import { random } from '#volume/random.ts';
import { type Made, MadeTensor, torchFile } from './torch-file.ts';

type Json = Record<string, unknown>;

const RESAMPLING = { is_seg: false, order: 3, order_z: 0, force_separate_z: null };

/** Of the smallest network: two stages, the second halving y and x. */
export const TINY_CONFIGURATION = {
  ...{ preprocessor_name: 'DefaultPreprocessor', patch_size: [4, 8, 8], spacing: [3, 1.5, 1.5] },
  ...{ normalization_schemes: ['ZScoreNormalization'], use_mask_for_norm: [false] },
  ...{ resampling_fn_data: 'resample_data_or_seg_to_shape', resampling_fn_data_kwargs: RESAMPLING },
  resampling_fn_probabilities: 'resample_data_or_seg_to_shape',
  resampling_fn_probabilities_kwargs: { ...RESAMPLING, order: 1 },
  architecture: {
    network_class_name: 'dynamic_network_architectures.architectures.unet.PlainConvUNet',
    arch_kwargs: {
      ...{ n_stages: 2, features_per_stage: [2, 3], conv_op: 'torch.nn.modules.conv.Conv3d' },
      kernel_sizes: [
        [1, 3, 3],
        [3, 3, 3],
      ],
      strides: [
        [1, 1, 1],
        [1, 2, 2],
      ],
      ...{ n_conv_per_stage: [1, 1], n_conv_per_stage_decoder: [1], conv_bias: true },
      norm_op: 'torch.nn.modules.instancenorm.InstanceNorm3d',
      norm_op_kwargs: { eps: 1e-5, affine: true },
      ...{ dropout_op: null, nonlin: 'torch.nn.LeakyReLU', nonlin_kwargs: { inplace: true } },
    },
  },
};

export const TINY_PLANS: Json = {
  ...{ dataset_name: 'Dataset001_Tiny', plans_name: 'nnUNetPlans', image_reader_writer: 'SimpleITKIO' },
  ...{ transpose_forward: [0, 1, 2], transpose_backward: [0, 1, 2], label_manager: 'LabelManager' },
  configurations: { '3d_fullres': TINY_CONFIGURATION },
  foreground_intensity_properties_per_channel: {
    '0': { max: 9, mean: 1, median: 1, min: 0, percentile_00_5: 0, percentile_99_5: 8, std: 2 },
  },
};

export const TINY_DATASET: Json = {
  channel_names: { '0': 'MRI' },
  labels: { background: 0, kidney_right: 1, liver: 2 },
  ...{ numTraining: 3, file_ending: '.nii.gz' },
};

/** Tensors of these shapes by their names, with what nnU-Net adds: a second name of each tensor of a block. */
export function madeWeights(
  shapes: ReadonlyMap<string, readonly number[]>,
  seed = 1,
): Record<string, MadeTensor> {
  const { between } = random(seed);
  const weights: Record<string, MadeTensor> = {};
  for (const [name, shape] of shapes) {
    const count = shape.reduce((product, n) => product * n, 1);
    const tensor = new MadeTensor(
      name,
      shape,
      Float32Array.from({ length: count }, () => between(-0.5, 0.5)),
    );
    weights[name] = tensor;
    const [, block, part = '', field] = /^(.*)\.(conv|norm)\.(\w+)$/.exec(name) ?? [];
    const alias = `${block}.all_modules.${part === 'conv' ? 0 : 1}.${field}`;
    if (block !== undefined) weights[alias] = tensor;
    if (name.startsWith('encoder.')) weights[`decoder.${name}`] = tensor;
  }
  return weights;
}

/** checkpoint_final.pth with these weights. */
export function madeCheckpoint(
  weights: Made,
  rest: Readonly<Record<string, Made>> = {},
): Uint8Array<ArrayBuffer> {
  return torchFile({
    network_weights: weights,
    optimizer_state: { state: [1, 2], param_groups: [] },
    ...{ current_epoch: 5, trainer_name: 'nnUNetTrainer', inference_allowed_mirroring_axes: [0, 1, 2] },
    init_args: { configuration: '3d_fullres', fold: 0 },
    ...rest,
  });
}

/** A release as nnU-Net's export makes it, packed; further files by their paths. */
export function madeRelease(
  files: Readonly<Record<string, Uint8Array | Json>>,
  folder = 'Dataset001_Tiny/nnUNetTrainer__nnUNetPlans__3d_fullres/',
): Uint8Array<ArrayBuffer> {
  const bytesOf = (file: Uint8Array | Json) =>
    file instanceof Uint8Array ? file : new TextEncoder().encode(JSON.stringify(file));
  return zipSync(
    Object.fromEntries(Object.entries(files).map(([path, file]) => [folder + path, bytesOf(file)])),
  );
}
