import { beforeAll, expect, test } from 'vitest';
import { nodeRuntime } from '#cli/node-runtime.ts';
import { convert } from '#convert/convert.ts';
import { blobSource } from '#convert/source.ts';
import { LocalEngine } from '#engine/local-engine.ts';
import type { ReadFile } from '#engine/pack-files.ts';
import type { Runtime, Tensor } from '#engine/runtime.ts';
import { masksTogether } from '#model/merge-slices.ts';
import { sigmoid } from '#model/probability.ts';
import { enlarge } from '#model/slice-output.ts';
import { memorySink } from '#testing/memory-sink.ts';
import type { Golden } from '#testing/micro-checkpoint.ts';
import { tinyCheckpoint, tinyGoldens, tinyRecipe } from '#testing/tiny-medimageparse3d.ts';
import { denseMask } from '#volume/mask.ts';
import type { Volume, VolumeId } from '#volume/types.ts';

const GOLDENS = tinyGoldens();
const SIDE = 128;
const DEPTH = 3;
const PROMPTS = 3;
const sink = memorySink();

const readFile: ReadFile = async (url) =>
  new Uint8Array(sink.files.get(new URL(url).pathname.split('/').at(-1) ?? '') ?? []);

/** As the goldens have it: columns to the left, rows to the front. */
const VOLUME: Volume = {
  id: 'golden' as VolumeId,
  name: 'golden',
  modality: 'other',
  grid: { size: [SIDE, SIDE, DEPTH], voxelToWorld: [-1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0] },
  data: new Uint8Array(bytes(GOLDENS.volume)),
  slope: 1,
  intercept: 0,
};

function bytes({ data }: Golden): ArrayBuffer {
  return new Uint8Array(Buffer.from(data, 'base64')).buffer;
}

/** The prompts of the goldens are tokens that no text gives; prompt n is asked for with the n-th letter. */
const NAMES = ['a', 'b', 'c'];

function goldenTokens(prompt: number): Tensor {
  const lengths = new Int32Array(bytes(GOLDENS.tokenLengths));
  const tokens = new Int32Array(bytes(GOLDENS.tokens));
  const length = lengths[prompt] ?? 0;
  const padded = tokens.length / PROMPTS;
  return { dims: [1, length], data: tokens.slice(prompt * padded, prompt * padded + length) };
}

const runtime: Runtime = {
  ...nodeRuntime,
  open: async (...given) => {
    const session = await nodeRuntime.open(...given);
    let texts = 0;
    const run: typeof session.run = (feeds) =>
      session.run(feeds['tokens'] ? { tokens: goldenTokens(texts++) } : feeds);
    return { ...session, run };
  },
};

beforeAll(async () => {
  await convert(blobSource('tiny.safetensors', tinyCheckpoint()), tinyRecipe(), sink);
});

test('from bytes to masks, the engine answers as the original does', async () => {
  const engine = new LocalEngine({ runtime, readFile });
  await engine.load('memory:/tiny/manifest.json');
  await engine.encode(VOLUME);
  const prompts = NAMES.map((text) => ({ text, structure: undefined }));
  const slices = { seed: GOLDENS.seed, together: true };
  const answers = await engine.segment(VOLUME.id, prompts, { slices });
  const logits = new Float32Array(bytes(GOLDENS.maskLogits));
  const existence = new Float32Array(bytes(GOLDENS.existenceLogits));
  let marked = 0;
  for (let index = 0; index < DEPTH; index++) {
    const candidates = NAMES.map((_, prompt) => {
      const at = index * PROMPTS + prompt;
      const own = logits.slice(at * 32 ** 2, (at + 1) * 32 ** 2);
      const probabilities = enlarge(own, [32, 32], SIDE).map(sigmoid);
      return { probabilities, existence: sigmoid(existence[at] ?? 0) };
    });
    masksTogether(candidates).forEach((expected, prompt) => {
      const answer = answers[prompt];
      const mask = answer?.kind === 'found' ? denseMask(answer.mask) : new Uint8Array(SIDE ** 2 * DEPTH);
      const own = mask.subarray(index * SIDE ** 2, (index + 1) * SIDE ** 2);
      const differing = expected.reduce((sum, inside, n) => sum + (inside === own[n] ? 0 : 1), 0);
      // Logits may differ by 1e-4 of their spread, so pixels on the very edge of a mask may change sides.
      expect(differing).toBeLessThanOrEqual(2);
      marked += expected.reduce((sum, inside) => sum + inside, 0);
    });
  }
  expect(marked).toBeGreaterThan(1000);
  expect(answers[0]?.slices).toMatchObject({ seed: GOLDENS.seed, axes: 'LAS', through: 'S', count: DEPTH });
});

test('a prompt asked alone is answered as if it were the only one', async () => {
  const engine = new LocalEngine({ runtime: nodeRuntime, readFile });
  await engine.load('memory:/tiny/manifest.json');
  await engine.encode(VOLUME);
  const ask = (...texts: string[]) =>
    engine.segment(
      VOLUME.id,
      texts.map((text) => ({ text, structure: undefined })),
    );
  const company = await ask('liver in abdomen CT', 'kidney', 'a tumour of the brain');
  const [alone] = await ask('kidney');
  expect(company[1]).toMatchObject({ existence: alone?.kind === 'not-understood' ? -1 : alone?.existence });
  if (company[1]?.kind === 'found' && alone?.kind === 'found') {
    expect(Buffer.compare(denseMask(company[1].mask), denseMask(alone.mask))).toBe(0);
  }
  expect(company.some(({ kind }) => kind === 'found')).toBe(true);
});
