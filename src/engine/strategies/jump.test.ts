import { expect, test } from 'vitest';
import { nodeRuntime, readDisk } from '#cli/node-runtime.ts';
import { LocalEngine } from '#engine/local-engine.ts';
import type { StructureId } from '#model/prompt.ts';
import { BALL_GRIDS, ballVolume } from '#testing/ball.ts';
import { AROUND } from '#testing/nnunet-ball.ts';
import type { Grid, Volume } from '#volume/types.ts';

const SLICES = new URL('../../testing/packs/analytic-slices/manifest.json', import.meta.url).href;
const INNER = { text: 'inner', structure: 'inner' as StructureId };

/** The ball without `gone` stored slices from `from` on. */
function without(grid: Grid, from: number, gone: number): Volume {
  const [ni, nj, nk] = grid.size;
  const whole = ballVolume(grid, 'MR', `without ${gone}`);
  const isKept = (_: unknown, n: number) => n < from * ni * nj || n >= (from + gone) * ni * nj;
  const data = (whole.data as Int16Array<ArrayBuffer>).filter(isKept);
  return { ...whole, data, grid: { ...grid, size: [ni, nj, nk - gone] } };
}

test.each([
  ['slice by slice', SLICES],
  ['made of an nnU-Net', AROUND],
])('a pack that answers %s tells where slices are missing', async (_, manifest) => {
  const engine = new LocalEngine({ runtime: nodeRuntime, readFile: readDisk });
  await engine.load(manifest);
  for (const [gone, jump] of [
    [4, { axis: 2, slice: 13 }],
    [0, undefined],
  ] as const) {
    const volume = without(BALL_GRIDS['oblique'] as Grid, 14, gone);
    await engine.encode(volume);
    const [answer] = await engine.segment(volume.id, [INNER]);
    if (jump) expect(answer?.jump).toMatchObject(jump);
    else expect(answer?.jump).toBeUndefined();
  }
  engine.dispose();
});
