import { makePhantom } from '#testing/phantom.ts';
import { phantomGrid } from '#testing/phantom-grid.ts';
import { type Random, random } from '#volume/random.ts';
import { type Flip, turned } from '#volume/turn.ts';
import type { Grid, Volume, VolumeId } from '#volume/types.ts';

/** A scan that is not what it is said to be, or one that is: then nothing of it must be refused. */
export interface OddScan {
  /** Whose scan it was made of. */
  readonly of: string;
  /** What was done to it. */
  readonly kind: string;
  readonly isOdd: boolean;
  readonly volume: Volume;
}

/** The same voxels with other values, in the scan's own unit and as 16 bits. */
export function mapped(
  volume: Volume,
  value: (intensity: number, n: number) => number,
  size = volume.grid.size,
): Volume {
  const data = Int16Array.from({ length: size[0] * size[1] * size[2] }, (_, n) =>
    Math.max(-32768, Math.min(32767, Math.round(value(intensityOf(volume, n), n)))),
  );
  return { ...volume, data, slope: 1, intercept: 0 };
}

export const intensityOf = ({ data, slope, intercept }: Volume, n: number) =>
  slope * (data[n] ?? 0) + intercept;

const exchanged = (volume: Volume, flips: readonly Flip[]): Volume => ({
  ...volume,
  grid: turned(volume.grid, flips),
});

/** The slices in another order. */
function shuffled(volume: Volume, { between }: Random): Volume {
  const [nx, ny, nz] = volume.grid.size;
  const order = Array.from({ length: nz }, (_, k) => ({ k, at: between(0, 1) })).sort((a, b) => a.at - b.at);
  const plane = nx * ny;
  return mapped(volume, (_, n) =>
    intensityOf(volume, (order[Math.floor(n / plane)]?.k ?? 0) * plane + (n % plane)),
  );
}

/** The planes of the columns for those of the rows: as if the header had them the wrong way. */
function turnedAside(volume: Volume): Volume {
  const [nx, ny, nz] = volume.grid.size;
  const at = (n: number) => {
    const [i, j, k] = [n % ny, Math.floor(n / ny) % nx, Math.floor(n / (nx * ny))];
    return intensityOf(volume, i * nx + j + k * nx * ny);
  };
  const grid: Grid = { ...volume.grid, size: [ny, nx, nz] };
  return { ...mapped({ ...volume, grid }, (_, n) => at(n)), grid };
}

/** Voxels of twice the size that they have, or half of it. */
function resized(volume: Volume, by: number): Volume {
  const { size, voxelToWorld } = volume.grid;
  const affine = voxelToWorld.map((value, n) => (n % 4 === 3 ? value : value * by));
  return { ...volume, grid: { size, voxelToWorld: affine as unknown as Grid['voxelToWorld'] } };
}

const OTHER = { CT: 'MR', MR: 'CT', other: 'CT' } as const;
/** Halfway between black and white of a CT's window; of an MR, what is usual is anybody's guess. */
const MIDDLE_HU = 75;

/** What can be wrong with a scan of `volume`, by name. */
export function oddOf(of: string, volume: Volume, seed: number): readonly OddScan[] {
  const dice = random(seed);
  const middle = volume.modality === 'CT' ? MIDDLE_HU : highest(volume) / 2;
  const made: readonly (readonly [string, Volume])[] = [
    ['mirrored', exchanged(volume, ['left-right'])],
    ['upside down', exchanged(volume, ['head-foot'])],
    ['back to front', exchanged(volume, ['front-back'])],
    ['half a turn', exchanged(volume, ['left-right', 'front-back'])],
    ['inverted', mapped(volume, (value) => 2 * middle - value)],
    ['another modality', { ...volume, modality: OTHER[volume.modality] }],
    ['shuffled slices', shuffled(volume, dice)],
    ['on its side', turnedAside(volume)],
    ['half the size', resized(volume, 0.5)],
  ];
  return made.map(([kind, changed], n) => {
    const id = `${volume.id}/odd ${n}` as VolumeId;
    return { of, kind, isOdd: true, volume: { ...changed, id } };
  });
}

function highest(volume: Volume): number {
  let most = 0;
  for (let n = 0; n < volume.data.length; n++) most = Math.max(most, intensityOf(volume, n));
  return most;
}

/** Phantoms that nobody has changed: whole, cut, of thick slices, and of either modality. */
export function phantoms(seeds: readonly number[]): readonly OddScan[] {
  const shapes: readonly (readonly [string, Grid, 'CT' | 'MR'])[] = [
    ['whole', phantomGrid('ras', 3), 'CT'],
    ['thick slices', phantomGrid('las', [2, 2, 6]), 'CT'],
    ['right half', phantomGrid('ras', 4, { from: [0, -138, -132], to: [176, 142, 132] }), 'CT'],
    ['lower half', phantomGrid('lps', 3, { from: [-176, -138, -132], to: [176, 142, 0] }), 'CT'],
    ['oblique', phantomGrid('oblique', 4), 'CT'],
    ['MR', phantomGrid('ras', 3), 'MR'],
  ];
  return seeds.flatMap((seed) =>
    shapes.map(([kind, grid, modality]): OddScan => {
      const { volume } = makePhantom({ seed, grid, modality });
      const id = `${volume.id} ${kind}` as VolumeId;
      return { of: `phantom ${seed}`, kind, isOdd: false, volume: { ...volume, id } };
    }),
  );
}

/** True scans of a real one: as it is, its upper and lower half, and with slices twice as thick. */
export function trueOf(of: string, volume: Volume): readonly OddScan[] {
  const [, , nz] = volume.grid.size;
  const half = Math.floor(nz / 2);
  const made: readonly (readonly [string, Volume])[] = [
    ['as it is', volume],
    ['its first half', slices(volume, 0, half, 1)],
    ['its second half', slices(volume, half, nz, 1)],
    ['every second slice', slices(volume, 0, nz, 2)],
  ];
  return made.map(([kind, cut], n) => ({
    ...{ of, kind, isOdd: false },
    volume: { ...cut, id: `${volume.id}/true ${n}` as VolumeId },
  }));
}

/** Slices from `from` to before `to`, each `step`-th. */
function slices(volume: Volume, from: number, to: number, step: number): Volume {
  const [nx, ny] = volume.grid.size;
  const plane = nx * ny;
  const count = Math.ceil((to - from) / step);
  const a = volume.grid.voxelToWorld;
  const affine = a.map((value, n) => {
    const along = a[n - (n % 4) + 2] ?? 0;
    return n % 4 === 2 ? step * value : n % 4 === 3 ? value + from * along : value;
  }) as unknown as Grid['voxelToWorld'];
  const at = (n: number) => intensityOf(volume, (from + step * Math.floor(n / plane)) * plane + (n % plane));
  const grid: Grid = { size: [nx, ny, count], voxelToWorld: affine };
  return { ...mapped({ ...volume, grid }, (_, n) => at(n)), grid };
}
