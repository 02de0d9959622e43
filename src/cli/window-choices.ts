import type { SliceChoices, WindowChoices } from '#engine/engine.ts';
import { AppError } from '#errors.ts';
import type { ModelManifest } from '#model/manifest.ts';
import { worldBox } from '#volume/affine.ts';
import type { BodyPart } from '#volume/body-part.ts';
import { boxSize } from '#volume/boxes.ts';
import { type Region, regionOfBox } from '#volume/region.ts';
import type { Grid, WorldBox } from '#volume/types.ts';

interface Given {
  readonly mirror: boolean;
  /** All windows are run, whether prompts need them or not. */
  readonly whole: boolean;
  readonly all?: boolean;
}

/** What --mirror and --whole ask for. @throws AppError 'arguments-invalid' for a pack that cannot do it. */
export function windowChoices(
  { mirror, whole, all = false }: Given,
  { input, name }: ModelManifest,
): WindowChoices {
  const { tiling } = input;
  if (mirror && !(tiling.kind === 'nnunet' && tiling.mirrorAxes.length > 0)) {
    throw new AppError('arguments-invalid', { reason: `${name} was not trained for --mirror` });
  }
  return { mirror, reach: whole || all ? 'all' : 'asked' };
}

interface GivenOfSlices {
  readonly preset?: string;
  readonly seed?: string;
  readonly together: boolean;
  readonly axes?: string;
  readonly existence?: string;
  readonly parts: readonly BodyPart[];
}

/** What is asked for of packs that go slice by slice. @throws AppError 'arguments-invalid'. */
export function sliceChoices(given: GivenOfSlices): SliceChoices {
  const { preset, seed, together, axes, existence, parts } = given;
  return {
    ...(preset !== undefined && { preset }),
    ...(seed !== undefined && { seed }),
    ...(axes !== undefined && { axes: toAxes(axes) }),
    ...(existence !== undefined && { existenceThreshold: toShare(existence) }),
    ...(parts.length > 0 && { parts }),
    together,
  };
}

function toAxes(text: string): string {
  const isAxes = ['RL', 'AP', 'SI'].every((pair) => [...text].some((code) => pair.includes(code)));
  if (text.length === 3 && isAxes) return text;
  throw new AppError('arguments-invalid', {
    reason: `--axes is three ends of the patient, such as LAS, not ${text}`,
  });
}

function toShare(text: string): number {
  const share = Number(text);
  if (share >= 0.01 && share <= 0.99) return share;
  throw new AppError('arguments-invalid', { reason: `--existence is from 0.01 to 0.99, not ${text}` });
}

/** What --region asks for, such as "-20:60,-10:40,100:180". @throws AppError 'arguments-invalid'. */
export function toRegion(text: string, grid: Grid): Region {
  const ranges = text.split(',').map((range) => range.split(':').map(Number));
  const isBox =
    ranges.length === 3 &&
    ranges.every(([low = Number.NaN, high = Number.NaN, ...more]) => low < high && more.length === 0);
  if (!isBox) {
    throw new AppError('arguments-invalid', { reason: `--region is X0:X1,Y0:Y1,Z0:Z1 in mm, not ${text}` });
  }
  const [x, y, z] = ranges as [[number, number], [number, number], [number, number]];
  const box: WorldBox = { from: [x[0], y[0], z[0]], to: [x[1], y[1], z[1]] };
  const region = regionOfBox(grid, box);
  if (boxSize(region.voxels).every((size) => size > 0)) return region;
  const { from, to } = worldBox(grid);
  const reach = from.map((low, axis) => `${Math.floor(low)}:${Math.ceil(to[axis] ?? low)}`).join(',');
  throw new AppError('arguments-invalid', {
    reason: `--region ${text} lies beside the scan, which reaches over ${reach}`,
  });
}
