import { expect, test } from 'vitest';
import { gripped, gripsOf, labelPoint, shifted } from './mark-grips.ts';

const ROUND = [
  [10, 20],
  [50, 80],
] as const;

test('a ruler or an angle is held at its points, and one of them moves alone', () => {
  const angle = [
    [0, 0],
    [5, 5],
    [9, 0],
  ] as const;
  expect(gripsOf(false, angle)).toEqual(angle);
  expect(gripped(false, angle, 1, [6, 7])).toEqual([
    [0, 0],
    [6, 7],
    [9, 0],
  ]);
});

test.each([0, 1, 2, 3])('corner %s of an ellipse follows the hand, and the one across stays', (n) => {
  const to = [33, 44] as const;
  const after = gripsOf(true, gripped(true, ROUND, n, to));
  expect(after[n]).toEqual(to);
  expect(after[(n + 2) % 4]).toEqual(gripsOf(true, ROUND)[(n + 2) % 4]);
});

test('the corners of an ellipse are the rectangle round it', () => {
  expect(gripsOf(true, ROUND)).toEqual([
    [10, 20],
    [50, 20],
    [50, 80],
    [10, 80],
  ]);
});

test.each([true, false])(
  'what an ellipse measures is written at its edge, above its middle (left: %s)',
  (isLeft) => {
    const [x, y] = labelPoint(true, ROUND, isLeft);
    const [dx, dy] = [(x - 30) / 20, (y - 50) / 30];
    expect(dx ** 2 + dy ** 2).toBeCloseTo(1);
    expect([Math.sign(dx), Math.sign(dy)]).toEqual([isLeft ? -1 : 1, -1]);
    expect(labelPoint(false, ROUND, isLeft)).toEqual([50, 80]);
  },
);

test('a mark moves as a whole', () => {
  expect(shifted(ROUND, -3, 4)).toEqual([
    [7, 24],
    [47, 84],
  ]);
});
