import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { convert } from '#convert/convert.ts';
import { blobSource } from '#convert/source.ts';
import type { Golden } from '#testing/micro-checkpoint.ts';
import { uniform } from '#testing/synthetic-weights.ts';
import { tinyCheckpoint, tinyGoldens, tinyRecipe } from '#testing/tiny-medimageparse3d.ts';
import { diskSink } from './disk.ts';

// The goldens' own bounds for float32 sums in another order, about ten normalised layers deep; logits are of size 5.
const FEATURE_TOLERANCE = 5e-5;
const LOGIT_TOLERANCE = 1e-4;
const SIDE = 128;
const [HEADS, QUERIES, STRIDES] = [4, 16, [32, 16, 8]] as const;

const GOLDENS = tinyGoldens();
const [DEPTH = 0, PROMPTS = 0] = GOLDENS.maskLogits.shape;
const NEIGHBOURS = (at: number) => [at, at === 0 ? 1 : at - 1, at === DEPTH - 1 ? DEPTH - 2 : at + 1];

let folder = '';
const sessions: Record<string, InferenceSession> = {};
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'parse3d-goldens-'));
  await convert(blobSource('tiny.safetensors', tinyCheckpoint()), tinyRecipe(), diskSink(folder));
  for (const graph of ['image-encoder', 'text-encoder', 'prompt-decoder']) {
    sessions[graph] = await InferenceSession.create(join(folder, `${graph}.onnx`), {
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

function bytesOf({ data }: Golden): Uint8Array<ArrayBuffer> {
  return new Uint8Array(Buffer.from(data, 'base64'));
}

function floatsOf(golden: Golden): Float32Array {
  return new Float32Array(bytesOf(golden).buffer);
}

function numbersOf(tensor: Tensor | undefined): Float32Array {
  return tensor?.data as Float32Array;
}

function largestDifference(got: Float32Array, wanted: Float32Array): number {
  expect(got).toHaveLength(wanted.length);
  return got.reduce((worst, value, i) => Math.max(worst, Math.abs(value - (wanted[i] ?? Number.NaN))), 0);
}

/** Grey values of slice `at` and its neighbours, (1, 3, H, W). */
function image(at: number): Tensor {
  const slice = SIDE * SIDE;
  const grey = bytesOf(GOLDENS.volume);
  const channels = NEIGHBOURS(at).map((n) => [...grey.subarray(n * slice, (n + 1) * slice)]);
  return new Tensor('float32', Float32Array.from(channels.flat()), [1, 3, SIDE, SIDE]);
}

function noise(at: number, layer: number): Tensor {
  const pixels = (SIDE / (STRIDES[layer] ?? Number.NaN)) ** 2;
  const count = HEADS * QUERIES * pixels;
  const all = new Float32Array(PROMPTS * count);
  for (let p = 0; p < PROMPTS; p++) {
    all.set(uniform(`noise/${GOLDENS.seed}/s${at}/p${p}/l${layer}`, count), p * count);
  }
  return new Tensor('float32', all, [PROMPTS, HEADS, QUERIES, pixels]);
}

test('noise drawn from a seed is the goldens’, bit for bit', () => {
  expect(noise(GOLDENS.featuresOf, 0).data).toEqual(floatsOf(GOLDENS.noise0));
});

test('the text encoder gives the original’s embedding of every token', async () => {
  const [prompts = 0, tokens = 0, width = 0] = GOLDENS.text.shape;
  const context = GOLDENS.tokens.shape[1] ?? 0;
  const ids = new Int32Array(bytesOf(GOLDENS.tokens).buffer);
  const lengths = new Int32Array(bytesOf(GOLDENS.tokenLengths).buffer);
  const wanted = floatsOf(GOLDENS.text);
  for (let p = 0; p < prompts; p++) {
    const length = lengths[p] ?? 0;
    const own = ids.slice(p * context, p * context + length);
    const { embedding } = await run('text-encoder', { tokens: new Tensor('int32', own, [1, length]) });
    const from = p * tokens * width;
    const difference = largestDifference(numbersOf(embedding), wanted.slice(from, from + length * width));
    expect(difference).toBeLessThan(FEATURE_TOLERANCE);
  }
});

test('the image encoder gives the original’s mask features', async () => {
  const { maskFeatures } = await run('image-encoder', { image: image(GOLDENS.featuresOf) });
  const [channels = 0, rows = 0, columns = 0] = maskFeatures?.dims ?? [];
  const whole = numbersOf(maskFeatures);
  const sampled: number[] = [];
  for (let c = 0; c < channels; c += 4) {
    for (let y = 0; y < rows; y += 2) {
      for (let x = 0; x < columns; x += 2) sampled.push(whole[(c * rows + y) * columns + x] ?? Number.NaN);
    }
  }
  const difference = largestDifference(Float32Array.from(sampled), floatsOf(GOLDENS.maskFeatures));
  expect(difference).toBeLessThan(FEATURE_TOLERANCE);
});

test.each([0, 1, 2])(
  'with the goldens’ noise, slice %i gets the original’s masks, edges and existence',
  async (at) => {
    const features = await run('image-encoder', { image: image(at) });
    const text = new Tensor('float32', floatsOf(GOLDENS.text), GOLDENS.text.shape);
    const noises = Object.fromEntries(STRIDES.map((_, layer) => [`noise${layer}`, noise(at, layer)]));
    const found = await run('prompt-decoder', { text, ...features, ...noises });
    for (const name of ['maskLogits', 'edgeLogits', 'existenceLogits'] as const) {
      const all = floatsOf(GOLDENS[name]);
      const each = all.length / DEPTH;
      const difference = largestDifference(numbersOf(found[name]), all.slice(at * each, (at + 1) * each));
      expect(difference, name).toBeLessThan(name === 'existenceLogits' ? FEATURE_TOLERANCE : LOGIT_TOLERANCE);
    }
  },
);
