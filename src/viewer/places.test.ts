import { describe, expect, test } from 'vitest';
import { mosaicStep } from '#volume/slices.ts';
import { placesOf } from './places.ts';
import type { Arrangement, Layout } from './viewer.ts';

const arranged = (layout: Layout, change: Partial<Arrangement> = {}): Arrangement => ({
  layout,
  large: 'axial',
  largeShare: 0.66,
  split: [0.5, 0.5],
  mosaic: { plane: 'axial', step: undefined },
  ...change,
});

const LAYOUTS: readonly Layout[] = ['four-up', 'one-three', 'row', 'axial', 'render', 'mosaic'];

describe.each(LAYOUTS)('%s', (layout) => {
  test.each([0.6, 1.4, 3])(
    'views do not overlap and leave nearly nothing of a stage of aspect %s',
    (aspect) => {
      const places = placesOf(arranged(layout, { split: [0.7, 0.3] }), aspect, 100);
      const covered = places.reduce((sum, { position: [, , width, height] }) => sum + width * height, 0);
      // A mosaic's last row may not be full.
      expect(covered).toBeGreaterThan(layout === 'mosaic' ? 0.75 : 0.97);
      for (const [n, { position: a }] of places.entries()) {
        expect(a[0] + a[2]).toBeLessThanOrEqual(1 + 1e-9);
        expect(a[1] + a[3]).toBeLessThanOrEqual(1 + 1e-9);
        for (const { position: b } of places.slice(n + 1)) {
          const apart =
            a[0] + a[2] <= b[0] || b[0] + b[2] <= a[0] || a[1] + a[3] <= b[1] || b[1] + b[3] <= a[1];
          expect(apart).toBe(true);
        }
      }
    },
  );
});

test('the large view has its share, the three others the rest: beside it, or below it on an upright stage', () => {
  const wide = placesOf(arranged('one-three', { large: 'coronal' }), 1.5, 100);
  expect(wide[0]).toMatchObject({ view: 'coronal', position: [0, 0, expect.closeTo(0.658), 1] });
  expect(wide.map(({ view }) => view)).toEqual(['coronal', 'axial', 'sagittal', 'render']);
  expect(new Set(wide.slice(1).map(({ position }) => position[0])).size).toBe(1);
  const upright = placesOf(arranged('one-three', { largeShare: 0.4 }), 0.6, 100);
  expect(upright[0]?.position).toEqual([0, 0, 1, expect.closeTo(0.398)]);
  expect(new Set(upright.slice(1).map(({ position }) => position[1])).size).toBe(1);
});

test('no divider makes a view vanish', () => {
  for (const split of [
    [0, 1],
    [-3, 9],
  ] as const) {
    for (const { position } of placesOf(arranged('four-up', { split }), 1.4, 100)) {
      expect(Math.min(position[2], position[3])).toBeGreaterThan(0.14);
    }
  }
});

const slicesShown = (mosaic: Arrangement['mosaic'], slices: number, aspect = 1.5) =>
  placesOf(arranged('mosaic', { mosaic }), aspect, slices).map(({ depth = 0 }) =>
    Math.round(depth * slices - 0.5),
  );

test.each([
  [1, 5],
  [3, 106],
  [7, 106],
  [10, 33],
])(
  'a mosaic with a step of %s shows every such slice of %s, each once, as near to both ends',
  (step, slices) => {
    const shown = slicesShown({ plane: 'sagittal', step }, slices);
    expect(shown).toHaveLength(Math.ceil(slices / step));
    for (const [n, slice] of shown.entries()) expect(slice).toBe((shown[0] ?? 0) + n * step);
    const [before, after] = [shown[0] ?? 0, slices - 1 - (shown.at(-1) ?? 0)];
    expect(after - before === 0 || after - before === 1).toBe(true);
  },
);

test('a mosaic begins at the head, and without a step shows about a dozen slices', () => {
  const shown = slicesShown({ plane: 'axial', step: undefined }, 106);
  expect(shown).toHaveLength(12);
  expect(shown[0]).toBeGreaterThan(shown.at(-1) ?? 0);
  expect(slicesShown({ plane: 'sagittal', step: undefined }, 5)).toEqual([0, 1, 2, 3, 4]);
});

test('a step that would make stamps of the slices, or shows none, is kept within what can be seen', () => {
  expect(mosaicStep(1, 600)).toEqual({ step: 5, least: 5 });
  expect(slicesShown({ plane: 'axial', step: 1 }, 600)).toHaveLength(120);
  expect(slicesShown({ plane: 'axial', step: 999 }, 40)).toHaveLength(1);
  expect(slicesShown({ plane: 'axial', step: 0 }, 3)).toHaveLength(3);
});

test('a full row more is taken where it leaves fewer places empty', () => {
  const places = placesOf(arranged('mosaic', { mosaic: { plane: 'axial', step: 1 } }), 1.5, 10);
  const columns = new Set(places.map(({ position }) => position[0])).size;
  expect(columns).toBe(5);
});
