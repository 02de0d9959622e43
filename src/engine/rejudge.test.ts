import { expect, test } from 'vitest';
import { nodeRuntime, readDisk } from '#cli/node-runtime.ts';
import type { ModelManifest } from '#model/manifest.ts';
import type { StructureId } from '#model/prompt.ts';
import { BALL, BALL_GRIDS, ballVolume } from '#testing/ball.ts';
import { denseMask, maskOf } from '#volume/mask.ts';
import type { Grid, VolumeId } from '#volume/types.ts';
import { AnswerStore, type KeptAnswer } from './answer-store.ts';
import type { AnswerId } from './engine.ts';
import { LocalEngine } from './local-engine.ts';
import type { Runtime } from './runtime.ts';

const pack = (name: string) => new URL(`../testing/packs/${name}/manifest.json`, import.meta.url).href;
const PACKS = ['analytic-windows', 'analytic-slices'];
/** Of the packs' logits: (brightness − 0.5) times this; the ball's brightness falls from 1 to 0 within 6 mm. */
const STEEPNESS = 20;
const EDGE_MM = 6;

/** nodeRuntime that counts what it runs. */
function counting(count: { runs: number }): Runtime {
  return {
    ...nodeRuntime,
    open: async (...given) => {
      const session = await nodeRuntime.open(...given);
      return {
        ...session,
        run: (feeds) => {
          count.runs += 1;
          return session.run(feeds);
        },
      };
    },
  };
}

async function answered(name: string, grid: Grid) {
  const count = { runs: 0 };
  const engine = new LocalEngine({ runtime: counting(count), readFile: readDisk });
  await engine.load(pack(name));
  const volume = ballVolume(grid);
  await engine.encode(volume);
  const [answer] = await engine.segment(volume.id, [{ text: 'edge', structure: 'edge' as StructureId }]);
  if (answer?.kind !== 'found') throw new Error(`not found but ${answer?.kind}`);
  return { engine, volume, answer, count };
}

const cases = PACKS.flatMap((name) =>
  Object.entries(BALL_GRIDS).map(([grid, own]) => [name, grid, own] as const),
);

test.each(cases)('%s, stored %s: each threshold has the ball that it must have', async (name, _, grid) => {
  const { engine, answer, count } = await answered(name, grid);
  const before = count.runs;
  for (const threshold of [0.05, 0.3, 0.5, 0.7, 0.95]) {
    const shape = await engine.rejudge(answer.id, { threshold, components: 'declared' });
    const radius = BALL.radiusMm - (EDGE_MM * Math.log(threshold / (1 - threshold))) / STEEPNESS;
    const expectedMl = (4 / 3) * Math.PI * (radius / 10) ** 3;
    expect(Math.abs((shape?.measurement.volumeMl ?? 0) / expectedMl - 1)).toBeLessThan(0.02);
    expect(shape?.threshold).toBe(threshold);
  }
  expect(count.runs).toBe(before);
});

test.each(PACKS)('%s: the mean intensity is that of the voxels inside, at each threshold', async (name) => {
  const { engine, volume, answer } = await answered(name, BALL_GRIDS['flipped and anisotropic'] as Grid);
  const seen: number[] = [];
  for (const threshold of [0.05, 0.5, 0.95]) {
    const shape = await engine.rejudge(answer.id, { threshold, components: 'declared' });
    const isInside = denseMask(shape?.mask ?? answer.mask);
    const inside = [...volume.data]
      .filter((_, n) => isInside[n])
      .map((v) => v * volume.slope + volume.intercept);
    const mean = inside.reduce((sum, value) => sum + value, 0) / inside.length;
    expect(shape?.measurement.figures.meanIntensity).toBeCloseTo(mean, 6);
    seen.push(mean);
  }
  // Nearer to the middle of the ball it is brighter.
  expect(seen).toEqual(seen.toSorted((a, b) => a - b));
  expect(new Set(seen).size).toBe(3);
});

test.each(PACKS)('%s: back at the pack’s threshold it is the first answer, voxel for voxel', async (name) => {
  const { engine, answer } = await answered(name, BALL_GRIDS['oblique'] as Grid);
  await engine.rejudge(answer.id, { threshold: 0.9, components: 'all' });
  const shape = await engine.rejudge(answer.id, { threshold: 0.5, components: 'declared' });
  expect(shape && Buffer.compare(denseMask(shape.mask), denseMask(answer.mask))).toBe(0);
  expect(shape?.measurement).toEqual(answer.measurement);
});

test('a mask handed out is the caller’s own: changing it changes no later one', async () => {
  const { engine, answer } = await answered('analytic-slices', BALL_GRIDS['along the patient'] as Grid);
  const { voxels } = answer.measurement;
  answer.mask.data.fill(0);
  const shape = await engine.rejudge(answer.id, { threshold: 0.5, components: 'declared' });
  expect(shape?.measurement.voxels).toBe(voxels);
});

test('what was forgotten, or belongs to a pack of before, cannot be judged again', async () => {
  const grid = BALL_GRIDS['along the patient'] as Grid;
  const options = { threshold: 0.5, components: 'all' } as const;
  const forgotten = await answered('analytic-windows', grid);
  await forgotten.engine.forget(forgotten.volume.id);
  expect(await forgotten.engine.rejudge(forgotten.answer.id, options)).toBeUndefined();
  const replaced = await answered('analytic-windows', grid);
  await replaced.engine.load(pack('analytic-slices'));
  expect(await replaced.engine.rejudge(replaced.answer.id, options)).toBeUndefined();
});

const MANIFEST_OUTPUT = { maskThreshold: 0.5, existenceThreshold: 0.5 } as ModelManifest['output'];

function kept(volumeId: string, bytes: number): KeptAnswer {
  const grid: Grid = { size: [1, 1, 1], voxelToWorld: [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0] };
  return {
    volumeId: volumeId as VolumeId,
    structure: undefined,
    probabilities: { bytes, at: () => maskOf(grid, [1]) },
    output: MANIFEST_OUTPUT,
    beside: { view: { from: [0, 0, 0], to: [1, 1, 1] } },
  };
}

test('the answer unused for longest makes room, and one too large for the budget is kept alone', () => {
  const store = new AnswerStore(100);
  const [a, b] = [store.keep(kept('v', 40)), store.keep(kept('v', 40))];
  expect(store.get(a)).toBeDefined();
  const c = store.keep(kept('w', 40));
  expect([a, b, c].map((id) => store.get(id) !== undefined)).toEqual([true, false, true]);
  const large = store.keep(kept('w', 500));
  expect([a, c, large].map((id) => store.get(id) !== undefined)).toEqual([false, false, true]);
  expect(store.get('answer-99' as AnswerId)).toBeUndefined();
  // Of a worker that was lost, say.
  expect(new AnswerStore(100).keep(kept('w', 1))).not.toBe(new AnswerStore(100).keep(kept('w', 1)));
  store.forget('w' as VolumeId);
  expect(store.get(large)).toBeUndefined();
  // Room that was given back is room again.
  const [d, e] = [store.keep(kept('v', 50)), store.keep(kept('v', 50))];
  expect([d, e].map((id) => store.get(id) !== undefined)).toEqual([true, true]);
});
