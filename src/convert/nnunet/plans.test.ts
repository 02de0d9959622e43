import { readFileSync } from 'node:fs';
import { unzipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { Unsupported } from '#convert/refusal.ts';
import type { NnunetLimit } from '#errors.ts';
import { TINY_CONFIGURATION, TINY_DATASET, TINY_PLANS } from '#testing/tiny-nnunet.ts';
import { unetOf } from './architecture.ts';
import { parseJson } from './json.ts';
import { configurationOf, readDataset, readPlans } from './plans.ts';
import { preprocessingOf } from './preprocessing.ts';

type Json = Record<string, unknown>;

const fixture = (path: string) => new URL(`../../testing/fixtures/nnunet/${path}`, import.meta.url);

/** The tiny plans with one value of the configuration changed, given by its path. */
function changed(path: string, value: unknown): Json {
  const plans = structuredClone(TINY_PLANS) as Json & { configurations: Record<string, Json> };
  const keys = path.split('.');
  const last = keys.pop() ?? '';
  const start: Json = plans.configurations['3d_fullres'] ?? {};
  (keys.reduce((at, key) => at[key] as Json, start) as Json)[last] = value;
  return plans;
}

function read(plans: Json, dataset: Json = TINY_DATASET, configuration = '3d_fullres') {
  const whole = readPlans(plans);
  const own = configurationOf(whole, configuration);
  return { preprocessing: preprocessingOf(whole, own, readDataset(dataset)), unet: unetOf(own) };
}

function limitOf(plans: Json, dataset: Json = TINY_DATASET): NnunetLimit {
  try {
    read(plans, dataset);
  } catch (error) {
    if (error instanceof Unsupported) return error.limit;
    throw error;
  }
  throw new Error('was accepted');
}

test('the plan of a network is read', () => {
  const { unet, preprocessing } = read(TINY_PLANS);
  expect(unet).toEqual({
    ...{ kind: 'plain', patch: [4, 8, 8], decoder: [1], stem: 2, hasBias: true, slope: 0.01 },
    norm: { eps: 1e-5, affine: true },
    stages: [
      { features: 2, kernel: [1, 3, 3], stride: [1, 1, 1], depth: 1 },
      { features: 3, kernel: [3, 3, 3], stride: [1, 2, 2], depth: 1 },
    ],
  });
  const spline = { kind: 'spline', orderZ: 0, separateZ: null };
  expect(preprocessing).toEqual({
    ...{ reader: 'stored', transposeForward: [0, 1, 2], spacing: [3, 1.5, 1.5], patchSize: [4, 8, 8] },
    normalization: { kind: 'z-score', masked: false },
    resampling: { image: { ...spline, order: 3 }, probabilities: { ...spline, order: 1 } },
  });
});

test('plans of the old format mean what nnU-Net itself makes of them', () => {
  const files = unzipSync(new Uint8Array(readFileSync(fixture('ct_plain/model.zip'))));
  const path = Object.keys(files).find((each) => each.endsWith('plans.json')) ?? '';
  const plans = readPlans(parseJson('plans.json', files[path] ?? new Uint8Array()));
  const old = configurationOf(plans, '3d_fullres');
  expect(old.architecture).toBeUndefined();
  const { architecture } = JSON.parse(readFileSync(fixture('ct_plain/case.json'), 'utf8')) as {
    architecture: NonNullable<typeof old.architecture>;
  };
  expect(unetOf(old)).toEqual(unetOf({ ...old, architecture }));
});

test('a configuration inherits what it does not say, over several steps', () => {
  const plans = structuredClone(TINY_PLANS) as Json & { configurations: Record<string, Json> };
  plans.configurations['mid'] = { inherits_from: '3d_fullres', spacing: [2, 2, 2] };
  plans.configurations['low'] = { inherits_from: 'mid', patch_size: [8, 8, 8] };
  const { preprocessing } = read(plans, TINY_DATASET, 'low');
  expect(preprocessing.spacing).toEqual([2, 2, 2]);
  expect(preprocessing.patchSize).toEqual([8, 8, 8]);
});

test.each([
  ['endless-plans', { inherits_from: 'other' }, 'endless-plans'],
  ['nobody', { inherits_from: 'nobody' }, 'no-configuration: nobody'],
  ['an object’s own', { inherits_from: '__proto__' }, 'no-configuration: __proto__'],
])('a configuration that inherits from %s is refused', (_, own, reason) => {
  const configurations = { '3d_fullres': own, other: { inherits_from: '3d_fullres' } };
  expect(() => read({ ...TINY_PLANS, configurations })).toThrow(reason);
});

test('numbers for all axes or stages stand for each, and a ReLU is one of slope 0', () => {
  const plans = changed('architecture.arch_kwargs.kernel_sizes', [3, [1, 3, 3]]);
  const { unet } = read(plans);
  expect(unet.stages.map(({ kernel }) => kernel)).toEqual([
    [3, 3, 3],
    [1, 3, 3],
  ]);
  expect(read(changed('architecture.arch_kwargs.n_conv_per_stage', 2)).unet.stages[1]?.depth).toBe(2);
  expect(read(changed('architecture.arch_kwargs.nonlin', 'torch.nn.ReLU')).unet.slope).toBe(0);
  expect(read(changed('architecture.arch_kwargs.nonlin_kwargs', { negative_slope: 0.2 })).unet.slope).toBe(
    0.2,
  );
  expect(read(changed('architecture.arch_kwargs.norm_op_kwargs', null)).unet.norm.affine).toBe(false);
});

describe('what is not run is refused by what it is', () => {
  const KWARGS = 'architecture.arch_kwargs';
  test.each([
    ['architecture.network_class_name', 'mymodels.MyUNet', 'network'],
    ['architecture.network_class_name', 'mymodels.PlainConvUNet', 'network'],
    [`${KWARGS}.norm_op`, 'torch.nn.modules.batchnorm.BatchNorm3d', 'norm'],
    [`${KWARGS}.norm_op_kwargs`, { affine: true, track_running_stats: true }, 'norm'],
    [`${KWARGS}.nonlin`, 'torch.nn.GELU', 'activation'],
    [`${KWARGS}.nonlin`, null, 'activation'],
    [`${KWARGS}.nonlin_first`, true, 'block'],
    [`${KWARGS}.kernel_sizes`, [[2, 3, 3], 3], 'kernel'],
    [`${KWARGS}.strides`, [[2, 2, 2], 2], 'stride'],
    ['patch_size', [4, 9, 8], 'patch'],
    ['normalization_schemes', ['MyNormalization'], 'normalization'],
    ['resampling_fn_data', 'my_resampling', 'resampling'],
    ['resampling_fn_probabilities_kwargs', { order: 2 }, 'resampling'],
    ['preprocessor_name', 'MyPreprocessor', 'preprocessor'],
  ])('%s: %j', (path, value, part) => {
    expect(limitOf(changed(path, value))).toMatchObject({ what: 'part', part });
  });

  test('readers and label managers that are not nnU-Net’s own for volumes', () => {
    expect(limitOf({ ...TINY_PLANS, image_reader_writer: 'Tiff3DIO' })).toMatchObject({ part: 'reader' });
    expect(limitOf({ ...TINY_PLANS, image_reader_writer: 'toString' })).toMatchObject({ part: 'reader' });
    expect(limitOf({ ...TINY_PLANS, label_manager: 'Mine' })).toMatchObject({ part: 'labels' });
  });

  test('single slices, a cascade, several images and regions', () => {
    expect(limitOf(changed('patch_size', [8, 8]))).toEqual({ what: '2d', configuration: '3d_fullres' });
    expect(limitOf(changed('previous_stage', '3d_lowres'))).toMatchObject({
      what: 'cascade',
      previous: '3d_lowres',
    });
    const two = { ...TINY_DATASET, channel_names: { '1': 'T2', '0': 'T1' } };
    expect(limitOf(TINY_PLANS, two)).toEqual({ what: 'channels', channels: ['T1', 'T2'] });
    expect(limitOf(changed('normalization_schemes', ['ZScoreNormalization', 'ZScoreNormalization']))).toEqual(
      {
        ...{ what: 'channels', channels: ['MRI', '1'] },
      },
    );
    const regions = { ...TINY_DATASET, labels: { background: 0, whole: [1, 2] }, regions_class_order: [1] };
    expect(limitOf(TINY_PLANS, regions)).toEqual({ what: 'regions', regions: ['whole'] });
  });
});

describe('labels', () => {
  const labelled = (labels: Json) => readDataset({ ...TINY_DATASET, labels });

  test('are ordered by their value, and “ignore” has no output', () => {
    expect(labelled({ ignore: 3, b: 2, background: 0, a: 1 }).classes).toEqual(['background', 'a', 'b']);
  });

  test.each([
    [{ background: 0, a: 2 }, 'label-numbers'],
    [{ background: 0, a: 1, b: 1 }, 'label-numbers'],
    [{ background: 0 }, 'no-class'],
    [{ '0': 'background' }, 'other-json'],
    [{ background: 0, a: 1.5 }, 'other-json'],
  ])('%j are refused', (labels, reason) => {
    expect(() => labelled(labels)).toThrow(reason);
  });
});

test('JSON with numbers that JSON does not have is read, and what is no JSON is refused', () => {
  const json = parseJson('plans.json', new TextEncoder().encode('{"a": [NaN, -Infinity, 1], "b": "NaN, x"}'));
  expect(json).toEqual({ a: [null, null, 1], b: 'NaN, x' });
  expect(() => parseJson('plans.json', Uint8Array.of(1, 2))).toThrow('not-json: plans.json');
});

test('the intensities of a CT are the plan’s, and a plan without them is refused', () => {
  const plans = changed('normalization_schemes', ['CTNormalization']);
  expect(read(plans).preprocessing.normalization).toEqual({ kind: 'ct', low: 0, high: 8, mean: 1, std: 2 });
  const lacking = { ...plans, foreground_intensity_properties_per_channel: { '0': { mean: 1 } } };
  expect(() => read(lacking)).toThrow('plans-intensities');
});

test('every configuration that nnU-Net names is read from the data, none from what objects inherit', () => {
  expect(() => configurationOf(readPlans(TINY_PLANS), 'constructor')).toThrow(
    'no-configuration: constructor',
  );
  expect(TINY_CONFIGURATION.patch_size).toEqual([4, 8, 8]);
});
