import { nearestAxes } from '#volume/affine.ts';
import { random } from '#volume/random.ts';
import { intensities, type LabelledScan, mapIntensity } from './labelled-scan.ts';

/** Highest less lowest intensity. */
export function span({ volume }: LabelledScan): number {
  const { low, high } = intensities(volume);
  return high - low;
}

/** White noise of a standard deviation in the scan's own unit, the same each time. */
export function noisy(scan: LabelledScan, deviation: number): LabelledScan {
  const { normal } = random(17);
  return mapIntensity(scan, (value) => value + deviation * normal());
}

/**
 * The whole range of CT: what lies at the limits of a narrower one, as in a scan clipped for storage, becomes air and
 * dense bone; so does one voxel in ten thousand, as clips and calcifications do.
 */
export function wideHu(scan: LabelledScan): LabelledScan {
  const { low, high } = intensities(scan.volume);
  const { between } = random(23);
  return mapIntensity(scan, (value) => {
    if (between(0, 1) < 1e-4) return 3071;
    if (value <= low) return Math.min(low, -1024);
    return value >= high ? Math.max(high, 1200) : value;
  });
}

/** HU without a contrast agent, from the radiology textbook; other labels go to 40. */
const NATIVE_HU: Readonly<Record<number, number>> = { 1: 48, 2: 32, 3: 32, 4: 8, 6: 56, 10: 42 };
const NATIVE_BLOOD_HU = 42;
/** How much of an organ's own pattern of contrast is left. */
const REMAINING = 0.5;

/**
 * A CT as if without contrast agent: each labelled organ that is brighter than its native density goes down to it with half of its
 * variation. What is not labelled, such as vessels of the bowel, stays bright: a simulation, not a native scan.
 */
export function withoutContrast(scan: LabelledScan): LabelledScan {
  const means = meanByLabel(scan);
  return mapIntensity(scan, (value, label) => {
    const mean = means.get(label);
    const native = NATIVE_HU[label] ?? NATIVE_BLOOD_HU;
    if (label === 0 || mean === undefined || mean <= native) return value;
    return native + REMAINING * (value - mean);
  });
}

function meanByLabel({ volume, labels }: LabelledScan): ReadonlyMap<number, number> {
  const sums = new Map<number, { sum: number; count: number }>();
  labels.forEach((label, n) => {
    const entry = sums.get(label) ?? { sum: 0, count: 0 };
    entry.sum += (volume.data[n] ?? 0) * volume.slope + volume.intercept;
    entry.count += 1;
    sums.set(label, entry);
  });
  return new Map([...sums].map(([label, { sum, count }]) => [label, sum / count]));
}

/** Brightness that falls by half from the patient's front to the back, as far from a surface coil. */
export function shaded(scan: LabelledScan): LabelledScan {
  const { size, voxelToWorld } = scan.volume.grid;
  const { world, sign } = nearestAxes(voxelToWorld);
  const axis = world.indexOf(1) as 0 | 1 | 2;
  const stride = [1, size[0], size[0] * size[1]][axis] ?? 1;
  return mapIntensity(scan, (value, _, n) => {
    const at = (Math.floor(n / stride) % size[axis]) / Math.max(1, size[axis] - 1);
    return value * (0.5 + 0.5 * (sign[axis] > 0 ? at : 1 - at));
  });
}
