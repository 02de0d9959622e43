import { expect, test } from 'vitest';
import { mirrored, squareOf, toChannel } from './slice-input.ts';
import { ontoSlice } from './slice-output.ts';

test('beyond the ends slices are mirrored, without repeating the end', () => {
  expect([-2, -1, 0, 1, 2, 3, 4].map((k) => mirrored(k, 3))).toEqual([2, 1, 0, 1, 2, 1, 0]);
  expect([-1, 0, 1].map((k) => mirrored(k, 1))).toEqual([0, 0, 0]);
});

test('a slice is padded evenly to a square, the odd sample after it', () => {
  expect(squareOf(7, 4)).toEqual({ side: 7, left: 0, top: 1 });
  expect(squareOf(4, 8)).toEqual({ side: 8, left: 2, top: 0 });
});

test('padding is zero, and the slice lies between it', () => {
  const slice = Uint8Array.from([1, 2, 3, 4, 5, 6]);
  expect([...toChannel(slice, 2, 3, 3)]).toEqual([1, 2, 0, 3, 4, 0, 5, 6, 0]);
});

test('what goes to the square comes back at its place', () => {
  const slice = Uint8Array.from({ length: 35 }, (_, n) => n);
  expect([...ontoSlice(toChannel(slice, 5, 7, 7), 7, 5, 7)]).toEqual([...slice]);
});
