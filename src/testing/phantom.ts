import { toWorld } from '#volume/affine.ts';
import { type Random, random } from '#volume/random.ts';
import type { Grid, Volume, VolumeId, WorldPoint } from '#volume/types.ts';
import { phantomGrid } from './phantom-grid.ts';
import { type PhantomPatient, type Probe, phantomPatient } from './phantom-patient.ts';

export interface PhantomOptions {
  /** Another seed is another patient. */
  readonly seed: number;
  /** The same patient may be stored on any grid; 3 mm, RAS, the whole upper abdomen unless given. */
  readonly grid?: Grid;
  readonly modality?: 'CT' | 'MR';
  /** Standard deviation of the noise, in HU. */
  readonly noiseHu?: number;
  /** Organs, as values of ORGANS, that the patient has lost. */
  readonly without?: readonly number[];
}

export interface Phantom {
  /** Int16 intensities; HU when the modality is CT. */
  readonly volume: Volume;
  /** At each voxel the organ (a value of ORGANS) that holds the voxel's centre, else 0. */
  readonly labels: Uint8Array;
}

/** An abdomen whose organs are known exactly, seen through the voxels of `grid`. The same options give the same voxels. */
export function makePhantom({
  seed,
  grid = phantomGrid('ras'),
  modality = 'CT',
  noiseHu = 12,
  without = [],
}: PhantomOptions): Phantom {
  const patient = phantomPatient(seed, modality, without);
  const count = grid.size[0] * grid.size[1] * grid.size[2];
  const data = new Int16Array(count);
  const labels = new Uint8Array(count);
  const probe: Probe = { x: 0, y: 0, z: 0, intensity: 0, label: 0 };
  const dice = random(seed ^ 0x5eed);
  const slice = grid.size[0] * grid.size[1];
  const lowest = modality === 'CT' ? -1024 : 0;
  for (let k = 0; k < grid.size[2]; k++) {
    const noise = correlatedNoise(grid.size[0], grid.size[1], dice);
    for (let n = 0; n < slice; n++) {
      const i = n % grid.size[0];
      const point = toWorld(grid.voxelToWorld, [i, (n - i) / grid.size[0], k]);
      probe.x = point[0];
      probe.y = point[1];
      probe.z = point[2];
      patient.sample(probe);
      const value = probe.intensity * coilShading(modality, probe) + noiseHu * (noise[n] ?? 0);
      data[k * slice + n] = Math.max(lowest, Math.round(value));
      labels[k * slice + n] = probe.label;
    }
  }
  const id = `phantom-${seed}` as VolumeId;
  const volume: Volume = { id, name: `phantom_${seed}`, modality, grid, data, slope: 1, intercept: 0 };
  return { volume, labels };
}

/** The slow change of brightness that receive coils leave in MR. */
function coilShading(modality: 'CT' | 'MR', { x, y, z }: Probe): number {
  return modality === 'CT'
    ? 1
    : 1 + 0.12 * Math.sin(x / 90 + 1) + 0.1 * Math.sin(y / 80) + 0.06 * Math.sin(z / 100);
}

/** One slice of noise of unit deviation whose neighbours resemble each other, as after a scanner's reconstruction. */
function correlatedNoise(width: number, height: number, { normal }: Random): Float32Array {
  const white = Float32Array.from({ length: width * height }, normal);
  const blurred = new Float32Array(white.length);
  const at = (source: Float32Array, n: number) => source[n] ?? 0;
  // The weights 1, 2, 1 over 4 leave a deviation of sqrt(6)/4 along each axis.
  const gain = 16 / 6;
  for (let n = 0; n < white.length; n++) {
    const i = n % width;
    const [before, after] = [i > 0 ? n - 1 : n, i + 1 < width ? n + 1 : n];
    blurred[n] = 0.25 * (at(white, before) + at(white, after)) + 0.5 * at(white, n);
  }
  const result = new Float32Array(white.length);
  for (let n = 0; n < white.length; n++) {
    const [before, after] = [n >= width ? n - width : n, n + width < white.length ? n + width : n];
    result[n] = gain * (0.25 * (at(blurred, before) + at(blurred, after)) + 0.5 * at(blurred, n));
  }
  return result;
}

/** What is true of an organ whatever the grid. */
export interface OrganTruth {
  readonly volumeMl: number;
  readonly centroid: WorldPoint;
}

/**
 * Volume and centre of mass of `organ`, by counting points `stepMm` apart inside its own bounds: no grid of a test
 * takes part. `include` restricts the count to a region, such as a crop.
 */
export function organTruth(
  patient: PhantomPatient,
  organ: number,
  stepMm = 1,
  include: (x: number, y: number, z: number) => boolean = () => true,
): OrganTruth {
  const { from, to } = patient.bounds(organ);
  const probe: Probe = { x: 0, y: 0, z: 0, intensity: 0, label: 0 };
  let [count, sumX, sumY, sumZ] = [0, 0, 0, 0];
  for (let z = from[2]; z <= to[2]; z += stepMm) {
    for (let y = from[1]; y <= to[1]; y += stepMm) {
      for (let x = from[0]; x <= to[0]; x += stepMm) {
        probe.x = x;
        probe.y = y;
        probe.z = z;
        patient.sample(probe);
        if (probe.label !== organ || !include(x, y, z)) continue;
        count += 1;
        sumX += x;
        sumY += y;
        sumZ += z;
      }
    }
  }
  return { volumeMl: (count * stepMm ** 3) / 1000, centroid: [sumX / count, sumY / count, sumZ / count] };
}
