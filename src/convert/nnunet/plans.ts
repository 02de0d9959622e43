import { z } from 'zod/mini';
import { damaged, Unsupported, unreadable } from '#convert/refusal.ts';

const count = z.int().check(z.gte(0), z.lte(65_536));
const size = z.int().check(z.gte(1), z.lte(4096));
const triple = z.tuple([size, size, size]);
/** A kernel or stride: one number for all axes, or one for each. */
const perAxis = z.union([size, z.array(size)]);
const perStage = z.union([count, z.array(count)]);
const options = z.optional(z.nullable(z.record(z.string(), z.unknown())));
const statistics = z.record(z.string(), z.nullable(z.number()));
const resamplingOptions = z.object({
  order: z.optional(z.int()),
  order_z: z.optional(z.int()),
  force_separate_z: z.optional(z.nullable(z.boolean())),
});

/** What plans name of `architecture.arch_kwargs` since nnU-Net 2.4. */
const architecture = z.object({
  network_class_name: z.string(),
  arch_kwargs: z.object({
    n_stages: size,
    features_per_stage: perStage,
    conv_op: z.string(),
    kernel_sizes: z.union([size, z.array(perAxis)]),
    strides: z.union([size, z.array(perAxis)]),
    n_conv_per_stage: z.optional(perStage),
    n_blocks_per_stage: z.optional(perStage),
    n_conv_per_stage_decoder: perStage,
    conv_bias: z.optional(z.boolean()),
    norm_op: z.nullable(z.string()),
    norm_op_kwargs: options,
    nonlin: z.nullable(z.string()),
    nonlin_kwargs: options,
    nonlin_first: z.optional(z.boolean()),
    block: z.optional(z.nullable(z.string())),
    bottleneck_block: z.optional(z.unknown()),
    bottleneck_channels: z.optional(z.unknown()),
    stem_channels: z.optional(z.nullable(size)),
    squeeze_excitation: z.optional(z.nullable(z.boolean())),
  }),
});

const configuration = z.object({
  preprocessor_name: z.optional(z.string()),
  previous_stage: z.optional(z.nullable(z.string())),
  patch_size: z.array(size).check(z.minLength(2), z.maxLength(3)),
  spacing: z.array(z.number().check(z.gt(0))).check(z.minLength(2), z.maxLength(3)),
  normalization_schemes: z.array(z.string()).check(z.minLength(1)),
  use_mask_for_norm: z.array(z.boolean()),
  resampling_fn_data: z.string(),
  resampling_fn_data_kwargs: resamplingOptions,
  resampling_fn_probabilities: z.string(),
  resampling_fn_probabilities_kwargs: resamplingOptions,
  architecture: z.optional(architecture),
  // Before 2.4.
  UNet_class_name: z.optional(z.string()),
  UNet_base_num_features: z.optional(size),
  unet_max_num_features: z.optional(size),
  n_conv_per_stage_encoder: z.optional(z.array(count)),
  n_conv_per_stage_decoder: z.optional(z.array(count)),
  conv_kernel_sizes: z.optional(z.array(perAxis)),
  pool_op_kernel_sizes: z.optional(z.array(perAxis)),
});

const plans = z.object({
  dataset_name: z.string(),
  plans_name: z.optional(z.string()),
  image_reader_writer: z.string(),
  label_manager: z.optional(z.string()),
  transpose_forward: z.array(z.int().check(z.gte(0), z.lte(2))),
  configurations: z.record(z.string(), z.record(z.string(), z.unknown())),
  foreground_intensity_properties_per_channel: z.optional(z.record(z.string(), statistics)),
});

export type Plans = z.infer<typeof plans>;
export type Configuration = z.infer<typeof configuration>;
export type Architecture = z.infer<typeof architecture>;

/** plans.json, both formats. @throws Refusal naming the field that is wrong. */
export function readPlans(json: unknown): Plans {
  return parsed(plans, json, 'plans.json');
}

/**
 * One configuration, with what it takes over from others (`inherits_from`).
 *
 * @throws Refusal naming the field that is wrong; Unsupported for 2d and for the second stage of a cascade.
 */
export function configurationOf({ configurations }: Plans, name: string): Configuration {
  const merged = inherited(configurations, name);
  const previous = merged['previous_stage'];
  if (typeof previous === 'string' && previous !== '')
    throw new Unsupported({ what: 'cascade', configuration: name, previous });
  const read = parsed(configuration, merged, `plans.json configurations.${name}`);
  if (read.patch_size.length === 2) throw new Unsupported({ what: '2d', configuration: name });
  return read;
}

function inherited(configurations: Plans['configurations'], name: string): Record<string, unknown> {
  let merged: Record<string, unknown> = {};
  const seen = new Set<string>();
  for (let at: unknown = name; at !== undefined && at !== null; ) {
    if (typeof at !== 'string' || !Object.hasOwn(configurations, at))
      throw unreadable('no-configuration', String(at));
    if (seen.has(at)) throw damaged('endless-plans');
    seen.add(at);
    const own = configurations[at] ?? {};
    merged = { ...own, ...merged };
    at = own['inherits_from'];
  }
  return merged;
}

const dataset = z.object({
  channel_names: z.optional(z.record(z.string(), z.string())),
  /** Before nnU-Net v2, and in some of its releases. */
  modality: z.optional(z.record(z.string(), z.string())),
  labels: z.record(z.string(), z.union([z.int().check(z.gte(0)), z.array(z.int())])),
  regions_class_order: z.optional(z.nullable(z.array(z.int()))),
  numTraining: z.optional(z.number()),
});

export interface Dataset {
  /** Names of the input channels, in order. */
  readonly channels: readonly string[];
  /** Names of the classes by their label value, from the background, 0, on. */
  readonly classes: readonly string[];
  readonly trainingCases: number | undefined;
}

const IGNORE = 'ignore';

/** dataset.json. @throws Refusal naming what is wrong; Unsupported for regions. */
export function readDataset(json: unknown): Dataset {
  const read = parsed(dataset, json, 'dataset.json');
  const named = Object.entries(read.labels).filter(([name]) => name !== IGNORE);
  const regions = named.filter(([, value]) => Array.isArray(value)).map(([name]) => name);
  if (read.regions_class_order || regions.length > 0) throw new Unsupported({ what: 'regions', regions });
  const classes: string[] = [];
  for (const [name, value] of named) {
    if (typeof value !== 'number' || value >= named.length || classes[value] !== undefined)
      throw damaged('label-numbers');
    classes[value] = name;
  }
  if (classes.length < 2) throw unreadable('no-class');
  const channels = read.channel_names ?? read.modality ?? {};
  return {
    channels: Object.keys(channels)
      .sort((a, b) => Number(a) - Number(b))
      .map((key) => channels[key] ?? key),
    classes,
    trainingCases: read.numTraining,
  };
}

function parsed<T extends z.core.$ZodType>(schema: T, json: unknown, file: string): z.output<T> {
  const result = z.safeParse(schema, json);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  const field = issue?.path.join('.') || 'the whole of it';
  throw unreadable('other-json', `${file}: ${field}`);
}

/** `value` for each of three axes; see `perAxis`. */
export function threeOf(
  value: number | readonly number[] | undefined,
): readonly [number, number, number] | undefined {
  if (typeof value === 'number') return [value, value, value];
  const read = triple.safeParse(value);
  return read.success ? read.data : undefined;
}
