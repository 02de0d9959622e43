import { belowDiaphragm } from './phantom-organs.ts';
import { type Build, ORGANS, type Part, part, type Shade } from './phantom-part.ts';
import { type Distance, type Knot, tube, within } from './phantom-shapes.ts';
import type { Tissue } from './phantom-tissues.ts';

/** Now and then the patient has drunk contrast: brightness added to what is inside, HU. */
function contrastDrink({ random }: Build): number {
  return random.between(0, 1) < 0.45 ? random.between(80, 230) : 0;
}

export function stomach(build: Build): Part[] {
  const { random, place } = build;
  const fill = random.between(0.85, 1.35);
  const [dx, dy, dz] = place([0, 0, 0], 6);
  const knot = (x: number, y: number, z: number, r: number): Knot => [x + dx, y + dy, z + dz, r * fill];
  const fundus = [knot(-46, -10, 66, 24), knot(-58, 12, 46, 34), knot(-56, 44, 20, 29)];
  const antrum = [knot(-30, 60, -6, 20), knot(6, 54, -10, 15), knot(28, 42, -6, 9)];
  const whole = within(tube([...fundus, ...antrum], 5), belowDiaphragm(build, 4), 8);
  const lumen: Distance = (x, y, z) => whole.distance(x, y, z) + 4 + 1.2 * Math.sin(x / 4) * Math.sin(z / 5);
  // Lying on the back, gas gathers in front.
  const level = random.between(40, 66);
  const drink = contrastDrink(build);
  const lumps: Shade = (x, y, z) => drink + 12 * Math.sin(x / 6) * Math.sin(y / 5 + 1) * Math.sin(z / 7);
  return [
    part(whole, 'wall', ORGANS.stomach),
    part({ ...whole, distance: lumen }, 'fluid', undefined, lumps),
    part({ ...whole, distance: (x, y, z) => Math.max(lumen(x, y, z) + 0.5, level - y) }, 'gas'),
  ];
}

export function duodenum(build: Build): Part[] {
  const [x, y, z] = build.place([0, 0, 0], 4);
  const knot = (a: number, b: number, c: number, r: number): Knot => [a + x, b + y, c + z, r];
  const descending = [
    knot(34, 40, -8, 12),
    knot(46, 30, -16, 12),
    knot(48, 20, -40, 13),
    knot(40, 16, -62, 12),
  ];
  const crossing = [knot(10, 24, -70, 11), knot(-20, 24, -60, 10), knot(-30, 30, -40, 10)];
  const loop = tube([...descending, ...crossing]);
  const lumen = { ...loop, distance: (a: number, b: number, c: number) => loop.distance(a, b, c) + 3.5 };
  const drink = contrastDrink(build);
  return [part(loop, 'wall', ORGANS.duodenum), part(lumen, 'fluid', undefined, () => drink)];
}

/** Loops of gut, unlabelled: what a model must tell from the organs. */
export function bowel(build: Build): Part[] {
  const { random, place } = build;
  const at = (x: number, y: number, z: number, r: number): Knot => [
    ...place([x, y, z], 7),
    r * random.between(0.85, 1.2),
  ];
  const small = Array.from({ length: 28 }, (_, n) => {
    const [x, y, z] = [random.between(-80, 72), random.between(8, 84), -16 - 6.5 * n];
    const knots = [
      at(x - 36, y, z, 14),
      at(x - 12, y + 12, z + 8, 14),
      at(x + 12, y - 10, z - 8, 14),
      at(x + 36, y, z + 4, 14),
    ];
    return loop(build, knots, { wall: 3, content: 'fluid', gas: n % 5 === 0 });
  });
  const large = { wall: 2.5, content: 'feces', gas: true } as const;
  const ascending = [at(92, 4, -190, 27), at(98, 8, -110, 25), at(92, 26, -62, 21)];
  const descending = [
    at(-106, -8, -190, 15),
    at(-112, -14, -90, 16),
    at(-112, -4, -30, 18),
    at(-100, 26, 8, 20),
  ];
  const transverse = [
    at(84, 44, -62, 20),
    at(40, 74, -66, 20),
    at(-20, 80, -54, 20),
    at(-72, 66, -24, 20),
    at(-96, 40, 4, 19),
  ];
  return [...small, ...[ascending, descending, transverse].map((knots) => loop(build, knots, large))].flat();
}

interface Gut {
  readonly wall: number;
  readonly content: Tissue;
  readonly gas: boolean;
}

function loop(build: Build, knots: readonly Knot[], { wall, content, gas }: Gut): Part[] {
  const whole = within(tube(knots), (x, y, z) => build.cavity(x, y, z) + 3, 4);
  const lumen: Distance = (x, y, z) =>
    whole.distance(x, y, z) + wall + Math.sin(x / 4) * Math.sin(y / 5) * Math.sin(z / 4);
  const middle = knots.reduce((sum, knot) => sum + knot[1], 0) / knots.length;
  const front: Distance = (x, y, z) => Math.max(lumen(x, y, z), middle + 5 - y);
  const drink = content === 'fluid' ? contrastDrink(build) : 0;
  const shade: Shade = content === 'feces' ? mottled : () => drink;
  return [
    part(whole, 'wall', 0),
    part({ ...whole, distance: lumen }, content, 0, shade),
    ...(gas ? [part({ ...whole, distance: front }, 'gas', 0)] : []),
  ];
}

/** Faeces: small pockets of gas. */
function mottled(x: number, y: number, z: number): number {
  const waves =
    Math.sin(x / 2.4 + Math.sin(z / 5)) *
    Math.sin(y / 2.1 + Math.sin(x / 6)) *
    Math.sin(z / 2.6 + Math.sin(y / 5));
  return waves > 0.25 ? -700 * (waves - 0.25) : 40 * waves;
}
