import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readManifest } from '#model/manifest.ts';
import { prompted } from '#model/manifest-kinds.ts';
import { prepareInput } from '#model/nnunet/prepare.ts';
import { countOf } from '#model/nnunet/window-range.ts';
import { windowsOf } from '#model/nnunet/windows.ts';
import { prepare } from '#model/preprocess.ts';
import { BALL_GRIDS, ballVolume } from '#testing/ball.ts';
import type { Grid, Volume } from '#volume/types.ts';
import { packWork, workOn } from './pack-work.ts';
import { type Question, scanWork } from './scan-work.ts';

const manifest = (path: string) =>
  readManifest(JSON.parse(readFileSync(new URL(`../../../${path}/manifest.json`, import.meta.url), 'utf8')));
const analytic = (name: string) => manifest(`src/testing/packs/analytic-${name}`);
const WINDOWS = analytic('windows');
const MINI = manifest('public/models/mini');

/** Nothing of it is 0, so that nnU-Net crops nothing off. */
const volumeOn = (grid: Grid): Volume => ({ ...ballVolume(grid), intercept: 7 });
const ONE = { prompts: 1, reach: 'all' } as const;
const PLAIN = BALL_GRIDS['along the patient'] as Grid;

for (const [stored, grid] of Object.entries(BALL_GRIDS)) {
  test(`as many pieces are counted as the engine makes of a scan, stored ${stored}`, () => {
    const { input } = prompted(WINDOWS);
    if (input.tiling.kind !== 'window-3d') throw new Error('no windows');
    const made = prepare(volumeOn(grid), input, input.tiling).tiles;
    expect(scanWork(packWork(WINDOWS), { grid, ...ONE }).pieces).toEqual({
      low: made.length,
      high: made.length,
    });
    expect(scanWork(packWork(WINDOWS), { grid, ...ONE }).piece.size).toEqual(made[0]?.size);
    for (const name of ['nnunet', 'totalsegmentator']) {
      const pack = analytic(name);
      const { tiling } = pack.input;
      if (tiling.kind !== 'nnunet') throw new Error('no nnU-Net');
      const { size } = prepareInput(volumeOn(grid), tiling);
      const count = countOf(windowsOf(size, tiling.patchSize, tiling.stepSize));
      expect(scanWork(packWork(pack), { grid, ...ONE }).pieces).toEqual({ low: count, high: count });
    }
    expect(scanWork(packWork(analytic('slices')), { grid, ...ONE }).pieces.high).toBe(grid.size[2]);
  });
}

test('a part of the scan costs the windows and slices that reach into it, whichever way the scan is stored', () => {
  const region = { from: [0, 0, 0], to: [12, 12, 12] } as const;
  for (const name of ['nnunet', 'totalsegmentator', 'slices']) {
    for (const grid of Object.values(BALL_GRIDS)) {
      const work = packWork(analytic(name));
      const [all, part] = [scanWork(work, { grid, ...ONE }), scanWork(work, { grid, ...ONE, region })];
      expect(part.pieces.high, name).toBeGreaterThan(0);
      expect(part.pieces.high, name).toBeLessThan(all.pieces.high);
    }
  }
  const flipped: Grid = { ...PLAIN, voxelToWorld: [-2, 0, 0, 50, 0, 2, 0, 0, 0, 0, 2, 0] };
  const side = { from: [0, 0, 0], to: [10, 52, 50] } as const;
  const other = { from: [40, 0, 0], to: [50, 52, 50] } as const;
  const around = packWork(analytic('totalsegmentator'));
  // What lies on the patient's left is the same, from whichever end it is counted.
  expect(scanWork(around, { grid: flipped, ...ONE, region: side })).toEqual(
    scanWork(around, { grid: PLAIN, ...ONE, region: other }),
  );
});

test('of a pack that looks at the body alone, windows are counted where the body is', () => {
  const grid: Grid = { size: [256, 256, 100], voxelToWorld: [2.2, 0, 0, 0, 0, 2.2, 0, 0, 0, 0, 3, 0] };
  const body = { from: [100, 100, 0], to: [400, 300, 300] } as const;
  const work = packWork(MINI);
  const [all, about] = [scanWork(work, { grid, ...ONE }), scanWork(work, { grid, ...ONE, body })];
  expect(about.pieces.high).toBeLessThan(all.pieces.high);
  // A body beside the scan says nothing.
  const beside = { from: [9000, 9000, 0], to: [9100, 9100, 300] } as const;
  expect(scanWork(work, { grid, ...ONE, body: beside })).toEqual(all);
});

test('GFLOP are those of the manifest: by window, prompt and share of the largest window', () => {
  const { windowGflop = 0, promptGflop = 0 } = MINI.compute ?? {};
  const { tiling, spacing } = MINI.input;
  if (tiling.kind !== 'window-3d' || spacing?.kind !== 'fixed') throw new Error('Mini has changed');
  const [p, q, r] = spacing.mm;
  const [nx, ny, nz] = tiling.size;
  const exactly: Grid = { size: tiling.size, voxelToWorld: [p, 0, 0, 0, 0, q, 0, 0, 0, 0, r, 0] };
  const work = packWork({ ...MINI, refine: undefined });
  const around = MINI.scene ? MINI.structures.length : 0;
  const mr = { ...ONE, modality: 'MR' } as const;
  const one = scanWork(work, { grid: exactly, ...mr }).gflop;
  expect(one?.high).toBeCloseTo(windowGflop + (1 + around) * promptGflop, 9);
  // Encoded, only what was asked for is left.
  expect(scanWork(work, { grid: exactly, ...mr, isEncoded: true }).gflop?.high).toBeCloseTo(promptGflop, 9);
  const half: Grid = { ...exactly, size: [nx, ny, nz / 2] };
  expect(scanWork(work, { grid: half, ...mr }).gflop?.high).toBeCloseTo((one?.high ?? 0) / 2, 9);
  // A pack that does not say what it costs costs nobody knows what.
  expect(scanWork(packWork(WINDOWS), { grid: PLAIN, ...ONE }).gflop).toBeUndefined();
});

test('on a processor a window counts as the graph with fewer products has it, in first and second looks; a GPU runs none', () => {
  const compute = { windowGflop: 40, promptGflop: 0.5, processorGflop: 10 };
  const work = packWork({ ...MINI, compute });
  const plain = packWork({ ...MINI, compute: { windowGflop: 10, promptGflop: 0.5 } });
  const question = { grid: PLAIN, ...ONE, modality: 'CT' } as const;
  for (const backend of ['wasm', 'cpu'] as const) {
    const [own, wanted] = [workOn(work, backend), plain].map((each) => scanWork(each, question));
    expect(own?.gflop?.low).toBeCloseTo(wanted?.gflop?.low ?? Number.NaN, 9);
    expect(own?.again?.gflop).toBeCloseTo(wanted?.again?.gflop ?? Number.NaN, 9);
  }
  expect(workOn(work, 'webgpu')).toEqual(work);
  expect(workOn(plain, 'wasm')).toEqual(plain);
});

test('second looks may come on top: one window for each small structure that may be asked for, in its kinds of scans', () => {
  const { compute, input } = MINI;
  const { tiling } = input;
  const refine = MINI.refine?.filter(({ modalities }) => modalities.includes('CT'));
  if (!refine || !compute || tiling.kind !== 'window-3d') throw new Error('Mini has changed');
  const samples = (size: readonly number[]) => size.reduce((count, along) => count * along, 1);
  const gflopOf = ({ tiling: { size }, structures }: (typeof refine)[number]) =>
    (samples(size) / samples(tiling.size)) * (compute.windowGflop + structures.length * compute.promptGflop);
  const [look, next] = refine;
  if (!look || !next) throw new Error('Mini has changed');
  const [each, other] = [gflopOf(look), gflopOf(next)];
  const dearest = Math.max(each, other);
  const work = packWork({ ...MINI, refine });
  const of = (question: Partial<Question>) => scanWork(work, { grid: PLAIN, ...ONE, ...question });
  const first = of({ modality: 'MR' }).gflop?.high ?? 0;
  const span = (gflop: number) => ({ low: first, high: expect.closeTo(first + gflop, 9) });
  // Whoever asks for one thing may ask for a small one.
  expect(of({ modality: 'CT' })).toMatchObject({ again: { windows: 1 }, gflop: span(dearest) });
  expect(of({})).toMatchObject({ gflop: span(dearest) });
  expect(of({ modality: 'MR' }).again).toBeUndefined();
  const [small = '', second = ''] = look.structures;
  const [tall = ''] = next.structures;
  expect(of({ structures: [small] }).gflop).toEqual(span(each));
  expect(of({ structures: [tall] }).gflop).toEqual(span(other));
  expect(of({ structures: ['liver'] }).gflop).toEqual({ low: first, high: first });
  expect(of({ structures: [undefined] }).gflop).toEqual(span(dearest));
  const three = of({ prompts: 3, structures: [small, second, 'liver'] });
  expect((three.gflop?.high ?? 0) - (three.gflop?.low ?? 0)).toBeCloseTo(2 * each, 9);
  // No more of them than there are, however many are asked; and an encoded scan is looked at again all the same.
  expect(of({ prompts: 50 }).again?.windows).toBe(look.structures.length + next.structures.length);
  expect(of({ isEncoded: true }).again?.windows).toBe(1);
});

test('where only what is asked for is looked at, it is between a coarse look with a window and everything', () => {
  const pack = analytic('totalsegmentator');
  const { tiling } = pack.input;
  if (tiling.kind !== 'nnunet') throw new Error('no nnU-Net');
  const compute = { windowGflop: 10, promptGflop: 0.5 };
  const partly = packWork({
    ...pack,
    compute,
    input: { ...pack.input, tiling: { ...tiling, onePiece: true } },
  });
  const asked = { ...ONE, reach: 'asked' } as const;
  const large: Grid = { size: [120, 120, 120], voxelToWorld: [3, 0, 0, 0, 0, 3, 0, 0, 0, 0, 3, 0] };
  const all = scanWork(partly, { grid: large, ...ONE });
  const some = scanWork(partly, { grid: large, ...asked });
  const coarse = some.pieces.high - all.pieces.high;
  expect(coarse).toBe(4 * 3 * 3);
  expect(some.pieces.low).toBe(coarse + 1);
  const each = 10 + pack.structures.length * 0.5;
  expect(some.gflop).toEqual({ low: some.pieces.low * each, high: some.pieces.high * each });
  // Structures of several pieces are looked for everywhere.
  const whole = packWork({ ...pack, compute });
  expect(scanWork(whole, { grid: large, ...asked }).pieces).toEqual(all.pieces);
});

test('every network of an ensemble looks at every window', () => {
  const pack = analytic('nnunet');
  const folds = 1 + (pack.graphs.folds?.length ?? 0);
  expect(folds).toBeGreaterThan(1);
  const work = packWork({ ...pack, compute: { windowGflop: 10, promptGflop: 0.5 } });
  const { pieces, gflop } = scanWork(work, { grid: PLAIN, ...ONE });
  expect(gflop?.high).toBe(pieces.high * (folds * 10 + pack.structures.length * 0.5));
});
