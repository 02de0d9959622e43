import { describe, expect, test } from 'vitest';
import fixture from '#testing/fixtures/geometry.json';
import { wholeSamples } from '#testing/onto-grid-dense.ts';
import { toWorld } from './affine.ts';
import { gaussianTaps } from './axis-weights.ts';
import { intensityWindow } from './intensity.ts';
import { intoGrid } from './into-grid.ts';
import { denseMask } from './mask.ts';
import { modelGrid } from './model-grid.ts';
import { type OntoGridOptions, ontoGrid } from './onto-grid.ts';
import { samplesAbove } from './samples.ts';
import type { Affine, Grid, Vec3, Volume, VolumeId } from './types.ts';

const wide = { low: -1e6, high: 1e6, to: [-1e6, 1e6] } as const;

function volumeOf(grid: Grid, data: Volume['data']): Volume {
  return { id: 'v' as VolumeId, name: 'v', modality: 'CT', grid, data, slope: 1, intercept: 0 };
}

/** 1 where the logits exceed `threshold`, for every voxel of `source`. */
function onto(logits: Float32Array, model: Grid, source: Grid, threshold: number, options?: OntoGridOptions) {
  return denseMask(
    ontoGrid(samplesAbove(wholeSamples(model, logits), threshold, -1e6), source, threshold, options),
  );
}

function translated(grid: Affine, by: Vec3): Affine {
  const [x, y, z] = toWorld(grid, by);
  const [a, b, c, , d, e, f, , g, h, l] = grid;
  return [a, b, c, x, d, e, f, y, g, h, l, z];
}

function expectClose(found: ArrayLike<number>, expected: ArrayLike<number>, tolerance: number) {
  expect(found.length).toBe(expected.length);
  const worst = Array.from(found, (value, n) => Math.abs(value - (expected[n] ?? Number.NaN)));
  expect(Math.max(...worst)).toBeLessThan(tolerance);
}

describe.each(fixture.resampling)('as scipy does it: $name', (example) => {
  const grid = { size: example.size, voxelToWorld: example.affine } as unknown as Grid;
  const volume = volumeOf(grid, Int16Array.from(example.stored));
  const target = modelGrid(grid, example.spacing as unknown as Vec3);
  const window = intensityWindow(volume, { ...fixture.window, kind: 'window', to: [-1, 1] });

  test('the model grid', () => {
    expect(target.size).toEqual(example.modelSize);
    expectClose(target.voxelToWorld, example.modelAffine, 1e-9);
  });

  test('into the model grid, along both ways', () => {
    // 3e-6: scipy rounds to float32 after each of four passes, values of up to 1, and the fixture has six digits.
    expectClose(intoGrid(volume, window, target), example.into, 3e-6);
    expectClose(intoGrid(volume, window, target, { forceOblique: true }), example.into, 3e-6);
  });

  test('a part of the model grid is the same part of the whole', () => {
    const [nx, ny, nz] = target.size;
    const size: Vec3 = [Math.ceil(nx / 2), Math.ceil(ny / 3), Math.max(1, Math.floor(nz / 4))];
    const whole = intoGrid(volume, window, target);
    for (const from of [[0, 0, 0], target.size.map((n, axis) => n - (size[axis] ?? 0))]) {
      const [x = 0, y = 0, z = 0] = from;
      const voxelToWorld = translated(target.voxelToWorld, [x, y, z]);
      const part = intoGrid(volume, window, { size, voxelToWorld });
      const cut = Float32Array.from({ length: part.length }, (_, n) => {
        const [i, j, k] = [n % size[0], Math.floor(n / size[0]) % size[1], Math.floor(n / size[0] / size[1])];
        return whole[((z + k) * ny + y + j) * nx + x + i] ?? Number.NaN;
      });
      // Float32 rounding of numbers of up to 1, after each of three passes.
      expectClose(part, cut, 1e-6);
    }
  });

  test('and back onto the scan, whatever the threshold', () => {
    const logits = Float32Array.from(example.logits);
    for (const threshold of [-0.5, 0.00001, 1.3]) {
      const mask = onto(logits, target, grid, threshold);
      // The fixture's five digits and float32 leave open on which side a voxel within 2e-5 of the threshold falls.
      const wrong = example.onto.filter((logit, n) => {
        return Math.abs(logit - threshold) > 2e-5 && (logit > threshold ? 1 : 0) !== mask[n];
      });
      expect(wrong).toEqual([]);
    }
  });
});

test('a Gaussian leaves a scan alone that is no finer than the model', () => {
  expect([...gaussianTaps(3, 3)]).toEqual([1]);
});

test('full widths at half maximum add up: voxel and Gaussian together are as wide as the model samples', () => {
  const taps = gaussianTaps(1, 6);
  const radius = (taps.length - 1) / 2;
  const variance = taps.reduce((sum, tap, n) => sum + tap * (n - radius) ** 2, 0);
  // The cut at 4 sigma takes 0.1 % off the variance.
  expect(variance * 8 * Math.LN2 + 1).toBeCloseTo(36, 0);
});

test('samples outside the scan take the lower end of the window', () => {
  const grid: Grid = { size: [4, 4, 4], voxelToWorld: [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0] };
  const target: Grid = { size: [9, 4, 4], voxelToWorld: [1, 0, 0, -2.6, 0, 1, 0, 0, 0, 0, 1, 0] };
  const volume = volumeOf(grid, new Int16Array(64).fill(50));
  const window = { low: 0, high: 100, to: [-1, 1] } as const;
  for (const forceOblique of [false, true]) {
    const row = [...intoGrid(volume, window, target, { forceOblique }).subarray(0, 9)];
    expect(row).toEqual([-1, -1, -1, 0, 0, 0, 0, -1, -1]);
  }
});

test.each<[string, Affine]>([
  ['along it', [1, 0, 0, -2.6, 0, 1, 0, -1.2, 0, 0, 1, -1.7]],
  ['flipped', [-1, 0, 0, 5.4, 0, 1, 0, -1.2, 0, 0, -1, 5.1]],
  ['of other axes', [0, 0, 1, -1.6, 1, 0, 0, -2.2, 0, -1, 0, 4.7]],
])('a grid %s that reaches beyond the scan on every side is filled there alone', (_, voxelToWorld) => {
  const grid: Grid = { size: [4, 4, 4], voxelToWorld: [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0] };
  const target: Grid = { size: [9, 7, 8], voxelToWorld };
  const window = { low: 0, high: 100, to: [-1, 1] } as const;
  for (const Stored of [Int8Array, Int16Array, Uint16Array, Float32Array]) {
    const isSigned = Stored !== Uint16Array;
    const stored = new Stored(Array.from({ length: 64 }, (__, n) => (isSigned && n % 3 === 0 ? -n : n)));
    const found = intoGrid(volumeOf(grid, stored), window, target);
    // Float32 rounding of numbers of up to 1, after each of three passes.
    expectClose(found, intoGrid(volumeOf(grid, stored), window, target, { forceOblique: true }), 1e-6);
    expect(found.some((value) => value > -1)).toBe(true);
  }
});

test('of a thin part of a scan few slices are read', () => {
  const grid: Grid = { size: [4, 4, 40], voxelToWorld: [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, -1, 60] };
  const target: Grid = { size: [4, 4, 3], voxelToWorld: [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 30.5] };
  const volume = volumeOf(
    grid,
    Int16Array.from({ length: 640 }, (_, n) => Math.floor(n / 16)),
  );
  const told: string[] = [];
  const found = intoGrid(volume, wide, target, { onSlab: (done, total) => told.push(`${done}/${total}`) });
  expect([0, 1, 2].map((k) => found[16 * k])).toEqual([29.5, 28.5, 27.5]);
  expect(told).toEqual(['1/4', '2/4', '3/4', '4/4']);
});

test('the caller can stop between slices', () => {
  const grid: Grid = { size: [4, 4, 4], voxelToWorld: [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0] };
  const stop = () => {
    throw new Error('stopped');
  };
  const volume = volumeOf(grid, new Int16Array(64).fill(50));
  expect(() => intoGrid(volume, wide, grid, { onSlab: stop })).toThrow('stopped');
  expect(() => intoGrid(volume, wide, grid, { onSlab: stop, forceOblique: true })).toThrow('stopped');
});

describe.each<[string, Affine]>([
  ['turned', [0.9, -0.3, 0.4, 5, 0.35, 1.1, -0.2, -6, -0.2, 0.25, 1.4, 7]],
  ['straight, mirrored', [-0.5, 0, 0, 5, 0, 0.6, 0, -6, 0, 0, 0.7, 7]],
])('on a scan that is %s', (_, voxelToWorld) => {
  test.each<[string, Vec3]>([
    ['in the middle', [1, 1, 2]],
    ['on a face', [0, 1, 1]],
    ['in a corner', [0, 0, 0]],
    ['in the opposite corner', [-1, -1, -1]],
  ])('one hot sample %s reaches as far as it would if every voxel were visited', (__, place) => {
    const grid: Grid = { size: [17, 15, 13], voxelToWorld };
    const model = modelGrid(grid, [3, 3, 3]);
    const [nx, ny, nz] = model.size;
    const logits = new Float32Array(nx * ny * nz).fill(-1);
    const [x, y, z] = [(place[0] + nx) % nx, (place[1] + ny) % ny, (place[2] + nz) % nz];
    logits[(z * ny + y) * nx + x] = 20;
    // The other way of sampling is the reference: the scan is finer, so it does not smooth.
    const everywhere = intoGrid(volumeOf(model, logits), wide, grid, { forceOblique: true });
    expect(onto(logits, model, grid, 0)).toEqual(Uint8Array.from(everywhere, (logit) => (logit > 0 ? 1 : 0)));
  });
});

test('a mask with nothing above the threshold is empty, and has no box', () => {
  const grid: Grid = { size: [4, 4, 4], voxelToWorld: [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0] };
  const mask = ontoGrid(samplesAbove(wholeSamples(grid, new Float32Array(64)), 0, -20), grid, 0);
  expect(mask.data).toHaveLength(0);
});

const SLOPES: Affine = [0.5, -0.25, 1, 40, 0, 1, 0, 0, 0, 0, 1, 0];

test('a linear function of place is the same function on the model grid, inside the scan', () => {
  const grid: Grid = {
    size: [30, 28, 26],
    voxelToWorld: [-0.9, 0.2, 0.1, 9, 0.2, 0.95, 0, -4, 0.05, 0.1, 1.1, 3],
  };
  const linear = (i: number, j: number, k: number, { voxelToWorld }: Grid) => {
    const [x, y, z] = toWorld(voxelToWorld, [i, j, k]);
    return SLOPES[0] * x + SLOPES[1] * y + SLOPES[2] * z + SLOPES[3];
  };
  const fill = (on: Grid) =>
    Float32Array.from({ length: on.size[0] * on.size[1] * on.size[2] }, (_, n) => {
      const [ni, nj] = on.size;
      return linear(n % ni, Math.floor(n / ni) % nj, Math.floor(n / (ni * nj)), on);
    });
  const target: Grid = { size: [4, 4, 4], voxelToWorld: [2, 0, 0, -7, 0, 2, 0, 9, 0, 0, 2, 14] };
  // 2e-5: float32 numbers around 50.
  expectClose(intoGrid(volumeOf(grid, fill(grid)), wide, target), fill(target), 2e-5);
});
