import { describe, expect, test } from 'vitest';
import { nodeRuntime, readDisk } from '#cli/node-runtime.ts';
import type { SegmentOptions } from '#engine/engine.ts';
import { LocalEngine } from '#engine/local-engine.ts';
import type { Runtime } from '#engine/runtime.ts';
import type { Prompt } from '#model/prompt.ts';
import { readPrompts } from '#prompt/read-prompt.ts';
import { BALL, BALL_GRIDS, ballVolume } from '#testing/ball.ts';
import { AROUND, ENSEMBLE, INNER, maskOf, SHELL, ZENITH } from '#testing/nnunet-ball.ts';
import { toWorld } from '#volume/affine.ts';
import { boxSize } from '#volume/boxes.ts';
import { commonVoxels, denseMask } from '#volume/mask.ts';
import { measure } from '#volume/measure.ts';
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

/** Radii at which the ball's brightness passes 0.3 and 0.7. */
const ball = (radiusMm: number) => (4 / 3) * Math.PI * (radiusMm / 10) ** 3;
const [WHOLE_ML, INNER_ML] = [ball(BALL.radiusMm + 1.2), ball(BALL.radiusMm - 1.2)];

const packs = [
  // A tenth of its widest spacing; an error of half a sample would be eight times that.
  ['an ensemble on a grid of its own', ENSEMBLE, 0.25],
  // The centre of what is whole samples of 3 mm can be half of one away.
  ['TotalSegmentator’s way to 3 mm', AROUND, 1.5],
] as const;
const cases = packs.flatMap(([pack, manifest, missMm]) =>
  Object.entries(BALL_GRIDS).map(([name, grid]) => [pack, name, manifest, grid, missMm] as const),
);

describe.each(cases)('%s, stored %s', (_pack, _name, manifest, grid, missMm) => {
  test('every voxel of the ball has one label, of the right size and place', async () => {
    const { answers } = await ask(manifest, grid, [SHELL, INNER]);
    const [shell, inner] = [maskOf(answers[0]), maskOf(answers[1])];
    expect(shell.grid).toEqual(grid);
    expect(commonVoxels(shell, inner)).toBe(0);
    const [shellIs, innerIs] = [measure(shell), measure(inner)];
    // TotalSegmentator gives each voxel the label of the nearest of its own, up to 3 mm away.
    expect(Math.abs(innerIs.volumeMl / INNER_ML - 1)).toBeLessThan(0.03);
    expect(Math.abs((shellIs.volumeMl + innerIs.volumeMl) / WHOLE_ML - 1)).toBeLessThan(0.03);
    for (const { centroid } of [shellIs, innerIs]) {
      const miss = Math.hypot(...BALL.centre.map((at, axis) => at - (centroid?.[axis] ?? Number.NaN)));
      expect(miss).toBeLessThan(missMm);
    }
    expect(innerIs.cutBy).toEqual([]);
  });

  test('asked about a box alone, it answers there as it does without', async () => {
    const region: WorldBox = { from: [-5, -40, 10], to: [40, 10, 60] };
    const whole = maskOf((await ask(manifest, grid, [INNER])).answers[0]);
    const part = maskOf(
      (await ask(manifest, grid, [INNER], { region: regionOfBox(grid, region) })).answers[0],
    );
    const [all, some] = [denseMask(whole), denseMask(part)];
    const [ni, nj] = grid.size;
    let inside = 0;
    for (let n = 0; n < all.length; n++) {
      const at = toWorld(grid.voxelToWorld, [n % ni, Math.floor(n / ni) % nj, Math.floor(n / (ni * nj))]);
      const isWanted = at.every((mm, axis) => mm >= (region.from[axis] ?? 0) && mm <= (region.to[axis] ?? 0));
      if (isWanted && some[n] !== all[n]) throw new Error(`voxel ${n} differs`);
      // Beyond it there may be more, in the box of voxels about it, and nothing that the whole does not have.
      if (some[n] && !all[n]) throw new Error(`voxel ${n} is more`);
      inside += some[n] ?? 0;
    }
    expect(inside).toBeGreaterThan(0);
    expect(inside).toBeLessThan(measure(whole).voxels);
  });
});

test('a region beside the scan is no error, and nothing is there', async () => {
  const region: WorldBox = { from: [900, 900, 900], to: [950, 950, 950] };
  const { answers } = await ask(ENSEMBLE, OBLIQUE, [INNER], { region: regionOfBox(OBLIQUE, region) });
  expect(answers[0]).toMatchObject({ kind: 'not-found', reason: 'too-little' });
});

test('what is not there is not found, by its voxels alone', async () => {
  const { answers } = await ask(ENSEMBLE, PLAIN, [ZENITH, INNER]);
  expect(answers[0]).toMatchObject({ kind: 'not-found', reason: 'too-little' });
  expect(answers[1]).toMatchObject({ kind: 'found', existence: expect.closeTo(1, 2) });
});

test('names of the pack and its groups are understood, and nothing else is', async () => {
  const { engine, model } = await engineWith(AROUND);
  const volume = ballVolume(PLAIN);
  await engine.encode(volume);
  const prompts = readPrompts('ball, zenit, elephant', model.structures, model.groups);
  const answers = await engine.segment(volume.id, prompts);
  expect(answers.map(({ kind }) => kind)).toEqual(['found', 'found', 'not-understood', 'not-understood']);
  expect(answers[2]).toMatchObject({ nearest: ['zenith'] });
});

test('an answer depends on neither the order nor the company of the prompts', async () => {
  const { engine, volume, answers } = await ask(AROUND, OBLIQUE, [SHELL, INNER, ZENITH]);
  const [inner] = await engine.segment(volume.id, [INNER]);
  expect(maskOf(inner)).toEqual(maskOf(answers[1]));
});

describe('judged again', () => {
  const all = 'all' as const;

  test('at one half it is the label, voxel for voxel; above, less of it; below, more', async () => {
    for (const [, manifest] of packs) {
      const { engine, answers } = await ask(manifest, OBLIQUE, [INNER]);
      const [answer] = answers;
      if (answer?.kind !== 'found') throw new Error('not found');
      const at = async (threshold: number) => {
        const shape = await engine.rejudge(answer.id, { threshold, components: all });
        return shape?.measurement.voxels ?? 0;
      };
      expect((await engine.rejudge(answer.id, { threshold: 0.5, components: all }))?.mask).toEqual(
        answer.mask,
      );
      const voxels = [await at(0.05), await at(0.3), await at(0.5), await at(0.7), await at(0.95)];
      expect(voxels[2]).toBe(answer.measurement.voxels);
      expect(voxels).toEqual(voxels.toSorted((a, b) => b - a));
      expect(new Set(voxels).size).toBe(voxels.length);
    }
  });

  test('a threshold is one of the probability among all classes', async () => {
    const { engine, answers } = await ask(ENSEMBLE, PLAIN, [INNER]);
    const [answer] = answers;
    if (answer?.kind !== 'found') throw new Error('not found');
    const wide = await engine.rejudge(answer.id, { threshold: 0.2, components: all });
    // exp(40 f − 20) / Σ is 0.2 where inner and shell are the two that count: 20 f − 14 = ln(0.2 / 0.8).
    const brightness = (14 + Math.log(0.2 / 0.8)) / 20;
    const radius = BALL.radiusMm + 6 * (0.5 - brightness);
    expect(Math.abs((wide?.measurement.volumeMl ?? 0) / ball(radius) - 1)).toBeLessThan(0.02);
  });

  test('nothing is left to judge of a scan that was forgotten', async () => {
    const { engine, volume, answers } = await ask(ENSEMBLE, PLAIN, [INNER]);
    const [answer] = answers;
    if (answer?.kind !== 'found') throw new Error('not found');
    await engine.forget(volume.id);
    expect(await engine.rejudge(answer.id, { threshold: 0.5, components: all })).toBeUndefined();
    expect(await engine.holds(volume)).toBe(false);
  });
});

test('a box of a mask holds a rim of what is not in it, for a surface to be drawn in', async () => {
  const { answers } = await ask(AROUND, PLAIN, [INNER]);
  const { box, data, level } = maskOf(answers[0]);
  const [ni, nj, nk] = boxSize(box);
  data.forEach((byte, n) => {
    const [i, j, k] = [n % ni, Math.floor(n / ni) % nj, Math.floor(n / (ni * nj))];
    const isRim = i === 0 || j === 0 || k === 0 || i === ni - 1 || j === nj - 1 || k === nk - 1;
    if (isRim) expect(byte).toBeLessThan(level);
  });
});
