import type { Segmentation } from '#engine/engine.ts';
import type { Prompt, StructureId } from '#model/prompt.ts';
import type { Mask } from '#volume/types.ts';

const url = (pack: string) => new URL(`packs/${pack}/manifest.json`, import.meta.url).href;
/** Two networks on a grid of their own, and one between TotalSegmentator's own steps; both answer about a ball. */
export const ENSEMBLE = url('analytic-nnunet');
export const AROUND = url('analytic-totalsegmentator');

const prompt = (name: string): Prompt => ({ text: name, structure: name as StructureId });
export const SHELL = prompt('shell');
export const INNER = prompt('inner');
export const ZENITH = prompt('zenith');

/** @throws Error where nothing was found. */
export function maskOf(answer: Segmentation | undefined): Mask {
  if (answer?.kind !== 'found') throw new Error(`not found but ${answer?.kind}`);
  return answer.mask;
}
