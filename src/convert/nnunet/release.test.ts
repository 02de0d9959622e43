import { describe, expect, test } from 'vitest';
import { blobSource, type Source } from '#convert/source.ts';
import { AppError } from '#errors.ts';
import {
  madeCheckpoint,
  madeRelease,
  TINY_CONFIGURATION,
  TINY_DATASET,
  TINY_PLANS,
} from '#testing/tiny-nnunet.ts';
import { inspectNnunet, type NnunetChoice } from './inspect.ts';
import { filesOf, isForNnunet } from './release.ts';

const CHECKPOINT = madeCheckpoint({});
const MODEL = { 'plans.json': TINY_PLANS, 'dataset.json': TINY_DATASET };
const FOLDER = 'Dataset001_Tiny/nnUNetTrainer__nnUNetPlans__';

const source = (bytes: Uint8Array<ArrayBuffer>, name = 'model.zip') => blobSource(name, new Blob([bytes]));
const json = (value: unknown, name: string) => source(new TextEncoder().encode(JSON.stringify(value)), name);
const folds = (...names: readonly string[]) =>
  Object.fromEntries(names.map((fold) => [`fold_${fold}/checkpoint_final.pth`, CHECKPOINT]));

async function inspect(sources: readonly Source[], choice: NnunetChoice = {}) {
  return inspectNnunet('model.zip', await filesOf(sources), choice);
}

async function refusal(sources: readonly Source[], choice: NnunetChoice = {}) {
  const error: unknown = await inspect(sources, choice).catch((thrown: unknown) => thrown);
  if (error instanceof AppError) return { code: error.code, details: error.details };
  throw error;
}

test('a release is found below any folder, beside what macOS and training leave there', async () => {
  const inside = `around/it/${FOLDER}3d_fullres/`;
  const zip = madeRelease(
    {
      ...Object.fromEntries(
        Object.entries({ ...MODEL, ...folds('0') }).map(([path, file]) => [inside + path, file]),
      ),
      [`__MACOSX/${inside}plans.json`]: Uint8Array.of(0),
      [`${inside}fold_0/._checkpoint_final.pth`]: Uint8Array.of(0),
      [`${inside}fold_0/progress.png`]: Uint8Array.of(1),
      [`${inside}fold_0/validation/summary.json`]: {},
    },
    '',
  );
  const { configuration, folds: chosen, plans } = await inspect([source(zip)]);
  expect({ configuration, chosen, name: plans.dataset_name }).toEqual({
    ...{ configuration: '3d_fullres', chosen: ['0'], name: 'Dataset001_Tiny' },
  });
});

describe('folds', () => {
  const zip = source(madeRelease({ ...MODEL, ...folds('10', '2', 'all', '0') }));

  test('all that are numbered are an ensemble, in their order, unless some are asked for', async () => {
    expect((await inspect([zip])).folds).toEqual(['0', '2', '10']);
    expect((await inspect([zip], { folds: ['2', '0', '2'] })).folds).toEqual(['2', '0']);
    expect((await inspect([zip], { folds: ['all'] })).folds).toEqual(['all']);
  });

  test('the one of all cases answers where it is the only one', async () => {
    expect((await inspect([source(madeRelease({ ...MODEL, ...folds('all') }))])).folds).toEqual(['all']);
  });

  test('fold 0 alone answers for TotalSegmentator, as there', async () => {
    const plans = { ...TINY_PLANS, dataset_name: 'Dataset852_TotalSegMRI_total_3mm_1088subj' };
    const { folds: chosen, totalSegmentator } = await inspect([
      source(madeRelease({ ...MODEL, 'plans.json': plans, ...folds('0', '1') })),
    ]);
    expect(chosen).toEqual(['0']);
    expect(totalSegmentator).toMatchObject({ modality: 'MR', mm: 3, stepSize: 0.8 });
  });

  test('one that is not there is refused, and those that are there are named', async () => {
    expect(await refusal([zip], { folds: ['1'] })).toEqual({
      ...{
        code: 'nnunet-choice',
        details: { name: 'model.zip', asked: 'fold 1', present: ['0', '2', '10', 'all'] },
      },
    });
  });
});

describe('several models in one release', () => {
  const plans = {
    ...TINY_PLANS,
    configurations: { '3d_fullres': TINY_CONFIGURATION, '3d_lowres': TINY_CONFIGURATION },
  };
  const models = (...names: readonly string[]) =>
    source(
      madeRelease(
        Object.fromEntries(
          names.flatMap((name) =>
            Object.entries({ ...MODEL, 'plans.json': plans, ...folds('0') }).map(([path, file]) => [
              `${name}/${path}`,
              file,
            ]),
          ),
        ),
        FOLDER,
      ),
    );

  test('3d_fullres is meant unless another is asked for', async () => {
    const zip = models('3d_lowres', '3d_fullres', '2d');
    expect(await inspect([zip])).toMatchObject({ configuration: '3d_fullres', others: ['3d_lowres', '2d'] });
    expect((await inspect([zip], { configuration: '3d_lowres' })).configuration).toBe('3d_lowres');
    expect(await refusal([zip], { configuration: '3d_mid' })).toMatchObject({ code: 'nnunet-choice' });
  });

  test('without it, somebody has to choose', async () => {
    expect(await refusal([models('3d_lowres', '3d_cascade_fullres')])).toEqual({
      code: 'nnunet-several',
      details: { name: 'model.zip', models: ['3d_lowres', '3d_cascade_fullres'] },
    });
  });
});

describe('single files', () => {
  const checkpoint = source(CHECKPOINT, 'my.pth');

  test('a checkpoint with its plans is a model', async () => {
    const { configuration, folds: chosen } = await inspect([
      ...[checkpoint, json(TINY_PLANS, 'plans.json'), json(TINY_DATASET, 'dataset.json')],
    ]);
    expect({ configuration, chosen }).toEqual({ configuration: '3d_fullres', chosen: [''] });
  });

  test('what is missing is named', async () => {
    const missing = (names: readonly string[]) => ({
      code: 'nnunet-incomplete',
      details: { name: 'model.zip', missing: names },
    });
    expect(await refusal([checkpoint])).toEqual(missing(['plans.json', 'dataset.json']));
    expect(await refusal([checkpoint, json(TINY_PLANS, 'plans.json')])).toEqual(missing(['dataset.json']));
    expect(await refusal([json(TINY_PLANS, 'plans.json'), json(TINY_DATASET, 'dataset.json')])).toEqual(
      missing(['checkpoint_final.pth']),
    );
    expect(await refusal([source(madeRelease(MODEL))])).toEqual(missing(['checkpoint_final.pth']));
  });

  test('nothing of nnU-Net’s is refused', async () => {
    expect(await refusal([source(madeRelease({ 'notes.txt': Uint8Array.of(1) }))])).toMatchObject({
      code: 'checkpoint-unreadable',
    });
  });
});

test('the content tells what is nnU-Net’s, whatever it is called', async () => {
  const zip = madeRelease({ ...MODEL, ...folds('0') });
  expect(await isForNnunet([source(zip, 'model.ckpt')])).toBe(true);
  expect(await isForNnunet([source(CHECKPOINT, 'model.safetensors')])).toBe(true);
  expect(await isForNnunet([source(madeCheckpoint([]), 'checkpoint_final.pth')])).toBe(false);
  expect(await isForNnunet([source(new Uint8Array(99), 'checkpoint_final.pth')])).toBe(false);
});
