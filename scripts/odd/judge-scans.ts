import { nearestAxes } from '#volume/affine.ts';
import { random } from '#volume/random.ts';
import { turned } from '#volume/turn.ts';
import type { Affine, Grid, Vec3, Volume, VolumeId } from '#volume/types.ts';
import { intensityOf, mapped, type OddScan, oddOf } from './odd-scans.ts';

type Change = (volume: Volume, labels: Float32Array) => Volume;

/** Axes of the file in another order than the header has them: rows become slices. */
const permuted: Change = (volume) => {
  const [nx, ny, nz] = volume.grid.size;
  const size: Vec3 = [nz, ny, nx];
  const { voxelToWorld: a } = volume.grid;
  const grid: Grid = { size, voxelToWorld: a };
  const at = (n: number) => {
    const [i, j, k] = [n % nz, Math.floor(n / nz) % ny, Math.floor(n / (nz * ny))];
    return intensityOf(volume, k + nx * (j + ny * i));
  };
  return { ...mapped({ ...volume, grid }, (_, n) => at(n), size), grid };
};

const sized =
  (by: number): Change =>
  (volume) => {
    const affine = volume.grid.voxelToWorld.map((value, n) => (n % 4 === 3 ? value : value * by));
    return { ...volume, grid: { ...volume.grid, voxelToWorld: affine as unknown as Affine } };
  };

/** The slice in the middle, again and again. */
const repeated: Change = (volume) => {
  const [nx, ny, nz] = volume.grid.size;
  const plane = nx * ny;
  const start = Math.floor(nz / 2) * plane;
  return mapped(volume, (_, n) => intensityOf(volume, start + (n % plane)));
};

/** Cubes of a quarter of each axis, in another order. */
const cubes: Change = (volume) => {
  const { size } = volume.grid;
  const { between } = random(5);
  const order = Array.from({ length: 64 }, (_, from) => ({ from, at: between(0, 1) })).sort(
    (one, other) => one.at - other.at,
  );
  const step = size.map((n) => Math.floor(n / 4)) as unknown as Vec3;
  return mapped(volume, (value, n) => {
    const place = [
      n % size[0],
      Math.floor(n / size[0]) % size[1],
      Math.floor(n / (size[0] * size[1])),
    ] as const;
    const cube = place.map((p, axis) => Math.floor(p / (step[axis] as number)));
    if (cube.some((c) => c > 3)) return value;
    const [cx = 0, cy = 0, cz = 0] = cube;
    const from = order[cx + 4 * cy + 16 * cz]?.from ?? 0;
    const other = [from % 4, Math.floor(from / 4) % 4, Math.floor(from / 16)];
    const at = place.map(
      (p, axis) => p + ((other[axis] as number) - (cube[axis] as number)) * (step[axis] as number),
    );
    return intensityOf(volume, (at[0] ?? 0) + size[0] * ((at[1] ?? 0) + size[1] * (at[2] ?? 0)));
  });
};

/** A label map in place of the scan, its labels as intensities of the scan's kind. */
const asLabels: Change = (volume, labels) =>
  mapped(volume, (_, n) => (volume.modality === 'CT' ? 15 * (labels[n] ?? 0) - 60 : 40 * (labels[n] ?? 0)));

/** A fifth of the width and depth: air, and some skin at most. */
const hardlyAnybody: Change = (volume) => {
  const { size, voxelToWorld } = volume.grid;
  const axis = nearestAxes(voxelToWorld).world.indexOf(2) as 0 | 1 | 2;
  const air = volume.modality === 'CT' ? -1000 : 0;
  return mapped(volume, (value, n) => {
    const place = [n % size[0], Math.floor(n / size[0]) % size[1], Math.floor(n / (size[0] * size[1]))];
    const isKept = place.every((p, along) => along === axis || p < 0.2 * (size[along] as number));
    return isKept ? value : air;
  });
};

const CHANGES: Readonly<Record<string, Change>> = {
  'a half turn about the left-right axis': (volume) => ({
    ...volume,
    grid: turned(volume.grid, ['front-back', 'head-foot']),
  }),
  'axes permuted': permuted,
  'ten times the size': sized(10),
  'a tenth of the size': sized(0.1),
  'one slice repeated': repeated,
  'cubes shuffled': cubes,
  'a label map': asLabels,
  'hardly anybody in it': hardlyAnybody,
};

/** Of a real scan, what was tuned on with other patients, and what no tuning has seen. */
export function judgingOf(of: string, volume: Volume, labels: Float32Array): readonly OddScan[] {
  const tuned = oddOf(of, volume, 31).filter(({ kind }) => TUNED.includes(kind));
  const fresh = Object.entries(CHANGES).map(([kind, change], n): OddScan => {
    const id = `${volume.id}/judge ${n}` as VolumeId;
    return { of, kind, isOdd: true, volume: { ...change(volume, labels), id } };
  });
  return [...tuned, ...fresh];
}

/** Kinds that the tuning has seen, of other patients. */
const TUNED: readonly string[] = ['mirrored', 'upside down', 'inverted', 'another modality'];
