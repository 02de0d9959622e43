import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { InferenceSession } from 'onnxruntime-node';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { convert } from '#convert/convert.ts';
import { blobSource } from '#convert/source.ts';
import {
  bytesOf,
  floatsOf,
  largestDifference,
  tinyCheckpoint,
  tinyGoldens,
  tinyInputs,
  tinyRecipe,
} from '#testing/tiny-medimageparse3d.ts';
import { diskSink } from './disk.ts';
import { openGraph, Tensor } from './open-graph.ts';

// The goldens' own bounds for float32 sums in another order, about ten normalised layers deep; logits are of size 5.
const FEATURE_TOLERANCE = 5e-5;
const LOGIT_TOLERANCE = 1e-4;

const GOLDENS = tinyGoldens();
const DEPTH = GOLDENS.maskLogits.shape[0] ?? 0;

let folder = '';
const sessions: Record<string, InferenceSession> = {};
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'parse3d-goldens-'));
  await convert(blobSource('tiny.safetensors', tinyCheckpoint()), tinyRecipe(), diskSink(folder));
  for (const graph of ['image-encoder', 'text-encoder', 'prompt-decoder']) {
    sessions[graph] = await openGraph(join(folder, `${graph}.onnx`), {
      executionProviders: ['cpu'],
      logSeverityLevel: 3,
    });
  }
}, 60_000);
afterAll(async () => {
  for (const session of Object.values(sessions)) await session.release();
  rmSync(folder, { recursive: true });
});

type Tensors = Record<string, Tensor>;

async function run(graph: string, feeds: Tensors): Promise<Tensors> {
  return (await sessions[graph]?.run(feeds)) as Tensors;
}

function numbersOf(tensor: Tensor | undefined): Float32Array {
  return tensor?.data as Float32Array;
}

function inputs(at: number): Tensors {
  const given = Object.entries(tinyInputs(GOLDENS, at));
  return Object.fromEntries(
    given.map(([name, { data, shape }]) => [name, new Tensor('float32', data, shape)]),
  );
}

function imageOf(at: number): Tensors {
  const { image } = inputs(at);
  return image ? { image } : {};
}

test('noise drawn from a seed is the goldens’, bit for bit', () => {
  expect(tinyInputs(GOLDENS, GOLDENS.featuresOf)['noise0']?.data).toEqual(floatsOf(GOLDENS.noise0));
});

test('the text encoder gives the original’s embedding of every token', async () => {
  const [prompts = 0, tokens = 0, width = 0] = GOLDENS.text.shape;
  const context = GOLDENS.tokens.shape[1] ?? 0;
  const ids = new Int32Array(bytesOf(GOLDENS.tokens).buffer);
  const lengths = new Int32Array(bytesOf(GOLDENS.tokenLengths).buffer);
  for (let p = 0; p < prompts; p++) {
    const length = lengths[p] ?? 0;
    const own = ids.slice(p * context, p * context + length);
    const { embedding } = await run('text-encoder', { tokens: new Tensor('int32', own, [1, length]) });
    expect(embedding?.dims).toEqual([1, length, width]);
    const difference = largestDifference(numbersOf(embedding), GOLDENS.text, p * tokens * width);
    expect(difference).toBeLessThan(FEATURE_TOLERANCE);
  }
});

test('the image encoder gives the original’s mask features', async () => {
  const { maskFeatures } = await run('image-encoder', imageOf(GOLDENS.featuresOf));
  const [channels = 0, rows = 0, columns = 0] = maskFeatures?.dims ?? [];
  const whole = numbersOf(maskFeatures);
  const sampled: number[] = [];
  for (let c = 0; c < channels; c += 4) {
    for (let y = 0; y < rows; y += 2) {
      for (let x = 0; x < columns; x += 2) sampled.push(whole[(c * rows + y) * columns + x] ?? Number.NaN);
    }
  }
  expect(sampled).toHaveLength(floatsOf(GOLDENS.maskFeatures).length);
  expect(largestDifference(sampled, GOLDENS.maskFeatures)).toBeLessThan(FEATURE_TOLERANCE);
});

test.each([0, 1, 2])(
  'with the goldens’ noise, slice %i gets the original’s masks, edges and existence',
  async (at) => {
    const { image: _, ...asked } = inputs(at);
    const found = await run('prompt-decoder', { ...asked, ...(await run('image-encoder', imageOf(at))) });
    for (const name of ['maskLogits', 'edgeLogits', 'existenceLogits'] as const) {
      const each = floatsOf(GOLDENS[name]).length / DEPTH;
      expect(numbersOf(found[name])).toHaveLength(each);
      const difference = largestDifference(numbersOf(found[name]), GOLDENS[name], at * each);
      expect(difference, name).toBeLessThan(name === 'existenceLogits' ? FEATURE_TOLERANCE : LOGIT_TOLERANCE);
    }
  },
);
