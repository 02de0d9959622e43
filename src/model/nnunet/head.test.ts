import { expect, test } from 'vitest';
import { largestOf } from '#testing/differences.ts';
import { applyHead, headOf, identityHead, joinedHead } from './head.ts';

const numbers = (length: number, seed: number) =>
  Float32Array.from({ length }, (_, n) => Math.sin(seed + n * 12.9898) * 3);

/** What a head gives, by its definition. */
function byHand(bank: Float32Array, width: number, values: Float32Array): Float32Array {
  const [classes, channels, count] = [bank.length / width, width - 1, values.length / (width - 1)];
  return Float32Array.from({ length: classes * count }, (_, n) => {
    const [row, at] = [Math.floor(n / count), n % count];
    let sum = bank[row * width + channels] ?? 0;
    for (let c = 0; c < channels; c++) sum += (bank[row * width + c] ?? 0) * (values[c * count + at] ?? 0);
    return sum;
  });
}

// Seven channels and 2,500 samples: neither fills the blocks that are taken at a time.
const [WIDTH, CLASSES, COUNT] = [8, 5, 2500];
const [first, second] = [numbers(CLASSES * WIDTH, 1), numbers(CLASSES * WIDTH, 2)];
const [one, other] = [numbers(7 * COUNT, 3), numbers(7 * COUNT, 4)];

test('a row of the bank gives its class’s logits, the bias last', () => {
  const logits = new Float32Array(CLASSES * COUNT);
  applyHead(headOf(first, WIDTH), one, logits, [0, CLASSES]);
  expect(largestOf(logits, byHand(first, WIDTH, one))).toBeLessThan(1e-4);
  const some = new Float32Array(2 * COUNT);
  applyHead(headOf(first, WIDTH), one, some, [2, 4]);
  expect(some).toEqual(logits.subarray(2 * COUNT, 4 * COUNT));
});

test('the joined head of two folds gives the mean of their logits', () => {
  const joined = joinedHead([headOf(first, WIDTH), headOf(second, WIDTH)]);
  const logits = new Float32Array(CLASSES * COUNT);
  applyHead(joined, Float32Array.from([...one, ...other]), logits, [0, CLASSES]);
  const [a, b] = [byHand(first, WIDTH, one), byHand(second, WIDTH, other)];
  expect(
    largestOf(
      logits,
      a.map((value, n) => (value + (b[n] ?? 0)) / 2),
    ),
  ).toBeLessThan(1e-4);
});

test('logits that are kept need no head', () => {
  const logits = new Float32Array(one.length);
  applyHead(identityHead(7), one, logits, [0, 7]);
  expect(logits).toEqual(one);
});
