import { keepLargeComponents } from './components.ts';
import { Extent } from './extent.ts';
import { fieldOfView } from './field-of-view.ts';
import type { Beside } from './measure.ts';
import { sliceJump } from './slice-jump.ts';
import type { Modality, Vec3, Volume, VoxelBox, WorldBox } from './types.ts';

/** HU between air and fat, and lung and fat. */
const CT_SKIN = -300;
/** In other scans: this share of the way from the lowest intensity to the 99th percentile. */
const SKIN_SHARE = 0.12;
/** Samples along each axis at most, unless less will do. */
const MOST_SAMPLES = 96;
/** Smaller parts than this share of the largest are no part of the patient: a table, a cable. */
const SMALLEST_PART = 0.2;
/** A sample counts that has so many of its six neighbours: a blanket has fewer. */
const NEIGHBOURS = 5;

/** What masks of `volume` are measured against. */
export function besideOf(volume: Volume): Beside {
  const { data, slope, intercept } = volume;
  const view = fieldOfView(volume);
  return {
    view,
    body: patientBox(volume, view),
    jump: sliceJump(volume, view),
    scan: { data, slope, intercept },
  };
}

/**
 * The box about the patient, mm RAS+, to within a few samples of a coarse grid; undefined where nothing stands out from its
 * surroundings. What the scan cuts ends at the edge of the field of view. `most`: how many samples of it are looked at along each axis.
 */
export function patientBox(volume: Volume, view: VoxelBox, most = MOST_SAMPLES): WorldBox | undefined {
  const { sample, size, step } = coarse(volume, view, most);
  const solid = solidSamples(sample, size, skinOf(sample, volume.modality));
  keepLargeComponents(solid, size, SMALLEST_PART);
  const places = new Extent(volume.grid.voxelToWorld);
  let isThere = false;
  const include = (i: number, row: number) => {
    isThere = true;
    const [x, y, z] = view.from;
    const j = row % size[1];
    places.include(x + i * step[0], y + j * step[1], z + ((row - j) / size[1]) * step[2]);
  };
  for (let row = 0; row < size[1] * size[2]; row++) {
    // What lies farthest any way lies at an end of its row.
    const own = solid.subarray(row * size[0], (row + 1) * size[0]);
    const first = own.indexOf(1);
    if (first < 0) continue;
    include(first, row);
    include(own.lastIndexOf(1), row);
  }
  return isThere ? places.grown([0, 0, 0], [0, 0, 0]) : undefined;
}

/** Every so many-th voxel of the view along each axis, as intensities. */
function coarse({ data, slope, intercept, grid }: Volume, { from, to }: VoxelBox, most: number) {
  const steps = ([0, 1, 2] as const).map((axis) => Math.max(1, Math.ceil((to[axis] - from[axis]) / most)));
  const step = steps as unknown as Vec3;
  const size = ([0, 1, 2] as const).map((axis) =>
    Math.ceil((to[axis] - from[axis]) / step[axis]),
  ) as unknown as Vec3;
  const sample = new Float32Array(size[0] * size[1] * size[2]);
  const [ni, nj] = grid.size;
  let n = 0;
  for (let k = from[2]; k < to[2]; k += step[2]) {
    for (let j = from[1]; j < to[1]; j += step[1]) {
      const row = (k * nj + j) * ni;
      for (let i = from[0]; i < to[0]; i += step[0])
        sample[n++] = (data[row + i] as number) * slope + intercept;
    }
  }
  return { sample, size, step };
}

/** What is brighter than air: in CT by its scale, else by a share of what is bright. */
function skinOf(sample: Float32Array, modality: Modality): number {
  if (modality === 'CT') return CT_SKIN;
  const sorted = sample.slice().sort();
  const [low, high] = [sorted[0] ?? 0, sorted[Math.floor(0.99 * (sorted.length - 1))] ?? 0];
  return low + SKIN_SHARE * (high - low);
}

/** 1 where a sample and enough of its neighbours are brighter than `skin`; beyond the ends there is nothing. */
function solidSamples(sample: Float32Array, [ni, nj, nk]: Vec3, skin: number): Uint8Array {
  const solid = new Uint8Array(sample.length);
  const bright = (isInside: boolean, n: number) => (isInside && (sample[n] as number) > skin ? 1 : 0);
  const [row, plane] = [ni, ni * nj];
  let n = 0;
  for (let k = 0; k < nk; k++) {
    for (let j = 0; j < nj; j++) {
      for (let i = 0; i < ni; i++, n++) {
        if (!((sample[n] as number) > skin)) continue;
        const along = bright(i > 0, n - 1) + bright(i + 1 < ni, n + 1);
        const across = bright(j > 0, n - row) + bright(j + 1 < nj, n + row);
        const through = bright(k > 0, n - plane) + bright(k + 1 < nk, n + plane);
        if (along + across + through >= NEIGHBOURS) solid[n] = 1;
      }
    }
  }
  return solid;
}
