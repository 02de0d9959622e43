import { describe, expect, test } from 'vitest';
import { toWorld } from './affine.ts';
import { partByContent } from './body-from-content.ts';
import type { Grid, Modality, Vec3, Volume, VolumeId } from './types.ts';

/** Voxels of 4, 3 and 5 mm, flipped along two axes, or turned about the first by 20°, which make the same of an ellipsoid. */
const flipped: Grid['voxelToWorld'] = [-4, 0, 0, 118, 0, -3, 0, 120, 0, 0, 5, -90];
const [c, s] = [Math.cos(Math.PI / 9), Math.sin(Math.PI / 9)];
const oblique: Grid['voxelToWorld'] = [
  4,
  0,
  0,
  -118,
  0,
  3 * c,
  -5 * s,
  -120 * c + 90 * s,
  0,
  3 * s,
  5 * c,
  -120 * s - 90 * c,
];

/** A cylinder along z about the middle, or `at` mm to the right of it, with these semi-axes along x and y, mm. */
function scan(
  radii: readonly [number, number],
  { modality = 'CT' as Modality, voxelToWorld = flipped, at = 0 } = {},
): Volume {
  const size: Vec3 = [60, 80, 36];
  const [inside, outside] = modality === 'CT' ? [40, -1000] : [500, 0];
  const data = Int16Array.from({ length: 60 * 80 * 36 }, (_, n) => {
    const [x, y, z] = toWorld(voxelToWorld, [n % 60, Math.floor(n / 60) % 80, Math.floor(n / 4800)]);
    return ((x - at) / radii[0]) ** 2 + (y / radii[1]) ** 2 < 1 && Math.abs(z) < 60 ? inside : outside;
  });
  const grid: Grid = { size, voxelToWorld };
  return { id: 'x' as VolumeId, name: 'x', modality, grid, data, slope: 1, intercept: 0 };
}

const partOf = (volume: Volume) => partByContent(volume)?.part;

describe.each(['CT', 'MR'] as const)('in %s', (modality) => {
  describe.each([
    ['flipped', flipped],
    ['oblique', oblique],
  ] as const)('on a grid that is %s', (_, voxelToWorld) => {
    const of = (wide: number, deep: number) => partOf(scan([wide / 2, deep / 2], { modality, voxelToWorld }));
    test('what is as wide and deep as a head may be one', () => {
      expect(of(152, 196)).toBe('head');
      expect(of(190, 225)).toBe('head');
    });
    test('a limb, or a child, is no head', () => {
      expect(of(120, 130)).toBeUndefined();
      expect(of(150, 120)).toBeUndefined();
    });
    test('a trunk’s size tells no part of it', () => {
      expect(of(215, 190)).toBeUndefined();
      expect(of(205, 160)).toBeUndefined();
    });
  });
});

test('its size is told to within two voxels', () => {
  const likely = partByContent(scan([76, 98]));
  expect(Math.abs((likely?.wideMm ?? 0) - 152)).toBeLessThanOrEqual(8);
  expect(Math.abs((likely?.deepMm ?? 0) - 196)).toBeLessThanOrEqual(6);
});

test('what the scan cuts may be of anything', () => {
  expect(partOf(scan([76, 98], { at: 50 }))).toBeUndefined();
});

test('nobody is no part of the body', () => {
  expect(partOf(scan([0.001, 0.001]))).toBeUndefined();
});
