import { type Build, ORGANS, type Part, part } from './phantom-part.ts';
import { type Distance, type Knot, tube } from './phantom-shapes.ts';
import type { Tissue } from './phantom-tissues.ts';

/** Aorta, inferior vena cava, esophagus, and unlabelled branches. */
export function vessels({ random, place, size }: Build): Part[] {
  const [dx, dy] = place([0, 0, 0], 3);
  const a = 10.5 * size(0.16);
  const v = size(0.2);
  const knot = (x: number, y: number, z: number, r: number): Knot => [x + dx, y + dy, z, r];
  const chest = [knot(-22, -26, 240, a * 1.15), knot(-20, -26, 130, a * 1.12), knot(-12, -8, 66, a * 1.05)];
  const aorta = tube([
    ...chest,
    knot(-6, 6, 10, a),
    knot(-6, 10, -50, a * 0.88),
    knot(-4, 14, -100, a * 0.8),
  ]);
  const heartwards = [knot(18, 34, 112, 13 * v), knot(24, 14, 84, 13 * v), knot(25, 6, 40, 12 * v)];
  const cava = tube([...heartwards, knot(22, 8, -20, 10.5 * v), knot(19, 10, -100, 9.5 * v)]);
  const gullet = [knot(-2, -8, 240, 7.5), knot(-2, -2, 130, 8), knot(-10, 10, 88, 8.5)];
  const esophagus = tube([...gullet, knot(-22, 14, 66, 9), knot(-36, 8, 56, 8)]);
  const lumen: Distance = (x, y, z) => esophagus.distance(x, y, z) + 6;
  const branch = (tissue: Tissue, ...knots: readonly Knot[]) => part(tube(knots), tissue, 0);
  const iliac = (tissue: Tissue, x: number, side: number, r: number) =>
    branch(tissue, knot(x, 12, -98, r), knot(side * 26, 6, -140, r), knot(side * 50, -4, -190, r));
  const renal = (side: number) =>
    branch(
      'vein',
      knot(8 + side * 10, 14, -30, 4),
      knot(side * 26, 4, -32, 4.5),
      knot(side * 48, -14, -32, 4),
    );
  return [
    part(esophagus, 'esophagus', ORGANS.esophagus),
    ...(random.between(0, 1) < 0.4 ? [part({ ...esophagus, distance: lumen }, 'gas')] : []),
    // Mesenteric artery and vein with the portal vein.
    branch('aorta', knot(-2, 26, 24, 4), knot(-2, 30, -30, 4), knot(-2, 38, -90, 3.5)),
    branch('portal', knot(14, 26, 8, 7), knot(10, 32, -30, 5.5), knot(8, 40, -90, 4.5)),
    renal(-1),
    renal(1),
    iliac('vein', 10, -1, 6.5),
    iliac('vein', 10, 1, 6.5),
    iliac('aorta', -4, -1, 5.5),
    iliac('aorta', -4, 1, 5.5),
    part(cava, 'vein', ORGANS.postcava),
    part(aorta, 'aorta', ORGANS.aorta),
  ];
}
