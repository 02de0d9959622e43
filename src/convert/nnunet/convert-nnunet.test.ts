import { describe, expect, test } from 'vitest';
import type { ConvertProgress } from '#convert/convert.ts';
import { blobSource, type Source } from '#convert/source.ts';
import { AppError } from '#errors.ts';
import { readManifest } from '#model/manifest.ts';
import { memorySink } from '#testing/memory-sink.ts';
import { madeCheckpoint, madeRelease, madeWeights, TINY_DATASET, TINY_PLANS } from '#testing/tiny-nnunet.ts';
import { type Made, MadeTensor } from '#testing/torch-file.ts';
import { unetOf } from './architecture.ts';
import { convertNnunet } from './convert-nnunet.ts';
import { inspectNnunet, packBytes } from './inspect.ts';
import { configurationOf, readPlans } from './plans.ts';
import { filesOf } from './release.ts';
import { unetGraph } from './unet-graph.ts';
import { tensorsOf } from './unet-weights.ts';

const SHAPES = tensorsOf(unetOf(configurationOf(readPlans(TINY_PLANS), '3d_fullres')), 3);
const MODEL = { 'plans.json': TINY_PLANS, 'dataset.json': TINY_DATASET };

const source = (bytes: Uint8Array<ArrayBuffer>) => blobSource('model.zip', new Blob([bytes]));
const release = (...checkpoints: readonly Uint8Array<ArrayBuffer>[]) =>
  madeRelease({
    ...MODEL,
    ...Object.fromEntries(checkpoints.map((file, n) => [`fold_${n}/checkpoint_final.pth`, file])),
  });

async function convertAll(given: Source | Uint8Array<ArrayBuffer>, sink = memorySink(), options = {}) {
  const from = given instanceof Uint8Array ? source(given) : given;
  const model = await inspectNnunet('model.zip', await filesOf([from]));
  await convertNnunet(model, 'float32', sink, options);
  return { model, sink };
}

async function refusalOf(zip: Uint8Array<ArrayBuffer>) {
  const sink = memorySink();
  const error: unknown = await convertAll(zip, sink).catch((thrown: unknown) => thrown);
  expect(sink.files.has('manifest.json')).toBe(false);
  expect(sink.files.has('checkpoint.unpacked')).toBe(false);
  expect([...sink.unfinished]).toEqual([]);
  if (!(error instanceof AppError)) throw error;
  return { code: error.code, details: error.details as Record<string, unknown> };
}

const floats = (bytes: Uint8Array | undefined) =>
  new Float32Array((bytes ?? new Uint8Array()).slice().buffer);

test('a pack of two folds has a network, its weights and its head for each, and a sound manifest', async () => {
  const weights = [1, 2].map((seed) => madeWeights(SHAPES, seed));
  const zip = release(...weights.map((each) => madeCheckpoint(each)));
  const { model, sink } = await convertAll(zip);
  const manifest = readManifest(JSON.parse(new TextDecoder().decode(sink.files.get('manifest.json'))));
  expect([...sink.files.keys()].sort()).toEqual(
    [...manifest.files.map(({ path }) => path), 'manifest.json'].sort(),
  );
  expect(manifest.files.reduce((sum, { bytes }) => sum + bytes, 0)).toBe(packBytes(model, 'float32'));
  expect(manifest).toMatchObject({
    ...{ id: 'Dataset001_Tiny', name: 'Tiny', version: 'folds 0, 1', knows: ['kidney', 'liver'] },
    text: { bank: { file: 'head-0.f32', width: 3, folds: ['head-1.f32'] } },
    input: { tiling: { mirrorAxes: [0, 1, 2], stepSize: 0.5, modalities: ['MR'] } },
  });
  expect(manifest.structures.map(({ id, name, labelId }) => [id, name, labelId])).toEqual([
    ['kidney_right', 'right kidney', 1],
    ['liver', 'liver', 2],
  ]);
  for (const [n, each] of weights.entries()) {
    const kernel = each['decoder.seg_layers.0.weight']?.data ?? [];
    const bias = each['decoder.seg_layers.0.bias']?.data ?? [];
    const rows = [0, 1, 2].flatMap((row) => [kernel[2 * row], kernel[2 * row + 1], bias[row]]);
    expect([...floats(sink.files.get(`head-${n}.f32`))]).toEqual(rows);
  }
});

test('the same files make the same pack, byte for byte', async () => {
  const zip = release(madeCheckpoint(madeWeights(SHAPES)));
  const [one, two] = [await convertAll(zip), await convertAll(zip)];
  expect(one.sink.files).toEqual(two.sink.files);
});

test('a weight is where its graph looks for it: each is stored once, after the one before', async () => {
  const weights = madeWeights(SHAPES);
  const { sink } = await convertAll(release(madeCheckpoint(weights)));
  const stored = floats(sink.files.get('network-0.weights'));
  const first = weights['encoder.stages.0.0.convs.0.conv.weight']?.data ?? new Float32Array();
  expect(stored.slice(0, first.length)).toEqual(first);
});

describe('a network that is not the one in its plans is refused', () => {
  const weights = madeWeights(SHAPES);
  const CONV = 'encoder.stages.0.0.convs.0.conv.weight';
  const refused = (made: Made, rest: Record<string, Made> = {}) =>
    refusalOf(release(madeCheckpoint(made, rest)));

  test('with what batch norm adds, its trainer named', async () => {
    const extra = new MadeTensor('extra', [2], new Float32Array(2));
    const { code, details } = await refused(
      { ...weights, 'encoder.stages.0.0.convs.0.norm.running_mean': extra },
      { trainer_name: 'nnUNetTrainerBN' },
    );
    expect(code).toBe('nnunet-other-network');
    expect(details).toMatchObject({
      ...{ trainer: 'nnUNetTrainerBN', missing: [], misshapen: [] },
      unknown: ['encoder.stages.0.0.convs.0.norm.running_mean'],
    });
  });

  test('without a tensor, or with one of another shape', async () => {
    const { [CONV]: _, ...rest } = weights;
    expect((await refused(rest)).details).toMatchObject({ missing: [CONV] });
    const other = new MadeTensor('other', [2, 1, 3, 3, 3], new Float32Array(54));
    expect((await refused({ ...weights, [CONV]: other })).details).toMatchObject({
      misshapen: [`${CONV} (2, 1, 3, 3, 3) instead of (2, 1, 1, 3, 3)`],
    });
  });

  test('with more classes than dataset.json names', async () => {
    const zip = madeRelease({
      ...{ 'plans.json': TINY_PLANS, 'fold_0/checkpoint_final.pth': madeCheckpoint(weights) },
      'dataset.json': { ...TINY_DATASET, labels: { background: 0, liver: 1 } },
    });
    expect((await refusalOf(zip)).code).toBe('nnunet-other-network');
  });

  test('where a second name of a tensor is of other numbers', async () => {
    const alias = CONV.replace('.conv.', '.all_modules.0.');
    const other = new MadeTensor('other', [2, 1, 1, 3, 3], new Float32Array(18));
    expect(await refused({ ...weights, [alias]: other })).toMatchObject({ code: 'checkpoint-damaged' });
    expect(await refused({ ...weights, 'decoder.encoder.what': other })).toMatchObject({
      code: 'checkpoint-damaged',
    });
  });

  test('where the checkpoint is of another configuration than its folder', async () => {
    const { code, details } = await refused(weights, { init_args: { configuration: '3d_lowres' } });
    expect(code).toBe('checkpoint-damaged');
    expect(details['subject']).toContain('3d_lowres');
  });

  test('where mirroring is along what a volume does not have', async () => {
    for (const axes of [[0, 3], [1, 1], 2] as const)
      expect(await refused(weights, { inference_allowed_mirroring_axes: axes })).toMatchObject({
        code: 'checkpoint-damaged',
      });
  });

  test('with numbers that are none', async () => {
    const broken = new MadeTensor('broken', [2, 1, 1, 3, 3], new Float32Array(18).fill(Number.NaN));
    const all = Object.fromEntries(
      Object.entries(weights).map(([name, tensor]) => [name, tensor.key === CONV ? broken : tensor]),
    );
    expect((await refused(all)).details['fault']).toBe('no-numbers');
  });
});

test('weights saved by several processes or a compiler are read under their plain names', async () => {
  for (const prefix of ['module.', '_orig_mod.']) {
    const named = Object.fromEntries(
      Object.entries(madeWeights(SHAPES)).map(([name, tensor]) => [prefix + name, tensor]),
    );
    const { sink } = await convertAll(release(madeCheckpoint(named)));
    expect(sink.files.has('manifest.json')).toBe(true);
  }
});

test('no axes, or those of the first fold, may be mirrored', async () => {
  const weights = madeWeights(SHAPES);
  const mirrored = async (...axes: readonly Made[]) => {
    const zip = release(
      ...axes.map((each) => madeCheckpoint(weights, { inference_allowed_mirroring_axes: each })),
    );
    const { sink } = await convertAll(zip);
    const manifest = readManifest(JSON.parse(new TextDecoder().decode(sink.files.get('manifest.json'))));
    return manifest.input.tiling.kind === 'nnunet' ? manifest.input.tiling.mirrorAxes : undefined;
  };
  expect(await mirrored(null)).toEqual([]);
  expect(await mirrored([2, 0], [1])).toEqual([0, 2]);
});

test('what an interrupted run has finished is taken over, of the same files only', async () => {
  const zip = release(madeCheckpoint(madeWeights(SHAPES, 1)), madeCheckpoint(madeWeights(SHAPES, 2)));
  const sink = memorySink();
  const stop = new AbortController();
  const onProgress = ({ stage, done, total }: ConvertProgress) => {
    if (stage === 'write' && done > total / 2) stop.abort(new Error('enough'));
  };
  await expect(convertAll(zip, sink, { signal: stop.signal, onProgress })).rejects.toThrow('enough');
  expect(sink.files.has('manifest.json')).toBe(false);
  expect(sink.files.has('checkpoint.unpacked')).toBe(false);
  const kept = sink.files.get('network-0.weights');
  expect(kept).toBeDefined();
  await convertAll(zip, sink);
  expect(sink.files.get('network-0.weights')).toBe(kept);
  expect(sink.files.has('conversion.json')).toBe(false);

  const other = memorySink();
  await convertAll(zip, other, {
    signal: AbortSignal.any([]),
    onProgress: () => undefined,
  });
  const again = memorySink();
  const early = new AbortController();
  await convertAll(
    release(madeCheckpoint(madeWeights(SHAPES, 9)), madeCheckpoint(madeWeights(SHAPES, 2))),
    again,
    {
      signal: early.signal,
      onProgress: ({ stage, done, total }: ConvertProgress) => {
        if (stage === 'write' && done > total / 2) early.abort(new Error('enough'));
      },
    },
  ).catch(() => undefined);
  await convertAll(zip, again);
  expect(again.files).toEqual(other.files);
});

test('progress of the weights counts all folds together, to its end', async () => {
  const seen: ConvertProgress[] = [];
  const zip = release(madeCheckpoint(madeWeights(SHAPES, 1)), madeCheckpoint(madeWeights(SHAPES, 2)));
  await convertAll(zip, memorySink(), { onProgress: (each: ConvertProgress) => seen.push(each) });
  const written = seen.filter(({ stage }) => stage === 'write');
  expect(written.map(({ done }) => done)).toEqual(written.map(({ done }) => done).sort((a, b) => a - b));
  expect(written.at(-1)?.done).toBe(written[0]?.total);
});

test('an archive that unpacks to more than it says is left at what it says', async () => {
  const bomb = madeRelease({ ...MODEL, 'fold_0/checkpoint_final.pth': new Uint8Array(5e6) });
  // The size after unpacking stands in the directory, behind the name’s length at 28: 24.
  const view = new DataView(bomb.buffer);
  for (let at = 0; at + 46 < bomb.length; at++) {
    if (view.getUint32(at, true) === 0x02014b50 && view.getUint32(at + 24, true) === 5e6)
      view.setUint32(at + 24, 4e6, true);
  }
  const sink = memorySink();
  let largest = 0;
  const create: typeof sink.create = async (path) => {
    const file = await sink.create(path);
    let length = 0;
    return {
      ...file,
      append: (bytes) => {
        length += bytes.length;
        largest = Math.max(largest, length);
        return file.append(bytes);
      },
    };
  };
  await expect(convertAll(bomb, { ...sink, create })).rejects.toMatchObject({ code: 'checkpoint-damaged' });
  expect(largest).toBeLessThanOrEqual(4e6);
});

test('a weight that has changed since it was saved is noticed, in an archive and outside', async () => {
  const checkpoint = madeCheckpoint(madeWeights(SHAPES));
  const { data } = madeWeights(SHAPES)['encoder.stages.0.0.convs.0.conv.weight'] ?? {
    data: new Float32Array(1),
  };
  const first = new Uint8Array(data.buffer, 0, 8);
  const at = checkpoint.findIndex((_, start) => first.every((byte, n) => checkpoint[start + n] === byte));
  const changed = checkpoint.with(at, (checkpoint[at] ?? 0) ^ 1);
  expect(await refusalOf(release(changed))).toMatchObject({
    details: { fault: 'numbers-changed' },
  });
  const packed = release(checkpoint);
  const directory = new DataView(packed.buffer);
  for (let place = 0; place + 46 < packed.length; place++)
    if (directory.getUint32(place, true) === 0x02014b50) directory.setUint32(place + 16, 7, true);
  const { details } = await refusalOf(packed);
  expect(details['fault']).toBe('part-changed');
});

test('int8 leaves the first convolution and all norms and biases finer', () => {
  const { weights } = unetGraph(unetOf(configurationOf(readPlans(TINY_PLANS), '3d_fullres')), 'int8', 'w');
  const encodings = new Map(
    weights.map(({ source, encoding }) => [source.kind === 'constant' ? '' : source.name, encoding]),
  );
  expect(encodings.get('encoder.stages.0.0.convs.0.conv.weight')).toBe('float16');
  expect(encodings.get('encoder.stages.1.0.convs.0.conv.weight')).toBe('int8-rows');
  expect(encodings.get('decoder.transpconvs.0.weight')).toBe('int8-rows');
  for (const [name, encoding] of encodings) if (/norm|bias/.test(name)) expect(encoding).toBe('float32');
});
