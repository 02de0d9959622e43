import fc from 'fast-check';
import { expect, test } from 'vitest';
import { blobSource } from '#convert/source.ts';
import { AppError } from '#errors.ts';
import { readManifest } from '#model/manifest.ts';
import { memorySink } from '#testing/memory-sink.ts';
import {
  madeCheckpoint,
  madeRelease,
  madeWeights,
  TINY_CONFIGURATION,
  TINY_DATASET,
  TINY_PLANS,
} from '#testing/tiny-nnunet.ts';
import { unetOf } from './architecture.ts';
import { convertNnunet } from './convert-nnunet.ts';
import { inspectNnunet } from './inspect.ts';
import { configurationOf, readPlans } from './plans.ts';
import { filesOf } from './release.ts';
import { tensorsOf } from './unet-weights.ts';

const SHAPES = tensorsOf(unetOf(configurationOf(readPlans(TINY_PLANS), '3d_fullres')), 3);
const MODEL = { 'plans.json': TINY_PLANS, 'dataset.json': TINY_DATASET };
const CHECKPOINT = madeCheckpoint(madeWeights(SHAPES));

async function convertAll(zip: Uint8Array<ArrayBuffer>, sink = memorySink()) {
  const model = await inspectNnunet('model.zip', await filesOf([blobSource('model.zip', new Blob([zip]))]));
  await convertNnunet(model, 'float32', sink);
  return { sink };
}

test('any bytes of a release set to anything are harmless', { timeout: 60_000 }, async () => {
  const sound = madeRelease({ ...MODEL, 'fold_0/checkpoint_final.pth': CHECKPOINT });
  const edit = fc.tuple(fc.nat(sound.length - 1), fc.nat(255));
  await fc.assert(
    fc.asyncProperty(fc.array(edit, { minLength: 1, maxLength: 4 }), async (edits) => {
      const bytes = sound.slice();
      for (const [place, value] of edits) bytes[place] = value;
      const sink = memorySink();
      const error: unknown = await convertAll(bytes, sink).then(
        () => undefined,
        (thrown: unknown) => thrown,
      );
      expect(error === undefined || error instanceof AppError, String(error)).toBe(true);
      expect(sink.files.has('manifest.json')).toBe(error === undefined);
      expect([...sink.unfinished]).toEqual([]);
    }),
    { seed: 4, numRuns: 400 },
  );
});

test('any plans are harmless', { timeout: 60_000 }, async () => {
  const paths = [
    ...['patch_size', 'spacing', 'normalization_schemes', 'resampling_fn_data_kwargs', 'previous_stage'],
    ...Object.keys(TINY_CONFIGURATION.architecture.arch_kwargs).map(
      (key) => `architecture.arch_kwargs.${key}`,
    ),
  ];
  const value = fc.oneof(
    fc.jsonValue({ maxDepth: 2 }),
    fc.array(fc.oneof(fc.integer({ min: -1, max: 9 }), fc.constantFrom(1e9, 65_536, 4096)), { maxLength: 4 }),
    fc.constantFrom(1e9, 0, -1, 4096, 16),
  );
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...paths), value, async (path, put) => {
      const plans = structuredClone(TINY_PLANS) as {
        configurations: Record<string, Record<string, unknown>>;
      };
      const keys = path.split('.');
      const last = keys.pop() ?? '';
      const start = plans.configurations['3d_fullres'] ?? {};
      keys.reduce((at, key) => at[key] as Record<string, unknown>, start)[last] = put;
      const zip = madeRelease({ ...MODEL, 'plans.json': plans, 'fold_0/checkpoint_final.pth': CHECKPOINT });
      const error: unknown = await convertAll(zip).then(
        ({ sink }) =>
          readManifest(JSON.parse(new TextDecoder().decode(sink.files.get('manifest.json')))) && undefined,
        (thrown: unknown) => thrown,
      );
      expect(error === undefined || error instanceof AppError, String(error)).toBe(true);
    }),
    { seed: 5, numRuns: 300 },
  );
});
