import { describe, expect, test } from 'vitest';
import { nodeRuntime, readDisk } from '#cli/node-runtime.ts';
import type { Segmentation } from '#engine/engine.ts';
import { LocalEngine } from '#engine/local-engine.ts';
import type { Runtime } from '#engine/runtime.ts';
import type { Prompt, StructureId } from '#model/prompt.ts';
import { BALL, BALL_GRIDS, ballVolume } from '#testing/ball.ts';
import { toVoxel, worldToVoxel } from '#volume/affine.ts';
import { intersection } from '#volume/boxes.ts';
import { denseMask } from '#volume/mask.ts';
import { type Region, regionOfVoxels } from '#volume/region.ts';
import type { Grid, Vec3 } from '#volume/types.ts';

const packOf = (id: string) => new URL(`../testing/packs/${id}/manifest.json`, import.meta.url).href;
const prompt = (text: string): Prompt => ({ text, structure: text as StructureId });

function counting(onEncode: () => void): Runtime {
  return {
    ...nodeRuntime,
    open: async (...given) => {
      const session = await nodeRuntime.open(...given);
      const run: typeof session.run = (feeds) => {
        if (feeds['image']) onEncode();
        return session.run(feeds);
      };
      return { ...session, run };
    },
  };
}

async function ask(pack: string, grid: Grid, region?: Region, axes?: string) {
  let encoded = 0;
  const engine = new LocalEngine({ runtime: counting(() => encoded++), readFile: readDisk });
  const { structures } = await engine.load(packOf(pack));
  const volume = ballVolume(grid);
  await engine.encode(volume, { region });
  const prompts = structures.map(({ id }) => prompt(id));
  const answers = await engine.segment(volume.id, prompts, {
    region,
    components: 'all',
    slices: { ...(axes && { axes }) },
  });
  engine.dispose();
  return { answers, encoded };
}

/** A corner of the ball, off its middle along every axis. */
function cornerOf(grid: Grid): Region {
  const middle = toVoxel(worldToVoxel(grid), BALL.centre).map(Math.round) as unknown as Vec3;
  const [i, j, k] = middle;
  return regionOfVoxels(grid, { from: [i - 4, j - 6, k], to: [i + 7, j + 3, k + 5] });
}

const found = (answer: Segmentation | undefined) => (answer?.kind === 'found' ? answer : undefined);

describe.each(['analytic-slices', 'analytic-windows', 'analytic-nnunet'])(
  '%s, asked about a box alone',
  (pack) => {
    test.each(Object.entries(BALL_GRIDS))(
      '%s: as without it there, and nothing elsewhere',
      async (_, grid) => {
        const region = cornerOf(grid);
        const { from, to } = region.voxels;
        const [ni, nj] = grid.size;
        const isIn = (n: number) => {
          const at = [n % ni, Math.floor(n / ni) % nj, Math.floor(n / (ni * nj))] as const;
          return at.every((voxel, axis) => voxel >= (from[axis] ?? 0) && voxel < (to[axis] ?? 0));
        };
        const whole = await ask(pack, grid);
        const part = await ask(pack, grid, region);
        let compared = 0;
        for (const [n, all] of whole.answers.entries()) {
          const some = part.answers[n];
          expect(some?.region).toEqual(region);
          const [a, b] = [found(all), found(some)];
          if (!a || !b) continue;
          compared++;
          const wanted = denseMask(a.mask).map((inside, voxel) => (isIn(voxel) ? inside : 0));
          expect(Buffer.compare(wanted, denseMask(b.mask))).toBe(0);
          expect(wanted).toContain(1);
        }
        expect(compared).toBeGreaterThan(0);
        expect(part.encoded).toBeLessThanOrEqual(whole.encoded);
      },
    );
  },
);

test.each(Object.entries(BALL_GRIDS))(
  '%s: shown the other way round, it is still the same voxels',
  async (_, grid) => {
    const region = cornerOf(grid);
    for (const axes of ['RPI', 'LAS']) {
      const { answers } = await ask('analytic-slices', grid, region, axes);
      const boxes = answers.flatMap((answer) => found(answer)?.measurement.box ?? []);
      expect(boxes.length).toBeGreaterThan(0);
      for (const box of boxes) expect(intersection(box, region.voxels)).toEqual(box);
      const [{ slices: reading }] = answers as [Segmentation];
      const there = (reading?.existence ?? []).filter((each) => each !== null);
      expect(there).toHaveLength(reading?.looked ?? -1);
      expect(Math.max(...there.map(Number))).toBeGreaterThan(0.5);
    }
  },
);

test('slices beyond it are not encoded, and are not said to have been looked at', async () => {
  const grid = BALL_GRIDS['flipped and anisotropic'] as Grid;
  const region = cornerOf(grid);
  const slices = region.voxels.to[2] - region.voxels.from[2];
  const { answers, encoded } = await ask('analytic-slices', grid, region);
  expect(encoded).toBe(slices);
  const { slices: reading } = answers[0] ?? {};
  expect(reading).toMatchObject({ looked: slices, count: grid.size[2] });
  const looked = (reading?.existence ?? []).flatMap((each, n) => (each === null ? [] : [n]));
  expect(looked).toHaveLength(slices);
});

test('what lies beyond it is not found', async () => {
  const grid = BALL_GRIDS['along the patient'] as Grid;
  const region = regionOfVoxels(grid, { from: [0, 0, 0], to: [5, 5, 5] });
  for (const pack of ['analytic-slices', 'analytic-windows', 'analytic-nnunet']) {
    const { answers } = await ask(pack, grid, region);
    expect(answers.map(({ kind }) => kind)).not.toContain('found');
  }
});
