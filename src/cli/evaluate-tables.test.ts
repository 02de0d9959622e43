import { fileURLToPath } from 'node:url';
import { beforeAll, expect, test } from 'vitest';
import type { StructureId } from '#model/prompt.ts';
import { BALL_GRIDS, ballVolume } from '#testing/ball.ts';
import type { Grid } from '#volume/types.ts';
import { type PresenceTrial, presenceTrials } from './evaluate-absent.ts';
import { perturbationRows, perturbationTable, perturbScan } from './evaluate-perturb.ts';
import type { LoadedCase } from './load-case.ts';
import { openPack } from './pack.ts';
import { PERTURBATIONS } from './perturbations.ts';
import { presenceRates, presenceTable } from './presence-table.ts';
import { slabs } from './slabs.ts';

const PACK = fileURLToPath(new URL('../testing/packs/analytic-windows', import.meta.url));

let pack: Awaited<ReturnType<typeof openPack>>;
let loaded: LoadedCase;

beforeAll(async () => {
  pack = await openPack(PACK);
  const volume = ballVolume(BALL_GRIDS['flipped and anisotropic'] as Grid);
  const edge = pack.manifest.structures.find(({ id }) => id === 'edge');
  const labels = Float32Array.from(volume.data, (value) =>
    value * volume.slope + volume.intercept > 500 ? 1 : 0,
  );
  expect(edge?.labelId).toBe(1);
  const structures = pack.manifest.structures.filter(({ id }) => id === 'edge' || id === 'zenith');
  loaded = { scan: { volume, labels }, guessedModality: 'MR', structures };
});

test.each(Object.values(BALL_GRIDS))(
  'the upper parts of a scan are those towards the head, however it is stored',
  (grid) => {
    const all = slabs(grid);
    const height = (name: string) => {
      const box = all.find((slab) => slab.name === name)?.box;
      if (!box) throw new Error(`no ${name}`);
      const [i, j, k] = [0, 1, 2].map((axis) => ((box.from[axis] ?? 0) + (box.to[axis] ?? 0) - 1) / 2);
      const [, , , , , , , , g, h, l, z] = grid.voxelToWorld;
      return g * (i ?? 0) + h * (j ?? 0) + l * (k ?? 0) + z;
    };
    expect(height('upper half')).toBeGreaterThan(height('whole') + 20);
    expect(height('lower half')).toBeLessThan(height('whole') - 20);
    expect(height('upper third')).toBeGreaterThan(height('middle third') + 20);
  },
);

test('a structure is asked for where it is whole, cut and absent, and every answer comes with its evidence', async () => {
  const trials = await presenceTrials('ball', loaded, pack);
  expect(trials).toHaveLength(12);
  const whole = trials.find(({ part, structure }) => part === 'whole' && structure === 'edge');
  expect(whole).toMatchObject({ truth: 'whole', answer: 'found', cutBy: [], truthCutBy: [] });
  expect(whole?.volumeMl).toBeGreaterThan(80);
  const upper = trials.find(({ part, structure }) => part === 'upper half' && structure === 'edge');
  expect(upper).toMatchObject({
    truth: 'cut',
    answer: 'found',
    cutBy: ['inferior'],
    truthCutBy: ['inferior'],
  });
  const { absent, falselyFound } = presenceRates(
    'zenith',
    trials.filter(({ structure }) => structure === 'zenith'),
  );
  expect([absent, falselyFound]).toEqual([6, 0]);
});

test('rates count what they say, and tell of how many', () => {
  const trial = (
    truth: PresenceTrial['truth'],
    answer: PresenceTrial['answer'],
    cutBy: PresenceTrial['cutBy'] = [],
  ): PresenceTrial => ({
    ...{ case: 'c', modality: 'CT', part: 'whole', structure: 'liver' as StructureId, truth, answer, cutBy },
    ...{ truthMl: 1, truthCutBy: truth === 'cut' ? ['superior'] : [], existence: 1 },
    ...{ rawExistence: 1, peakProbability: 1, volumeMl: 1 },
  });
  const rates = presenceRates('CT', [
    trial('absent', 'found'),
    trial('absent', 'not-found'),
    trial('whole', 'found', ['left']),
    trial('whole', 'not-found'),
    trial('cut', 'found', ['superior']),
    trial('cut', 'found', ['inferior']),
  ]);
  expect(rates).toMatchObject({
    absent: 2,
    falselyFound: 1,
    whole: 2,
    falselyRefused: 1,
    cutAtEdge: 2,
    cutMarked: 1,
    insideMarked: 1,
  });
  expect(presenceTable([rates])).toContain('| CT | 1 of 2 (50.0 %) | 1 of 2 (50.0 %) | 2 of 2 (100.0 %) |');
});

test('Dice under perturbations is measured on the changed scan, with its labels', async () => {
  const chosen = PERTURBATIONS.filter(({ name }) => /as it is|coronal|oblique/.test(name));
  const results = await perturbScan(
    'ball',
    { ...loaded.scan, volume: { ...loaded.scan.volume, modality: 'MR' } },
    loaded.structures,
    chosen,
    pack,
  );
  const rows = perturbationRows(results, pack.manifest.structures);
  expect(rows.map(({ perturbation }) => perturbation)).toEqual(chosen.map(({ name }) => name));
  // Labels of 4.2 mm slices, turned, fall to the nearest voxel: up to half a slice off along the ball's rim.
  for (const { mean } of rows) expect(mean).toBeGreaterThan(0.95);
  const stored = rows.find(({ perturbation }) => perturbation.includes('coronal'));
  expect(stored?.change).toBeCloseTo(0, 3);
  expect(perturbationTable(rows)).toMatch(/^\| scans \| mean Dice, MR \|/);
});
