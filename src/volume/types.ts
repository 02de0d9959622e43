import type { Figures } from './figures.ts';

/** A point or offset along the stored axes i, j, k, in voxels. (0,0,0) is the centre of the first voxel. */
export type VoxelPoint = readonly [i: number, j: number, k: number] & { readonly space?: 'voxel' };

/** A point in scanner space, in millimetres, RAS+: x grows to the patient's right, y anterior, z superior. */
export type WorldPoint = readonly [x: number, y: number, z: number] & { readonly space?: 'world' };

export type Vec3 = readonly [number, number, number];

/** Top three rows of the 4×4 voxel-to-world matrix, row-major. World units are mm, RAS+. */
export type Affine = readonly [
  number,
  number,
  number,
  number,
  number,
  number,
  number,
  number,
  number,
  number,
  number,
  number,
];

/** Where samples sit in the patient. Two grids are the same only if both fields are equal. */
export interface Grid {
  /** Samples along i, j, k. i varies fastest in memory. */
  readonly size: Vec3;
  readonly voxelToWorld: Affine;
}

export type VolumeId = string & { readonly brand: 'VolumeId' };
export type Modality = 'CT' | 'MR' | 'other';
export type VoxelData =
  | Int16Array
  | Uint16Array
  | Int32Array
  | Uint32Array
  | Uint8Array
  | Int8Array
  | Float32Array
  | Float64Array;

/** A scalar image. Intensity = data[n] * slope + intercept (Hounsfield units when modality is 'CT'). */
export interface Volume {
  readonly id: VolumeId;
  readonly name: string;
  readonly modality: Modality;
  readonly grid: Grid;
  readonly data: VoxelData;
  readonly slope: number;
  readonly intercept: number;
}

/** Intensities of a whole scan, in HU for CT. `low` and `high` are the 1st and 99th percentile. */
export interface IntensityRange {
  readonly min: number;
  readonly low: number;
  readonly high: number;
  readonly max: number;
  /** What tissue is shown in, where it was looked for: from the air round the patient to what is brighter than most of the body. */
  readonly tissue?: { readonly low: number; readonly high: number };
}

/**
 * How probable one structure is at the voxels of a box: 0…255 for 0…1, in the order (k, j, i) of the box, i fastest. A voxel
 * is inside where its byte is at least `level`; beyond the box none is. The box holds every voxel inside and, where the grid
 * goes on, one more on each side, so that a surface can be drawn between the two.
 */
export interface Mask {
  readonly grid: Grid;
  readonly box: VoxelBox;
  readonly data: Uint8Array;
  /** 1…255, the byte of the threshold (`levelOf`). */
  readonly level: number;
}

/** A box of voxels: `from` is the first voxel inside, `to` the first one past the end, along i, j, k. */
export interface VoxelBox {
  readonly from: Vec3;
  readonly to: Vec3;
}

/** A box in the patient: smallest and largest x, y, z in mm RAS+. */
export interface WorldBox {
  readonly from: Vec3;
  readonly to: Vec3;
}

/** A side of the patient, not of the picture. */
export type Side = 'superior' | 'inferior' | 'right' | 'left' | 'anterior' | 'posterior';

export interface Measurement {
  readonly voxels: number;
  readonly volumeMl: number;
  /** Centre of mass, mm RAS+; undefined for an empty mask. */
  readonly centroid: WorldPoint | undefined;
  /** Smallest box of voxels that holds the mask; undefined for an empty mask. */
  readonly box: VoxelBox | undefined;
  /** The smallest box along the patient's axes that holds the voxels of the mask, mm RAS+; undefined for an empty mask. */
  readonly boxMm: WorldBox | undefined;
  /** Where the mask reaches the edge of the field of view, so that the structure may go on beyond it. */
  readonly cutBy: readonly Side[];
  readonly figures: Figures;
}

/** One connected part of a mask. */
export interface Piece {
  /** 1 is the largest at this threshold; of equal ones the first in memory. */
  readonly number: number;
  readonly isKept: boolean;
  readonly voxels: number;
  readonly volumeMl: number;
  /** Centre of mass, mm RAS+. */
  readonly centroid: WorldPoint;
  /** The smallest box along the patient's axes that holds its voxels, mm RAS+. */
  readonly boxMm: WorldBox;
  /** 0..1, over its voxels. */
  readonly peakProbability: number;
  readonly meanProbability: number;
  /** The scan's own, HU in CT; undefined where only the mask is known. */
  readonly meanIntensity: number | undefined;
}

/** The connected parts of a mask, and what became of them. */
export interface Pieces {
  /** How many there were before any was left out. */
  readonly found: number;
  /** How many the mask has. */
  readonly kept: number;
  /** Of those that were left out, together. */
  readonly leftOutMl: number;
  /** The largest of them, MOST_LISTED at most, from the largest on. */
  readonly list: readonly Piece[];
}

/** Pieces by their numbers, as they were counted at a threshold. */
export interface ChosenPieces {
  readonly numbers: readonly number[];
  /** The threshold, a probability. */
  readonly at: number;
}

/** What is kept of a mask: every piece of it, the largest connected one, or some that somebody has chosen. */
export type Keep = 'all' | 'largest' | ChosenPieces;

/** How far the probabilities behind a mask bear it out. */
export interface Confidence {
  /** Of the voxels inside, 0..1. */
  readonly meanProbability: number;
  /** The Dice that is to be expected if each probability is true: 0..1. What was left out counts as missed. */
  readonly expectedDice: number;
  /** Of the voxels inside that are more probable than FIRM. */
  readonly firmMl: number;
  /** Of those inside, and of all around that are more probable than LOOSE. */
  readonly looseMl: number;
}

/** What a threshold makes of probabilities: a mask, measured. */
export interface Outline {
  readonly mask: Mask;
  /** Probability, 0..1, above which a voxel is inside. */
  readonly threshold: number;
  readonly measurement: Measurement;
  readonly pieces: Pieces;
  /** Undefined of an empty mask. */
  readonly confidence: Confidence | undefined;
}
