/** What kind of scan it is; 'other' is neither CT nor MR. */
export type Modality = 'CT' | 'MR' | 'other';

/** Three numbers: along i, j, k of voxels, or x, y, z in mm. */
export type Vec3 = readonly [number, number, number];

/** Where voxels lie in the patient. */
export interface Grid {
  /** Voxels along i, j, k. */
  readonly size: Vec3;
  /** Three rows of the matrix that takes the middle of voxel (i, j, k, 1) to mm RAS+, one row after another. */
  readonly voxelToWorld: readonly number[];
}

/** A box of voxels: the first one inside, and the first one past its end. */
export interface VoxelBox {
  readonly from: Vec3;
  readonly to: Vec3;
}

/** A box in the patient: smallest and largest x, y, z in mm RAS+. */
export interface WorldBox {
  readonly from: Vec3;
  readonly to: Vec3;
}

/** Where an object is. */
export interface Mask {
  /** Of the scan. */
  readonly grid: Grid;
  /** It holds every voxel of the object. */
  readonly box: VoxelBox;
  /** A number for each voxel of the box, i fastest: 1 inside, 0 outside. */
  readonly data: Uint8Array;
}
