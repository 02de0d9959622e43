import { describe, expect, test } from 'vitest';
import { BALL, BALL_GRIDS, ballVolume } from '#testing/ball.ts';
import { wholeGrid } from './field-of-view.ts';
import { patientBox } from './patient-box.ts';
import type { Volume } from './types.ts';

/** The ball as a patient of 0 HU in air, or as bright in the dark. */
function ballAs(modality: 'CT' | 'MR', grid: Volume['grid']): Volume {
  const volume = ballVolume(grid, modality);
  return modality === 'CT' ? { ...volume, intercept: volume.intercept - 1000 } : volume;
}

describe.each(Object.entries(BALL_GRIDS))('stored %s', (_, grid) => {
  test.each(['CT', 'MR'] as const)(
    'the box about a ball in %s is the ball’s, but for a few samples',
    (modality) => {
      const box = patientBox(ballAs(modality, grid), wholeGrid(grid));
      for (const axis of [0, 1, 2] as const) {
        // Its rim, 6 mm wide, is brighter than air for the most part; two samples of up to 4.2 mm have too few neighbours.
        expect(Math.abs((box?.from[axis] ?? 1e9) - (BALL.centre[axis] - BALL.radiusMm))).toBeLessThan(9);
        expect(Math.abs((box?.to[axis] ?? 1e9) - (BALL.centre[axis] + BALL.radiusMm))).toBeLessThan(9);
        const middle = ((box?.from[axis] ?? 1e9) + (box?.to[axis] ?? 1e9)) / 2;
        expect(Math.abs(middle - BALL.centre[axis])).toBeLessThan(3);
      }
    },
  );
});

test('a table beside the patient is no part of him', () => {
  const grid = BALL_GRIDS['along the patient'];
  if (!grid) throw new Error('no grid');
  const volume = ballAs('CT', grid);
  const data = volume.data.slice();
  // One plane of bright voxels along the whole scan, at its right edge.
  for (let n = 0; n < data.length; n++) if (n % grid.size[0] === grid.size[0] - 1) data[n] = 2400;
  const plain = patientBox(volume, wholeGrid(grid));
  expect(patientBox({ ...volume, data }, wholeGrid(grid))).toEqual(plain);
});

test('only what the scanner filled counts, and where nothing stands out there is no box', () => {
  const grid = BALL_GRIDS['along the patient'];
  if (!grid) throw new Error('no grid');
  const volume = ballAs('CT', grid);
  const upper = { from: [0, 0, 25] as const, to: grid.size };
  const whole = patientBox(volume, wholeGrid(grid));
  expect(patientBox(volume, upper)?.from[2]).toBeGreaterThan((whole?.from[2] ?? 0) + 15);
  const air = { ...volume, data: new Int16Array(volume.data.length) };
  expect(patientBox(air, wholeGrid(grid))).toBeUndefined();
});
