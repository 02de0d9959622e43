import { expect, test } from 'vitest';
import { toLabelMap } from './label-map.ts';

const size = [2, 2, 1] as const;

test('a later mask lies over an earlier one', () => {
  const masks = [
    { mask: Uint8Array.of(1, 1, 0, 0), labelId: 6 },
    { mask: Uint8Array.of(0, 1, 1, 0), labelId: 2 },
  ];
  expect(toLabelMap(masks, size)).toEqual(Uint8Array.of(6, 2, 2, 0));
});

test('labels beyond 255 take 16 bits', () => {
  expect(toLabelMap([{ mask: Uint8Array.of(0, 0, 0, 1), labelId: 300 }], size)).toEqual(
    Uint16Array.of(0, 0, 0, 300),
  );
});
