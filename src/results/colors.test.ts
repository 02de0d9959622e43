import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { blended, colorDistance } from './color-distance.ts';
import { colorOf } from './colors.ts';
import type { FoundObject, Rgb } from './finding.ts';

const { structures } = JSON.parse(readFileSync('public/models/mini/manifest.json', 'utf8')) as {
  structures: readonly { color: Rgb }[];
};
const drawn = (color: Rgb) => ({ color }) as FoundObject;
const apart = (a: Rgb, b: Rgb) => colorDistance(blended(a, 0.5, 128), blended(b, 0.5, 128));

test('a structure of the pack keeps the pack’s colour', () => {
  expect(colorOf([1, 2, 3], [drawn([1, 2, 3])])).toEqual([1, 2, 3]);
});

test('twelve objects asked for by text differ by ΔE 18 from each other', () => {
  const used: Rgb[] = [];
  for (let n = 0; n < 12; n++) used.push(colorOf(undefined, used.map(drawn)));
  for (const [n, one] of used.entries()) {
    for (const other of used.slice(n + 1)) expect(apart(one, other)).toBeGreaterThan(18);
    expect(apart(one, [128, 128, 128])).toBeGreaterThan(20);
  }
});

test('beside all structures of the pack, three more still differ from every one of them', () => {
  const used = structures.map(({ color }) => color);
  for (let n = 0; n < 3; n++) {
    const fresh = colorOf(undefined, used.map(drawn));
    for (const other of used) expect(apart(fresh, other)).toBeGreaterThan(12);
    used.push(fresh);
  }
});
