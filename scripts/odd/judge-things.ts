import { type Random, random } from '#volume/random.ts';
import type { Modality, VolumeId } from '#volume/types.ts';
import type { OddScan } from './odd-scans.ts';
import { drawn, first, isIn, type Thing } from './odd-things.ts';

/** A bottle of water on the scanner's table. */
const bottle: Thing = ({ air, soft, water }, x, y) => {
  const r = Math.hypot(x, y);
  return first(
    [
      [r < 95, water],
      [r < 100, soft + 80],
      [y < -105 && y > -115, soft - 60],
    ],
    air,
  );
};

const twoLegs: Thing = ({ bone, soft, fat, air }, x, y, z) => {
  const r = Math.hypot(Math.abs(x) - 85, y) / (70 + z / 15);
  return first(
    [
      [r > 1, air],
      [r > 0.84, fat],
      [Math.hypot(Math.abs(x) - 88, y - 6) < 15, bone],
    ],
    soft + 15,
  );
};

/** Skull, brain, a sinus full of air, and the neck below. */
const headAndNeck: Thing = ({ bone, soft, fat, air, water }, x, y, z) => {
  const skull = Math.hypot(x / 78, (y + 4) / 96, (z - 25) / 92);
  const neck = Math.hypot(x / 62, (y + 15) / 60);
  const isNeck = z < -20;
  return first(
    [
      [skull > 1 && !(isNeck && neck < 1), air],
      [isIn(x / 16, (y - 70) / 18, (z + 25) / 20), air],
      [isNeck && Math.hypot(x, y + 30) < 18, bone],
      [isNeck && Math.hypot(x, y - 14) < 9, air],
      [isNeck && skull > 1 && neck > 0.85, fat],
      [skull < 1 && skull > 0.86, bone],
      [isIn((Math.abs(x) - 12) / 8, y / 30, (z - 35) / 12), water],
      [skull < 0.8 && skull > 0.7, soft + 6],
    ],
    soft - 6,
  );
};

/** Clouds of tissue in the shape of a trunk. */
function clouds({ between }: Random): Thing {
  const waves = Array.from({ length: 40 }, () => ({
    k: [between(-0.06, 0.06), between(-0.06, 0.06), between(-0.06, 0.06)] as const,
    phase: between(0, 2 * Math.PI),
  }));
  return ({ air, soft, fat }, x, y, z) => {
    if (Math.hypot(x / 160, y / 115) > 1) return air;
    const sum = waves.reduce((t, { k, phase }) => t + Math.cos(k[0] * x + k[1] * y + k[2] * z + phase), 0);
    return (soft + fat) / 2 + (sum / Math.sqrt(20)) * (soft - fat) * 0.6;
  };
}

const ramp: Thing = ({ air, bone }, x) => air + ((x + 176) / 352) * (bone - air);

const rods: Thing = ({ air, soft, water, bone, fat }, x, y) => {
  const rod = (cx: number, cy: number, r: number) => Math.hypot(x - cx, y - cy) < r;
  return first(
    [
      [rod(-80, 20, 30), bone],
      [rod(0, 30, 40), soft],
      [rod(80, 0, 25), water],
      [rod(20, -60, 35), fat],
    ],
    air,
  );
};

/** What is no patient's trunk, none of it seen by the tuning. */
export function judgeThings(seed: number, modality: Exclude<Modality, 'other'>): readonly OddScan[] {
  const dice = random(seed);
  const nothing: Thing = ({ air }) => air;
  const things: Readonly<Record<string, Thing>> = {
    'an empty field': nothing,
    'a bottle of water': bottle,
    'two legs': twoLegs,
    'a head and neck': headAndNeck,
    clouds: clouds(dice),
    'a ramp': ramp,
    rods,
  };
  return Object.entries(things).map(([kind, thing]) => {
    const noise = () => (modality === 'CT' ? 9 * dice.normal() : Math.abs(9 * dice.normal()));
    const id = `judge ${modality} ${seed} ${kind}` as VolumeId;
    return { of: 'nobody', kind, isOdd: true, volume: { ...drawn(thing, modality, noise), id, name: kind } };
  });
}
