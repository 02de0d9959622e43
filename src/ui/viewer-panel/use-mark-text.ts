import { decimalsFor } from '#messages/numbers.ts';
import { say } from '#messages/say.ts';
import type { Mark } from '#results/mark.ts';
import { useAppState } from '#ui/use-app.ts';

/** What a mark measures, with its units. */
export function useMarkText(mark: Mark): string {
  const info = useAppState(({ volume }) => (volume.at === 'ready' ? volume.info : undefined));
  if (mark.kind === 'ruler') return say.numbers.millimetres(mark.lengthMm);
  if (mark.kind === 'angle') return Number.isFinite(mark.degrees) ? say.views.degrees(mark.degrees) : '';
  const decimals = info ? decimalsFor(info.range.high - info.range.low) + 1 : 1;
  const isCt = info?.modality === 'CT';
  const { mean, sd, areaMm2, voxels } = mark;
  return voxels === 0
    ? say.views.areaOnly(areaMm2)
    : say.views.ellipse(say.numbers.fixed(mean, decimals), say.numbers.fixed(sd, decimals), isCt, areaMm2);
}
