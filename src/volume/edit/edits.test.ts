import fc from 'fast-check';
import { expect, test } from 'vitest';
import { BALL_GRIDS } from '#testing/ball.ts';
import { boxSize, NOWHERE } from '#volume/boxes.ts';
import { denseMask, emptyMask, isInside, maskOf } from '#volume/mask.ts';
import type { Grid, Mask, Vec3, VoxelBox, VoxelPoint } from '#volume/types.ts';
import { stroke } from './brush.ts';
import { rewound, stepOf } from './deltas.ts';
import {
  drawOver,
  type Edits,
  layAgain,
  layOver,
  type Marks,
  NO_EDITS,
  rebox,
  withChange,
  withSlice,
} from './edits.ts';

const GRID: Grid = { size: [14, 12, 9], voxelToWorld: [1.5, 0.4, 0, 0, -0.4, 1.5, 0.3, 0, 0, -0.2, 3, 0] };

const box = fc
  .tuple(
    ...([0, 1, 2] as const).map((axis) =>
      fc.tuple(fc.nat(6), fc.integer({ min: 2, max: 6 }), fc.constant(axis)),
    ),
  )
  .map((ends): VoxelBox => {
    const from = ends.map(([at]) => at) as unknown as Vec3;
    return {
      from,
      to: ends.map(([at, size, axis]) => Math.min(GRID.size[axis] ?? 0, at + size)) as unknown as Vec3,
    };
  });

const probabilities = box.chain((held) =>
  fc
    .uint8Array({
      minLength: boxSize(held).reduce((a, b) => a * b),
      maxLength: boxSize(held).reduce((a, b) => a * b),
    })
    .map((data): Mask => ({ grid: GRID, box: held, data, level: 128 })),
);

const point: fc.Arbitrary<VoxelPoint> = fc.tuple(
  fc.double({ min: 0, max: 13, noNaN: true }),
  fc.double({ min: 0, max: 11, noNaN: true }),
  fc.double({ min: 0, max: 8, noNaN: true }),
);

const dab = fc.record({
  points: fc.array(point, { minLength: 1, maxLength: 3 }),
  radiusMm: fc.double({ min: 0.1, max: 8, noNaN: true }),
  paints: fc.constantFrom('adds', 'removes'),
});

const marksOf = ({
  points,
  radiusMm,
  paints,
}: {
  points: VoxelPoint[];
  radiusMm: number;
  paints: 'adds' | 'removes';
}) => stroke(GRID, points, { radiusMm }, paints) as Marks;

test('undo after any edits gives back the edits before them, box and all, and redo the ones after', () => {
  fc.assert(
    fc.property(probabilities, fc.array(dab, { minLength: 1, maxLength: 6 }), (base, dabs) => {
      const states: Edits[] = [NO_EDITS];
      const steps = dabs.map((each, n) => {
        const before = states.at(-1) ?? NO_EDITS;
        const change = marksOf(each);
        const after = withSlice(withChange(before, change), 2, n);
        states.push(after);
        return stepOf(before, after, change.box);
      });
      let edits = states.at(-1) ?? NO_EDITS;
      for (const [n, step] of [...steps.entries()].reverse()) {
        edits = rewound(edits, step, 'before');
        expect(edits).toEqual(states[n]);
        expect(layOver(base, edits)).toEqual(layOver(base, states[n] as Edits));
      }
      for (const [n, step] of steps.entries()) {
        edits = rewound(edits, step, 'after');
        expect(edits).toEqual(states[n + 1]);
      }
    }),
    { numRuns: 60 },
  );
});

test('laying a change over what was laid before is laying all of it', () => {
  fc.assert(
    fc.property(probabilities, fc.array(dab, { minLength: 2, maxLength: 5 }), (base, dabs) => {
      let edits = NO_EDITS;
      let mask = base;
      for (const each of dabs) {
        const change = marksOf(each);
        edits = withChange(edits, change);
        mask = layAgain(base, edits, mask, change.box);
        expect(mask).toEqual(layOver(base, edits));
      }
    }),
    { numRuns: 60 },
  );
});

const denseBytes = (mask: Mask) => rebox(mask, { from: [0, 0, 0], to: GRID.size });

test('a stroke that is drawn in place ends as one that is drawn by copies, and leaves what there was before it alone', () => {
  fc.assert(
    fc.property(probabilities, fc.array(dab, { minLength: 2, maxLength: 5 }), (base, dabs) => {
      const untouched = base.data.slice();
      const [first, ...rest] = dabs.map(marksOf) as [Marks, ...Marks[]];
      let edits = withChange(NO_EDITS, first);
      let drawn = { edits, mask: layOver(base, edits) };
      for (const change of rest) {
        edits = withChange(edits, change);
        drawn = drawOver(base, drawn, change);
        expect(drawn.edits).toEqual(edits);
        expect(layAgain(base, edits, drawn.mask, NOWHERE)).toEqual(layOver(base, edits));
        // With room about it, too, it says the same of every voxel.
        expect(denseBytes(drawn.mask)).toEqual(denseBytes(layOver(base, edits)));
      }
      expect(base.data).toEqual(untouched);
    }),
    { numRuns: 60 },
  );
});

test('where nothing was done by hand the model’s byte stays; what was added is 255 and what was removed 0', () => {
  fc.assert(
    fc.property(probabilities, dab, (base, each) => {
      const change = marksOf(each);
      const mask = layOver(base, withChange(NO_EDITS, change));
      const whole = { from: [0, 0, 0] as Vec3, to: GRID.size };
      const [was, is, marks] = [rebox(base, whole), rebox(mask, whole), rebox(change, whole)];
      for (let n = 0; n < is.length; n++) expect(is[n]).toBe([was[n], 0, 255][marks[n] ?? 0]);
    }),
    { numRuns: 60 },
  );
});

test('what is painted and then erased is outside, and what is erased and then painted inside, at every threshold', () => {
  fc.assert(
    fc.property(probabilities, dab, fc.integer({ min: 1, max: 255 }), (base, each, level) => {
      const [adds, removes] = [marksOf({ ...each, paints: 'adds' }), marksOf({ ...each, paints: 'removes' })];
      const at = { ...base, level };
      const erased = layOver(at, withChange(withChange(NO_EDITS, adds), removes));
      const painted = layOver(at, withChange(withChange(NO_EDITS, removes), adds));
      const [ni, nj] = boxSize(adds.box);
      adds.data.forEach((mark, n) => {
        if (!mark) return;
        const { from } = adds.box;
        const voxel: Vec3 = [
          from[0] + (n % ni),
          from[1] + (Math.floor(n / ni) % nj),
          from[2] + Math.floor(n / ni / nj),
        ];
        expect(isInside(erased, voxel)).toBe(false);
        expect(isInside(painted, voxel)).toBe(true);
      });
    }),
    { numRuns: 60 },
  );
});

test('an edited mask holds every voxel inside, and one more about it where the grid goes on', () => {
  const grid = BALL_GRIDS['oblique'] as Grid;
  const marks = stroke(grid, [[20, 20, 20]], { radiusMm: 10 }, 'adds') as Marks;
  const mask = layOver(emptyMask(grid), withChange(NO_EDITS, marks));
  expect(mask.box.from).toEqual(marks.box.from.map((n) => n - 1));
  expect(mask.box.to).toEqual(marks.box.to.map((n) => n + 1));
  expect(maskOf(grid, denseMask(mask)).box).toEqual(mask.box);
});
