import { expect, test } from 'vitest';
import { nodeRuntime, readDisk } from '#cli/node-runtime.ts';
import type { Prompt, StructureId } from '#model/prompt.ts';
import { readPrompts } from '#prompt/read-prompt.ts';
import { BALL, BALL_GRIDS, ballVolume } from '#testing/ball.ts';
import { measure } from '#volume/measure.ts';
import type { Grid, Volume } from '#volume/types.ts';
import type { Progress, Segmentation } from './engine.ts';
import { LocalEngine } from './local-engine.ts';
import type { ReadFile } from './pack-files.ts';
import type { Runtime } from './runtime.ts';
import { spying } from './spying-runtime.ts';

const WINDOWS = new URL('../testing/packs/analytic-windows/manifest.json', import.meta.url).href;
const SLICES = new URL('../testing/packs/analytic-slices/manifest.json', import.meta.url).href;
const EDGE: Prompt = { text: 'edge', structure: 'edge' as StructureId };
const ZENITH: Prompt = { text: 'zenith', structure: 'zenith' as StructureId };
const PLAIN = BALL_GRIDS['along the patient'] as Grid;

interface Setup {
  readonly manifest?: string;
  readonly runtime?: Runtime;
  readonly readFile?: ReadFile;
  readonly cacheBytes?: number;
}

async function engineWith({
  manifest = WINDOWS,
  runtime = nodeRuntime,
  readFile = readDisk,
  ...rest
}: Setup = {}) {
  const engine = new LocalEngine({ runtime, readFile, ...rest });
  await engine.load(manifest);
  return engine;
}

async function ask(engine: LocalEngine, volume: Volume, ...prompts: readonly Prompt[]) {
  await engine.encode(volume);
  return engine.segment(volume.id, prompts);
}

function found(answer: Segmentation | undefined) {
  if (answer?.kind !== 'found') throw new Error(`not found but ${answer?.kind}`);
  return answer;
}

const packs = [
  ['windows on a resampled grid', WINDOWS],
  ['2.5D slices of the stored grid, coarser masks', SLICES],
] as const;
const cases = packs.flatMap(([pack, manifest]) =>
  Object.entries(BALL_GRIDS).map(([name, grid]) => [pack, name, manifest, grid] as const),
);

test.each(cases)(
  '%s: the ball is found with its volume and place, stored %s',
  async (_p, _n, manifest, grid) => {
    const engine = await engineWith({ manifest });
    const [answer] = await ask(engine, ballVolume(grid), EDGE);
    const { mask, existence } = found(answer);
    expect(mask.grid).toEqual(grid);
    const { volumeMl, centroid, cutBy } = measure(mask);
    expect(Math.abs(volumeMl / BALL.volumeMl - 1)).toBeLessThan(0.02);
    const miss = Math.hypot(...BALL.centre.map((at, axis) => at - (centroid?.[axis] ?? Number.NaN)));
    expect(miss).toBeLessThan(1);
    expect(cutBy).toEqual([]);
    expect(existence).toBeGreaterThan(0.99);
  },
);

test.each(packs)('%s: what is not in the scan is not found', async (_, manifest) => {
  const engine = await engineWith({ manifest });
  const [answer] = await ask(engine, ballVolume(PLAIN), ZENITH);
  expect(answer).toMatchObject({ kind: 'not-found', structure: 'zenith' });
  expect(answer).not.toHaveProperty('mask');
});

test('answers come in the order of the prompts, each for its own text', async () => {
  const engine = await engineWith();
  const inner: Prompt = { text: 'inner', structure: 'inner' as StructureId };
  const answers = await ask(engine, ballVolume(PLAIN), inner, ZENITH, EDGE);
  expect(answers.map(({ kind }) => kind)).toEqual(['found', 'not-found', 'found']);
  expect(measure(found(answers[0]).mask).volumeMl).toBeLessThan(measure(found(answers[2]).mask).volumeMl);
});

test('text outside the vocabulary is read by the text encoder, or not understood', async () => {
  const engine = await engineWith();
  const { structures, groups } = await engine.load(WINDOWS);
  const prompts = readPrompts('elephant, pizza, edgs', structures, groups);
  const answers = await ask(engine, ballVolume(PLAIN), ...prompts);
  expect(answers[0]).toMatchObject({ kind: 'found', structure: 'edge', prompt: { text: 'elephant' } });
  expect(answers[1]).toMatchObject({ kind: 'not-understood', structure: undefined, nearest: [] });
  expect(answers[2]).toMatchObject({ kind: 'found', structure: 'edge' });
  // Also before there is a scan.
  const unread = await (await engineWith()).unread(prompts);
  expect(unread).toEqual([undefined, { nearest: [], isReading: false }, undefined]);
});

test('a further prompt does not encode the volume again', async () => {
  let encodings = 0;
  const engine = await engineWith({
    runtime: spying(nodeRuntime, (feeds) => (encodings += feeds['image'] ? 1 : 0)),
  });
  const volume = ballVolume(PLAIN);
  await ask(engine, volume, EDGE);
  const once = encodings;
  await ask(engine, volume, ZENITH);
  expect(once).toBeGreaterThan(1);
  expect(encodings).toBe(once);
});

test('a tile with nothing in it is not encoded', async () => {
  let encodings = 0;
  const runtime = spying(nodeRuntime, (feeds) => (encodings += feeds['image'] ? 1 : 0));
  const engine = await engineWith({ manifest: SLICES, runtime });
  await ask(engine, ballVolume(PLAIN), EDGE);
  // The ball and its edge span 62 mm of 2 mm slices, and a slice sees its two neighbours.
  expect(encodings).toBeGreaterThan(30);
  expect(encodings).toBeLessThan(35);
});

test('the same volume as another modality is encoded anew', async () => {
  const engine = await engineWith();
  await engine.encode(ballVolume(PLAIN, 'CT'));
  expect(await engine.holds(ballVolume(PLAIN, 'CT'))).toBe(true);
  expect(await engine.holds(ballVolume(PLAIN, 'MR'))).toBe(false);
});

test('beyond the budget the volume used least recently is dropped', async () => {
  const engine = await engineWith({ cacheBytes: 3.5e6 });
  const [a, b, c] = ['a', 'b', 'c'].map((id) => ballVolume(PLAIN, 'CT', id)) as [Volume, Volume, Volume];
  await engine.encode(a);
  await engine.encode(b);
  await engine.segment(a.id, [EDGE]);
  await engine.encode(c);
  expect([await engine.holds(a), await engine.holds(b), await engine.holds(c)]).toEqual([true, false, true]);
  await expect(engine.segment(b.id, [EDGE])).rejects.toMatchObject({ code: 'internal' });
});

test('forgetting a volume drops it', async () => {
  const engine = await engineWith();
  const volume = ballVolume(PLAIN);
  await engine.encode(volume);
  await engine.forget(volume.id);
  expect(await engine.holds(volume)).toBe(false);
});

test('cancelling while tiles are encoded rejects with the reason, and the engine works on', async () => {
  const engine = await engineWith();
  const controller = new AbortController();
  const seen: Progress[] = [];
  const onProgress = (progress: Progress) => {
    seen.push(progress);
    if (progress.stage === 'encode' && progress.done === 1) controller.abort(new Error('stop'));
  };
  const encoding = engine.encode(ballVolume(PLAIN), { signal: controller.signal, onProgress });
  await expect(encoding).rejects.toThrow('stop');
  expect(await engine.holds(ballVolume(PLAIN))).toBe(false);
  expect(seen.filter(({ stage }) => stage === 'encode').length).toBeLessThan(4);
  found((await ask(engine, ballVolume(PLAIN), EDGE))[0]);
});

test('cancelling between tiles of a prompt leaves the features', async () => {
  const engine = await engineWith();
  const volume = ballVolume(PLAIN);
  await engine.encode(volume);
  const controller = new AbortController();
  const onProgress = ({ stage, done }: Progress) => {
    if (stage === 'decode' && done === 2) controller.abort(new Error('stop'));
  };
  const asked = engine.segment(volume.id, [EDGE], { signal: controller.signal, onProgress });
  await expect(asked).rejects.toThrow('stop');
  found((await engine.segment(volume.id, [EDGE]))[0]);
});

test('progress runs from 0 to all of each stage', async () => {
  const engine = await engineWith();
  const last = new Map<string, Progress>();
  const onProgress = (progress: Progress) => last.set(progress.stage, progress);
  await engine.load(WINDOWS, { onProgress });
  const volume = ballVolume(PLAIN);
  await engine.encode(volume, { onProgress });
  await engine.segment(volume.id, [EDGE], { onProgress });
  for (const stage of ['download', 'verify', 'compile', 'preprocess', 'encode', 'decode']) {
    const progress = last.get(stage);
    expect(progress?.done, stage).toBe(progress?.total);
    expect(progress?.total, stage).toBeGreaterThan(1);
  }
});

test('calls without a pack, or without a volume, say so', async () => {
  const engine = new LocalEngine({ runtime: nodeRuntime, readFile: readDisk });
  await expect(engine.encode(ballVolume(PLAIN))).rejects.toThrow('no pack is loaded');
  await engine.load(WINDOWS);
  await expect(engine.segment(ballVolume(PLAIN).id, [EDGE])).rejects.toThrow('segment before encode');
});
