import { type Random, random } from '#volume/random.ts';
import type { WorldBox } from '#volume/types.ts';
import { bowel, duodenum, stomach } from './phantom-gut.ts';
import { adrenals, gallbladder, kidney, liver, pancreas, spleen } from './phantom-organs.ts';
import { build, type Part, type Surfaces } from './phantom-part.ts';
import { type Palette, palette } from './phantom-tissues.ts';
import { trunk } from './phantom-trunk.ts';
import { vessels } from './phantom-vessels.ts';

/** A place in the patient, mm RAS+, and what was found there. Reused from sample to sample: millions are taken. */
export interface Probe {
  x: number;
  y: number;
  z: number;
  /** HU for CT, arbitrary units for MR. */
  intensity: number;
  /** A value of ORGANS, or 0. */
  label: number;
}

/** A patient as a function of place that knows no grid. */
export interface PhantomPatient {
  /** Fills in `intensity` and `label` at the probe's place. */
  readonly sample: (probe: Probe) => void;
  /** A box in the patient that holds the whole organ. */
  readonly bounds: (organ: number) => WorldBox;
}

/** Half the width of an organ's softened edge: a scanner does not resolve better. */
const EDGE_MM = 1.3;

/**
 * The patient of `seed`: another seed is another build, other positions, sizes and contrasts. `without`: organs (values of
 * ORGANS) that this patient has lost; fat has taken their place, and everything else is as it was.
 */
export function phantomPatient(
  seed: number,
  modality: 'CT' | 'MR' = 'CT',
  without: readonly number[] = [],
): PhantomPatient {
  const dice = random(seed);
  const tissues = palette(modality, dice);
  const base = trunk(dice);
  const parts = [...base.parts, ...abdomen(base, dice, without)];
  const near = byHeight(parts);
  // The table of an MR scanner gives no signal.
  const outside = modality === 'CT' ? base.surroundings : [];
  const bend = deformation(dice);
  const sample = (probe: Probe) => {
    const x = bend.x(probe.x, probe.y, probe.z);
    const y = bend.y(probe.x, probe.y, probe.z);
    const z = bend.z(probe.x, probe.y, probe.z);
    probe.intensity = tissues.air;
    probe.label = 0;
    for (const part of base.body(x, y, z) < EDGE_MM ? near(z) : outside) {
      if (!isFar(part, x, y, z)) paint(probe, part, tissues, x, y, z);
    }
  };
  return { sample, bounds: (organ) => bend.box(parts.filter(({ label }) => label === organ)) };
}

/** In the order in which the organs are laid over each other. */
function abdomen(surfaces: Surfaces, dice: Random, without: readonly number[]): readonly Part[] {
  const body = build(surfaces, dice);
  const organs = [
    bowel(body),
    liver(body),
    stomach(body),
    spleen(body),
    kidney(body, 1),
    kidney(body, -1),
    duodenum(body),
    pancreas(body),
    adrenals(body),
    vessels(body),
    gallbladder(body),
  ];
  return organs.flatMap((parts) => remaining(parts, without));
}

/** The parts of a group that are left when `lost` are gone: none of it, unlabelled ones too, where all its organs are. */
function remaining(parts: readonly Part[], lost: readonly number[]): readonly Part[] {
  const isLost = ({ label }: Part) => label !== undefined && lost.includes(label);
  const own = parts.filter(({ label }) => label !== undefined && label > 0);
  return own.length > 0 && own.every(isLost) ? [] : parts.filter((each) => !isLost(each));
}

/** The parts that a height crosses, found once for every 10 mm: most parts are far from most places. */
function byHeight(parts: readonly Part[]): (z: number) => readonly Part[] {
  const step = 10;
  const bins = new Map<number, readonly Part[]>();
  return (z) => {
    const bin = Math.floor(z / step);
    const known = bins.get(bin);
    if (known) return known;
    const found = parts.filter(
      ({ solid: { from, to } }) => from[2] - 2 < (bin + 1) * step && to[2] + 2 > bin * step,
    );
    bins.set(bin, found);
    return found;
  };
}

function isFar({ solid: { from, to } }: Part, x: number, y: number, z: number): boolean {
  if (x < from[0] - 2 || x > to[0] + 2) return true;
  return y < from[1] - 2 || y > to[1] + 2 || z < from[2] - 2 || z > to[2] + 2;
}

/** Lays `part`, seen at this place of the book's anatomy, over what the probe has found so far. */
function paint(probe: Probe, part: Part, tissues: Palette, x: number, y: number, z: number): void {
  const distance = part.solid.distance(x, y, z);
  if (distance >= EDGE_MM) return;
  if (distance < 0 && part.label !== undefined) probe.label = part.label;
  const there = tissues[part.tissue] + (part.shade?.(x, y, z) ?? 0);
  probe.intensity += (there - probe.intensity) * coverage(distance);
}

function coverage(distance: number): number {
  if (distance <= -EDGE_MM) return 1;
  const t = 0.5 - distance / (2 * EDGE_MM);
  return t * t * (3 - 2 * t);
}

interface Deformation {
  /** From the patient to the anatomy of the book, per axis. */
  readonly x: (x: number, y: number, z: number) => number;
  readonly y: (x: number, y: number, z: number) => number;
  readonly z: (x: number, y: number, z: number) => number;
  /** Where in the patient these parts can be. */
  readonly box: (parts: readonly Part[]) => WorldBox;
}

/** A change of size, and bends of a few mm over 15 to 30 cm. */
function deformation({ between }: Random): Deformation {
  const all = between(0.93, 1.06);
  const scale = [all * between(0.96, 1.05), all * between(0.95, 1.06), all * between(0.95, 1.05)] as const;
  const amplitude = 5;
  const wave = (own: 0 | 1 | 2) => {
    const mm = between(2, amplitude);
    const lengths = [between(24, 48), between(24, 48), between(24, 48)] as const;
    const phases = [between(0, 6), between(0, 6), between(0, 6)] as const;
    return (x: number, y: number, z: number) => {
      const swing =
        Math.sin(x / lengths[0] + phases[0]) +
        Math.sin(y / lengths[1] + phases[1]) +
        Math.sin(z / lengths[2] + phases[2]);
      return (own === 0 ? x : own === 1 ? y : z) / scale[own] + (mm / 3) * swing;
    };
  };
  const end = (parts: readonly Part[], side: 'from' | 'to', axis: 0 | 1 | 2) => {
    const values = parts.map(({ solid }) => solid[side][axis]);
    return (
      scale[axis] * (side === 'from' ? Math.min(...values) - amplitude : Math.max(...values) + amplitude)
    );
  };
  return {
    x: wave(0),
    y: wave(1),
    z: wave(2),
    box: (parts) => ({
      from: [end(parts, 'from', 0), end(parts, 'from', 1), end(parts, 'from', 2)],
      to: [end(parts, 'to', 0), end(parts, 'to', 1), end(parts, 'to', 2)],
    }),
  };
}
