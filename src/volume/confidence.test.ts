import fc from 'fast-check';
import { expect, test } from 'vitest';
import { confidenceOf } from './confidence.ts';
import { runsOf } from './runs.ts';
import type { Grid, Mask, Vec3 } from './types.ts';

const GRID: Grid = { size: [9, 8, 7], voxelToWorld: [2, 0, 0, 5, 0, 3, 0, 6, 0, 0, 1.5, 7] };
const VOXEL_ML = (2 * 3 * 1.5) / 1000;

const byte = fc.oneof(
  { weight: 3, arbitrary: fc.constant(0) },
  { weight: 3, arbitrary: fc.constant(255) },
  fc.integer({ min: 0, max: 255 }),
);

// Bytes that begin in the middle of a word too, as those of a part of a buffer do.
const masks = fc
  .record({
    size: fc.tuple(
      fc.integer({ min: 1, max: 9 }),
      fc.integer({ min: 1, max: 5 }),
      fc.integer({ min: 1, max: 4 }),
    ),
    offset: fc.integer({ min: 0, max: 4 }),
    level: fc.integer({ min: 52, max: 255 }),
  })
  .chain(({ size, offset, level }) =>
    fc
      .array(byte, { minLength: size[0] * size[1] * size[2], maxLength: size[0] * size[1] * size[2] })
      .map((bytes) => {
        const data = new Uint8Array(offset + bytes.length).subarray(offset);
        data.set(bytes);
        return { grid: GRID, box: { from: [0, 0, 0], to: size as Vec3 }, data, level } satisfies Mask;
      }),
  );

test('the figures of a mask are those of a count of its bytes, one by one', () => {
  fc.assert(
    fc.property(masks, (mask) => {
      const inside = [...mask.data].filter((value) => value >= mask.level);
      const got = confidenceOf(mask, runsOf(mask.data, mask.box.to, mask.level), () => true);
      expect(got === undefined).toBe(inside.length === 0);
      if (!got) return;
      const sum = inside.reduce((a, b) => a + b, 0);
      const all = mask.data.reduce((a, b) => a + b, 0);
      const loose = [...mask.data].filter((value) => value > 0.2 * 255 || value >= mask.level);
      expect(got.meanProbability).toBeCloseTo(sum / inside.length / 255, 12);
      expect(got.expectedDice).toBeCloseTo((2 * sum) / (255 * inside.length + all), 12);
      expect(got.firmMl).toBeCloseTo(inside.filter((value) => value > 0.8 * 255).length * VOXEL_ML, 12);
      expect(got.looseMl).toBeCloseTo(loose.length * VOXEL_ML, 12);
    }),
  );
});
