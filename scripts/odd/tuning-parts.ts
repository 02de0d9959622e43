import { crop, type LabelledScan } from '#cli/labelled-scan.ts';
import { PERTURBATIONS } from '#cli/perturbations.ts';
import { nearestAxes } from '#volume/affine.ts';
import { type Flip, turned } from '#volume/turn.ts';
import type { Volume } from '#volume/types.ts';

type Part = (scan: LabelledScan) => LabelledScan | undefined;

/** What lies between two shares of the scan along a world axis, from the patient's left, back or feet on. */
const between =
  (axis: 0 | 1 | 2, low: number, high: number): Part =>
  (scan) => {
    const { size, voxelToWorld } = scan.volume.grid;
    const { world, sign } = nearestAxes(voxelToWorld);
    const along = world.indexOf(axis) as 0 | 1 | 2;
    const [from, to] = [[0, 0, 0] as [number, number, number], [...size] as [number, number, number]];
    const ends = sign[along] > 0 ? [low, high] : [1 - high, 1 - low];
    from[along] = Math.round((ends[0] ?? 0) * size[along]);
    to[along] = Math.round((ends[1] ?? 1) * size[along]);
    return crop(scan, { from, to });
  };

const perturbed =
  (name: string): Part =>
  (scan) =>
    PERTURBATIONS.find((each) => each.name === name)?.apply(scan);

/** Parts of a patient, and scans of him, that are true. Undefined where one does not apply to such a scan. */
export const PARTS: Readonly<Record<string, Part>> = {
  whole: (scan) => scan,
  'lower half': between(2, 0, 0.5),
  'upper half': between(2, 0.5, 1),
  'right half': between(0, 0.5, 1),
  'left half': between(0, 0, 0.5),
  middle: between(2, 0.35, 0.65),
  thick: perturbed('slices of 7 mm'),
  oblique: perturbed('oblique by 17°'),
  core: perturbed('middle 70 % in plane only'),
  noise: perturbed('noise of 30 HU'),
  'MR noise': perturbed('noise of 8 % of the range'),
  'no contrast': perturbed('without contrast agent (simulated)'),
  shaded: perturbed('brightness falling by half, front to back'),
};

const flip =
  (...flips: readonly Flip[]) =>
  (volume: Volume): Volume => ({ ...volume, grid: turned(volume.grid, flips) });

export const FLIPPED = {
  mirrored: flip('left-right'),
  'upside down': flip('head-foot'),
  'back to front': flip('front-back'),
};
