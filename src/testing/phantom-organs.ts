import type { Vec3 } from '#volume/types.ts';
import { type Build, ORGANS, type Part, part, type Surfaces } from './phantom-part.ts';
import {
  type Distance,
  ellipsoid,
  grow,
  type Knot,
  merge,
  type Solid,
  smoothMax,
  tube,
  within,
  without,
} from './phantom-shapes.ts';

function scaled(radii: Vec3, factor: number): Vec3 {
  return [radii[0] * factor, radii[1] * factor, radii[2] * factor];
}

/** Inside the cavity and under the diaphragm, with `gap` mm to spare. */
export function belowDiaphragm({ cavity, diaphragm }: Surfaces, gap: number): Distance {
  return (x, y, z) => smoothMax(cavity(x, y, z) + gap, diaphragm(x, y, z) + gap, 8);
}

export function liver(build: Build): Part[] {
  const { place, size } = build;
  const right = ellipsoid(place([66, 8, 30]), scaled([80, 88, 90], size(0.12)), [12, 0, 0]);
  const left = ellipsoid(place([2, 54, 50]), scaled([70, 38, 40], size(0.15)), [0, 8, 0]);
  const caudate = ellipsoid(place([22, 20, 40], 3), scaled([20, 18, 28], size()));
  const visceral = ellipsoid([-12, 8, -42], [68, 60, 60]);
  const hollow = merge([visceral, ellipsoid([-6, -36, 40], [36, 52, 110])], 10);
  const bulk = without(merge([right, left, caudate], 22), hollow.distance, 14);
  const whole = within(bulk, belowDiaphragm(build, 2.5), 8);
  const inside = (vessel: Solid) => within(vessel, (x, y, z) => whole.distance(x, y, z) + 6, 2);
  const branch = (...knots: readonly Knot[]) => part(inside(tube(knots)), 'portal');
  return [
    part(
      whole,
      'liver',
      ORGANS.liver,
      (x, y, z) => 3 * Math.sin(x / 19 + y / 31) + 3 * Math.sin(z / 23 - y / 17),
    ),
    branch([14, 24, 8, 7], [36, 28, 20, 7], [62, 16, 24, 5.5], [92, -6, 20, 3]),
    branch([58, 18, 24, 5], [78, 42, 30, 4], [92, 58, 40, 2]),
    branch([62, 16, 24, 5], [76, 0, 0, 4], [88, -10, -24, 2]),
    branch([36, 28, 20, 6], [18, 48, 36, 5], [-14, 58, 50, 3]),
    branch([28, 10, 86, 6], [58, 8, 72, 6], [94, -2, 54, 3.5]),
    branch([26, 14, 84, 5], [44, 40, 66, 5], [66, 62, 38, 2.5]),
    branch([22, 18, 84, 5], [4, 42, 66, 4], [-16, 54, 56, 2.5]),
    part(ellipsoid(place([4, 66, 34], 3), [2.5, 20, 14], [0, 0, -14]), 'fat', 0),
  ];
}

export function spleen(build: Build): Part[] {
  const { place, size } = build;
  const center = place([-92, -30, 32], 8);
  const bulk = ellipsoid(center, scaled([44, 48, 54], size(0.16)), [14, 0, -18]);
  const hilum = ellipsoid([center[0] + 50, center[1] + 38, center[2] - 6], [44, 46, 62], [0, 0, -18]);
  const whole = within(without(bulk, hilum.distance, 10), belowDiaphragm(build, 2.5), 8);
  const speckle = (x: number, y: number, z: number) =>
    3 * Math.sin(x / 7) * Math.sin(y / 8) * Math.sin(z / 9);
  return [part(whole, 'spleen', ORGANS.spleen, speckle)];
}

export function kidney({ random, place, size }: Build, side: -1 | 1): Part[] {
  const factor = size(0.07);
  const center = place([side * 68, -26, side > 0 ? -34 : -26], 7);
  // Upper poles lean inwards and back; the hilum faces inwards and forwards.
  const bean = ellipsoid(center, scaled([25.5, 28.5, 53], factor), [-14, -side * 12, side * 28]);
  const towardsHilum = (inwards: number, forwards: number): Vec3 => [
    center[0] - side * inwards * factor,
    center[1] + forwards * factor,
    center[2] - 2,
  ];
  const hilum = ellipsoid(towardsHilum(27, 15), scaled([15, 11, 20], factor), [0, -side * 12, side * 28]);
  const sinus = ellipsoid(towardsHilum(13, 7), scaled([13, 7, 24], factor), [-14, -side * 12, side * 28]);
  const whole = without(without(bean, hilum.distance, 8), sinus.distance, 3);
  const wave = random.between(0, 6);
  const pyramids: Distance = (x, y, z) =>
    whole.distance(x, y, z) + 8 + 3 * Math.sin((z - center[2]) / 5 + wave) * Math.sin((x + y) / 6);
  return [
    part(grow(bean, random.between(5, 12)), 'fat', 0),
    part(whole, 'kidney', side > 0 ? ORGANS.rightKidney : ORGANS.leftKidney),
    part({ ...whole, distance: pyramids }, 'pyramid'),
    part(ellipsoid(towardsHilum(17, 9), scaled([9, 3, 9], factor), [0, 0, side * 28]), 'fluid', 0),
  ];
}

export function gallbladder({ random, place }: Build): Part[] {
  const [x, y, z] = place([60, 52, -14], 6);
  const r = random.between(10, 16);
  const sac = tube([
    [x - 18, y - 20, z + 20, 3],
    [x - 8, y - 8, z + 8, r * 0.7],
    [x + 2, y + 4, z - 8, r],
    [x + 6, y + 10, z - 20, r * 0.9],
  ]);
  return [
    part(grow(sac, 1.5), 'softTissue', ORGANS.gallbladder),
    part(sac, 'gallbladder', ORGANS.gallbladder),
  ];
}

export function pancreas({ place, size }: Build): Part[] {
  const [x, y, z] = place([0, 0, 0], 5);
  const factor = size(0.18);
  const knot = (a: number, b: number, c: number, r: number): Knot => [a + x, b + y, c + z, r * factor];
  const head = [knot(26, 28, -34, 11), knot(26, 32, -18, 15), knot(10, 40, -4, 11)];
  const tail = [knot(-14, 42, 2, 10.5), knot(-42, 24, 10, 11), knot(-66, 0, 18, 9.5)];
  const gland = tube([...head, ...tail], 5);
  const lobules: Distance = (px, py, pz) =>
    gland.distance(px, py, pz) + 1.6 * Math.sin(px / 2.9) * Math.sin(py / 3.3) * Math.sin(pz / 3.1);
  const vein = tube([knot(-74, -12, 24, 4), knot(-42, 12, 12, 4.5), knot(-8, 26, 4, 5), knot(12, 26, 4, 6)]);
  return [
    part(vein, 'portal', 0),
    part({ ...grow(gland, 1.6), distance: lobules }, 'pancreas', ORGANS.pancreas),
  ];
}

export function adrenals({ place }: Build): Part[] {
  const limb = (from: Vec3, to: Vec3): Solid =>
    tube([
      [...from, 3.8],
      [(from[0] + to[0]) / 2 + 1, (from[1] + to[1]) / 2 + 2, (from[2] + to[2]) / 2, 4],
      [...to, 2.8],
    ]);
  const gland = ([x, y, z]: Vec3, side: -1 | 1, label: number): Part => {
    const top: Vec3 = [x, y, z + 10];
    const limbs = [limb(top, [x + side * 10, y - 16, z - 10]), limb(top, [x - side * 4, y - 18, z - 10])];
    return part(merge([...limbs, limb(top, [x, y + 2, z - 14])], 3), 'adrenal', label);
  };
  return [
    gland(place([33, -12, 24], 3), 1, ORGANS.rightAdrenal),
    gland(place([-34, 0, 14], 3), -1, ORGANS.leftAdrenal),
  ];
}
