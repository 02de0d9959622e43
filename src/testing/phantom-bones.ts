import { type Part, part } from './phantom-part.ts';
import { type Distance, ellipse, ellipsoid, smoothMax, smoothMin, unbounded } from './phantom-shapes.ts';

const RIB_STEP_MM = 31;
const VERTEBRA_STEP_MM = 34;

/** Ribs in the wall around `cavity`, the spine, the wings of the pelvis. `shift` slides the vertebrae up, mm. */
export function bones(cavity: Distance, wall: number, shift: number): Part[] {
  return [...ribs(cavity, wall), ...spine(shift), ...pelvis()];
}

function grain(x: number, y: number, z: number): number {
  return 30 * Math.sin(x / 2.3 + y / 7) * Math.sin(y / 2.9 + z / 9) * Math.sin(z / 2.6);
}

/** Rings that fall towards the front, cut off along the costal arch. */
function ribs(cavity: Distance, wall: number): Part[] {
  const rib = (radius: number): Distance => {
    return (x, y, z) => {
      const out = (cavity(x, y, z) - wall * 0.5) * 1.6;
      if (Math.abs(out) > radius + 4) return radius;
      const phase = (z + 0.42 * (y + 70) + 0.06 * Math.abs(x)) / RIB_STEP_MM;
      const gap = (phase - Math.round(phase)) * RIB_STEP_MM * 0.85;
      const arch = smoothMax(-(z - 0.55 * (y + 10) + 0.25 * Math.abs(x) + 5) / 1.2, -(Math.abs(x) - 22), 8);
      return smoothMax(Math.sqrt(gap * gap + out * out) - radius, smoothMax(arch, y - 62, 6), 3);
    };
  };
  return [part(unbounded(rib(5.8)), 'cortical', 0), part(unbounded(rib(3.8)), 'spongy', 0, grain)];
}

function spine(shift: number): Part[] {
  const front = (z: number) => -30 - 0.0011 * (z - 20) * (z - 20) + 0.12 * Math.max(0, -60 - z);
  const level = (z: number) => {
    const phase = (z + shift) / VERTEBRA_STEP_MM;
    return Math.abs(phase - Math.round(phase)) * VERTEBRA_STEP_MM;
  };
  // Waisted bodies with discs between them.
  const column: Distance = (x, y, z) =>
    ellipse(x, y - front(z), 22 + level(z) * 0.12, 16.5 + level(z) * 0.08);
  const body: Distance = (x, y, z) => smoothMax(column(x, y, z), level(z) - 12.5, 3);
  const canal: Distance = (x, y, z) => ellipse(x, y - front(z) + 26, 10, 8.5);
  const arch: Distance = (x, y, z) => {
    const back = y - front(z);
    const ring = Math.abs(ellipse(x, back + 26, 13, 12)) - 3;
    const process = Math.max(Math.abs(x) - 3.2, Math.abs(back + 50) - 14, level(z) - 11);
    const wing = Math.max(Math.hypot(back + 29, level(z) - 4) - 5, Math.abs(x) - 40);
    return smoothMin(smoothMax(ring, level(z) - 13, 3), smoothMin(process, wing, 3), 3);
  };
  const bone = (tissue: Part['tissue'], distance: Distance, shade?: Part['shade']) =>
    part({ distance, from: [-46, -140, -1e4], to: [46, 6, 1e4] }, tissue, 0, shade);
  return [
    bone('disc', column),
    bone('cortical', body),
    bone('spongy', (x, y, z) => body(x, y, z) + 1.8, grain),
    bone('cortical', arch),
    bone('spongy', (x, y, z) => arch(x, y, z) + 2.2, grain),
    bone('fat', canal),
    bone('cord', (x, y, z) => canal(x, y, z) + 2),
  ];
}

function pelvis(): Part[] {
  return [-1, 1].flatMap((side) => {
    const shell = ellipsoid([side * 62, -6, -190], [62, 66, 84]);
    const wing =
      (half: number): Distance =>
      (x, y, z) =>
        smoothMax(Math.abs(shell.distance(x, y, z)) - half, Math.min(70 - side * x, y + 60), 6);
    const solid = (half: number) => ({ ...shell, distance: wing(half) });
    return [part(solid(5), 'cortical', 0), part(solid(2.6), 'spongy', 0, grain)];
  });
}
