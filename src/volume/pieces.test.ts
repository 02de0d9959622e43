import { describe, expect, test } from 'vitest';
import { BALL_GRIDS } from '#testing/ball.ts';
import { toWorld } from './affine.ts';
import { boxSize } from './boxes.ts';
import { cropped, denseMask, maskOf } from './mask.ts';
import { outline, withPieces } from './outline.ts';
import { MOST_LISTED } from './pieces.ts';
import type { Grid, Mask, Vec3 } from './types.ts';

/** Two balls of a patient, apart, their probability falling from the middle to 0 at the rim, in any grid. */
const BALLS = [
  { centre: [-8, -20, 14], radius: 17, peak: 0.8 },
  { centre: [22, 8, 32], radius: 12, peak: 1 },
] as const;

function probabilityAt([x, y, z]: Vec3): number {
  const each = BALLS.map(({ centre, radius, peak }) => {
    const far = Math.hypot(x - centre[0], y - centre[1], z - centre[2]);
    return far > radius ? 0 : peak * (1 - far / radius);
  });
  return Math.max(...each);
}

/** Bytes of the whole grid, and which are inside at `threshold`. */
function twoBalls(grid: Grid, threshold = 0.3): Mask {
  const [ni, nj, nk] = grid.size;
  const data = new Uint8Array(ni * nj * nk);
  for (let n = 0; n < data.length; n++) {
    const voxel: Vec3 = [n % ni, Math.floor(n / ni) % nj, Math.floor(n / (ni * nj))];
    data[n] = Math.round(255 * probabilityAt(toWorld(grid.voxelToWorld, voxel)));
  }
  return { grid, box: { from: [0, 0, 0], to: grid.size }, data, level: Math.ceil(255 * threshold) };
}

const whole = (grid: Grid) => ({ view: { from: [0, 0, 0] as const, to: grid.size } });

describe.each(Object.entries(BALL_GRIDS))('stored %s', (_, grid) => {
  test('each piece has the size, place and probability of its ball', () => {
    const threshold = 0.3;
    const { pieces } = outline(twoBalls(grid), threshold, 'largest', whole(grid));
    expect(pieces).toMatchObject({ found: 2, kept: 1 });
    for (const [n, { centre, radius, peak }] of BALLS.entries()) {
      const piece = pieces.list[n];
      if (!piece) throw new Error('not listed');
      expect([piece.number, piece.isKept]).toEqual([n + 1, n === 0]);
      const seen = radius * (1 - threshold / peak);
      const ml = ((4 / 3) * Math.PI * seen ** 3) / 1000;
      // Balls of 7 to 10 mm in voxels of up to 4 mm: a tenth of the volume is in the voxels of the rim.
      expect(Math.abs(piece.volumeMl / ml - 1)).toBeLessThan(0.1);
      piece.centroid.forEach((mm, axis) => {
        expect(Math.abs(mm - (centre[axis] ?? 0))).toBeLessThan(0.5);
      });
      // A voxel and a half beside the ball at most, for oblique voxels reach farther along the patient's axes.
      for (const axis of [0, 1, 2] as const) {
        expect(Math.abs(piece.boxMm.from[axis] - (centre[axis] - seen))).toBeLessThan(5);
        expect(Math.abs(piece.boxMm.to[axis] - (centre[axis] + seen))).toBeLessThan(5);
      }
      expect(piece.peakProbability).toBeGreaterThan(0.8 * peak);
      expect(piece.peakProbability).toBeLessThanOrEqual(peak);
      // Of a cone over a ball: the rim's, and a quarter of the way up.
      const mean = threshold + (peak - threshold) / 4;
      expect(Math.abs(piece.meanProbability - mean)).toBeLessThan(0.03);
    }
  });

  test('the pieces chosen by number are kept, and no others', () => {
    const second = outline(twoBalls(grid), 0.3, [2], whole(grid));
    expect(second.pieces.list.map(({ isKept }) => isKept)).toEqual([false, true]);
    expect(second.measurement.centroid?.[0]).toBeCloseTo(second.pieces.list[1]?.centroid[0] ?? 0, 9);
    expect(second.pieces.leftOutMl).toBeCloseTo(second.pieces.list[0]?.volumeMl ?? 0, 9);
    // What is left out is gone from the mask too.
    expect(denseMask(second.mask).reduce((sum, inside) => sum + inside, 0)).toBe(second.measurement.voxels);
    const both = outline(twoBalls(grid), 0.3, [1, 2], whole(grid));
    expect(both.measurement).toEqual(outline(twoBalls(grid), 0.3, 'all', whole(grid)).measurement);
    expect(outline(twoBalls(grid), 0.3, [], whole(grid)).measurement.voxels).toBe(0);
  });

  test('at another threshold a chosen piece is the one that shares its voxels', () => {
    const chosen = withPieces(twoBalls(grid, 0.3), [2]);
    const lower = outline(twoBalls(grid, 0.1), 0.1, chosen, whole(grid));
    // The same from boxes that begin elsewhere than the grid.
    const { box } = outline(twoBalls(grid, 0.1), 0.1, 'all', whole(grid)).mask;
    const there = outline(cropped(twoBalls(grid, 0.1), box), 0.1, cropped(chosen, box), whole(grid));
    // Summed from another corner, so its last digits may differ.
    const { longestDiameterMm = 0 } = lower.measurement.figures;
    const diameter = expect.closeTo(longestDiameterMm, 9);
    const figures = { ...lower.measurement.figures, longestDiameterMm: diameter };
    expect(there.measurement).toEqual({ ...lower.measurement, figures });
    expect(lower.pieces.kept).toBe(1);
    expect(lower.measurement.centroid?.[0]).toBeGreaterThan(10);
    const higher = outline(twoBalls(grid, 0.6), 0.6, chosen, whole(grid));
    expect(higher.measurement.centroid?.[0]).toBeGreaterThan(10);
    expect(higher.measurement.voxels).toBeLessThan(lower.measurement.voxels);
  });

  test('what the probabilities let expect is what they come to', () => {
    const mask = twoBalls(grid);
    const bytes = [...mask.data];
    const { confidence, measurement } = outline(twoBalls(grid), 0.3, 'all', whole(grid));
    const inside = bytes.filter((byte) => byte >= mask.level);
    const sum = (some: readonly number[]) => some.reduce((total, byte) => total + byte, 0) / 255;
    const voxelMl = measurement.volumeMl / measurement.voxels;
    expect(confidence?.meanProbability).toBeCloseTo(sum(inside) / inside.length, 12);
    expect(confidence?.expectedDice).toBeCloseTo((2 * sum(inside)) / (inside.length + sum(bytes)), 12);
    // 0.8 and 0.2 are the bytes 204 or 205, and 51 or 52: the half of a step is rounded up.
    expect(confidence?.firmMl).toBeCloseTo(bytes.filter((byte) => byte >= 205).length * voxelMl, 9);
    expect(confidence?.looseMl).toBeCloseTo(bytes.filter((byte) => byte >= 52).length * voxelMl, 9);
  });

  test('a piece left out is missed: less is to be expected of the other alone', () => {
    const both = outline(twoBalls(grid), 0.3, 'all', whole(grid)).confidence?.expectedDice ?? 0;
    const one = outline(twoBalls(grid), 0.3, [1], whole(grid)).confidence?.expectedDice ?? 0;
    expect(one).toBeLessThan(both);
  });
});

test('a mean intensity is the scan’s own, of the piece’s voxels, whatever its offset', () => {
  const grid: Grid = { size: [6, 1, 1], voxelToWorld: [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0] };
  const mask = maskOf(grid, [1, 1, 0, 0, 1, 0]);
  const scan = { data: Int32Array.from([1e9, 1e9 + 2, 5, 5, 1e9 + 7, 5]), slope: 2, intercept: -2e9 };
  const { pieces } = outline(mask, 0.5, 'all', { ...whole(grid), scan });
  expect(pieces.list.map(({ meanIntensity }) => meanIntensity)).toEqual([2, 14]);
});

test('of equal pieces the first in memory comes first, and no more than ten are listed', () => {
  const grid: Grid = { size: [60, 1, 1], voxelToWorld: [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0] };
  const mask = maskOf(
    grid,
    Array.from({ length: 60 }, (_, n) => n % 2),
  );
  expect(boxSize(mask.box)[0]).toBe(60);
  const { pieces } = outline(mask, 0.5, 'largest', whole(grid));
  expect([pieces.found, pieces.list.length]).toEqual([30, MOST_LISTED]);
  expect(pieces.list.map(({ centroid }) => centroid[0])).toEqual([1, 3, 5, 7, 9, 11, 13, 15, 17, 19]);
});

test('an empty mask has no piece and lets nothing be expected', () => {
  const grid: Grid = { size: [3, 1, 1], voxelToWorld: [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0] };
  const { pieces, confidence } = outline(maskOf(grid, [0, 0, 0]), 0.5, 'largest', whole(grid));
  expect(pieces).toEqual({ found: 0, kept: 0, leftOutMl: 0, list: [] });
  expect(confidence).toBeUndefined();
});
