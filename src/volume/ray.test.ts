import { describe, expect, test } from 'vitest';
import { BALL, BALL_GRIDS, ballVolume } from '#testing/ball.ts';
import { spacing, toWorld } from './affine.ts';
import { clippedAway } from './clip.ts';
import { angleDegrees, distanceMm, ellipseValues } from './mark-values.ts';
import { maskOf } from './mask.ts';
import { firstHit } from './ray.ts';
import type { Grid, Vec3, WorldPoint } from './types.ts';

/** The ball as a mask, and a small cube of voxels round a point. */
function ball(grid: Grid) {
  const { data, slope, intercept } = ballVolume(grid);
  return maskOf(
    grid,
    Array.from(data, (value) => (value * slope + intercept > 500 ? 1 : 0)),
  );
}

const moved = (from: WorldPoint, by: Vec3): WorldPoint => [from[0] + by[0], from[1] + by[1], from[2] + by[2]];

describe.each(Object.entries(BALL_GRIDS))('in a scan stored %s', (_, grid) => {
  const mask = ball(grid);
  const coarse = Math.max(...spacing(grid.voxelToWorld));

  test('a ray meets the ball where its surface is, from any side', () => {
    for (const towards of [
      [1, 0, 0],
      [0, -1, 0],
      [0, 0, 1],
      [0.6, -0.64, 0.48],
    ] as const) {
      const out = towards.map((value) => -200 * value) as unknown as Vec3;
      const on = towards.map((value) => 200 * value) as unknown as Vec3;
      const hit = firstHit([mask], grid, { from: moved(BALL.centre, out), to: moved(BALL.centre, on) });
      expect(hit?.index).toBe(0);
      // A voxel's far corner is nearly a voxel from its centre.
      expect(Math.abs(distanceMm(hit?.at ?? [0, 0, 0], BALL.centre) - BALL.radiusMm)).toBeLessThan(coarse);
      expect(distanceMm(hit?.at ?? [0, 0, 0], moved(BALL.centre, out))).toBeLessThan(200);
    }
  });

  test('a ray beside the ball, or that ends before it, meets nothing', () => {
    const beside = BALL.radiusMm + coarse;
    const aside = moved(BALL.centre, [0, beside, 0]);
    expect(
      firstHit([mask], grid, { from: moved(aside, [-200, 0, 0]), to: moved(aside, [200, 0, 0]) }),
    ).toBeUndefined();
    const before = moved(BALL.centre, [-BALL.radiusMm - coarse, 0, 0]);
    expect(firstHit([mask], grid, { from: moved(BALL.centre, [-200, 0, 0]), to: before })).toBeUndefined();
  });

  test('where 3D is cut through the middle, the ray meets the cut', () => {
    const from = moved(BALL.centre, [0, 0, 200]);
    const to = moved(BALL.centre, [0, 0, -200]);
    const uncut = firstHit([mask], grid, { from, to });
    for (let depth = 0.2; depth < 0.9; depth += 0.1) {
      const away = clippedAway(grid, { plane: 'axial', depth, isFlipped: false });
      const hit = firstHit([mask], grid, { from, to }, away);
      if (hit) expect(hit.at[2]).toBeLessThanOrEqual((uncut?.at[2] ?? 0) + 1e-6);
    }
    const nothing = clippedAway(grid, { plane: 'axial', depth: 0, isFlipped: false });
    expect(firstHit([mask], grid, { from, to }, nothing)).toBeUndefined();
  });

  test('an ellipse within the ball has its area and its brightness; one across its edge varies', () => {
    const volume = ballVolume(grid);
    const [a, b] = [0, 1].map((axis) =>
      ([0, 1, 2] as const).map((row) => grid.voxelToWorld[4 * row + axis] ?? 0),
    ) as [number[], number[]];
    const offset = (u: number, v: number): Vec3 =>
      [0, 1, 2].map((n) => u * (a[n] ?? 0) + v * (b[n] ?? 0)) as unknown as Vec3;
    const mm = spacing(grid.voxelToWorld);
    const [ru, rv] = [12 / mm[0], 9 / mm[1]];
    const inside = ellipseValues(
      volume,
      moved(BALL.centre, offset(-ru, -rv)),
      moved(BALL.centre, offset(ru, rv)),
      2,
    );
    expect(inside.areaMm2).toBeCloseTo(Math.PI * 12 * 9, 6);
    // All 1000, as stored to half a unit.
    expect([inside.mean, inside.sd]).toEqual([1000, 0]);
    expect(Math.abs(inside.voxels * mm[0] * mm[1] - inside.areaMm2)).toBeLessThan(0.08 * inside.areaMm2);
    const [wu, wv] = [40 / mm[0], 40 / mm[1]];
    const wide = ellipseValues(
      volume,
      moved(BALL.centre, offset(-wu, -wv)),
      moved(BALL.centre, offset(wu, wv)),
      2,
    );
    expect(wide.mean).toBeLessThan(900);
    expect(wide.sd).toBeGreaterThan(300);
  });
});

test('of two objects in a line the one nearer to the viewer is met', () => {
  const grid: Grid = { size: [20, 20, 20], voxelToWorld: [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0] };
  const slab = (from: number) =>
    maskOf(
      grid,
      Array.from({ length: 8000 }, (_, n) => (Math.floor(n / 400) === from ? 1 : 0)),
    );
  const [low, high] = [slab(3), slab(12)];
  const up = { from: [10, 10, -50], to: [10, 10, 50] } as const;
  expect(firstHit([high, low], grid, up)?.index).toBe(1);
  expect(firstHit([high, low], grid, { from: up.to, to: up.from })?.index).toBe(0);
  const at = firstHit([high], grid, up)?.at;
  expect(at?.[2]).toBeGreaterThan(11.4);
  expect(at?.[2]).toBeLessThan(12.5);
});

test('angles are between 0 and 180 degrees, whichever arm is drawn first', () => {
  const right = angleDegrees([10, 0, 0], [0, 0, 0], [0, 7, 0]);
  expect(right).toBeCloseTo(90, 9);
  expect(angleDegrees([0, 7, 0], [0, 0, 0], [10, 0, 0])).toBe(right);
  expect(angleDegrees([5, 5, 2], [5, 5, 5], [5, 5, 9])).toBeCloseTo(180, 6);
  expect(angleDegrees([1, 0, 0], [0, 0, 0], [1, 0, Math.sqrt(3)])).toBeCloseTo(60, 9);
  expect(angleDegrees([1, 0, 0], [1, 0, 0], [2, 0, 0])).toBeNaN();
});

test('an ellipse beyond the scan has an area and measures nothing', () => {
  const grid: Grid = { size: [4, 4, 4], voxelToWorld: [2, 0, 0, 0, 0, 2, 0, 0, 0, 0, 2, 0] };
  const volume = { ...ballVolume(grid) };
  const at = (i: number, j: number) => toWorld(grid.voxelToWorld, [i, j, 1]);
  const { voxels, mean, areaMm2 } = ellipseValues(volume, at(20, 20), at(24, 22), 2);
  expect(voxels).toBe(0);
  expect(mean).toBeNaN();
  expect(areaMm2).toBeCloseTo(Math.PI * 4 * 2, 9);
});
