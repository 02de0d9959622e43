import { describe, expect, test } from 'vitest';
import { placesOf } from './places.ts';
import type { Arrangement, Layout } from './viewer.ts';

const arranged = (layout: Layout, change: Partial<Arrangement> = {}): Arrangement => ({
  layout,
  large: 'axial',
  largeShare: 0.66,
  split: [0.5, 0.5],
  mosaic: { plane: 'axial', count: 12 },
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

test('a mosaic shows so many different slices from the head down, evenly over the whole scan', () => {
  const places = placesOf(arranged('mosaic', { mosaic: { plane: 'axial', count: 12 } }), 1.5, 106);
  const slices = places.map(({ depth = 0 }) => Math.round(depth * 106 - 0.5));
  expect(slices).toHaveLength(12);
  const steps = slices.slice(1).map((slice, n) => (slices[n] ?? 0) - slice);
  expect(steps.every((step) => step === 8 || step === 9)).toBe(true);
  expect(slices[0]).toBeGreaterThan(97);
  expect(slices.at(-1)).toBeLessThan(9);
});

test('a mosaic of a scan with few slices shows each once', () => {
  const places = placesOf(arranged('mosaic', { mosaic: { plane: 'sagittal', count: 48 } }), 1.5, 5);
  expect(places.map(({ depth = 0 }) => Math.round(depth * 5 - 0.5))).toEqual([0, 1, 2, 3, 4]);
});
