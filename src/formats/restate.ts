import type { IntensityRange, Modality } from '#volume/types.ts';
import type { OpenedScan } from './reader.ts';
import { UNSURE } from './unsure.ts';

/**
 * The scan as the kind that somebody says it is. What was mended in its scale holds for the kind that it was taken for alone:
 * said to be another, it has the file's own intensities.
 */
export function restate(scan: OpenedScan, modality: Modality): OpenedScan {
  const { volume, facts, range } = scan;
  const { mended } = facts;
  const stated = {
    volume: { ...volume, modality },
    facts: {
      ...facts,
      modalityIsGuess: false,
      notices: facts.notices.filter(({ code }) => !UNSURE.has(code)),
    },
    range,
  };
  if (!mended) return stated;
  const isMended = modality === mended.kind;
  const { slope, intercept } = isMended ? mended.scale : mended.asStored;
  const others = stated.facts.notices.filter(({ code }) =>
    mended.notices.every((each) => each.code !== code),
  );
  return {
    volume: { ...stated.volume, slope, intercept },
    facts: { ...stated.facts, notices: isMended ? [...others, ...mended.notices] : others },
    range: rescaled(range, (value) => ((value - volume.intercept) / volume.slope) * slope + intercept),
  };
}

/** Mending never turns a scale round, so the smallest stays the smallest. */
function rescaled(range: IntensityRange, to: (value: number) => number): IntensityRange {
  const { min, low, high, max, tissue } = range;
  return {
    ...{ min: to(min), low: to(low), high: to(high), max: to(max) },
    ...(tissue && { tissue: { low: to(tissue.low), high: to(tissue.high) } }),
  };
}
