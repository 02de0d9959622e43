import { expect, test } from 'vitest';
import { nodeRuntime, readDisk } from '#cli/node-runtime.ts';
import { readPrompts } from '#prompt/read-prompt.ts';
import { BALL_GRIDS, ballVolume } from '#testing/ball.ts';
import { denseMask } from '#volume/mask.ts';
import type { Grid } from '#volume/types.ts';
import { LocalEngine } from './local-engine.ts';
import { spying } from './spying-runtime.ts';

const WITH_BANK = new URL('../testing/packs/analytic-bank/manifest.json', import.meta.url).href;
const WITHOUT = new URL('../testing/packs/analytic-windows/manifest.json', import.meta.url).href;
const VOLUME = ballVolume(BALL_GRIDS['along the patient'] as Grid);

/** The answers to `text`, and how many texts each run of the text encoder read. */
async function ask(manifest: string, text: string) {
  const textsRead: number[] = [];
  const runtime = spying(nodeRuntime, ({ tokens }) => {
    if (tokens) textsRead.push(tokens.dims[0] ?? 0);
  });
  const engine = new LocalEngine({ runtime, readFile: readDisk });
  const { structures, groups } = await engine.load(manifest);
  await engine.encode(VOLUME);
  return { answers: await engine.segment(VOLUME.id, readPrompts(text, structures, groups)), textsRead };
}

function maskOf(answer: Awaited<ReturnType<typeof ask>>['answers'][number] | undefined): Uint8Array {
  if (answer?.kind !== 'found') throw new Error(`not found but ${answer?.kind}`);
  return denseMask(answer.mask);
}

const inside = (mask: Uint8Array) => mask.reduce((sum, voxel) => sum + voxel, 0);

test('a name of the vocabulary is asked for without a run of the text encoder', async () => {
  const { answers, textsRead } = await ask(WITH_BANK, 'edge, zenith, shells');
  expect(answers.map(({ kind }) => kind)).toEqual(['found', 'not-found', 'found']);
  expect(textsRead).toEqual([]);
});

test('any wording that is understood as a structure gives that structure’s own mask', async () => {
  const { answers, textsRead } = await ask(WITH_BANK, 'edge, elephant, pizza');
  expect(answers.map(({ structure }) => structure)).toEqual(['edge', 'edge', undefined]);
  expect(maskOf(answers[1])).toEqual(maskOf(answers[0]));
  expect(textsRead).toEqual([2]);
});

test('the bank’s row is asked with, not the encoder’s embedding', async () => {
  const [banked, embedded] = await Promise.all([ask(WITH_BANK, 'edge'), ask(WITHOUT, 'edge')]);
  // The bank's threshold for "edge" is 0.7, the embedding of its first letter 0.5.
  expect(inside(maskOf(banked.answers[0]))).toBeLessThan(inside(maskOf(embedded.answers[0])));
  expect(embedded.textsRead).toEqual([1]);
});
