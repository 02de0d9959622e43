import { expect, test } from 'vitest';
import { nodeRuntime, readDisk } from '#cli/node-runtime.ts';
import type { Prompt, StructureId } from '#model/prompt.ts';
import { BALL_GRIDS, ballVolume } from '#testing/ball.ts';
import type { Grid, Volume, VolumeId } from '#volume/types.ts';
import { deviceRuntime, type OnGpu } from './device-runtime.ts';
import { takeBackTensors } from './device-tensors.ts';
import { LocalEngine } from './local-engine.ts';
import type { Runtime } from './runtime.ts';

const pack = (name: string) => new URL(`../testing/packs/${name}/manifest.json`, import.meta.url).href;
const EDGE: Prompt = { text: 'edge', structure: 'edge' as StructureId };
const VOLUME = ballVolume(BALL_GRIDS['along the patient'] as Grid);
const OTHER: Volume = { ...VOLUME, id: 'other' as VolumeId };

async function engineOn(runtime: Runtime, options: { cacheBytes?: number; manifest?: string } = {}) {
  const { manifest = pack('analytic-windows'), ...rest } = options;
  const engine = new LocalEngine({ runtime, readFile: readDisk, ...rest });
  await engine.load(manifest);
  return engine;
}

async function maskOn(engine: LocalEngine, volume = VOLUME) {
  await engine.encode(volume);
  const [answer] = await engine.segment(volume.id, [EDGE]);
  if (answer?.kind !== 'found') throw new Error(`It was ${answer?.kind}.`);
  return answer.mask;
}

async function loaded(on: OnGpu = {}, cacheBytes?: number) {
  const gpu = deviceRuntime(nodeRuntime, on);
  return { gpu, engine: await engineOn(gpu.runtime, cacheBytes === undefined ? {} : { cacheBytes }) };
}

test('what the encoder says stays on the GPU, is decoded there, and the mask is the same', async () => {
  const { gpu, engine } = await loaded();
  const mask = await maskOn(engine);
  expect(gpu.counts.keeping).toBe(1);
  expect(gpu.counts.made).toBeGreaterThan(4);
  expect(gpu.alive.size).toBe(gpu.counts.made);
  expect(gpu.counts.takenBack).toBe(0);
  expect(mask).toEqual(await maskOn(await engineOn(nodeRuntime)));
});

test('a further prompt uses what is there', async () => {
  const { gpu, engine } = await loaded();
  await maskOn(engine);
  const { made } = gpu.counts;
  await maskOn(engine);
  expect(gpu.counts.made).toBe(made);
});

test('it goes when the scan is forgotten', async () => {
  const { gpu, engine } = await loaded();
  await engine.encode(VOLUME);
  await engine.encode(OTHER);
  const both = gpu.alive.size;
  await engine.forget(VOLUME.id);
  expect(gpu.alive.size).toBe(both / 2);
  await maskOn(engine, OTHER);
  await engine.forget(OTHER.id);
  expect(gpu.alive.size).toBe(0);
});

test('it goes when the same scan is read as of another modality', async () => {
  const { gpu, engine } = await loaded();
  await engine.encode(VOLUME);
  const first = [...gpu.alive.keys()];
  await engine.encode({ ...VOLUME, modality: VOLUME.modality === 'CT' ? 'MR' : 'CT' });
  expect(gpu.alive.size).toBeGreaterThan(0);
  expect(first.filter((tensor) => gpu.alive.has(tensor))).toEqual([]);
});

test('it counts in the budget, and goes with the scan that is dropped for another', async () => {
  const { gpu, engine } = await loaded({}, 1);
  const { gpu: roomy, engine: other } = await loaded();
  await other.encode(VOLUME);
  const [bytes, size] = [roomy.bytes(), roomy.alive.size];
  await engine.encode(VOLUME);
  expect(gpu.alive.size).toBe(0);
  // A quarter of it is what one scan takes on the GPU, and all of it less than two scans take, with their samples.
  const tight = await loaded({}, 4 * bytes);
  const scans = Array.from({ length: 8 }, (_, n): Volume => ({ ...VOLUME, id: `scan ${n}` as VolumeId }));
  for (const scan of scans) await tight.engine.encode(scan);
  expect(tight.gpu.alive.size).toBeLessThanOrEqual(size);
  expect(await tight.engine.holds(scans[0] as Volume)).toBe(false);
  for (const scan of scans) await tight.engine.forget(scan.id);
  expect(tight.gpu.alive.size).toBe(0);
});

test('what does not fit the share of the GPU comes back, and the mask is the same', async () => {
  const { gpu: roomy, engine: first } = await loaded();
  const wanted = await maskOn(first);
  const share = roomy.bytes() / 2;
  const { gpu, engine } = await loaded({}, 4 * share);
  expect(await maskOn(engine)).toEqual(wanted);
  expect(gpu.bytes()).toBeGreaterThan(0);
  expect(gpu.bytes()).toBeLessThanOrEqual(share);
  expect(gpu.counts.takenBack).toBe(gpu.counts.made - gpu.alive.size);
});

test('when encoding is cancelled the windows that are done stay for the next prompt, which encodes the others, and go with the scan', async () => {
  const { gpu: whole, engine: plain } = await loaded();
  const wanted = await maskOn(plain);
  const cancel = new AbortController();
  let windows = 0;
  const run: OnGpu['run'] = ({ image }) => void (image && ++windows === 3 && cancel.abort());
  const { gpu, engine } = await loaded({ run });
  await expect(engine.encode(VOLUME, { signal: cancel.signal })).rejects.toThrow();
  // Behind what is still ending.
  expect(await engine.holds(VOLUME)).toBe(false);
  expect(gpu.alive.size).toBe(gpu.counts.made);
  expect(gpu.counts.made).toBeGreaterThan(2);
  expect(gpu.counts.made).toBeLessThan(whole.counts.made);
  expect(await maskOn(engine)).toEqual(wanted);
  expect(gpu.counts.made).toBe(whole.counts.made);
  await engine.forget(VOLUME.id);
  expect(gpu.alive.size).toBe(0);
});

test.each([
  ['the scan is forgotten', (engine: LocalEngine) => engine.forget(VOLUME.id)],
  ['another scan is opened', (engine: LocalEngine) => engine.makeReady(OTHER)],
  ['another pack is loaded', (engine: LocalEngine) => engine.load(pack('analytic-windows'))],
])('what a cancelled prompt left goes when %s', async (_, happen) => {
  const cancel = new AbortController();
  const { gpu, engine } = await loaded({ run: ({ image }) => void (image && cancel.abort()) });
  await expect(engine.encode(VOLUME, { signal: cancel.signal })).rejects.toThrow();
  await engine.holds(VOLUME);
  expect(gpu.alive.size).toBeGreaterThan(0);
  await happen(engine);
  expect(gpu.alive.size).toBe(0);
});

test('what a cancelled prompt left counts in the share of the GPU as the rest is encoded', async () => {
  const { gpu: roomy, engine: first } = await loaded();
  await first.encode(VOLUME);
  const share = roomy.bytes() / 2;
  const cancel = new AbortController();
  let windows = 0;
  const run: OnGpu['run'] = ({ image }) => void (image && ++windows === 3 && cancel.abort());
  const { gpu, engine } = await loaded({ run }, 4 * share);
  await expect(engine.encode(VOLUME, { signal: cancel.signal })).rejects.toThrow();
  await engine.encode(VOLUME);
  expect(gpu.bytes()).toBeGreaterThan(0);
  expect(gpu.bytes()).toBeLessThanOrEqual(share);
});

test('what a cancelled prompt left on a GPU that fails over another scan is not used', async () => {
  const cancel = new AbortController();
  let isCancelling = false;
  const run: OnGpu['run'] = ({ image, text }) => {
    if (image && isCancelling) cancel.abort();
    if (text && isCancelling) throw new Error('The device was lost.');
  };
  const { gpu, engine } = await loaded({ run });
  await engine.encode(VOLUME);
  isCancelling = true;
  await expect(engine.encode(OTHER, { signal: cancel.signal })).rejects.toThrow();
  await engine.segment(VOLUME.id, [EDGE]);
  expect(gpu.alive.size).toBe(0);
  expect(await maskOn(engine, OTHER)).toEqual(await maskOn(await engineOn(nodeRuntime)));
});

test.each(['image', 'text'])(
  'it goes when the GPU fails at %s, and the answer is WebAssembly’s',
  async (role) => {
    let runs = 0;
    const run: OnGpu['run'] = (feeds) => {
      if (feeds[role] && ++runs === 3) throw new Error('The device was lost.');
    };
    const { gpu, engine } = await loaded({ run });
    expect(await maskOn(engine)).toEqual(await maskOn(await engineOn(nodeRuntime)));
    expect(await engine.probe()).toMatchObject({ backend: 'wasm' });
    expect(gpu.counts.made).toBeGreaterThan(2);
    expect(gpu.alive.size).toBe(0);
  },
);

test('it goes when copying it back fails, and the answer is WebAssembly’s', async () => {
  const takeBack = () => {
    throw new Error('The device was lost.');
  };
  const { gpu, engine } = await loaded({ takeBack }, 1);
  expect(await maskOn(engine)).toEqual(await maskOn(await engineOn(nodeRuntime)));
  expect(gpu.alive.size).toBe(0);
});

test('it goes when another pack is loaded, and with the engine', async () => {
  const { gpu, engine } = await loaded();
  await engine.encode(VOLUME);
  await engine.load(pack('analytic-bank'));
  expect(gpu.alive.size).toBe(0);
  await engine.encode(VOLUME);
  expect(gpu.alive.size).toBeGreaterThan(0);
  engine.dispose();
  await engine.holds(VOLUME);
  expect(gpu.alive.size).toBe(0);
});

test('slices, whose features may go to the disk, come back as they did', async () => {
  const gpu = deviceRuntime(nodeRuntime);
  const engine = await engineOn(gpu.runtime, { manifest: pack('analytic-slices') });
  await maskOn(engine);
  expect(gpu.counts.runs).toBeGreaterThan(0);
  expect(gpu.counts.keeping).toBe(0);
});

test('of tensors of which one cannot be copied back none stays', async () => {
  const gone: string[] = [];
  const tensor = (name: string, takeBack: () => Promise<never>) => ({
    ...{ dims: [1], bytes: 4, takeBack },
    dispose: () => void gone.push(name),
  });
  const fails = async () => Promise.reject(new Error('lost'));
  await expect(takeBackTensors({ a: tensor('a', fails), b: tensor('b', fails) })).rejects.toThrow('lost');
  expect(gone).toEqual(['a', 'b']);
});
