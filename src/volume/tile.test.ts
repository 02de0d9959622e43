import { describe, expect, test } from 'vitest';
import { BALL_GRIDS } from '#testing/ball.ts';
import { nearestAxes, toWorld } from './affine.ts';
import { clippedAway, depthOf, isClipped } from './clip.ts';
import { boxInSolid, boxOnSlice, crosshairLines, scaleBar } from './drawn-over.ts';
import type { Plane } from './slices.ts';
import { isInside, isOn, pixelOf, pointOf, projected, rayThrough, sliceTile, tileAt } from './tile.ts';
import type { Grid, Vec3 } from './types.ts';

const PLACE = { left: 200, top: 100, width: 400, height: 300 };
/** As the views show a scan: the patient's right on the left, the head or the front on top; the sagittal view looks from the left. */
const SHOWN = {
  axial: { leftTop: [1.1, 1.2], rightBottom: [-0.1, -0.2] },
  coronal: { leftTop: [1.1, 1.2], rightBottom: [-0.1, -0.2] },
  sagittal: { leftTop: [-0.1, 1.2], rightBottom: [1.1, -0.2] },
} as const;

/** Which stored axis is drawn along each of the patient's, with its direction. */
function drawnAxes(grid: Grid): Vec3 {
  const { world, sign } = nearestAxes(grid.voxelToWorld);
  return [0, 1, 2].map((drawn) => {
    const stored = world.indexOf(drawn) as 0 | 1 | 2;
    return sign[stored] * (stored + 1);
  }) as unknown as Vec3;
}

const tileOf = (grid: Grid, view: Plane, depth = 0.4) =>
  sliceTile(view, PLACE, SHOWN[view], depth, grid, drawnAxes(grid));

describe.each(Object.entries(BALL_GRIDS))('a scan stored %s', (_, grid) => {
  test.each(['axial', 'coronal', 'sagittal'] as const)(
    'a pixel of the %s view is where its point is drawn',
    (view) => {
      const tile = tileOf(grid, view);
      const point = pointOf(tile, grid, 333, 222);
      const [x, y] = pixelOf(tile, point.voxel);
      expect([x, y]).toEqual([expect.closeTo(333, 9), expect.closeTo(222, 9)]);
      expect(toWorld(grid.voxelToWorld, point.voxel)).toEqual(point.world);
      expect(point.voxel[tile.across]).toBe(tile.slice);
      expect(isOn(tile, point.voxel)).toBe(true);
    },
  );

  test('right on the screen is the patient’s left, or front in the sagittal view, and up is head or front', () => {
    const step = (view: Plane, right: number, down: number) => {
      const tile = tileOf(grid, view);
      const [from, to] = [pointOf(tile, grid, 400, 250), pointOf(tile, grid, 400 + right, 250 + down)];
      return to.world.map((value, axis) => value - from.world[axis as 0 | 1 | 2]) as [number, number, number];
    };
    expect(step('axial', 10, 0)[0]).toBeLessThan(-1);
    expect(step('axial', 0, -10)[1]).toBeGreaterThan(1);
    expect(step('coronal', 10, 0)[0]).toBeLessThan(-1);
    expect(step('coronal', 0, -10)[2]).toBeGreaterThan(1);
    expect(step('sagittal', 10, 0)[1]).toBeGreaterThan(1);
    expect(step('sagittal', 0, -10)[2]).toBeGreaterThan(1);
  });

  test('a pixel is as many millimetres wide as the tile says', () => {
    const tile = tileOf(grid, 'coronal');
    const [a, b] = [pointOf(tile, grid, 300, 250), pointOf(tile, grid, 301, 250)];
    const far = Math.hypot(...a.world.map((value, axis) => value - (b.world[axis as 0 | 1 | 2] ?? 0)));
    expect(far).toBeCloseTo(tile.mmPerPixel, 9);
  });

  test('the slice is the one at its depth, counted as stored', () => {
    const tile = tileOf(grid, 'axial', 0);
    const lowest = toWorld(grid.voxelToWorld, pointOf(tile, grid, 400, 250).voxel)[2];
    const highest = pointOf(tileOf(grid, 'axial', 1), grid, 400, 250).world[2];
    expect(highest).toBeGreaterThan(lowest + 40);
    expect(tile.isReversed ? tile.slice : tile.slices - 1 - tile.slice).toBe(tile.slices - 1);
    expect(tile.slices).toBe(grid.size[tile.across]);
  });

  test('a cut leaves out what is deeper than its slice, turned round the rest, and nothing else', () => {
    for (const plane of ['axial', 'coronal', 'sagittal'] as const) {
      const away = clippedAway(grid, { plane, depth: 0.3713, isFlipped: false });
      const turned = clippedAway(grid, { plane, depth: 0.3713, isFlipped: true });
      for (const share of [0.02, 0.3, 0.36, 0.38, 0.7, 0.98]) {
        const voxel = grid.size.map((count) => Math.floor(share * count)) as unknown as Vec3;
        const at = toWorld(grid.voxelToWorld, voxel);
        expect(isClipped(away, at)).toBe(depthOf(grid, plane, voxel) > 0.3713);
        expect(isClipped(turned, at)).toBe(depthOf(grid, plane, voxel) < 0.3713);
      }
    }
  });

  test('the depth grows towards the patient’s right, front and head', () => {
    const corner = (pick: (...values: number[]) => number, axis: 0 | 1 | 2) => {
      const ends = [0, 1, 2, 3, 4, 5, 6, 7].map(
        (n) => grid.size.map((count, bit) => ((n >> bit) & 1 ? count - 1 : 0)) as unknown as Vec3,
      );
      const best = pick(...ends.map((end) => toWorld(grid.voxelToWorld, end)[axis]));
      return ends.find((end) => toWorld(grid.voxelToWorld, end)[axis] === best) ?? [0, 0, 0];
    };
    (['sagittal', 'coronal', 'axial'] as const).forEach((plane, axis) => {
      expect(depthOf(grid, plane, corner(Math.max, axis as 0 | 1 | 2))).toBeGreaterThan(0.9);
      expect(depthOf(grid, plane, corner(Math.min, axis as 0 | 1 | 2))).toBeLessThan(0.1);
    });
  });
});

const PLAIN: Grid = { size: [40, 30, 20], voxelToWorld: [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0] };

test('a tile that shows the whole scan ends with the outer half of its outermost voxels', () => {
  const tile = sliceTile(
    'axial',
    PLACE,
    { leftTop: [1, 1], rightBottom: [0, 0] },
    0.5,
    PLAIN,
    drawnAxes(PLAIN),
  );
  expect(pixelOf(tile, [39.5, 29.5, 0])).toEqual([expect.closeTo(200), expect.closeTo(100)]);
  expect(pixelOf(tile, [-0.5, -0.5, 0])).toEqual([expect.closeTo(600), expect.closeTo(400)]);
});

test('a box is drawn on the slices that it reaches, with the whole of its voxels', () => {
  const tile = tileOf(PLAIN, 'axial', 0.5);
  expect(tile.slice).toBe(10);
  const place = boxOnSlice(tile, { from: [10, 5, 8], to: [20, 15, 11] });
  const [left, top] = pixelOf(tile, [19.5, 14.5, 10]);
  const [right, bottom] = pixelOf(tile, [9.5, 4.5, 10]);
  expect(place).toEqual({
    left,
    top,
    width: expect.closeTo(right - left),
    height: expect.closeTo(bottom - top),
  });
  expect(boxOnSlice(tile, { from: [10, 5, 11], to: [20, 15, 14] })).toBeUndefined();
  expect(boxOnSlice(tile, { from: [10, 5, 2], to: [20, 15, 10] })).toBeUndefined();
});

test('in 3D a box has twelve edges, and the three at its farthest corner lie behind', () => {
  // Along z, from below: x to the right, y up, and what is higher is farther.
  const toScreen = [2, 0, 0.1, 100, 0, -2, 0.1, 200, 0.01, 0.01, 0.05, 0, 0, 0, 0, 1];
  const edges = boxInSolid(toScreen, PLAIN, { from: [0, 0, 0], to: [4, 4, 4] });
  expect(edges).toHaveLength(12);
  const far = projected(toScreen, [3.5, 3.5, 3.5]);
  const behind = edges.filter(({ isBehind }) => isBehind);
  expect(behind).toHaveLength(3);
  for (const { from, to } of behind) {
    expect([from, to].some(([x, y]) => Math.hypot(x - far[0], y - far[1]) < 1e-9)).toBe(true);
  }
});

test('a ray is all that one pixel of 3D shows, the nearest first', () => {
  const toScreen = [1.5, 0.2, 0, 320, 0.1, -1.4, 0.3, 240, 0.002, 0.001, 0.004, 0.1, 0, 0, 0, 1];
  const ray = rayThrough(toScreen, 300, 260);
  if (!ray) throw new Error('no ray');
  for (const share of [0, 0.3, 1]) {
    const at = ray.from.map(
      (value, n) => value + share * ((ray.to[n as 0 | 1 | 2] ?? 0) - value),
    ) as unknown as Vec3;
    const [x, y, depth] = projected(toScreen, at);
    expect([x, y]).toEqual([expect.closeTo(300, 6), expect.closeTo(260, 6)]);
    expect(depth).toBeCloseTo(2 * share - 1, 6);
  }
});

test('a pixel is on one view at most', () => {
  const tiles = [tileOf(PLAIN, 'axial'), { ...tileOf(PLAIN, 'coronal'), left: 600 }];
  expect(tileAt(tiles, 200, 100)?.view).toBe('axial');
  expect(tileAt(tiles, 600, 100)?.view).toBe('coronal');
  expect(tileAt(tiles, 199, 100)).toBeUndefined();
  expect(tileAt(tiles, 300, 400)).toBeUndefined();
});

test('a crosshair keeps within its view, leaves its middle free and lies on whole pixels', () => {
  const tile = tileOf(PLAIN, 'axial');
  const point = pointOf(tile, PLAIN, 312.3, 180.8);
  const lines = crosshairLines(tile, point.voxel);
  expect(lines).toEqual([
    { from: [200, 180.5], to: [304.5, 180.5] },
    { from: [320.5, 180.5], to: [600, 180.5] },
    { from: [312.5, 100], to: [312.5, 172.5] },
    { from: [312.5, 188.5], to: [312.5, 400] },
  ]);
  // Panned out of the view, only what crosses it is left.
  expect(crosshairLines(tile, pointOf(tile, PLAIN, 100, 180).voxel)).toHaveLength(1);
});

test('a scale bar is a round length of at most a quarter of the view', () => {
  expect(scaleBar(1, 400)).toEqual({ mm: 100, px: 100 });
  expect(scaleBar(0.5, 300)).toEqual({ mm: 20, px: 40 });
  expect(scaleBar(0.03, 300)).toEqual({ mm: 2, px: expect.closeTo(66.667, 2) });
});

test('a voxel is in the scan up to half a voxel beyond its outermost centres', () => {
  expect(isInside([4, 4, 4], [-0.4, 3.4, 0])).toBe(true);
  expect(isInside([4, 4, 4], [-0.6, 3, 0])).toBe(false);
  expect(isInside([4, 4, 4], [0, 3.6, 0])).toBe(false);
});
