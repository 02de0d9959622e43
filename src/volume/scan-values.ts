import { nearestAxes } from './affine.ts';
import { findCt } from './ct-units.ts';
import type { Volume } from './types.ts';
import { ValueSample } from './value-sample.ts';

/** What the values of a scan say against what it is said to be. */
export type ValueDoubt =
  /** It is said to be a CT, and has nothing of one. */
  | 'no-ct'
  /** It is said to be of another kind, and has the Hounsfield units of a CT. */
  | 'a-ct'
  /** What surrounds the patient is brighter than he is. */
  | 'inverted';

type Scan = Pick<Volume, 'data' | 'slope' | 'intercept' | 'grid' | 'modality'>;

/**
 * How much brighter the ends of a scan are, at the patient's sides, than the whole of it, as shares of the range of values. Of 28 CT and
 * 17 MR, their halves and what was cut out of them none has more than 0.01 and, inverted, none less than 0.11. The ends themselves are at 0.73 at
 * most, inverted at 0.96 at least.
 */
const BRIGHTER = 0.06;
const BRIGHT = 0.8;
/** No more HU than tissue has, of which all ends are made in what is cut out of a CT. */
const TISSUE_HU = 200;
/** At most so many voxels of a side are looked at. */
const MOST = 20_000;

/** What the values of `scan` say against its modality, or against all modalities; undefined where nothing. */
export function valueDoubt(scan: Scan): ValueDoubt | undefined {
  const sample = new ValueSample(scan);
  const { kind } = findCt(sample);
  if (isInverted(scan, sample)) return 'inverted';
  if (scan.modality === 'CT') return kind === 'none' ? 'no-ct' : undefined;
  return kind === 'hounsfield' || kind === 'window' || kind === 'units' ? 'a-ct' : undefined;
}

function isInverted(scan: Scan, sample: ValueSample): boolean {
  const [low, high] = [sample.percentile(0.02), sample.percentile(0.98)];
  if (!(high > low)) return false;
  const share = (value: number) => Math.min(1, Math.max(0, (value - low) / (high - low)));
  let whole = 0;
  for (let n = 0; n < 100; n++) whole += share(sample.percentile((n + 0.5) / 100)) / 100;
  const side = meanAtSides(scan, share);
  if (scan.modality === 'CT' && low + side * (high - low) < TISSUE_HU) return false;
  return side > BRIGHT && side - whole > BRIGHTER;
}

/** The mean of what `share` makes of the outermost voxels on the patient's left, right, front and back. */
function meanAtSides({ data, slope, intercept, grid }: Scan, share: (value: number) => number): number {
  const { size, voxelToWorld } = grid;
  const steps = [1, size[0], size[0] * size[1]] as const;
  let [sum, count] = [0, 0];
  for (const [axis, world] of nearestAxes(voxelToWorld).world.entries()) {
    if (world === 2) continue;
    const [u, v] = ([0, 1, 2] as const).filter((other) => other !== axis) as [0 | 1 | 2, 0 | 1 | 2];
    const face = size[u] * size[v];
    const stride = Math.max(1, Math.floor(face / MOST)) | 1;
    const far = ((size[axis] as number) - 1) * (steps[axis] as number);
    for (let n = 0; n < face; n += stride) {
      const at = (n % size[u]) * steps[u] + Math.floor(n / size[u]) * steps[v];
      sum +=
        share((data[at] as number) * slope + intercept) +
        share((data[at + far] as number) * slope + intercept);
      count += 2;
    }
  }
  return count > 0 ? sum / count : 0;
}
