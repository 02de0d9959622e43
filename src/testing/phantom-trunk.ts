import {
  type Distance,
  ellipsoid,
  type Knot,
  type Solid,
  smoothMax,
  smoothMin,
  tube,
  without,
} from './phantom-shapes.ts';
import type { Tissue } from './phantom-tissues.ts';
import type { Random } from './random.ts';

/** A part of the patient. Later parts lie over earlier ones. */
export interface Part {
  readonly solid: Solid;
  readonly tissue: Tissue;
  /** Value in the label map; 0 takes the place back for the background, undefined leaves the label beneath. */
  readonly label: number | undefined;
  /** Added to the tissue's intensity, in HU, by place. */
  readonly shade?: (x: number, y: number, z: number) => number;
}

/** The surfaces that the organs lie against. */
export interface Trunk {
  readonly parts: readonly Part[];
  /** Negative inside the abdominal and thoracic wall. */
  readonly cavity: Distance;
  /** Negative below the diaphragm. */
  readonly diaphragm: Distance;
}

const EVERYWHERE = 1e4;
const RIB_STEP_MM = 31;

function unbounded(distance: Distance): Solid {
  return {
    distance,
    from: [-EVERYWHERE, -EVERYWHERE, -EVERYWHERE],
    to: [EVERYWHERE, EVERYWHERE, EVERYWHERE],
  };
}

/** Skin, fat, muscle, bones, lungs and heart of a patient lying on the back; mm, x right, y front, z up. */
export function trunk(random: Random): Trunk {
  const { between } = random;
  const fat = between(7, 26);
  const wall = between(9, 13);
  const [width, depth] = [126 + between(-6, 8), 92 + between(-8, 10)];
  const cavity: Distance = (x, y, z) => {
    // The chest narrows towards the top and the waist is a little slimmer than the hips.
    const scale = 1 - 0.05 * Math.cos((z + 20) / 45) * 0.5 - 0.0009 * Math.max(0, z - 30);
    return smoothMax(ellipse(x, y - 6, width * scale, depth * scale), -(y + 78), 18);
  };
  const diaphragm = diaphragmSurface(random);
  const lateral = (x: number, y: number) => Math.abs(x) / (Math.abs(x) + Math.abs(y) + 1);
  const body: Distance = (x, y, z) =>
    cavity(x, y, z) - wall - fat * (1.15 - 0.4 * lateral(x, y) + (y < 0 ? 0.25 : 0));
  const solid = (tissue: Tissue, distance: Distance): Part => ({
    solid: unbounded(distance),
    tissue,
    label: 0,
  });
  const lung: Distance = (x, y, z) =>
    smoothMax(smoothMax(cavity(x, y, z) + 3, -diaphragm(x, y, z), 6), mediastinum(x, y), 10);
  const parts: Part[] = [
    solid('skin', body),
    solid('fat', (x, y, z) => body(x, y, z) + 2.5),
    solid('muscle', (x, y, z) => cavity(x, y, z) - wall),
    solid('fat', (x, y, z) => Math.abs(cavity(x, y, z) - wall * 0.55) - 0.9),
    solid('fat', cavity),
    solid('muscle', (x, y, z) => Math.max(Math.abs(diaphragm(x, y, z)) - 2, cavity(x, y, z))),
    { ...solid('lung', lung), shade: (x, y, z) => 45 * lungTexture(x, y, z) },
    ...backMuscles(),
    ...ribs(cavity, wall),
    ...spine(between(-12, 12)),
    ...heart(random, diaphragm),
  ];
  return { parts, cavity, diaphragm };
}

function ellipse(x: number, y: number, a: number, b: number): number {
  const [u, v] = [x / a, y / b];
  const k0 = Math.sqrt(u * u + v * v);
  const k1 = Math.sqrt((u * u) / (a * a) + (v * v) / (b * b));
  return k1 === 0 ? -Math.min(a, b) : (k0 * (k0 - 1)) / k1;
}

function diaphragmSurface({ between }: Random): Distance {
  const right = 96 + between(-12, 12);
  const left = right - between(4, 16);
  const dome = (x: number, y: number, apexX: number, apex: number) => {
    const [u, v] = [(x - apexX) / 84, (y - 18) / 92];
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

/** About −1..1: the vessels of the lung, blurred. */
function lungTexture(x: number, y: number, z: number): number {
  const waves =
    Math.sin(x / 5.1 + 2 * Math.sin(y / 13)) *
    Math.sin(y / 6.3 + 2 * Math.sin(z / 11)) *
    Math.sin(z / 7.2 + x / 17);
  return waves > 0.5 ? 6 * (waves - 0.5) : 0.4 * waves;
}

function backMuscles(): Part[] {
  return [-1, 1].flatMap((side) => {
    const erector = tube([
      [side * 34, -74, -220, 25],
      [side * 33, -72, -40, 23],
      [side * 28, -76, 60, 16],
      [side * 25, -76, 220, 13],
    ]);
    const psoas = tube([
      [side * 22, -34, 6, 5],
      [side * 33, -32, -50, 15],
      [side * 44, -18, -120, 21],
      [side * 58, 0, -190, 22],
    ]);
    const crus = tube([
      [side * 9, -4, 62, 5],
      [side * 13, -8, 20, 5],
      [side * 12, -16, -35, 3],
    ]);
    return [erector, psoas, crus].map((solid): Part => ({ solid, tissue: 'muscle', label: 0 }));
  });
}

/** Ribs as rings in the wall that fall towards the front, cut off along the costal arch. */
function ribs(cavity: Distance, wall: number): Part[] {
  const height = (x: number, y: number, z: number) => z + 0.42 * (y + 70) + 0.06 * Math.abs(x);
  const rib =
    (radius: number): Distance =>
    (x, y, z) => {
      const phase = height(x, y, z) / RIB_STEP_MM;
      const gap = (phase - Math.round(phase)) * RIB_STEP_MM * 0.85;
      const out = (cavity(x, y, z) - wall * 0.5) * 1.6;
      const arch = smoothMax(-(z - 0.55 * (y + 10) + 0.25 * Math.abs(x) + 5) / 1.2, -(Math.abs(x) - 22), 8);
      return smoothMax(Math.sqrt(gap * gap + out * out) - radius, smoothMax(arch, y - 62, 6), 3);
    };
  return [
    { solid: unbounded(rib(5.8)), tissue: 'cortical', label: 0 },
    { solid: unbounded(rib(3.4)), tissue: 'spongy', label: 0 },
  ];
}

function spine(shift: number): Part[] {
  const period = 34;
  const front = (z: number) => -30 - 0.0011 * (z - 20) * (z - 20) + (z < -60 ? 0.12 * (-60 - z) : 0);
  const level = (z: number) => {
    const phase = (z + shift) / period;
    return Math.abs(phase - Math.round(phase)) * period;
  };
  // Waisted bodies, 11 mm discs between them.
  const column: Distance = (x, y, z) =>
    ellipse(x, y - front(z), 22 + level(z) * 0.12, 16.5 + level(z) * 0.08);
  const body: Distance = (x, y, z) => smoothMax(column(x, y, z), level(z) - 12, 3);
  const canal: Distance = (x, y, z) => ellipse(x, y - front(z) + 26, 10, 8.5);
  const arch: Distance = (x, y, z) => {
    const back = y - front(z);
    const ring = Math.abs(ellipse(x, back + 26, 13, 12)) - 3.2;
    const process = Math.max(Math.abs(x) - 3.5, Math.abs(back + 52) - 17, level(z) - 11);
    const wing = Math.max(Math.hypot(back + 29, level(z) - 4) - 5, Math.abs(x) - 40);
    return smoothMin(smoothMax(ring, level(z) - 13, 3), smoothMin(process, wing, 3), 3);
  };
  const part = (tissue: Tissue, distance: Distance): Part => ({
    solid: { distance, from: [-60, -140, -EVERYWHERE], to: [60, 20, EVERYWHERE] },
    tissue,
    label: 0,
  });
  const grain = (x: number, y: number, z: number) =>
    25 * Math.sin(x / 2.3) * Math.sin(y / 2.9) * Math.sin(z / 2.6);
  return [
    part('disc', column),
    part('cortical', body),
    { ...part('spongy', (x, y, z) => body(x, y, z) + 2.2), shade: grain },
    part('cortical', arch),
    { ...part('spongy', (x, y, z) => arch(x, y, z) + 2.4), shade: grain },
    part('fat', (x, y, z) => canal(x, y, z)),
    part('cord', (x, y, z) => canal(x, y, z) + 2),
  ];
}

function heart({ between }: Random, diaphragm: Distance): Part[] {
  const z = 118 + between(-6, 6);
  const whole = without(
    ellipsoid([-22, 38, z], [62, 42, 44], [0, 18, -28]),
    (x, y, h) => diaphragm(x, y, h) - 4,
    6,
  );
  const blood = (center: Knot): Part => ({
    solid: ellipsoid([center[0], center[1], center[2]], [center[3], center[3] * 0.8, center[3]]),
    tissue: 'aorta',
    label: 0,
  });
  return [
    { solid: { ...whole, from: [-100, -30, 60], to: [60, 100, 180] }, tissue: 'heart', label: 0 },
    blood([-42, 30, z, 21]),
    blood([8, 52, z + 6, 20]),
  ];
}
