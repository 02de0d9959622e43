import type { WindowChoices } from '#engine/engine.ts';
import { AppError } from '#errors.ts';
import type { ModelManifest } from '#model/manifest.ts';
import type { WorldBox } from '#volume/types.ts';

interface Given {
  readonly mirror: boolean;
  readonly region?: string;
}

/** What --mirror and --region ask for. @throws AppError 'arguments-invalid', also for a pack that cannot do it. */
export function windowChoices({ mirror, region }: Given, { input, name }: ModelManifest): WindowChoices {
  const { tiling } = input;
  const isNnunet = tiling.kind === 'nnunet';
  if (mirror && !(isNnunet && tiling.mirrorAxes.length > 0)) {
    throw new AppError('arguments-invalid', { reason: `${name} was not trained for --mirror` });
  }
  if (region === undefined) return { mirror };
  if (!isNnunet)
    throw new AppError('arguments-invalid', { reason: `--region is for an nnU-Net, not for ${name}` });
  return { mirror, region: toRegion(region) };
}

/** Of a text such as "-20:60,-10:40,100:180". */
function toRegion(text: string): WorldBox {
  const ranges = text.split(',').map((range) => range.split(':').map(Number));
  const isBox =
    ranges.length === 3 &&
    ranges.every(([low = Number.NaN, high = Number.NaN, ...more]) => low < high && more.length === 0);
  if (!isBox) {
    throw new AppError('arguments-invalid', { reason: `--region is X0:X1,Y0:Y1,Z0:Z1 in mm, not ${text}` });
  }
  const [x, y, z] = ranges as [[number, number], [number, number], [number, number]];
  return { from: [x[0], y[0], z[0]], to: [x[1], y[1], z[1]] };
}
