import { describe, expect, test } from 'vitest';
import { nodeRuntime, readDisk } from '#cli/node-runtime.ts';
import type { Progress, SegmentOptions } from '#engine/engine.ts';
import { LocalEngine } from '#engine/local-engine.ts';
import type { Runtime } from '#engine/runtime.ts';
import type { Prompt } from '#model/prompt.ts';
import { BALL_GRIDS, ballVolume } from '#testing/ball.ts';
import { ENSEMBLE, INNER, maskOf, SHELL } from '#testing/nnunet-ball.ts';
import { denseMask } from '#volume/mask.ts';
import { regionOfBox } from '#volume/region.ts';
import type { Grid, WorldBox } from '#volume/types.ts';

const PLAIN = BALL_GRIDS['along the patient'] as Grid;
const OBLIQUE = BALL_GRIDS['oblique'] as Grid;

async function engineWith(manifest: string, runtime: Runtime = nodeRuntime) {
  const engine = new LocalEngine({ runtime, readFile: readDisk });
  const model = await engine.load(manifest);
  return { engine, model };
}

/** The answers about the ball on `grid`. */
async function ask(manifest: string, grid: Grid, prompts: readonly Prompt[], options: SegmentOptions = {}) {
  const { engine } = await engineWith(manifest);
  const volume = ballVolume(grid);
  await engine.encode(volume, options);
  return { engine, volume, answers: await engine.segment(volume.id, prompts, options) };
}

function counting(onRun: () => void): Runtime {
  return {
    ...nodeRuntime,
    open: async (graph, backend, weights) => {
      const session = await nodeRuntime.open(graph, backend, weights);
      return {
        ...session,
        run: (feeds) => {
          onRun();
          return session.run(feeds);
        },
      };
    },
  };
}

test('a region costs the windows that reach into it', async () => {
  const counts: number[] = [];
  const runtime = counting(() => counts.push(1));
  const { engine } = await engineWith(ENSEMBLE, runtime);
  const volume = ballVolume(PLAIN);
  await engine.encode(volume);
  const all = counts.splice(0).length;
  const region: WorldBox = { from: [30, -12, 22], to: [33, -10, 24] };
  await engine.encode(volume, { region: regionOfBox(volume.grid, region) });
  expect(counts.length).toBeLessThan(all);
  expect(counts.length).toBeGreaterThan(0);
});

test('mirrored along two axes a window is asked for four times, and the answer of a network that does not care is the same', async () => {
  let runs = 0;
  const { engine } = await engineWith(
    ENSEMBLE,
    counting(() => runs++),
  );
  const volume = ballVolume(OBLIQUE);
  await engine.encode(volume);
  const [plain] = await engine.segment(volume.id, [SHELL]);
  const once = runs;
  const [mirrored] = await engine.segment(volume.id, [SHELL], { windows: { mirror: true } });
  expect(runs - once).toBe(4 * once);
  expect(denseMask(maskOf(mirrored))).toEqual(denseMask(maskOf(plain)));
  await engine.segment(volume.id, [INNER], { windows: { mirror: true } });
  expect(runs - once).toBe(4 * once);
});

/** A runtime on a GPU that gives no numbers from its fifth run on; a processor takes its place. */
async function failingGpu(): Promise<Runtime> {
  const used: string[] = [];
  const gpu = { ...(await nodeRuntime.probe()), backend: 'webgpu' as const };
  return {
    probe: async () => gpu,
    open: async (graph, backend) => {
      const session = await nodeRuntime.open(graph, backend);
      return {
        ...session,
        run: async (feeds) => {
          used.push(backend);
          const results = await session.run(feeds);
          if (backend !== 'webgpu' || used.length < 5) return results;
          const [[name, tensor] = ['', undefined]] = Object.entries(results);
          return {
            [name]: {
              dims: tensor?.dims ?? [],
              data: new Float32Array(tensor?.data.length ?? 0).fill(Number.NaN),
            },
          };
        },
      };
    },
    fallback: (device, message) =>
      device.backend === 'webgpu'
        ? { ...device, backend: 'wasm', reason: { kind: 'webgpu-failed', message } }
        : undefined,
  };
}

describe('while it works', () => {
  test('each run of a network is reported, then each slice that is decided', async () => {
    const { engine } = await engineWith(ENSEMBLE);
    const volume = ballVolume(PLAIN);
    const heard: Progress[] = [];
    const onProgress = (progress: Progress) => void heard.push(progress);
    await engine.encode(volume, { onProgress });
    await engine.segment(volume.id, [INNER], { onProgress });
    const stages = [...new Set(heard.map(({ stage }) => stage))];
    expect(stages).toEqual(['preprocess', 'encode', 'decode', 'postprocess']);
    const runs = heard.filter(({ stage }) => stage === 'encode');
    expect(runs.map(({ done }) => done)).toEqual(runs.map(({ done }) => done).toSorted((a, b) => a - b));
    expect(runs.at(-1)?.done).toBe(runs[0]?.total);
    expect(runs.every(({ done }) => Number.isInteger(done))).toBe(true);
  });

  test('a cancelled encoding leaves nothing behind, a cancelled prompt leaves what the network said', async () => {
    let runs = 0;
    const { engine } = await engineWith(
      ENSEMBLE,
      counting(() => runs++),
    );
    const volume = ballVolume(PLAIN);
    const stop = new AbortController();
    const onProgress = ({ stage, done }: Progress) => {
      if ((stage === 'encode' || stage === 'decode') && done === 2) stop.abort(new Error('stop'));
    };
    await expect(engine.encode(volume, { signal: stop.signal, onProgress })).rejects.toThrow('stop');
    expect(await engine.holds(volume)).toBe(false);
    await engine.encode(volume);
    const before = runs;
    const next = new AbortController();
    const onSlice = ({ stage }: Progress) => {
      if (stage === 'decode') next.abort(new Error('stop'));
    };
    const asked = engine.segment(volume.id, [INNER], { signal: next.signal, onProgress: onSlice });
    await expect(asked).rejects.toThrow('stop');
    expect(maskOf((await engine.segment(volume.id, [INNER]))[0]).data.length).toBeGreaterThan(0);
    expect(runs).toBe(before);
  });

  test('where a device fails in the middle, the next does all of it', async () => {
    const runtime = await failingGpu();
    const { engine } = await engineWith(ENSEMBLE, runtime);
    const volume = ballVolume(PLAIN);
    await engine.encode(volume);
    const [answer] = await engine.segment(volume.id, [INNER]);
    expect(answer?.device).toMatchObject({
      backend: 'wasm',
      reason: { message: 'The network gave what is not a number.' },
    });
    const { answers } = await ask(ENSEMBLE, PLAIN, [INNER]);
    expect(maskOf(answer)).toEqual(maskOf(answers[0]));
  });
});
