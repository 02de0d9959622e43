import { phantomGrid } from '#testing/phantom-grid.ts';
import { random } from '#volume/random.ts';
import type { Modality, Volume, VolumeId } from '#volume/types.ts';
import type { OddScan } from './odd-scans.ts';

/** Intensities, in HU for a CT. */
export interface Tissues {
  readonly bone: number;
  readonly soft: number;
  readonly fat: number;
  readonly air: number;
  readonly water: number;
}

const TISSUES: Readonly<Record<'CT' | 'MR', Tissues>> = {
  CT: { bone: 700, soft: 40, fat: -100, air: -1000, water: 5 },
  MR: { bone: 60, soft: 300, fat: 700, air: 0, water: 900 },
};

/** The intensity at a place, in mm from the middle of the scan, RAS+. */
export type Thing = (tissues: Tissues, x: number, y: number, z: number) => number;

/** The value of the first solid that holds the place; they lie within each other, the outermost first to miss. */
export const first = (solids: readonly (readonly [isIn: boolean, value: number])[], otherwise: number) =>
  solids.find(([isIn]) => isIn)?.[1] ?? otherwise;

export const isIn = (x: number, y: number, z: number) => Math.hypot(x, y, z) < 1;

const head: Thing = ({ bone, soft, air, water }, x, y, z) => {
  const r = Math.hypot(x / 72, y / 88, z / 85);
  const isVentricle = isIn((Math.abs(x) - 14) / 9, (y - 8) / 28, (z - 12) / 14);
  return first(
    [
      [r > 1, air],
      [r > 0.95, soft],
      [r > 0.87, bone],
      [isVentricle, water],
    ],
    soft,
  );
};

const leg: Thing = ({ bone, soft, fat, air }, x, y, z) => {
  const r = Math.hypot(x, y) / (62 + z / 12);
  const isFemur = Math.hypot(x - 6, y - 4) < 14 + 8 * Math.exp(-((z / 30) ** 2));
  return first(
    [
      [r > 1, air],
      [r > 0.86, fat],
      [isFemur, bone],
    ],
    soft,
  );
};

const chest: Thing = ({ bone, soft, fat, air }, x, y, z) => {
  const r = Math.hypot(x / 160, y / 115);
  return first(
    [
      [r > 1, air],
      [r > 0.9, fat],
      [Math.hypot(x, y + 75) < 22, bone],
      [isIn((x + 15) / 55, (y - 20) / 45, (z + 30) / 60), soft + 100],
      [isIn((Math.abs(x) - 75) / 55, y / 85, z / 160), air + 150],
    ],
    soft,
  );
};

const BOX = phantomGrid('ras', 4);

/** Of no abdomen: noise, a ball, a head, a leg, a chest. */
export function oddThings(seed: number, modality: Exclude<Modality, 'other'>): readonly OddScan[] {
  const { normal } = random(seed);
  const ofNoise: Thing = ({ soft }) => soft + 400 * normal();
  const ballOfNoise: Thing = ({ soft, air }, x, y, z) =>
    Math.hypot(x, y, z) < 110 ? soft + 120 * normal() : air;
  const ball: Thing = ({ soft, air }, x, y, z) => (Math.hypot(x, y, z) < 100 ? soft : air);
  const things = { noise: ofNoise, 'a ball of noise': ballOfNoise, 'a ball': ball, 'a head': head };
  return Object.entries({ ...things, 'a leg': leg, 'a chest': chest }).map(([kind, thing]) => {
    const volume = drawn(thing, modality, () => 12 * normal());
    const id = `odd ${modality} ${seed} ${kind}` as VolumeId;
    return { of: 'nobody', kind, isOdd: true, volume: { ...volume, id, name: kind } };
  });
}

export function drawn(thing: Thing, modality: 'CT' | 'MR', noise: () => number): Volume {
  const [nx, ny, nz] = BOX.size;
  const data = Int16Array.from({ length: nx * ny * nz }, (_, n) => {
    const x = 4 * ((n % nx) - (nx - 1) / 2);
    const y = 4 * ((Math.floor(n / nx) % ny) - (ny - 1) / 2);
    const z = 4 * (Math.floor(n / (nx * ny)) - (nz - 1) / 2);
    return Math.round(thing(TISSUES[modality], x, y, z) + noise());
  });
  return { id: '' as VolumeId, name: '', modality, grid: BOX, data, slope: 1, intercept: 0 };
}
