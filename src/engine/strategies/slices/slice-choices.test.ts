import { expect, test } from 'vitest';
import { nodeRuntime, readDisk } from '#cli/node-runtime.ts';
import type { Segmentation, SliceChoices } from '#engine/engine.ts';
import { LocalEngine } from '#engine/local-engine.ts';
import type { StructureId } from '#model/prompt.ts';
import { BALL_GRIDS, ballVolume } from '#testing/ball.ts';
import { denseMask } from '#volume/mask.ts';
import type { Grid } from '#volume/types.ts';

const SLICES = new URL('../../../testing/packs/analytic-slices/manifest.json', import.meta.url).href;
const INNER = { text: 'inner', structure: 'inner' as StructureId };

async function ask(grid: Grid, slices: SliceChoices = {}): Promise<Segmentation | undefined> {
  const engine = new LocalEngine({ runtime: nodeRuntime, readFile: readDisk });
  await engine.load(SLICES);
  const volume = ballVolume(grid);
  await engine.encode(volume);
  const [answer] = await engine.segment(volume.id, [INNER], { slices });
  engine.dispose();
  return answer;
}

const mask = (answer: Segmentation | undefined) =>
  answer?.kind === 'found' ? denseMask(answer.mask) : new Uint8Array();

// The pack looks at each pixel by itself, so the mask must come back to where it was, whichever way round it was shown.
test.each(Object.entries(BALL_GRIDS))(
  '%s: shown in another orientation, the mask is where it was',
  async (_, grid) => {
    const [own, turned] = [await ask(grid), await ask(grid, { axes: 'RPI' })];
    expect(turned?.slices?.axes).toBe('RPI');
    expect(own?.slices?.axes).not.toBe('RPI');
    const [a, b] = [mask(own), mask(turned)];
    const count = (voxels: Uint8Array) => voxels.reduce((sum, n) => sum + n, 0);
    expect(count(a)).toBeGreaterThan(100);
    // Padding of an odd side goes to the other end when it is flipped: a pixel may come from its neighbour.
    const differing = a.reduce((sum, n, at) => sum + Number(n !== b[at]), 0);
    expect(differing / count(a)).toBeLessThan(0.12);
  },
);

test('what a slice must reach to count decides how many do', async () => {
  const grid = BALL_GRIDS['along the patient'] as Grid;
  const [usual, strict] = [await ask(grid), await ask(grid, { existenceThreshold: 0.99 })];
  const { existence = [], there = 0, existenceThreshold } = usual?.slices ?? {};
  expect(existence).toHaveLength(usual?.slices?.count ?? -1);
  expect(existence.filter((each) => (each ?? 0) > (existenceThreshold ?? 1)).length).toBeGreaterThanOrEqual(
    there,
  );
  expect(strict?.slices?.existenceThreshold).toBe(0.99);
  const reaching = existence.filter((each) => (each ?? 0) > 0.99).length;
  expect(strict?.slices?.there).toBeLessThanOrEqual(reaching);
  expect(strict?.slices?.there).toBeLessThan(there);
});

test('an answer’s objects are answers of their own, together no more than the whole', async () => {
  const grid = BALL_GRIDS['along the patient'] as Grid;
  const engine = new LocalEngine({ runtime: nodeRuntime, readFile: readDisk });
  await engine.load(SLICES);
  const volume = ballVolume(grid);
  await engine.encode(volume);
  const [answer] = await engine.segment(volume.id, [INNER]);
  if (answer?.kind !== 'found') throw new Error('not found');
  const parts = (await engine.instances(answer.id, { threshold: answer.threshold, components: 'all' })) ?? [];
  expect(parts.length).toBeGreaterThan(0);
  const sum = parts.reduce((voxels, part) => voxels + part.measurement.voxels, 0);
  expect(sum).toBe(answer.measurement.voxels);
  const [first] = parts;
  if (!first) throw new Error('none');
  const again = await engine.rejudge(first.id, { threshold: 0.5, components: 'all' });
  expect(again?.measurement.voxels).toBe(first.measurement.voxels);
  engine.dispose();
});
