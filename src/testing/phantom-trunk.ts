import type { Random } from '#volume/random.ts';
import { bones } from './phantom-bones.ts';
import { type Part, part, type Surfaces } from './phantom-part.ts';
import {
  type Distance,
  ellipse,
  ellipsoid,
  remembered,
  type Solid,
  smoothMax,
  smoothMin,
  tube,
  unbounded,
  without,
} from './phantom-shapes.ts';
import type { Tissue } from './phantom-tissues.ts';

export interface Trunk extends Surfaces {
  readonly parts: readonly Part[];
  /** What is outside the patient: the table. */
  readonly surroundings: readonly Part[];
  /** Negative inside the skin. */
  readonly body: Distance;
}

/** Skin, fat, muscle, bones, lungs and heart of a patient lying on the back; mm, x right, y front, z up. */
export function trunk(random: Random): Trunk {
  const { between } = random;
  const fat = between(7, 24);
  const wall = between(9, 13);
  const cavity = remembered(cavitySurface(random));
  const diaphragm = remembered(diaphragmSurface(random));
  const muscle = remembered((x, y, z) => cavity(x, y, z) - wall - 24 * backMuscle(x, y));
  const body = remembered(
    (x, y, z) => muscle(x, y, z) - fat * (1.1 - 0.5 * Math.abs(x / (Math.abs(x) + Math.abs(y) + 1))),
  );
  const lung: Distance = (x, y, z) =>
    smoothMax(smoothMax(cavity(x, y, z) + 3, -diaphragm(x, y, z), 6), mediastinum(x, y), 10);
  const layer = (tissue: Tissue, distance: Distance, shade?: Part['shade']) =>
    part(unbounded(distance), tissue, 0, shade);
  const parts: Part[] = [
    layer('skin', body),
    layer('fat', (x, y, z) => body(x, y, z) + 2),
    layer('muscle', muscle, marbling),
    layer('fat', (x, y, z) =>
      smoothMax(Math.abs(cavity(x, y, z) - wall * 0.55) - 0.7, 8 * Math.sin(z / 17 + x / 29), 2),
    ),
    layer('fat', cavity, strands),
    layer('muscle', (x, y, z) => Math.max(Math.abs(diaphragm(x, y, z)) - 1.6, cavity(x, y, z))),
    layer('lung', lung, (x, y, z) => 45 * lungTexture(x, y, z)),
    ...innerMuscles(),
    ...bones(cavity, wall, between(-12, 12)),
    ...heart(random, diaphragm),
  ];
  const surroundings = [layer('softTissue', (x, y) => Math.abs(y + 128 - (x * x) / 1500) - 1.2)];
  return { parts, surroundings, body, cavity, diaphragm };
}

function cavitySurface({ between }: Random): Distance {
  const [width, depth] = [128 + between(-6, 8), 92 + between(-10, 10)];
  // The chest narrows towards the top; the waist is a little slimmer than the hips.
  const scale = (z: number) => 1 - 0.025 * Math.cos((z + 20) / 45) - 0.0009 * Math.max(0, z - 30);
  return (x, y, z) => smoothMax(ellipse(x, y - 6, width * scale(z), depth * scale(z)), -(y + 72), 24);
}

/** 0..1: how much of the erector muscles lies behind the wall. */
function backMuscle(x: number, y: number): number {
  if (y > -30) return 0;
  const u = (Math.abs(x) - 28) / 34;
  const depth = Math.min(1, (-30 - y) / 40);
  return depth * Math.exp(-u * u);
}

function diaphragmSurface({ between }: Random): Distance {
  const right = 96 + between(-12, 12);
  const left = right - between(4, 16);
  const dome = (x: number, y: number, apexX: number, apex: number) => {
    const u = (x - apexX) / 84;
    const v = (y - 18) / 92;
    const r2 = u * u + v * v;
    return apex - 78 * r2 * Math.sqrt(Math.sqrt(r2 + 0.02));
  };
  // 1.4: the surface is steep, so the distance to it is shorter than the height above it.
  return (x, y, z) => (z + smoothMin(-dome(x, y, 60, right), -dome(x, y, -62, left), 20)) / 1.4;
}

function mediastinum(x: number, y: number): number {
  const behind = ellipse(x, y + 30, 30, 40);
  const front = ellipse(x + 6, y - 60, 26, 60);
  return -smoothMin(behind, front, 20);
}

/** The vessels of the lung, blurred; mostly −0.4..0.4, bright at their crossings. */
function lungTexture(x: number, y: number, z: number): number {
  const waves =
    Math.sin(x / 5.1 + 2 * Math.sin(y / 13)) *
    Math.sin(y / 6.3 + 2 * Math.sin(z / 11)) *
    Math.sin(z / 7.2 + x / 17);
  return waves > 0.5 ? 6 * (waves - 0.5) : 0.4 * waves;
}

/** Fat between the bundles of a muscle. */
function marbling(x: number, y: number, z: number): number {
  const bundles =
    Math.sin(x / 4.3 + 1.5 * Math.sin(y / 9)) * Math.sin(y / 4.9 + 1.5 * Math.sin(x / 11 + z / 40));
  return bundles > 0.72 ? -190 * (bundles - 0.72) : 0;
}

/** Small vessels and folds in the fat around the gut. */
function strands(x: number, y: number, z: number): number {
  const waves =
    Math.sin(x / 6.7 + 2 * Math.sin(z / 15)) *
    Math.sin(y / 5.3 + 2 * Math.sin(x / 19)) *
    Math.sin(z / 8.1 + y / 14);
  return waves > 0.55 ? 260 * (waves - 0.55) : 0;
}

function innerMuscles(): Part[] {
  return [-1, 1].flatMap((side) => {
    const psoas = tube([
      [side * 22, -34, 6, 5],
      [side * 33, -32, -50, 15],
      [side * 44, -18, -120, 21],
      [side * 58, 0, -190, 22],
    ]);
    const quadratus = ellipsoid([side * 62, -58, -85], [20, 9, 62], [0, side * 10, side * 24]);
    const crus = tube([
      [side * 9, -4, 62, 5],
      [side * 13, -8, 20, 5],
      [side * 12, -16, -35, 3],
    ]);
    return [psoas, quadratus, crus].map((solid: Solid) => part(solid, 'muscle', 0));
  });
}

function heart({ between }: Random, diaphragm: Distance): Part[] {
  const z = 118 + between(-6, 6);
  const bulk = ellipsoid([-22, 38, z], [62, 42, 44], [0, 18, -28]);
  const muscle = without(bulk, (x, y, height) => diaphragm(x, y, height) - 4, 6);
  const blood = (x: number, y: number, up: number, radius: number) =>
    part(ellipsoid([x, y, z + up], [radius, radius * 0.8, radius]), 'aorta', 0);
  return [part(muscle, 'heart', 0), blood(-42, 30, 0, 21), blood(8, 52, 6, 20)];
}
