import { expect, test } from 'vitest';
import { AppError, type ErrorDetails } from '#errors.ts';
import { readManifest } from './manifest.ts';
import { graphsOf, prompted } from './manifest-kinds.ts';

type Json = Record<string, unknown>;

/** The shortest pack of an ensemble of two, with three classes besides the background and four channels before the head. */
function pack(): Json {
  const file = (path: string, bytes = 1) => ({ path, bytes, sha256: '0'.repeat(64) });
  const graph = (path: string) => ({ file: path, inputs: { image: 'x' }, outputs: { features: 'y' } });
  const resampling = { kind: 'spline', order: 3, orderZ: 0, separateZ: null };
  const prose = { provenance: { trainedOn: [], trainedBy: '', date: '', recipe: '' }, description: '' };
  return {
    ...{ format: 1, id: 'total', name: 'Total', version: '1', license: { name: 'x', terms: 'y' }, ...prose },
    ...{ scores: [], groups: [] },
    files: [file('a.onnx'), file('b.onnx'), file('a.f32', 80), file('b.f32', 80)],
    graphs: { imageEncoder: graph('a.onnx'), folds: [graph('b.onnx')] },
    input: {
      tiling: {
        ...{ kind: 'nnunet', reader: 'closest-canonical', transposeForward: [0, 1, 2], spacing: [3, 3, 3] },
        ...{ patchSize: [112, 112, 128], stepSize: 0.8, mirrorAxes: [0, 1], modalities: ['CT'] },
        normalization: { kind: 'ct', low: -1000, high: 1000, mean: 0, std: 300 },
        resampling: { image: resampling, probabilities: { ...resampling, order: 1 } },
        around: { kind: 'totalsegmentator', mm: 3 },
      },
    },
    text: { bank: { file: 'a.f32', width: 5, folds: ['b.f32'] } },
    output: { maskThreshold: 0.5, existenceThreshold: 0 },
    structures: ['spleen', 'liver', 'aorta'].map((id, n) => ({
      ...{ id, name: id, synonyms: [], color: [0, 0, 0], labelId: n + 1 },
    })),
  };
}

function put(path: string, value: unknown): Json {
  const json = pack();
  const keys = path.split('.');
  const last = keys.pop() ?? '';
  (keys.reduce((at, key) => at[key] as Json, json) as Json)[last] = value;
  return json;
}

function refusal(json: unknown): ErrorDetails['pack-invalid'] {
  try {
    readManifest(json);
  } catch (error) {
    if (error instanceof AppError && error.code === 'pack-invalid') return error.details as never;
    throw error;
  }
  throw new Error('was accepted');
}

test('an nnU-Net is a pack without text encoder and decoder, and a graph for each fold', () => {
  const manifest = readManifest(pack());
  expect([...graphsOf(manifest).keys()]).toEqual(['imageEncoder', 'folds.0']);
  expect(() => prompted(manifest)).toThrow('no prompt decoder');
});

test.each([
  ['text.bank', undefined, 'missing'],
  ['text.bank.folds', [], '0 files for 1 folds'],
  ['text.bank.folds.0', 'c.f32', 'not listed'],
  ['text.bank.width', 4, 'asks for a bank of 64 bytes'],
  ['files.3.bytes', 60, 'asks for a bank of 80 bytes'],
  ['graphs.folds.0.outputs', {}, 'missing'],
  ['graphs.imageEncoder.inputs', { picture: 'x' }, 'missing'],
  ['graphs.folds.0.file', 'c.onnx', 'not listed'],
  ['graphs.textEncoder', { file: 'a.onnx', inputs: {}, outputs: {} }, "kind 'nnunet'"],
  ['input.orientation', 'RAS', "kind 'nnunet'"],
  ['input.presets', [], "kind 'nnunet'"],
  ['text.tokenizer', { kind: 'utf8-bytes', maxTokens: 8 }, "kind 'nnunet'"],
  ['input.tiling.transposeForward', [0, 1, 1], 'no order'],
  ['input.tiling.mirrorAxes', [1, 1], 'twice'],
  ['input.tiling.patchSize', [4096, 4096, 4096], 'voxels'],
  ['input.tiling.stepSize', 0, 'not above 0'],
  ['input.tiling.normalization.low', 1000, 'not above low'],
  ['input.tiling.resampling.image.order', 2, ''],
  ['input.tiling.resampling.probabilities.order', 3, 'must be 0 or 1'],
  ['output.maskThreshold', 0.4, 'must be 0.5'],
  ['structures.2.labelId', 4, '1 to 3'],
])('%s that is %j is refused', (field, value, reason) => {
  const refused = refusal(put(field, value));
  const within = field.startsWith(refused.field) || refused.field.startsWith(field);
  expect(within || field.startsWith('files') || field.endsWith('.low')).toBe(true);
  expect(refused.reason).toContain(reason);
});

test('folds are for an nnU-Net alone', () => {
  const json = put('input.tiling', {
    ...{ kind: 'window-3d', size: [8, 8, 8], multipleOf: [8, 8, 8], overlap: 0, blend: 'constant' },
  });
  expect(refusal(json)).toEqual({ field: 'graphs.textEncoder', reason: 'is missing' });
});
