import { readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { BALL, BALL_GRIDS } from '#testing/ball.ts';
import { bodyOn } from '#testing/export-cases.ts';
import { spacing } from '#volume/affine.ts';
import { denseMask, emptyMask, maskOf } from '#volume/mask.ts';
import { measure } from '#volume/measure.ts';
import type { Affine, Grid, Mask, Vec3 } from '#volume/types.ts';
import { compareMasks, type PairFigures } from './compare-masks.ts';
import { difference } from './difference.ts';
import { NearestPoint } from './nearest-point.ts';

interface Judged {
  readonly name: string;
  readonly size: Vec3;
  readonly voxelToWorld: Affine;
  readonly bodies: readonly [readonly [Vec3, Vec3], readonly [Vec3, Vec3]];
  readonly expected: Readonly<Record<string, number>>;
}

/** By scipy and SimpleITK: training/tests/make_comparisons.py. */
const JUDGED = JSON.parse(
  readFileSync(new URL('../../testing/fixtures/comparisons.json', import.meta.url), 'utf8'),
) as readonly Judged[];

describe('what scipy and SimpleITK measure is what is measured here', () => {
  test.each(JUDGED.map((each) => [each.name, each] as const))(
    '%s',
    (_, { size, voxelToWorld, bodies, expected }) => {
      const [reference, other] = bodies.map((body) => bodyOn({ size, voxelToWorld }, ...body)) as [
        Mask,
        Mask,
      ];
      const figures = compareMasks(reference, other);
      // Both in double precision; sums are taken in another order.
      for (const [name, value] of Object.entries(expected)) {
        expect(figures[name as keyof PairFigures], name).toBeCloseTo(value, 9);
      }
      expect(figures.differenceMl).toBeCloseTo(
        (expected['otherMl'] ?? 0) - (expected['referenceMl'] ?? 0),
        9,
      );
    },
  );
});

/** The part of two balls of one radius, so far apart, that is in both: of the volume of one. */
const lens = (apart: number, r: number) => ((4 * r + apart) * (2 * r - apart) ** 2) / (16 * r ** 3);

describe.each(Object.entries(BALL_GRIDS))(
  'balls on the grid %s have the figures of the closed form',
  (_, grid) => {
    const diagonal = Math.hypot(...spacing(grid.voxelToWorld));

    test('shifted', () => {
      const [r, shift] = [20, 6];
      const moved = [BALL.centre[0] + shift, BALL.centre[1], BALL.centre[2]] as const;
      const figures = compareMasks(bodyOn(grid, BALL.centre, [r, r, r]), bodyOn(grid, moved, [r, r, r]));
      expect(figures.dice).toBeCloseTo(lens(shift, r), 1);
      expect(Math.abs((figures.dice ?? 0) - lens(shift, r))).toBeLessThan(0.015);
      const jaccard = lens(shift, r) / (2 - lens(shift, r));
      expect(Math.abs((figures.jaccard ?? 0) - jaccard)).toBeLessThan(0.02);
      // Voxels’ middles stray from the surface by half a diagonal at most, on both sides.
      expect(Math.abs((figures.hausdorffMm ?? 0) - shift)).toBeLessThan(diagonal);
      expect(Math.abs(figures.differencePercent ?? 9)).toBeLessThan(1.5);
    });

    test('one within the other', () => {
      const [large, small] = [24, 18];
      const figures = compareMasks(
        bodyOn(grid, BALL.centre, [large, large, large]),
        bodyOn(grid, BALL.centre, [small, small, small]),
      );
      for (const mm of [figures.assdMm, figures.hd95Mm, figures.hausdorffMm]) {
        expect(Math.abs((mm ?? 0) - (large - small))).toBeLessThan(diagonal / 2 + 0.5);
      }
      const share = (small / large) ** 3;
      expect(Math.abs((figures.jaccard ?? 0) - share)).toBeLessThan(0.01);
      expect(Math.abs((figures.differencePercent ?? 0) - 100 * (share - 1))).toBeLessThan(1);
    });

    test('a mask against itself is the same in every figure', () => {
      const mask = bodyOn(grid, BALL.centre, [20, 15, 10]);
      expect(compareMasks(mask, mask)).toMatchObject({
        ...{
          dice: 1,
          jaccard: 1,
          differenceMl: 0,
          differencePercent: 0,
          assdMm: 0,
          hd95Mm: 0,
          hausdorffMm: 0,
        },
      });
    });
  },
);

const GRID = BALL_GRIDS['oblique'] as Grid;

test('of an empty mask there are no distances, and two empty ones agree on nothing', () => {
  const ball = bodyOn(GRID, BALL.centre, [9, 9, 9]);
  const nothing = emptyMask(GRID);
  const none = { assdMm: undefined, hd95Mm: undefined, hausdorffMm: undefined };
  expect(compareMasks(nothing, ball)).toMatchObject({
    dice: 0,
    jaccard: 0,
    differencePercent: undefined,
    ...none,
  });
  expect(compareMasks(ball, nothing)).toMatchObject({
    dice: 0,
    jaccard: 0,
    differencePercent: -100,
    ...none,
  });
  expect(compareMasks(nothing, nothing)).toMatchObject({
    dice: undefined,
    jaccard: undefined,
    differenceMl: 0,
    ...none,
  });
});

const point = fc.tuple(...[0, 1, 2].map(() => fc.double({ min: -50, max: 50, noNaN: true })));

test('the nearest of any points is found', async () => {
  const plain = fc.array(point, { minLength: 1, maxLength: 60 });
  // Many of one coordinate divide badly.
  const lattice = fc.array(fc.tuple(...[0, 1, 2].map(() => fc.integer({ min: 0, max: 3 }))), {
    minLength: 1,
    maxLength: 60,
  });
  await fc.assert(
    fc.property(fc.oneof(plain, lattice), point, (points, [x = 0, y = 0, z = 0]) => {
      const found = new NearestPoint(Float64Array.from(points.flat())).distance(x, y, z);
      const all = points.map(([a = 0, b = 0, c = 0]) => Math.hypot(a - x, b - y, c - z));
      expect(found).toBeCloseTo(Math.min(...all), 9);
    }),
  );
});

const SMALL: Grid = { size: [5, 4, 3], voxelToWorld: [1.5, 0.2, 0, 3, 0, -2, 0.4, 1, 0.1, 0, 3, 0] };
const smallMask = fc
  .array(fc.boolean(), { minLength: 60, maxLength: 60 })
  .map((inside) => maskOf(SMALL, inside.map(Number)));

test('what two masks share and what each has alone is all of both, and nothing twice', async () => {
  await fc.assert(
    fc.property(smallMask, smallMask, (a, b) => {
      const { both, onlyReference, onlyOther } = difference(a, b);
      const [inBoth, inA, inB] = [both, onlyReference, onlyOther].map(denseMask) as [
        Uint8Array,
        Uint8Array,
        Uint8Array,
      ];
      expect(inBoth.map((value, n) => value + (inA[n] as number))).toEqual(denseMask(a));
      expect(inBoth.map((value, n) => value + (inB[n] as number))).toEqual(denseMask(b));
    }),
  );
});

test('figures do not depend on which of two masks is the reference, but for the sign of what is larger', async () => {
  await fc.assert(
    fc.property(smallMask, smallMask, (a, b) => {
      const [one, other] = [compareMasks(a, b), compareMasks(b, a)];
      for (const name of ['dice', 'jaccard', 'hd95Mm', 'hausdorffMm'] as const)
        expect(one[name]).toBe(other[name]);
      expect(one.differenceMl).toBeCloseTo(-other.differenceMl, 12);
      expect(one.referenceMl).toBeCloseTo(measure(a).volumeMl, 12);
    }),
  );
});
