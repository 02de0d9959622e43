import type { LoadedModel } from '#engine/engine.ts';
import type { Prompt } from '#model/prompt.ts';
import { type Finding, type FoundObject, foundObjects, type Rgb } from './finding.ts';

/** For objects that the pack has no colour for: far apart from each other and from the greys of the scan. */
const PALETTE: readonly Rgb[] = [
  [86, 180, 233],
  [230, 159, 0],
  [0, 178, 137],
  [240, 108, 155],
  [240, 228, 66],
  [168, 130, 255],
  [255, 120, 70],
  [130, 220, 90],
];

const EXHAUSTED: Rgb = [200, 200, 200];

/** The pack's own colour, or one that none of `objects` has. */
export function colorOf(own: Rgb | undefined, objects: readonly FoundObject[]): Rgb {
  return own ?? freshColors(objects)[0] ?? EXHAUSTED;
}

/** What each of `prompts` will be drawn in, unless it has been drawn before. */
export function colorsOf(
  model: Pick<LoadedModel, 'structures'>,
  findings: readonly Finding[],
  prompts: readonly Prompt[],
): readonly Rgb[] {
  const fresh = freshColors(foundObjects(findings)).values();
  return prompts.map(({ structure }) => {
    const known = model.structures.find(({ id }) => id === structure);
    return known?.color ?? fresh.next().value ?? EXHAUSTED;
  });
}

function freshColors(objects: readonly FoundObject[]): readonly Rgb[] {
  const used = new Set(objects.map(({ color }) => String(color)));
  return PALETTE.filter((candidate) => !used.has(String(candidate)));
}
