import type { Vec3 } from '#volume/types.ts';
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
import type { Tissue } from './phantom-tissues.ts';
import type { Part, Trunk } from './phantom-trunk.ts';
import type { Random } from './random.ts';

/** Values of the label map: the scheme of the AMOS data set. */
export const ORGANS = {
  spleen: 1,
  rightKidney: 2,
  leftKidney: 3,
  gallbladder: 4,
  esophagus: 5,
  liver: 6,
  stomach: 7,
  aorta: 8,
  postcava: 9,
  pancreas: 10,
  rightAdrenal: 11,
  leftAdrenal: 12,
  duodenum: 13,
} as const;

/** Moves a point of the anatomy to where this patient has it. */
type Place = (center: Vec3, mm?: number) => Vec3;

interface Patient {
  readonly random: Random;
  readonly trunk: Trunk;
  readonly place: Place;
  /** A factor around 1. */
  readonly size: (spread?: number) => number;
}

/**
 * The organs of the upper abdomen in the order in which they are laid over each other.
 * Positions and sizes are means over public abdominal CTs, relative to the kidneys' level; mm, x right, y front, z up.
 */
export function organs(trunk: Trunk, random: Random): readonly Part[] {
  const { between } = random;
  const place: Place = ([x, y, z], mm = 6) => [
    x + between(-mm, mm),
    y + between(-mm, mm),
    z + between(-mm, mm),
  ];
  const size = (spread = 0.1) => 1 + between(-spread, spread);
  const patient: Patient = { random, trunk, place, size };
  return [
    ...bowel(patient),
    ...liver(patient),
    ...spleen(patient),
    ...stomach(patient),
    ...kidney(patient, 1, ORGANS.rightKidney),
    ...kidney(patient, -1, ORGANS.leftKidney),
    ...duodenum(patient),
    ...pancreas(patient),
    ...adrenals(patient),
    ...vessels(patient),
    ...gallbladder(patient),
  ];
}

function part(solid: Solid, tissue: Tissue, label?: number, shade?: Part['shade']): Part {
  return { solid, tissue, label, ...(shade && { shade }) };
}

function scaled(radii: Vec3, factor: number): Vec3 {
  return [radii[0] * factor, radii[1] * factor, radii[2] * factor];
}

/** Inside the cavity and under the diaphragm, with `gap` mm to spare. */
function belowDiaphragm({ cavity, diaphragm }: Trunk, gap: number): Distance {
  return (x, y, z) => smoothMax(cavity(x, y, z) + gap, diaphragm(x, y, z) + gap, 8);
}

function liver({ trunk, place, size }: Patient): Part[] {
  const right = ellipsoid(place([66, 10, 34]), scaled([68, 80, 78], size(0.08)), [12, 0, 0]);
  const left = ellipsoid(place([6, 52, 52]), scaled([64, 34, 36], size(0.15)), [0, 8, 0]);
  const caudate = ellipsoid(place([22, 20, 40], 3), scaled([20, 18, 28], size()));
  const visceral = ellipsoid([-6, 4, -34], [72, 66, 62]);
  const hollow = merge([visceral, ellipsoid([-4, -34, 40], [38, 54, 110])], 10);
  const bulk = without(merge([right, left, caudate], 22), hollow.distance, 14);
  const whole = within(bulk, belowDiaphragm(trunk, 3), 8);
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
    branch([36, 28, 20, 6], [18, 48, 36, 5], [-14, 58, 50, 3]),
    branch([28, 10, 86, 6], [58, 8, 72, 6], [94, -2, 54, 3.5]),
    branch([26, 14, 84, 5], [44, 40, 66, 5], [66, 62, 38, 2.5]),
    branch([22, 18, 84, 5], [4, 42, 66, 4], [-16, 54, 56, 2.5]),
    part(ellipsoid(place([4, 62, 38], 3), [2.5, 22, 16], [0, 0, -14]), 'fat', 0),
  ];
}

function spleen({ trunk, place, size }: Patient): Part[] {
  const center = place([-92, -30, 32], 8);
  const bulk = ellipsoid(center, scaled([42, 46, 52], size(0.14)), [14, 0, -18]);
  const hilum = ellipsoid([center[0] + 44, center[1] + 34, center[2] - 6], [46, 48, 64], [0, 0, -18]);
  const whole = within(without(bulk, hilum.distance, 10), belowDiaphragm(trunk, 3), 8);
  const speckle = (x: number, y: number, z: number) =>
    3 * Math.sin(x / 7) * Math.sin(y / 8) * Math.sin(z / 9);
  return [part(whole, 'spleen', ORGANS.spleen, speckle)];
}

function kidney({ random, place, size }: Patient, side: -1 | 1, label: number): Part[] {
  const factor = size(0.12);
  const center = place([side * 68, -26, side > 0 ? -34 : -26], 7);
  // Upper poles lean inwards and back; the hilum faces inwards and forwards.
  const bean = ellipsoid(center, scaled([27, 30, 55], factor), [-14, -side * 12, side * 28]);
  const toHilum = (inwards: number, forwards: number): Vec3 => [
    center[0] - side * inwards * factor,
    center[1] + forwards * factor,
    center[2] - 2,
  ];
  const hilum = ellipsoid(toHilum(27, 15), scaled([15, 11, 20], factor), [0, -side * 12, side * 28]);
  const sinus = ellipsoid(toHilum(13, 7), scaled([13, 7, 24], factor), [-14, -side * 12, side * 28]);
  const whole = without(without(bean, hilum.distance, 8), sinus.distance, 3);
  const wave = random.between(0, 6);
  const pyramids: Distance = (x, y, z) =>
    whole.distance(x, y, z) + 8 + 3 * Math.sin((z - center[2]) / 5 + wave) * Math.sin((x + y) / 6);
  return [
    part(grow(bean, random.between(5, 12)), 'fat', 0),
    part(whole, 'kidney', label),
    part({ ...whole, distance: pyramids }, 'pyramid'),
    part(ellipsoid(toHilum(17, 9), scaled([9, 3, 9], factor), [0, 0, side * 28]), 'fluid', 0),
  ];
}

function stomach({ random, trunk, place }: Patient): Part[] {
  const fill = random.between(0.7, 1.25);
  const offset = place([0, 0, 0], 6);
  const shift = ([x, y, z, r]: Knot): Knot => [x + offset[0], y + offset[1], z + offset[2], r * fill];
  const bag = tube(
    [
      shift([-46, -8, 64, 24]),
      shift([-58, 14, 44, 34]),
      shift([-58, 44, 18, 28]),
      shift([-30, 60, -6, 19]),
      shift([6, 54, -10, 14]),
      shift([28, 42, -6, 9]),
    ],
    5,
  );
  const whole = within(bag, belowDiaphragm(trunk, 5), 8);
  const lumen: Distance = (x, y, z) => whole.distance(x, y, z) + 4 + 1.2 * Math.sin(x / 4) * Math.sin(z / 5);
  // Lying on the back, gas gathers in front.
  const level = random.between(40, 62);
  const food = random.between(0, 1) < 0.4 ? 130 : 0;
  const lumps = (x: number, y: number, z: number) =>
    food + 12 * Math.sin(x / 6) * Math.sin(y / 5 + 1) * Math.sin(z / 7);
  return [
    part(whole, 'wall', ORGANS.stomach),
    part({ ...whole, distance: lumen }, 'fluid', undefined, lumps),
    part({ ...whole, distance: (x, y, z) => Math.max(lumen(x, y, z) + 0.5, level - y) }, 'gas'),
  ];
}

function gallbladder({ random, place }: Patient): Part[] {
  const [x, y, z] = place([60, 52, -14], 6);
  const r = random.between(9, 15);
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

function pancreas({ place, size }: Patient): Part[] {
  const [x, y, z] = place([0, 0, 0], 5);
  const f = size(0.18);
  const knot = (a: number, b: number, c: number, r: number): Knot => [a + x, b + y, c + z, r * f];
  const gland = tube(
    [
      knot(26, 28, -34, 10),
      knot(26, 32, -18, 14),
      knot(10, 40, -4, 10),
      knot(-14, 42, 2, 9),
      knot(-42, 24, 10, 9.5),
      knot(-66, 0, 18, 8),
    ],
    5,
  );
  const lobules: Distance = (px, py, pz) =>
    gland.distance(px, py, pz) + 1.6 * Math.sin(px / 2.9) * Math.sin(py / 3.3) * Math.sin(pz / 3.1);
  const vein = tube([knot(-74, -12, 24, 4), knot(-42, 12, 12, 4.5), knot(-8, 26, 4, 5), knot(12, 26, 4, 6)]);
  return [part(vein, 'portal', 0), part({ ...gland, distance: lobules }, 'pancreas', ORGANS.pancreas)];
}

function duodenum({ place }: Patient): Part[] {
  const [x, y, z] = place([0, 0, 0], 4);
  const knot = (a: number, b: number, c: number, r: number): Knot => [a + x, b + y, c + z, r];
  const loop = tube(
    [
      knot(34, 40, -8, 12),
      knot(46, 30, -16, 12),
      knot(48, 20, -40, 13),
      knot(40, 16, -62, 12),
      knot(10, 24, -70, 11),
      knot(-20, 24, -60, 10),
      knot(-30, 30, -40, 10),
    ],
    4,
  );
  const lumen = { ...loop, distance: (a: number, b: number, c: number) => loop.distance(a, b, c) + 3.5 };
  return [part(loop, 'wall', ORGANS.duodenum), part(lumen, 'fluid', undefined, () => 20)];
}

function adrenals({ place }: Patient): Part[] {
  const limb = (from: Vec3, to: Vec3): Solid =>
    tube([
      [...from, 3.4],
      [(from[0] + to[0]) / 2 + 1, (from[1] + to[1]) / 2 + 2, (from[2] + to[2]) / 2, 3.6],
      [...to, 2.4],
    ]);
  const gland = ([x, y, z]: Vec3, side: -1 | 1, label: number): Part => {
    const top: Vec3 = [x, y, z + 8];
    const limbs = [limb(top, [x + side * 9, y - 14, z - 8]), limb(top, [x - side * 4, y - 16, z - 8])];
    return part(merge([...limbs, limb(top, [x, y + 2, z - 12])], 3), 'adrenal', label);
  };
  return [
    gland(place([33, -12, 24], 3), 1, ORGANS.rightAdrenal),
    gland(place([-34, 0, 14], 3), -1, ORGANS.leftAdrenal),
  ];
}

function vessels({ random, place, size }: Patient): Part[] {
  const [x, y] = place([0, 0, 0], 3);
  const a = 10.5 * size(0.16);
  const v = size(0.2);
  const knot = (kx: number, ky: number, kz: number, r: number): Knot => [kx + x, ky + y, kz, r];
  const aorta = tube([
    knot(-22, -26, 240, a * 1.15),
    knot(-20, -26, 130, a * 1.12),
    knot(-12, -8, 66, a * 1.05),
    knot(-6, 6, 10, a),
    knot(-6, 10, -50, a * 0.88),
    knot(-4, 14, -100, a * 0.8),
  ]);
  const cava = tube([
    knot(18, 34, 112, 13 * v),
    knot(24, 14, 84, 13 * v),
    knot(25, 6, 40, 12 * v),
    knot(22, 8, -20, 10.5 * v),
    knot(19, 10, -100, 9.5 * v),
  ]);
  const esophagus = tube([
    knot(-2, -8, 240, 7.5),
    knot(-2, -2, 130, 8),
    knot(-10, 10, 88, 8.5),
    knot(-22, 14, 66, 9),
    knot(-36, 8, 56, 8),
  ]);
  const iliac = (side: -1 | 1, tissue: Tissue, r: number) =>
    part(
      tube([knot(side < 0 ? -4 : 10, 12, -98, r), knot(side * 26, 6, -140, r), knot(side * 50, -4, -190, r)]),
      tissue,
      0,
    );
  const renal = (side: -1 | 1) =>
    part(
      tube([
        knot(side > 0 ? 18 : -2, 14, -30, 4),
        knot(side * 26, 4, -32, 4.5),
        knot(side * 48, -14, -32, 4),
      ]),
      'vein',
      0,
    );
  const hollow = {
    ...esophagus,
    distance: (p: number, q: number, r: number) => esophagus.distance(p, q, r) + 6,
  };
  return [
    part(esophagus, 'esophagus', ORGANS.esophagus),
    ...(random.between(0, 1) < 0.4 ? [part(hollow, 'gas')] : []),
    part(tube([knot(-2, 26, 24, 4), knot(-2, 30, -30, 4), knot(-2, 38, -90, 3.5)]), 'aorta', 0),
    part(tube([knot(14, 26, 8, 7), knot(10, 32, -30, 5.5), knot(8, 40, -90, 4.5)]), 'portal', 0),
    renal(-1),
    renal(1),
    iliac(-1, 'vein', 6.5),
    iliac(1, 'vein', 6.5),
    iliac(-1, 'aorta', 5.5),
    iliac(1, 'aorta', 5.5),
    part(cava, 'vein', ORGANS.postcava),
    part(aorta, 'aorta', ORGANS.aorta),
  ];
}

/** Loops of gut, unlabelled: what a model must tell from the organs. */
function bowel({ random, trunk, place }: Patient): Part[] {
  const inside: Distance = (x, y, z) => trunk.cavity(x, y, z) + 3;
  const loop = (knots: readonly Knot[], wall: number, content: Tissue, gas: boolean): Part[] => {
    const whole = within(tube(knots), inside, 4);
    const lumen: Distance = (x, y, z) =>
      whole.distance(x, y, z) + wall + Math.sin(x / 4) * Math.sin(y / 5) * Math.sin(z / 4);
    const mean = knots.reduce((sum, knot) => sum + knot[1], 0) / knots.length;
    const lumps = (x: number, y: number, z: number) =>
      25 * Math.sin(x / 3.1) * Math.sin(y / 2.7) * Math.sin(z / 3.3);
    const front: Distance = (x, y, z) => Math.max(lumen(x, y, z), mean + 4 - y);
    return [
      part(whole, 'wall', 0),
      part({ ...whole, distance: lumen }, content, 0, lumps),
      ...(gas ? [part({ ...whole, distance: front }, 'gas', 0)] : []),
    ];
  };
  const at = (x: number, y: number, z: number, r: number): Knot => [
    ...place([x, y, z], 5),
    r * random.between(0.8, 1.15),
  ];
  const small = Array.from({ length: 9 }, (_, n) => {
    const [x, y, z] = [((n * 37) % 120) - 60, 30 + ((n * 23) % 44), -52 - n * 14];
    return loop(
      [
        at(x - 34, y, z, 12),
        at(x - 8, y + 10, z + 10, 12),
        at(x + 16, y - 6, z - 6, 12),
        at(x + 38, y, z + 6, 12),
      ],
      3,
      'fluid',
      n % 4 === 0,
    );
  }).flat();
  return [
    ...small,
    ...loop([at(92, 4, -190, 25), at(98, 8, -110, 23), at(90, 26, -58, 20)], 2.5, 'feces', true),
    ...loop([at(-106, -8, -190, 14), at(-110, -14, -90, 15), at(-104, -6, -14, 17)], 2.5, 'feces', true),
    ...loop(
      [at(84, 44, -60, 19), at(40, 70, -64, 20), at(-20, 76, -52, 19), at(-76, 56, -14, 19)],
      2.5,
      'feces',
      true,
    ),
  ];
}
