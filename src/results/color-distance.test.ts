import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { blended, colorDistance, toLab, type Vision } from './color-distance.ts';
import type { Rgb } from './finding.ts';

/** Structures that touch in the body, or are drawn beside each other on most slices. */
const NEIGHBOURS: Readonly<Record<string, string>> = {
  liver:
    'kidney_right gallbladder stomach postcava duodenum esophagus adrenal_right pancreas aorta kidney_left',
  spleen: 'kidney_left stomach pancreas adrenal_left',
  kidney_right: 'adrenal_right duodenum postcava kidney_left',
  kidney_left: 'adrenal_left pancreas stomach aorta',
  gallbladder: 'duodenum stomach pancreas',
  esophagus: 'stomach aorta',
  stomach: 'pancreas duodenum adrenal_left aorta',
  aorta: 'postcava pancreas duodenum adrenal_left adrenal_right',
  postcava: 'pancreas duodenum adrenal_right',
  pancreas: 'duodenum adrenal_left',
  adrenal_right: 'adrenal_left',
  bladder: 'prostate_uterus',
};

const ORGANS = new Set(Object.entries(NEIGHBOURS).flatMap(([id, others]) => [id, ...others.split(' ')]));

/** An object's nominal opacity at first, and the middle of the scan's greys. */
const [OPACITY, GREY] = [0.5, 128];

interface Colored {
  readonly id: string;
  readonly color: Rgb;
}

function structuresOf(path: string): readonly Colored[] {
  const content = JSON.parse(readFileSync(path, 'utf8'));
  return (content.manifest ?? content).structures;
}

function pairs(structures: readonly Colored[]): readonly (readonly [Colored, Colored])[] {
  const find = (id: string) => structures.find((each) => each.id === id);
  return Object.entries(NEIGHBOURS).flatMap(([id, others]) =>
    others.split(' ').flatMap((other) => {
      const [one, two] = [find(id), find(other)];
      return one && two ? [[one, two] as const] : [];
    }),
  );
}

function closest(structures: readonly Colored[], vision: Vision, opacity = OPACITY) {
  const over = ({ color }: Colored) => blended(color, opacity, GREY);
  return Math.min(...pairs(structures).map(([a, b]) => colorDistance(over(a), over(b), vision)));
}

describe.each([
  ['Mini', 'public/models/mini/manifest.json', 42],
  ['MedImageParse 3D', 'public/models/medimageparse3d/recipe.json', 43],
])('%s', (_, path, count) => {
  const structures = structuresOf(path);
  const colorOf = (id: string): Rgb => structures.find((each) => each.id === id)?.color ?? [0, 0, 0];

  test('every pair of neighbours is looked at', () => {
    expect(pairs(structures)).toHaveLength(count);
  });

  test('neighbours differ by ΔE 25 at the opacity that they are drawn with at first', () => {
    expect(closest(structures, 'usual')).toBeGreaterThan(25);
  });

  test('they differ by ΔE 15 to those who see no red or no green', () => {
    expect(closest(structures, 'protanopia')).toBeGreaterThan(15);
    expect(closest(structures, 'deuteranopia')).toBeGreaterThan(15);
  });

  test('no structure is like the scan, and no two organs of the abdomen are alike', () => {
    for (const one of structures) {
      const own = blended(one.color, OPACITY, GREY);
      expect(colorDistance(own, [GREY, GREY, GREY]), one.id).toBeGreaterThan(20);
      for (const other of structures) {
        // Of the hundreds of targets of MedImageParse 3D most are never in one scan.
        if (one.id >= other.id || !ORGANS.has(one.id) || !ORGANS.has(other.id)) continue;
        expect(colorDistance(own, blended(other.color, OPACITY, GREY))).toBeGreaterThan(15);
      }
    }
  });

  test.each([
    ['kidney_right', 'kidney_left'],
    ['adrenal_right', 'adrenal_left'],
  ])('%s and %s are tints of about one hue, the left one lighter', (right, left) => {
    const [r, l] = [toLab(colorOf(right)), toLab(colorOf(left))];
    const hue = ([, a, b]: readonly number[]) => (Math.atan2(b ?? 0, a ?? 0) * 180) / Math.PI;
    expect(Math.abs(hue(r) - hue(l))).toBeLessThan(25);
    expect(l[0] - r[0]).toBeGreaterThan(25);
  });
});

test('ΔE is that of CIE 1976: black and white differ by 100, and Lindbloom’s red is where he has it', () => {
  expect(colorDistance([0, 0, 0], [255, 255, 255])).toBeCloseTo(100, 4);
  const [l, a, b] = toLab([255, 0, 0]);
  expect([l, a, b].map((value) => Math.round(10 * value) / 10)).toEqual([53.2, 80.1, 67.2]);
});

test('to those without green cones, red and green of one lightness are nearly alike; greys stay as they are', () => {
  const [red, green] = [[200, 80, 80] as const, [112, 130, 60] as const];
  expect(colorDistance(red, green, 'deuteranopia')).toBeLessThan(0.4 * colorDistance(red, green));
  expect(colorDistance([90, 90, 90], [90, 90, 90], 'protanopia')).toBe(0);
  expect(toLab([90, 90, 90], 'deuteranopia')[1]).toBeCloseTo(0, 1);
});
