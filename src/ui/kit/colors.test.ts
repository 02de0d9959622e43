import { expect, test } from 'vitest';
import { fromHex, toHex } from './colors.ts';

test('a colour survives the way to a colour field and back', () => {
  for (const color of [
    [0, 0, 0],
    [1, 15, 16],
    [255, 128, 7],
  ] as const) {
    expect(fromHex(toHex(color))).toEqual(color);
  }
});

test('a colour field is given six digits, red first', () => {
  expect(toHex([1, 171, 255])).toBe('#01abff');
});
