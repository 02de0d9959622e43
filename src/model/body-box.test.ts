import { expect, test } from 'vitest';
import fixture from '#testing/fixtures/geometry.json';
import { makePhantom } from '#testing/phantom.ts';
import { GRID_KINDS, phantomGrid } from '#testing/phantom-grid.ts';
import { toVoxel, toWorld, worldToVoxel } from '#volume/affine.ts';
import { intensityWindow } from '#volume/intensity.ts';
import { intoGrid } from '#volume/into-grid.ts';
import { modelGrid } from '#volume/model-grid.ts';
import type { Vec3 } from '#volume/types.ts';
import { bodyBox } from './body-box.ts';

const AIR = -1;
const SIZE: Vec3 = [60, 50, 20];

/** A body, an ellipse in every slice, centred at (30, 20) with half axes 20 and 12. */
function body(): Float32Array {
  return paint(new Float32Array(SIZE[0] * SIZE[1] * SIZE[2]).fill(AIR), (i, j) => {
    return ((i - 30) / 20) ** 2 + ((j - 20) / 12) ** 2 <= 1;
  });
}

function paint(image: Float32Array, inside: (i: number, j: number, k: number) => boolean): Float32Array {
  const [nx, ny] = SIZE;
  return image.map((value, n) =>
    inside(n % nx, Math.floor(n / nx) % ny, Math.floor(n / (nx * ny))) ? 0 : value,
  );
}

const BODY = { from: [10, 8, 0], to: [51, 33, 20] };

test('a body without anything else keeps its box', () => {
  expect(bodyBox(body(), SIZE, -0.5)).toEqual(BODY);
});

test('a table of two thin shells, and a cable, are no part of it', () => {
  const table = paint(body(), (i, j) => (j === 38 || j === 44) && i > 4);
  const scan = paint(table, (i, j) => Math.hypot(i - 4, j - 4) < 3);
  // The body has a sample less on each side than its solid part with two samples of margin.
  expect(bodyBox(scan, SIZE, -0.5)).toEqual({ from: [9, 7, 0], to: [52, 34, 20] });
});

test('an arm beside it is a part of it', () => {
  const arm = paint(body(), (i, j) => Math.abs(i - 4) < 4 && Math.abs(j - 20) < 12);
  expect(bodyBox(arm, SIZE, -0.5)?.from[0]).toBe(1);
});

test('along z all that is above counts, to the last slice', () => {
  const scan = paint(body(), () => false).map((value, n) => (n < SIZE[0] * SIZE[1] * 5 ? AIR : value));
  expect(bodyBox(scan, SIZE, -0.5)).toEqual({ ...BODY, from: [10, 8, 5] });
  const single: Vec3 = [60, 50, 1];
  expect(bodyBox(body().slice(0, 3000), single, -0.5)).toEqual({ from: [10, 8, 0], to: [51, 33, 1] });
});

test('what is nowhere solid keeps the box of all that is above', () => {
  const image = new Float32Array(4 * 3 * 2).fill(AIR);
  image[1] = 0; // (1, 0, 0)
  image[12 + 4 + 2] = 0; // (2, 1, 1)
  expect(bodyBox(image, [4, 3, 2], -0.95)).toEqual({ from: [1, 0, 0], to: [3, 2, 2] });
  expect(bodyBox(image, [4, 3, 2], 0)).toBeUndefined();
});

test.each(fixture.bodies)('a volume of $size has the box that Python gives it', ({ size, marks, box }) => {
  const image = Float32Array.from(marks, (mark) => (mark === '#' ? 1 : 0));
  const found = bodyBox(image, size as unknown as Vec3, 0.5);
  expect(found).toEqual({ from: box.map(([first]) => first), to: box.map(([, past]) => past) });
});

/** As Mini's pack has it. */
const CT = { kind: 'window', low: -125, high: 275, to: [-1, 1] } as const;

// The phantom is analytic: where its organs are is known without resampling anything.
test.each(GRID_KINDS)(
  'however a scan is stored (%s), its organs lie in the box, and air is left out',
  (kind) => {
    const { volume, labels } = makePhantom({
      seed: 7,
      grid: phantomGrid(kind, kind === 'anisotropic' ? [1.5, 1.5, 5] : 4),
    });
    const grid = modelGrid(volume.grid, [2.2, 2.2, 3]);
    const box = bodyBox(intoGrid(volume, intensityWindow(volume, CT), grid), grid.size, -0.5);
    if (!box) throw new Error('there is a body');
    const inverse = worldToVoxel(grid);
    const [ni, nj] = volume.grid.size;
    const outside = labels.reduce((count, label, n) => {
      if (label === 0) return count;
      const at = toWorld(volume.grid.voxelToWorld, [
        n % ni,
        Math.floor(n / ni) % nj,
        Math.floor(n / (ni * nj)),
      ]);
      const inBox = toVoxel(inverse, at).every(
        (v, axis) => v >= (box.from[axis] ?? 0) - 0.5 && v <= (box.to[axis] ?? 0) - 0.5,
      );
      return count + (inBox ? 0 : 1);
    }, 0);
    expect(outside).toBe(0);
    expect(box.to[0] - box.from[0]).toBeLessThan(grid.size[0]);
    expect(box.to[1] - box.from[1]).toBeLessThan(grid.size[1]);
  },
);
