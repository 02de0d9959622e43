import type { Random } from '#volume/random.ts';
import type { Vec3 } from '#volume/types.ts';
import type { Distance, Solid } from './phantom-shapes.ts';
import type { Tissue } from './phantom-tissues.ts';

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

/** A part of the patient. Later parts lie over earlier ones. */
export interface Part {
  readonly solid: Solid;
  readonly tissue: Tissue;
  /** A value of ORGANS; 0 gives the place back to the background, undefined leaves the label beneath. */
  readonly label: number | undefined;
  /** Added to the tissue's intensity, by place. */
  readonly shade?: Shade;
}

export type Shade = (x: number, y: number, z: number) => number;

export function part(solid: Solid, tissue: Tissue, label?: number, shade?: Shade): Part {
  return { solid, tissue, label, ...(shade && { shade }) };
}

/** The surfaces that organs lie against. */
export interface Surfaces {
  /** Negative inside the wall of chest and abdomen. */
  readonly cavity: Distance;
  /** Negative below the diaphragm. */
  readonly diaphragm: Distance;
}

/** What the makers of organs need to know of the patient. All positions are mm, x right, y front, z up. */
export interface Build extends Surfaces {
  readonly random: Random;
  /** Where this patient has a point of the book's anatomy: up to `mm` away along each axis. */
  readonly place: (center: Vec3, mm?: number) => Vec3;
  /** A factor within `spread` of 1. */
  readonly size: (spread?: number) => number;
}

export function build(surfaces: Surfaces, random: Random): Build {
  const { between } = random;
  return {
    ...surfaces,
    random,
    place: ([x, y, z], mm = 6) => [x + between(-mm, mm), y + between(-mm, mm), z + between(-mm, mm)],
    size: (spread = 0.1) => 1 + between(-spread, spread),
  };
}
