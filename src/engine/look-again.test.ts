import { expect, test } from 'vitest';
import { nodeRuntime, readDisk } from '#cli/node-runtime.ts';
import type { Prompt, StructureId } from '#model/prompt.ts';
import { BALL, BALL_GRIDS, ballVolume } from '#testing/ball.ts';
import { measure } from '#volume/measure.ts';
import type { Grid, Volume } from '#volume/types.ts';
import type { Progress, Segmentation } from './engine.ts';
import { LocalEngine } from './local-engine.ts';
import { bytesOf, type ReadFile } from './pack-files.ts';
import type { Runtime, Tensors } from './runtime.ts';

const PACK = new URL('../testing/packs/analytic-refine/manifest.json', import.meta.url).href;
const WITHOUT = new URL('../testing/packs/analytic-windows/manifest.json', import.meta.url).href;
const prompt = (id: string): Prompt => ({ text: id, structure: id as StructureId });
const [EDGE, INNER, ZENITH] = [prompt('edge'), prompt('inner'), prompt('zenith')] as const;
const PLAIN = BALL_GRIDS['along the patient'] as Grid;

async function engineOf(manifest = PACK, runtime: Runtime = nodeRuntime, readFile: ReadFile = readDisk) {
  const engine = new LocalEngine({ runtime, readFile });
  await engine.load(manifest);
  return engine;
}

async function ask(engine: LocalEngine, volume: Volume, ...prompts: readonly Prompt[]) {
  await engine.encode(volume);
  return engine.segment(volume.id, prompts);
}

function measured(answer: Segmentation | undefined) {
  if (answer?.kind !== 'found') throw new Error(`not found but ${answer?.kind}`);
  const { volumeMl, centroid } = measure(answer.mask);
  return { share: volumeMl / BALL.volumeMl, centroid };
}

/** Samples of a window of the second look along z, y, x: no window of the first has as many. */
const WINDOW = [24, 32, 40];

/** The node runtime, in which `change` may give a window of the second look another threshold than the prompt's, 0.9. */
function watching(change: (threshold: number) => number): Runtime {
  return {
    ...nodeRuntime,
    open: async (graph, backend) => {
      const session = await nodeRuntime.open(graph, backend);
      const run = (feeds: Tensors) => {
        const { features, text } = feeds;
        if (!features || !text || WINDOW.some((n, axis) => features.dims[axis + 2] !== n))
          return session.run(feeds);
        const data = Float32Array.from(text.data, change);
        return session.run({ ...feeds, text: { dims: text.dims, data } });
      };
      return { ...session, run };
    },
  };
}

/** A second look that sees the whole ball where the first sees what is nearly as bright as its middle. */
const wider = () => watching(() => 0.5);

test.each(Object.entries(BALL_GRIDS))(
  'the second look sees the scan where it is and takes the place of the first, stored %s',
  async (_, grid) => {
    const [inner] = await ask(await engineOf(PACK, wider()), ballVolume(grid), INNER);
    const { share, centroid } = measured(inner);
    expect(Math.abs(share - 1)).toBeLessThan(0.02);
    for (const axis of [0, 1, 2] as const)
      expect(Math.abs((centroid?.[axis] ?? Number.NaN) - BALL.centre[axis])).toBeLessThan(0.25);
    const [alone] = await ask(await engineOf(WITHOUT), ballVolume(grid), INNER);
    expect(measured(alone).share).toBeLessThan(0.85);
  },
);

test('it is taken of its structures and its kinds of scans alone, and gives the same voxels in any company', async () => {
  let looks = 0;
  const counting = watching((threshold) => {
    looks++;
    return threshold;
  });
  const engine = await engineOf(PACK, counting);
  const volume = ballVolume(PLAIN);
  await ask(engine, volume, EDGE, ZENITH);
  await ask(engine, ballVolume(PLAIN, 'MR', 'mr'), INNER);
  expect(looks).toBe(0);
  const [alone] = await ask(engine, volume, INNER);
  expect(looks).toBeGreaterThan(1);
  const [, , together] = await ask(engine, volume, ZENITH, EDGE, INNER);
  if (alone?.kind !== 'found' || together?.kind !== 'found') throw new Error('not found');
  expect(together.mask.data).toEqual(alone.mask.data);
  expect(together.existence).toBe(alone.existence);
});

/** A window that holds the whole ball, twice its structures: both lie in it. */
const TOGETHER = { structures: ['inner', 'edge'], size: [56, 56, 40] };

/** The pack with a second look at two structures, which `onWindow` hears of. */
function atBoth(onWindow: () => void) {
  const readFile: ReadFile = async (url, ...rest) => {
    const content = await readDisk(url, ...rest);
    if (!url.endsWith('manifest.json')) return content;
    const manifest = JSON.parse(new TextDecoder().decode(await bytesOf(content)));
    const { structures, size } = TOGETHER;
    const [look] = manifest.refine;
    const refine = { ...look, structures, tiling: { ...look.tiling, size } };
    return new TextEncoder().encode(JSON.stringify({ ...manifest, refine: [refine] }));
  };
  const runtime: Runtime = {
    ...nodeRuntime,
    open: async (graph, backend) => {
      const session = await nodeRuntime.open(graph, backend);
      const run = (feeds: Tensors) => {
        if (feeds['image']?.dims.at(-1) === TOGETHER.size[0]) onWindow();
        return session.run(feeds);
      };
      return { ...session, run };
    },
  };
  return engineOf(PACK, runtime, readFile);
}

test('structures that a window holds together are seen in the same windows, whichever is asked, and first', async () => {
  const seen: Uint8Array[][] = [];
  for (const order of [[INNER, EDGE], [EDGE, INNER], [EDGE]]) {
    let windows = 0;
    const engine = await atBoth(() => windows++);
    const volume = ballVolume(PLAIN);
    const masks = new Map<Prompt, Uint8Array>();
    for (const each of order) {
      const [answer] = await ask(engine, volume, each);
      if (answer?.kind !== 'found') throw new Error('not found');
      masks.set(each, answer.mask.data);
      expect(windows).toBe(1);
    }
    seen.push([masks.get(EDGE), masks.get(INNER)].flatMap((mask) => mask ?? []));
  }
  const [first, second, alone] = seen;
  expect(second).toEqual(first);
  expect(alone).toEqual(first?.slice(0, 1));
});

test('where it finds nothing the first look stands, outline and verdict', async () => {
  const none = watching(() => 9);
  const [answer] = await ask(await engineOf(PACK, none), ballVolume(PLAIN), INNER);
  const [first] = await ask(await engineOf(WITHOUT), ballVolume(PLAIN), INNER);
  if (answer?.kind !== 'found' || first?.kind !== 'found') throw new Error('not found');
  expect(answer.mask.data).toEqual(first.mask.data);
  expect(answer.existence).toBe(first.existence);
});

test('a first look that points at nothing is not followed by a second', async () => {
  let looks = 0;
  const engine = await engineOf(
    PACK,
    watching(() => looks++),
  );
  const empty = { ...ballVolume(PLAIN), data: new Int16Array(ballVolume(PLAIN).data.length).fill(100) };
  const [answer] = await ask(engine, empty, INNER);
  expect(answer?.kind).toBe('not-found');
  expect(answer).not.toHaveProperty('lookedAgain');
  expect(looks).toBe(0);
});

test('numbers that are none are an error, not an outline', async () => {
  const engine = await engineOf(
    PACK,
    watching(() => Number.NaN),
  );
  await expect(ask(engine, ballVolume(PLAIN), INNER)).rejects.toThrow('decode');
});

test('it tells of its windows, and can be cancelled between them', async () => {
  const engine = await engineOf(PACK, wider());
  const volume = ballVolume(PLAIN);
  await engine.encode(volume);
  const stop = new AbortController();
  const cancelled = engine.segment(volume.id, [INNER], {
    signal: stop.signal,
    onProgress: ({ stage, done, total }) => {
      if (stage === 'decode' && total === 1 && done > 0.3) stop.abort();
    },
  });
  await expect(cancelled).rejects.toThrow();
  const told: Progress[] = [];
  const [answer] = await engine.segment(volume.id, [INNER], {
    onProgress: (progress) => told.push(progress),
  });
  const windows = told.filter(({ stage, total }) => stage === 'decode' && total === 1);
  expect(windows.map(({ done }) => done)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8].map((n) => n / 8));
  expect(measured(answer).share).toBeGreaterThan(0.98);
  expect(answer?.lookedAgain).toBe(8);
  // Asked again, it needs no second look.
  told.length = 0;
  const [kept] = await engine.segment(volume.id, [INNER], { onProgress: (progress) => told.push(progress) });
  expect(kept).not.toHaveProperty('lookedAgain');
  expect(told.some(({ stage, total }) => stage === 'decode' && total === 1)).toBe(false);
});

/** The pack whose second look is declared otherwise. */
const declared = (more: object): ReadFile => {
  return async (url, ...rest) => {
    const content = await readDisk(url, ...rest);
    if (!url.endsWith('manifest.json')) return content;
    const manifest = JSON.parse(new TextDecoder().decode(await bytesOf(content)));
    return new TextEncoder().encode(
      JSON.stringify({ ...manifest, refine: [{ ...manifest.refine[0], ...more }] }),
    );
  };
};

test('a second look that is to be weighed comes to something between both', async () => {
  const shareAt = async (weight: number) => {
    const engine = await engineOf(PACK, wider(), declared({ weight }));
    const [answer] = await ask(engine, ballVolume(PLAIN), INNER);
    return measured(answer).share;
  };
  const [little, half, all] = [await shareAt(0.05), await shareAt(0.5), await shareAt(1)];
  const [alone] = await ask(await engineOf(WITHOUT), ballVolume(PLAIN), INNER);
  expect(measured(alone).share).toBeLessThan(half);
  expect(little).toBeLessThan(half);
  expect(half).toBeLessThan(all);
});

test('where it would take more windows than the pack allows, the first look stands, and none is run', async () => {
  const [first] = await ask(await engineOf(WITHOUT), ballVolume(PLAIN), INNER);
  if (first?.kind !== 'found') throw new Error('not found');
  for (const [mostWindows, isTaken] of [
    [7, false],
    [8, true],
  ] as const) {
    const engine = await engineOf(PACK, wider(), declared({ mostWindows }));
    const [answer] = await ask(engine, ballVolume(PLAIN), INNER);
    if (answer?.kind !== 'found') throw new Error('not found');
    expect('lookedAgain' in answer).toBe(isTaken);
    expect(Buffer.compare(answer.mask.data, first.mask.data) === 0).toBe(!isTaken);
  }
});
