import { describe, expect, test } from 'vitest';
import { BALL_GRIDS } from '#testing/ball.ts';
import { ontoGridDense, wholeSamples } from '#testing/onto-grid-dense.ts';
import { compose } from './affine.ts';
import { denseMask } from './mask.ts';
import { modelGrid } from './model-grid.ts';
import { ontoGrid } from './onto-grid.ts';
import { byteOfLogit, levelOf } from './probability-bytes.ts';
import { samplesAbove } from './samples.ts';
import type { Affine, Grid, Vec3 } from './types.ts';

/** Smooth logits with two maxima, one of them at the rim, about 0 over most of their borders. */
function bumps({ size: [nx, ny, nz] }: Grid): Float32Array {
  const at = (n: number) => [n % nx, Math.floor(n / nx) % ny, Math.floor(n / (nx * ny))] as const;
  return Float32Array.from({ length: nx * ny * nz }, (_, n) => {
    const [x, y, z] = at(n);
    const near = (cx: number, cy: number, cz: number, width: number) =>
      Math.exp(-((x / nx - cx) ** 2 + (y / ny - cy) ** 2 + (z / nz - cz) ** 2) / width);
    return (
      9 * near(0.4, 0.55, 0.5, 0.05) + 7 * near(0.97, 0.1, 0.9, 0.02) - 3 + 0.4 * Math.sin(2.1 * x + y * z)
    );
  });
}

const ORDERS = [
  [0, 1, 2],
  [0, 2, 1],
  [1, 0, 2],
  [1, 2, 0],
  [2, 0, 1],
  [2, 1, 0],
] as const;

/** `grid` stored along other axes and walked the other way: 48 ways to store the same patient. */
const STORED: readonly (readonly [string, Grid])[] = ORDERS.flatMap((order) =>
  [0, 1, 2, 3, 4, 5, 6, 7].map((flips) => {
    const size: Vec3 = [21, 17, 9];
    const affine = new Array<number>(12).fill(0);
    order.forEach((world, stored) => {
      affine[4 * world + stored] = ((flips >> stored) & 1 ? -1 : 1) * ([1.1, 1.7, 3.9][stored] ?? 1);
    });
    [affine[3], affine[7], affine[11]] = [13, -40, 7];
    return [`${order.join('')} flips ${flips}`, { size, voxelToWorld: affine as unknown as Affine }] as const;
  }),
);

describe.each([...Object.entries(BALL_GRIDS), ...STORED])('stored as %s', (_, grid) => {
  const model = modelGrid(grid, [2.2, 2.4, 3]);
  const logits = bumps(model);

  test.each([-1.5, 0, 2.2])(
    'the voxels above %s are those that a visit to every voxel finds',
    (threshold) => {
      const expected = ontoGridDense(logits, model, grid, threshold);
      expect(expected).toContain(1);
      for (const forceTurned of [false, true]) {
        const mask = ontoGrid(samplesAbove(wholeSamples(model, logits), threshold, -20), grid, threshold, {
          forceTurned,
        });
        expect(denseMask(mask)).toEqual(expected);
      }
    },
  );

  test('samples kept for lower thresholds give the same voxels', () => {
    const kept = samplesAbove(wholeSamples(model, logits), -4.6, -20);
    const mask = ontoGrid(kept, grid, 0.7);
    expect(denseMask(mask)).toEqual(ontoGridDense(logits, model, grid, 0.7));
  });
});

test('a model grid turned against the scan is sampled at the same places', () => {
  const grid = BALL_GRIDS['oblique'] as Grid;
  const turn: Affine = [0.8, 0.6, 0, 4, -0.6, 0.8, 0, 2, 0, 0, 1, -3];
  const straight = modelGrid(grid, [3, 3, 3]);
  const model = { ...straight, voxelToWorld: compose(turn, straight.voxelToWorld) };
  const logits = bumps(model);
  const mask = ontoGrid(samplesAbove(wholeSamples(model, logits), 0, -20), grid, 0);
  expect(denseMask(mask)).toEqual(ontoGridDense(logits, model, grid, 0));
});

test('beyond the samples that there are, the logit is what it is said to be', () => {
  const grid: Grid = { size: [12, 10, 8], voxelToWorld: [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0] };
  const model: Grid = { size: [6, 5, 4], voxelToWorld: [2, 0, 0, 0.5, 0, 2, 0, 0.5, 0, 0, 2, 0.5] };
  const box = { from: [1, 1, 1], to: [4, 4, 3] } as const;
  const samples = { grid: model, box, data: new Float32Array(18).fill(6) };
  const whole = Float32Array.from({ length: 120 }, (_, n) => {
    const [x, y, z] = [n % 6, Math.floor(n / 6) % 5, Math.floor(n / 30)];
    return x >= 1 && x < 4 && y >= 1 && y < 4 && z >= 1 && z < 3 ? 6 : -20;
  });
  const mask = ontoGrid(samplesAbove(samples, 0, -20), grid, 0);
  expect(denseMask(mask)).toEqual(ontoGridDense(whole, model, grid, 0));
});

test('a byte is within one step of its probability, and on the right side of any threshold', () => {
  for (const threshold of [-2.2, -0.49, 0, 0.1, 1.7]) {
    const level = levelOf(1 / (1 + Math.exp(-threshold)));
    for (let logit = -14; logit < 14; logit += 0.0137) {
      const byte = byteOfLogit(logit, threshold, level);
      expect(byte >= level).toBe(logit > threshold);
      expect(Math.abs(byte - 255 / (1 + Math.exp(-logit)))).toBeLessThanOrEqual(1.5);
    }
    expect(byteOfLogit(threshold, threshold, level)).toBeLessThan(level);
  }
});
