import { expect, test } from 'vitest';
import { nodeRuntime, readDisk } from '#cli/node-runtime.ts';
import type { Prompt, StructureId } from '#model/prompt.ts';
import { BALL_GRIDS, ballVolume } from '#testing/ball.ts';
import type { Grid, Volume, VolumeId } from '#volume/types.ts';
import { deviceRuntime, type OnGpu } from './device-runtime.ts';
import type { Stage } from './engine.ts';
import { LocalEngine } from './local-engine.ts';
import type { Runtime } from './runtime.ts';

const PACK = new URL('../testing/packs/analytic-windows/manifest.json', import.meta.url).href;
const EDGE: Prompt = { text: 'edge', structure: 'edge' as StructureId };
const VOLUME = ballVolume(BALL_GRIDS['along the patient'] as Grid);
const OTHER: Volume = { ...VOLUME, id: 'other' as VolumeId };
const AS_MR: Volume = { ...VOLUME, modality: 'MR' };

async function engineOn(runtime: Runtime = nodeRuntime) {
  const engine = new LocalEngine({ runtime, readFile: readDisk });
  await engine.load(PACK);
  return engine;
}

/** The stages that a prompt waits for, and what it gives. */
async function ask(engine: LocalEngine, volume = VOLUME) {
  const stages = new Set<Stage>();
  await engine.encode(volume, { onProgress: ({ stage }) => stages.add(stage) });
  const [answer] = await engine.segment(volume.id, [EDGE]);
  if (answer?.kind !== 'found') throw new Error(`It was ${answer?.kind}.`);
  return { stages, answer };
}

test('the first prompt on a scan that was made ready does not prepare it, says what that took, and gives the same', async () => {
  const engine = await engineOn();
  await engine.makeReady(VOLUME);
  expect(await engine.holds(VOLUME)).toBe(false);
  const { stages, answer } = await ask(engine);
  expect([...stages]).toEqual(['encode']);
  expect(answer.milliseconds.preprocess).toBeGreaterThan(0);
  const plain = await ask(await engineOn());
  expect([...plain.stages]).toEqual(['preprocess', 'encode']);
  expect(answer.mask).toEqual(plain.answer.mask);
});

test('a prompt that comes meanwhile waits for the same work, not for more', async () => {
  const engine = await engineOn();
  const going = engine.makeReady(VOLUME);
  const { stages } = await ask(engine);
  expect([...stages]).toEqual(['encode']);
  await going;
});

test.each([
  ['the scan is forgotten', VOLUME, (engine: LocalEngine) => engine.forget(VOLUME.id)],
  ['another scan is made ready', VOLUME, (engine: LocalEngine) => engine.makeReady(OTHER)],
  ['it is of another modality', AS_MR, async () => undefined],
  ['another pack is loaded', VOLUME, (engine: LocalEngine) => engine.load(PACK)],
])('what was prepared is not used once %s', async (_, volume, happen) => {
  const engine = await engineOn();
  await engine.makeReady(VOLUME);
  await happen(engine);
  const { stages, answer } = await ask(engine, volume);
  expect([...stages]).toContain('preprocess');
  expect(answer.mask).toEqual((await ask(await engineOn(), volume)).answer.mask);
});

async function onGpu(on: OnGpu = {}) {
  const gpu = deviceRuntime(nodeRuntime, on);
  return { gpu, engine: await engineOn(gpu.runtime) };
}

test('a GPU runs the graphs once on a small window, and keeps nothing of it', async () => {
  const seen: string[][] = [];
  const { gpu, engine } = await onGpu({ run: (feeds) => void seen.push(Object.keys(feeds)) });
  await engine.makeReady(VOLUME);
  expect(seen.map((names) => names.includes('image'))).toContain(true);
  expect(seen.at(-1)).toEqual(expect.arrayContaining(['features', 'text']));
  expect(gpu.alive.size).toBe(0);
  expect(gpu.counts.made).toBeGreaterThan(0);
  const { length } = seen;
  await engine.makeReady(OTHER);
  expect(seen).toHaveLength(length);
});

test.each(['google swiftshader', 'Microsoft Basic Render Driver'])(
  'a GPU that the processor emulates (%s) runs nothing ahead',
  async (name) => {
    const { gpu, engine } = await onGpu({ name });
    await engine.makeReady(VOLUME);
    expect(gpu.counts.runs).toBe(0);
  },
);

test('nor does a processor', async () => {
  let runs = 0;
  const open: Runtime['open'] = async (...given) => {
    const session = await nodeRuntime.open(...given);
    const run: typeof session.run = (feeds) => {
      runs++;
      return session.run(feeds);
    };
    return { ...session, run };
  };
  await (await engineOn({ ...nodeRuntime, open })).makeReady(VOLUME);
  expect(runs).toBe(0);
});

test('a GPU that fails ahead is left to the first prompt, which tells', async () => {
  const { gpu, engine } = await onGpu({
    run: () => {
      throw new Error('The device was lost.');
    },
  });
  await engine.makeReady(VOLUME);
  expect(await engine.probe()).toMatchObject({ backend: 'webgpu' });
  const { answer } = await ask(engine);
  expect(answer.device).toMatchObject({ backend: 'wasm', reason: { message: 'The device was lost.' } });
  expect(gpu.alive.size).toBe(0);
});

test('cancelled, it ends before the next graph, and the prompt has what was prepared', async () => {
  const cancel = new AbortController();
  const seen: string[] = [];
  const { gpu, engine } = await onGpu({
    run: (feeds) => {
      seen.push(...Object.keys(feeds));
      cancel.abort();
    },
  });
  await expect(engine.makeReady(VOLUME, { signal: cancel.signal })).rejects.toThrow();
  expect(await engine.holds(VOLUME)).toBe(false);
  expect(seen).toEqual(['image']);
  expect(gpu.alive.size).toBe(0);
  expect([...(await ask(engine)).stages]).toEqual(['encode']);
});

/** An engine, and how often it has run the image encoder. */
async function counting() {
  const seen = { windows: 0, cancelAt: 0, cancel: new AbortController() };
  const run: OnGpu['run'] = ({ image }) => {
    if (!image) return;
    seen.windows++;
    if (seen.windows === seen.cancelAt) seen.cancel.abort();
  };
  // Nothing but the scan's own windows: an emulated GPU makes no shaders ahead.
  return { seen, ...(await onGpu({ name: 'google swiftshader', run })) };
}

test('a scan that was encoded ahead has nothing left to be encoded, says what that took, and gives the same', async () => {
  const { engine } = await counting();
  await engine.makeReady(VOLUME, { features: true });
  expect(await engine.holds(VOLUME)).toBe(true);
  const { stages, answer } = await ask(engine);
  expect([...stages]).toEqual([]);
  expect(answer.milliseconds.encode).toBeGreaterThan(0);
  expect(answer.mask).toEqual((await ask(await engineOn())).answer.mask);
});

test('stopped at any window, it goes on from there, and each window is encoded once', async () => {
  const plain = await counting();
  const wanted = await ask(plain.engine);
  for (let cancelAt = 1; cancelAt <= plain.seen.windows; cancelAt += 2) {
    const { seen, engine } = await counting();
    seen.cancelAt = cancelAt;
    await expect(engine.makeReady(VOLUME, { signal: seen.cancel.signal, features: true })).rejects.toThrow();
    expect(await engine.holds(VOLUME)).toBe(false);
    expect(seen.windows).toBe(cancelAt);
    const { answer } = await ask(engine);
    expect(seen.windows).toBe(plain.seen.windows);
    expect(answer.mask).toEqual(wanted.answer.mask);
  }
});

test('where encoding fails ahead nothing is kept of it, and the prompt tells', async () => {
  const { gpu, engine } = await onGpu({
    name: 'google swiftshader',
    run: () => {
      throw new Error('The device was lost.');
    },
  });
  await expect(engine.makeReady(VOLUME, { features: true })).rejects.toThrow('The device was lost.');
  expect(gpu.alive.size).toBe(0);
  expect((await ask(engine)).answer.device).toMatchObject({ backend: 'wasm' });
});

test('without a pack there is nothing to do', async () => {
  const engine = new LocalEngine({ runtime: nodeRuntime, readFile: readDisk });
  await expect(engine.makeReady(VOLUME)).resolves.toBeUndefined();
});

test('without a scan a GPU makes its shaders all the same, and no scan is held', async () => {
  const { gpu, engine } = await onGpu();
  await engine.makeReady(undefined, { features: true });
  expect(gpu.counts.runs).toBeGreaterThan(0);
  expect(gpu.alive.size).toBe(0);
  const { stages, answer } = await ask(engine);
  expect([...stages]).toEqual(['preprocess', 'encode']);
  expect(answer.mask).toEqual((await ask(await engineOn())).answer.mask);
});
