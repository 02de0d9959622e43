import { expect, test } from 'vitest';
import { BALL_GRIDS, ballVolume } from '#testing/ball.ts';
import { wholeGrid } from './field-of-view.ts';
import { outline } from './outline.ts';
import { outlineAgain } from './outline-again.ts';
import { levelOf } from './probability-bytes.ts';
import type { Grid, Keep, Mask } from './types.ts';

/** Two balls of probability, the smaller one beside the larger and surer, so that which is the largest depends on the threshold. */
function twoPieces(grid: Grid): Mask {
  const [ni, nj, nk] = grid.size;
  const data = new Uint8Array(ni * nj * nk);
  const ball = (at: readonly number[], radius: number, peak: number, slope: number) => {
    for (let n = 0; n < data.length; n++) {
      const [i, j, k] = [n % ni, Math.floor(n / ni) % nj, Math.floor(n / ni / nj)];
      const far = Math.hypot(i - (at[0] ?? 0), j - (at[1] ?? 0), k - (at[2] ?? 0));
      const byte = Math.max(0, Math.min(255, Math.round(peak - slope * Math.max(0, far - radius))));
      data[n] = Math.max(data[n] ?? 0, byte);
    }
  };
  ball([ni * 0.3, nj * 0.4, nk * 0.5], 4, 180, 25);
  ball([ni * 0.75, nj * 0.7, nk * 0.4], 2, 255, 60);
  return { grid, box: { from: [0, 0, 0], to: grid.size }, data, level: 1 };
}

const KEEPS: readonly Keep[] = ['all', 'largest', { numbers: [2], at: 0.5 }];

test.each(Object.entries(BALL_GRIDS))(
  'from the probabilities that were kept any outline is what it is from all of them, on a grid %s',
  (_, grid) => {
    const all = twoPieces(grid);
    const scan = ballVolume(grid);
    const beside = { view: wholeGrid(grid), scan };
    const kept = outline({ ...all, data: all.data.slice(), level: levelOf(0.04) }, 0.04, 'all', beside).mask;
    const bytes = kept.data.slice();
    for (const threshold of [0.05, 0.5, 0.9]) {
      for (const keep of KEEPS) {
        const again = outlineAgain(kept, threshold, keep, beside);
        const direct = outlineAgain(all, threshold, keep, beside);
        expect(again.mask).toEqual(direct.mask);
        expect(again).toEqual(direct);
        if (keep === 'all') {
          const plain = outline(
            { ...all, data: all.data.slice(), level: levelOf(threshold) },
            threshold,
            keep,
            beside,
          );
          expect(again.mask.data).toEqual(plain.mask.data);
          expect(again.measurement.voxels).toBe(plain.measurement.voxels);
          expect(again.measurement.boxMm).toEqual(plain.measurement.boxMm);
          expect(again.pieces).toEqual(plain.pieces);
        }
      }
    }
    // Nothing of it was changed in place.
    expect(kept.data).toEqual(bytes);
  },
);

test('pieces that were chosen at one threshold are the same ones at another', () => {
  const grid = BALL_GRIDS['oblique'] as Grid;
  const all = twoPieces(grid);
  const beside = { view: wholeGrid(grid) };
  const [first] = outlineAgain(all, 0.5, 'largest', beside).pieces.list;
  const high = outlineAgain(all, 0.8, { numbers: [2], at: 0.5 }, beside);
  expect(first?.voxels).toBeGreaterThan(100);
  // At 0.8 only the surer one is left, which was the second at 0.5.
  expect(high.pieces).toMatchObject({ found: 1, kept: 1 });
  expect(outlineAgain(all, 0.8, { numbers: [1], at: 0.5 }, beside).measurement.voxels).toBe(0);
});

test('a threshold that no voxel reaches leaves an empty mask', () => {
  const grid = BALL_GRIDS['oblique'] as Grid;
  const all = twoPieces(grid);
  const faint = { ...all, data: all.data.map((byte) => Math.min(byte, 100)) };
  expect(outlineAgain(faint, 0.9, 'all', { view: wholeGrid(grid) }).measurement.voxels).toBe(0);
});
