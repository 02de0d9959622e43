import { Unsupported, unreadable } from '#convert/refusal.ts';
import type { NnunetPart } from '#errors.ts';
import { type Architecture, type Configuration, threeOf } from './plans.ts';

export type Triple = readonly [number, number, number];

export interface Stage {
  readonly features: number;
  /** Along the network's axes. */
  readonly kernel: Triple;
  readonly stride: Triple;
  /** Convolutions of a plain encoder, blocks of a residual one. */
  readonly depth: number;
}

/** A U-Net of nnU-Net v2: package dynamic_network_architectures, PlainConvUNet and ResidualEncoderUNet in 3D. */
export interface Unet {
  readonly kind: 'plain' | 'residual';
  readonly patch: Triple;
  /** From the finest to the coarsest. */
  readonly stages: readonly Stage[];
  /** Convolutions of each stage of the decoder, from the coarsest to the finest. */
  readonly decoder: readonly number[];
  /** Channels after the first block of a residual encoder. */
  readonly stem: number;
  readonly hasBias: boolean;
  readonly norm: { readonly eps: number; readonly affine: boolean };
  /** Of the activation below 0: 0 for ReLU. */
  readonly slope: number;
}

const MOST_STAGES = 16;
const MOST_FEATURES = 4096;
const MOST_DEPTH = 64;
const MOST_KERNEL = 15;
const MOST_STRIDE = 8;
const LEAKY_SLOPE = 0.01;
const EPS = 1e-5;

const PLAIN = 'PlainConvUNet';
const RESIDUAL = 'ResidualEncoderUNet';

/** The network of a configuration in three dimensions. @throws Unsupported for any other; Refusal where the plan is no plan. */
export function unetOf(configuration: Configuration): Unet {
  const { network_class_name: name, arch_kwargs: given } =
    configuration.architecture ?? oldArchitecture(configuration);
  const kind = kindOf(name);
  if (/Conv2d$/.test(given.conv_op)) throw new Unsupported({ what: '2d', configuration: '2d' });
  expectIs('convolution', given.conv_op, /(^|\.)Conv3d$/);
  expectIs('norm', given.norm_op, /(^|\.)InstanceNorm3d$/);
  expectIs('activation', given.nonlin, /(^|\.)(LeakyReLU|ReLU)$/);
  if (given.nonlin_first) throw lacking('block', 'nonlin_first');
  if (kind === 'residual') checkBlocks(given);
  const stages = stagesOf(kind, given);
  const patch = threeOf(configuration.patch_size);
  if (!patch) throw unreadable('plans-patch');
  checkPatch(patch, stages);
  const decoder = eachStage(given.n_conv_per_stage_decoder, stages.length - 1, 'n_conv_per_stage_decoder');
  if (decoder.some((depth) => depth < 1 || depth > MOST_DEPTH))
    throw lacking('network', `${name} without convolutions`);
  return {
    ...{ kind, patch, stages, decoder, stem: given.stem_channels ?? stages[0]?.features ?? 0 },
    hasBias: given.conv_bias ?? false,
    norm: normOf(given),
    slope: slopeOf(given),
  };
}

function kindOf(className: string): Unet['kind'] {
  const own = className.split('.').at(-1);
  const isOurs = !className.includes('.') || className.startsWith('dynamic_network_architectures.');
  if (isOurs && own === PLAIN) return 'plain';
  if (isOurs && own === RESIDUAL) return 'residual';
  throw lacking('network', className);
}

function expectIs(part: NnunetPart, value: string | null, known: RegExp): void {
  if (value === null || !known.test(value)) throw lacking(part, value ?? 'none');
}

function checkBlocks(given: Architecture['arch_kwargs']): void {
  if (given.block && !given.block.endsWith('BasicBlockD')) throw lacking('block', given.block);
  if (given.squeeze_excitation) throw lacking('block', 'squeeze_excitation');
  if (given.bottleneck_channels ?? given.bottleneck_block) throw lacking('block', 'bottleneck_channels');
}

function stagesOf(kind: Unet['kind'], given: Architecture['arch_kwargs']): readonly Stage[] {
  const { n_stages: count, kernel_sizes: kernels, strides } = given;
  if (count < 2 || count > MOST_STAGES) throw lacking('network', `${count} stages`);
  const features = eachStage(given.features_per_stage, count, 'features_per_stage');
  const depths = eachStage(
    (kind === 'plain' ? given.n_conv_per_stage : given.n_blocks_per_stage) ?? [],
    count,
    kind === 'plain' ? 'n_conv_per_stage' : 'n_blocks_per_stage',
  );
  return features.map((own, n) => {
    const kernel = threeOf(Array.isArray(kernels) ? kernels[n] : kernels);
    const stride = threeOf(Array.isArray(strides) ? strides[n] : strides);
    if (!kernel || !stride) throw unreadable('plans-stage', String(n));
    const stage = { features: own, kernel, stride, depth: depths[n] ?? 0 };
    checkStage(stage, n === 0);
    return stage;
  });
}

/** Features have the size of the patch, so the first stage may not shrink it; an even kernel would shift it. */
function checkStage({ features, kernel, stride, depth }: Stage, isFirst: boolean): void {
  if (kernel.some((k) => k % 2 === 0 || k > MOST_KERNEL)) throw lacking('kernel', kernel.join(' × '));
  const most = isFirst ? 1 : MOST_STRIDE;
  if (stride.some((s) => s > most)) throw lacking('stride', stride.join(' × '));
  if (features < 1 || features > MOST_FEATURES) throw lacking('network', `${features} channels`);
  if (depth < 1 || depth > MOST_DEPTH) throw lacking('network', `${depth} convolutions in a stage`);
}

function eachStage(value: number | readonly number[], count: number, field: string): readonly number[] {
  const all = typeof value === 'number' ? Array.from({ length: count }, () => value) : value;
  if (all.length !== count) throw unreadable('plans-values', `${field}: ${all.length} / ${count}`);
  return all;
}

/** Skips fit only where every stride divides what it halves. */
function checkPatch(patch: Triple, stages: readonly Stage[]): void {
  for (const axis of [0, 1, 2] as const) {
    const factor = stages.reduce((product, { stride }) => product * stride[axis], 1);
    if (patch[axis] % factor !== 0) throw lacking('patch', patch.join(' × '));
  }
}

function normOf({ norm_op_kwargs: options }: Architecture['arch_kwargs']): Unet['norm'] {
  const { eps = EPS, affine = false, track_running_stats: tracks = false } = options ?? {};
  if (typeof eps !== 'number' || eps <= 0 || typeof affine !== 'boolean' || tracks !== false)
    throw lacking('norm', JSON.stringify(options));
  return { eps, affine };
}

function slopeOf({ nonlin, nonlin_kwargs: options }: Architecture['arch_kwargs']): number {
  if (nonlin !== null && /(^|\.)ReLU$/.test(nonlin)) return 0;
  const { negative_slope: slope = LEAKY_SLOPE } = options ?? {};
  if (typeof slope !== 'number' || slope < 0 || slope > 1)
    throw lacking('activation', JSON.stringify(options));
  return slope;
}

/** Plans before nnU-Net 2.4: what they leave out is what that version did. */
function oldArchitecture(given: Configuration): Architecture {
  const { UNet_class_name: name, conv_kernel_sizes: kernels, pool_op_kernel_sizes: strides } = given;
  const { UNet_base_num_features: base, unet_max_num_features: most } = given;
  const { n_conv_per_stage_encoder: depths, n_conv_per_stage_decoder: decoder } = given;
  if (!name || !kernels || !strides || !base || !most || !depths || !decoder)
    throw unreadable('plans-network');
  return {
    network_class_name: name,
    arch_kwargs: {
      n_stages: Math.max(1, depths.length),
      features_per_stage: depths.map((_, n) => Math.min(base * 2 ** n, most)),
      conv_op: 'Conv3d',
      ...{ kernel_sizes: kernels, strides },
      ...(name === RESIDUAL ? { n_blocks_per_stage: depths } : { n_conv_per_stage: depths }),
      ...{ n_conv_per_stage_decoder: decoder, conv_bias: true },
      ...{ norm_op: 'InstanceNorm3d', norm_op_kwargs: { eps: EPS, affine: true } },
      ...{ nonlin: 'LeakyReLU', nonlin_kwargs: {} },
    },
  };
}

function lacking(part: NnunetPart, value: string) {
  return new Unsupported({ what: 'part', part, value: value.slice(0, 200) });
}
