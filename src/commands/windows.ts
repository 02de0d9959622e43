import type { IntensityRange, Modality } from '#volume/types.ts';

/** A display range people know by name, in HU for CT. */
export interface WindowPreset {
  readonly key:
    | 'soft-tissue'
    | 'liver'
    | 'lung'
    | 'bone'
    | 'full'
    | 'auto'
    | 'percentiles'
    | 'narrow'
    | 'wide';
  readonly low: number;
  readonly high: number;
}

const CT: readonly WindowPreset[] = [
  { key: 'soft-tissue', ...aroundLevel(400, 40) },
  { key: 'liver', ...aroundLevel(150, 90) },
  { key: 'lung', ...aroundLevel(1500, -600) },
  { key: 'bone', ...aroundLevel(1800, 400) },
];

function aroundLevel(width: number, level: number) {
  return { low: level - width / 2, high: level + width / 2 };
}

/** The presets that suit a modality; the first is the one to start with. */
export function windowPresets(modality: Modality, range: IntensityRange): readonly WindowPreset[] {
  const { min, low, high, max } = range;
  const full: WindowPreset = { key: 'full', low: min, high: max };
  if (modality === 'CT') return [...CT, full];
  // A scan that is mostly background has no spread between its percentiles.
  const [from, to] = high > low ? [low, high] : [min, max];
  const span = to - from;
  const tissue =
    range.tissue && range.tissue.high > range.tissue.low ? range.tissue : { low: from, high: to };
  return [
    { key: 'auto', ...tissue },
    { key: 'percentiles', low: from, high: to },
    { key: 'narrow', low: from + 0.1 * span, high: from + 0.6 * span },
    { key: 'wide', low: min, high: max },
  ];
}
