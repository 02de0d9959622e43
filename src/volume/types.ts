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

/** One structure: 1 inside, 0 outside, on the grid of the volume it was drawn on. */
export interface Mask {
  readonly volumeId: VolumeId;
  readonly grid: Grid;
  readonly data: Uint8Array;
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
}
