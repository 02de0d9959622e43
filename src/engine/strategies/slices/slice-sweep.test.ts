import { expect, test } from 'vitest';
import { nodeRuntime, readDisk } from '#cli/node-runtime.ts';
import type { PartialMask, Progress, Segmentation, SegmentOptions } from '#engine/engine.ts';
import { LocalEngine } from '#engine/local-engine.ts';
import type { Runtime, Tensors } from '#engine/runtime.ts';
import type { FeatureDisk } from '#engine/slice-features.ts';
import type { Prompt, StructureId } from '#model/prompt.ts';
import { BALL, BALL_GRIDS, ballVolume } from '#testing/ball.ts';
import { denseMask, paintMask } from '#volume/mask.ts';
import type { Grid } from '#volume/types.ts';

const SLICES = new URL('../../../testing/packs/analytic-slices/manifest.json', import.meta.url).href;
const VOLUME = ballVolume(BALL_GRIDS['flipped and anisotropic'] as Grid);
const [, , COUNT] = VOLUME.grid.size;
const prompt = (text: string): Prompt => ({ text, structure: text as StructureId });
const EDGE = prompt('edge');
const INNER = prompt('inner');

/** Hears of each slice that is encoded. */
function counting(onEncode: () => void): Runtime {
  return {
    ...nodeRuntime,
    open: async (...given) => {
      const session = await nodeRuntime.open(...given);
      const run = (feeds: Tensors) => {
        if (feeds['image']) onEncode();
        return session.run(feeds);
      };
      return { ...session, run };
    },
  };
}

interface Setup {
  readonly cacheBytes?: number;
  readonly disk?: FeatureDisk;
  readonly onEncode?: () => void;
}

async function opened({ onEncode = () => undefined, ...rest }: Setup = {}) {
  const engine = new LocalEngine({ runtime: counting(onEncode), readFile: readDisk, ...rest });
  await engine.load(SLICES);
  await engine.encode(VOLUME);
  return engine;
}

async function ask(engine: LocalEngine, texts: readonly Prompt[], options: SegmentOptions = {}) {
  return engine.segment(VOLUME.id, texts, options);
}

function mask(answer: Segmentation | undefined): Uint8Array {
  if (answer?.kind !== 'found') throw new Error(`not found but ${answer?.kind}`);
  return denseMask(answer.mask);
}

const same = (a: Segmentation | undefined, b: Segmentation | undefined) =>
  Buffer.compare(mask(a), mask(b)) === 0;

test('masks grow from the slice looked at outward, and their parts make up the whole', async () => {
  const engine = await opened();
  const parts: PartialMask[] = [];
  const slices = { startAt: BALL.centre };
  const [answer] = await ask(engine, [EDGE], { slices, onPartial: (part) => parts.push(part) });
  const indices = parts.map((part) => part.mask.box.from[2]);
  const [start = 0] = indices;
  const far = indices.map((index) => Math.abs(index - start));
  expect(far).toEqual([...far].sort((a, b) => a - b));
  const grown = new Uint8Array(VOLUME.data.length);
  for (const part of parts) paintMask(part.mask, grown, 1);
  expect(Buffer.compare(grown, mask(answer))).toBe(0);
  expect(parts.length).toBeGreaterThan(5);
});

test('progress counts the slices', async () => {
  const engine = await opened();
  const seen: Progress[] = [];
  await ask(engine, [EDGE], { onProgress: (progress) => seen.push(progress) });
  const done = seen.filter(({ stage }) => stage === 'slice').map((progress) => progress.done);
  expect([done[0], done.at(-1)]).toEqual([0, COUNT]);
  expect(done).toEqual([...done].sort((a, b) => a - b));
});

test('a prompt added while another runs shares its slices, and both are as if asked by themselves', async () => {
  const separate = await opened();
  const [edge] = await ask(separate, [EDGE]);
  const [inner] = await ask(separate, [INNER]);
  let encoded = 0;
  const engine = await opened({ onEncode: () => encoded++ });
  let added: Promise<readonly Segmentation[]> | undefined;
  const onProgress = ({ stage, done }: Progress) => {
    if (stage === 'slice' && done === 5) added ??= ask(engine, [INNER], { slices: { startAt: [0, 0, -20] } });
  };
  const first = await ask(engine, [EDGE], { onProgress });
  expect(same(first[0], edge)).toBe(true);
  expect(same((await added)?.[0], inner)).toBe(true);
  const [together] = await ask(await opened(), [EDGE, INNER]);
  expect(same(together, edge)).toBe(true);
  // Slices that see nothing are not encoded, and none is encoded twice.
  expect(encoded).toBeLessThan(COUNT);
});

test('cancelled between slices, a call rejects with the reason; another goes on, and a later one finds features kept', async () => {
  let encoded = 0;
  const engine = await opened({ onEncode: () => encoded++ });
  const controller = new AbortController();
  const onProgress = ({ stage, done }: Progress) => {
    if (stage === 'slice' && done === 12) controller.abort(new Error('stop'));
  };
  const stopped = ask(engine, [EDGE], { signal: controller.signal, onProgress });
  const other = ask(engine, [INNER]);
  await expect(stopped).rejects.toThrow('stop');
  const [edge] = await ask(await opened(), [EDGE]);
  expect((await other)[0]?.kind).toBe('found');
  const before = encoded;
  expect(same((await ask(engine, [EDGE]))[0], edge)).toBe(true);
  expect(encoded).toBe(before);
});

test('a lone call that is cancelled ends the sweep', async () => {
  let encoded = 0;
  const engine = await opened({ onEncode: () => encoded++ });
  const controller = new AbortController();
  const onProgress = ({ stage, done }: Progress) => {
    if (stage === 'slice' && done === 2) controller.abort(new Error('stop'));
  };
  await expect(ask(engine, [EDGE], { signal: controller.signal, onProgress })).rejects.toThrow('stop');
  await engine.holds(VOLUME);
  expect(encoded).toBeLessThan(5);
});

test('features beyond the budget are encoded again, with the same masks', async () => {
  const [edge] = await ask(await opened(), [EDGE]);
  let encoded = 0;
  const engine = await opened({ cacheBytes: 50_000, onEncode: () => encoded++ });
  await ask(engine, [INNER]);
  const once = encoded;
  expect(same((await ask(engine, [EDGE]))[0], edge)).toBe(true);
  expect(encoded).toBeGreaterThan(once);
  expect(encoded).toBeLessThan(2 * once);
});

test('with a disk, what memory has no room for is read back, not encoded again', async () => {
  const kept = new Map<string, Tensors>();
  const disk: FeatureDisk = {
    write: async (key, features) => void kept.set(key, features),
    read: async (key) => kept.get(key),
    has: (key) => kept.has(key),
    drop: async (prefix) => {
      for (const key of kept.keys()) if (key.startsWith(prefix)) kept.delete(key);
    },
  };
  let encoded = 0;
  const engine = await opened({ cacheBytes: 50_000, disk, onEncode: () => encoded++ });
  await ask(engine, [INNER]);
  const once = encoded;
  await ask(engine, [EDGE]);
  expect(encoded).toBe(once);
  await engine.forget(VOLUME.id);
  expect([...kept.keys()]).toEqual([]);
});

test('another pack ends the calls under way', async () => {
  const engine = await opened();
  const asked = ask(engine, [EDGE]);
  const loaded = engine.load(SLICES);
  await expect(asked).rejects.toMatchObject({ name: 'AbortError' });
  await loaded;
  await expect(ask(engine, [EDGE])).rejects.toThrow('segment before encode');
});

test('together, no voxel is in two masks', async () => {
  const engine = await opened();
  const answers = await ask(engine, [EDGE, INNER], { slices: { together: true } });
  const found = answers.filter((answer) => answer.kind === 'found').map(mask);
  const twice = found[0]?.reduce((sum, inside, n) => sum + (inside && found[1]?.[n] ? 1 : 0), 0);
  expect(twice ?? 0).toBe(0);
});

test('a GPU that fails at a slice is left for WebAssembly, and the answer says so', async () => {
  let slices = 0;
  const gpu = { ...(await nodeRuntime.probe()), backend: 'webgpu' as const };
  const runtime: Runtime = {
    probe: async () => gpu,
    open: async (graph, backend, weights) => {
      const session = await nodeRuntime.open(graph, backend, weights);
      const run = (feeds: Tensors) => {
        if (backend === 'webgpu' && feeds['image'] && ++slices === 4) throw new Error('the GPU is gone');
        return session.run(feeds);
      };
      return { ...session, run };
    },
    fallback: (device, message) =>
      device.backend === 'webgpu'
        ? { ...device, backend: 'wasm', reason: { kind: 'webgpu-failed', message } }
        : undefined,
  };
  const engine = new LocalEngine({ runtime, readFile: readDisk });
  await engine.load(SLICES);
  await engine.encode(VOLUME);
  const [answer] = await ask(engine, [EDGE]);
  const [expected] = await ask(await opened(), [EDGE]);
  expect(answer?.device).toMatchObject({
    backend: 'wasm',
    reason: { kind: 'webgpu-failed', message: 'the GPU is gone' },
  });
  expect(same(answer, expected)).toBe(true);
});
