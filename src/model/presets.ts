import { type IntensityRule, type IntensityWindow, intensityWindow } from '#volume/intensity.ts';
import type { Modality, Volume } from '#volume/types.ts';
import type { Preset } from './manifest.ts';
import type { PromptedManifest } from './manifest-kinds.ts';

type Input = Pick<PromptedManifest['input'], 'intensity' | 'presets'>;

/** Scans that hold grey values already. */
const AS_STORED: Omit<Preset, 'modality'> = {
  id: 'as-stored',
  name: 'As stored, 0–255',
  rule: { kind: 'window', low: 0, high: 255, to: [0, 255] },
  words: [],
};

/** The presets for a scan; the first is for prompts that ask for none other. Scans of plain bytes hold grey values already. */
export function presetsOf(
  { intensity, presets = [] }: Input,
  { modality, data, slope, intercept }: Pick<Volume, 'modality' | 'data' | 'slope' | 'intercept'>,
): readonly [Preset, ...Preset[]] {
  const own = presets.filter((preset) => preset.modality === modality);
  const [first, ...rest] = own;
  const standard = first ?? plain(modality, intensity[modality]);
  const isGrey = data instanceof Uint8Array && slope === 1 && intercept === 0;
  return isGrey ? [{ ...AS_STORED, modality }, standard, ...rest] : [standard, ...rest];
}

function plain(modality: Modality, rule: IntensityRule): Preset {
  const { to, ...rest } = rule;
  return {
    id: 'standard',
    name: 'Standard',
    modality,
    words: [],
    rule: { ...rest, to: [to[0], to[1]] } as Preset['rule'],
  };
}

/** The preset with id `wanted`, else the first of which a word is in the text, else the first. */
export function choosePreset(
  text: string,
  presets: readonly [Preset, ...Preset[]],
  wanted: string | undefined,
): Preset {
  const [standard] = presets;
  const named = presets.find(({ id }) => id === wanted);
  if (named) return named;
  // Grey values are what they are: nothing outside them is left to bring out.
  if (standard.id === AS_STORED.id) return standard;
  const words = new Set(text.toLowerCase().match(/\p{L}+/gu) ?? []);
  const isIn = (word: string) => words.has(word) || words.has(`${word}s`);
  return presets.find((preset) => preset.words.some(isIn)) ?? standard;
}

/** The function from stored voxels to grey values 0–255, cut off to bytes, and the intensities at its ends. */
export function greyValues(
  volume: Pick<Volume, 'data' | 'slope' | 'intercept'>,
  { rule }: Preset,
): { readonly window: IntensityWindow; readonly toByte: (stored: number) => number } {
  const window = intensityWindow(volume, rule);
  const { low, high } = window;
  const { slope, intercept } = volume;
  // However small the unit; without width nothing is left above the lower limit.
  const width = high > low ? high - low : 1;
  const toByte = (stored: number) => {
    const intensity = stored * slope + intercept;
    return Math.trunc(((Math.min(Math.max(intensity, low), high) - low) / width) * 255);
  };
  return { window, toByte };
}
