import { expect, test } from 'vitest';
import type { App } from '#commands/app.ts';
import { LocalEditor } from '#editing/local-editor.ts';
import { keptInstead } from '#results/kept-piece.ts';
import { packer } from '#testing/a-session.ts';
import { foundObject } from '#testing/findings.ts';
import { outlineAgain } from '#volume/outline-again.ts';
import type { Grid, Mask, Volume, VolumeId } from '#volume/types.ts';
import { judgeKept } from './judge-kept.ts';

const GRID: Grid = { size: [16, 3, 3], voxelToWorld: [10, 0, 0, 0, 0, 10, 0, 0, 0, 0, 10, 0] };
const BOX = { from: [1, 1, 1], to: [15, 2, 2] } as const;
/**
 * Along a row: six voxels that are the largest piece at one half, and four behind them, which the pack has kept in their place. At 0.3 the
 * four are eight, hence the largest; at 0.7 they are two pieces.
 */
const ROW = [0.6, 0.6, 0.9, 0.9, 0.6, 0.6, 0, 0.4, 0.9, 0.6, 0.6, 0.9, 0.4, 0.4];
const DATA = Uint8Array.from(ROW, (probability) => Math.round(255 * probability));

const volume: Volume = {
  ...{ id: 'scan' as VolumeId, name: 'scan', modality: 'CT', grid: GRID, slope: 1, intercept: 0 },
  data: Int16Array.from({ length: 144 }, (_, n) => n),
};

/** An object of a session: its outline at one half is the second piece, and its probabilities are kept from `from` on. */
async function restored(from = 0.04) {
  const whole: Mask = { grid: GRID, box: BOX, data: DATA, level: 1 };
  const at = outlineAgain(
    whole,
    0.5,
    { numbers: [2], at: 0.5 },
    { view: { from: [0, 0, 0], to: GRID.size } },
  );
  const { source } = foundObject('liver');
  const object = foundObject('liver', {
    threshold: 0.5,
    components: 'largest',
    pieces: at.pieces,
    source: {
      ...source,
      pack: { ...source.pack, thresholds: { ...source.pack.thresholds, components: 'largest' } },
    },
  });
  const packed = { box: BOX, packed: await packer.pack(DATA), from };
  const app = {
    voxels: { scan: () => ({ volume }), wholes: new Map([[object.answer, packed]]), parts: () => undefined },
    archive: packer,
    editor: new LocalEditor(),
  } as unknown as Pick<App, 'voxels' | 'editor' | 'archive'>;
  return { app, object };
}

test('an object of a session of which the piece in its place was kept is that piece at any threshold', async () => {
  const { app, object } = await restored();
  expect(keptInstead(object)).toBe(2);
  const kept = async (threshold: number) => {
    const shape = await judgeKept(app, object, { threshold, components: 'declared' });
    const { measurement, pieces, components } = shape ?? {};
    return {
      components,
      voxels: measurement?.voxels,
      kept: pieces?.list.filter(({ isKept }) => isKept).map(({ number }) => number),
    };
  };
  expect(await kept(0.5)).toEqual({ components: 'largest', voxels: 4, kept: [2] });
  expect(await kept(0.3)).toEqual({ components: 'largest', voxels: 7, kept: [1] });
  expect(await kept(0.7)).toEqual({ components: 'largest', voxels: 2, kept: [2, 3] });
});

test('what was kept says what was chosen: all are all, and an outline of the largest stays with the largest', async () => {
  const { app, object } = await restored();
  const voxels = async (change: Partial<typeof object>, components: 'declared' | 'all') =>
    (await judgeKept(app, { ...object, ...change }, { threshold: 0.5, components }))?.measurement.voxels;
  expect(await voxels({}, 'all')).toBe(10);
  const [first, second] = object.pieces.list;
  if (!first || !second) throw new Error('two pieces');
  const list = [
    { ...first, isKept: true },
    { ...second, isKept: false },
  ];
  expect(await voxels({ pieces: { ...object.pieces, list } }, 'declared')).toBe(6);
});

test('where the threshold at which its pieces were counted was not kept, nothing is said', async () => {
  const { app, object } = await restored(0.6);
  expect(await judgeKept(app, object, { threshold: 0.7, components: 'declared' })).toBeUndefined();
});
