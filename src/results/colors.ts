import type { LoadedModel } from '#engine/engine.ts';
import type { Prompt } from '#model/prompt.ts';
import { blended, colorDistance } from './color-distance.ts';
import { type Finding, type FoundObject, foundObjects, type Rgb } from './finding.ts';

/** An object's opacity at first, and a middle grey of the scan: how colours are compared. */
const [OPACITY, GREY] = [0.5, 128];

const STEPS = [0, 64, 128, 192, 255];

/** Every colour of a coarse grid that is not dark, and not near to a grey. */
const CANDIDATES: readonly Rgb[] = STEPS.flatMap((red) =>
  STEPS.flatMap((green) => STEPS.map((blue) => [red, green, blue] as const)),
).filter((color) => Math.max(...color) >= 160 && distance(color, [GREY, GREY, GREY]) > 22);

/** The pack's own colour, or one far from those of `objects`. */
export function colorOf(own: Rgb | undefined, objects: readonly FoundObject[]): Rgb {
  return own ?? farthest(objects.map(({ color }) => color));
}

/** What each of `prompts` will be drawn in, unless it has been drawn before. */
export function colorsOf(
  model: Pick<LoadedModel, 'structures'>,
  findings: readonly Finding[],
  prompts: readonly Prompt[],
): readonly Rgb[] {
  const used = foundObjects(findings).map(({ color }) => color);
  return prompts.map(({ structure }) => {
    const known = model.structures.find(({ id }) => id === structure);
    const color = known?.color ?? farthest(used);
    used.push(color);
    return color;
  });
}

/** The candidate that differs most from the most like of `used`, on the scan as they are drawn; the first of several. */
function farthest(used: readonly Rgb[]): Rgb {
  let best: { readonly color: Rgb; readonly apart: number } = { color: [86, 180, 233], apart: 0 };
  if (used.length === 0) return best.color;
  for (const color of CANDIDATES) {
    const apart = Math.min(...used.map((other) => distance(color, other)));
    if (apart > best.apart) best = { color, apart };
  }
  return best.color;
}

function distance(a: Rgb, b: Rgb): number {
  return colorDistance(blended(a, OPACITY, GREY), blended(b, OPACITY, GREY));
}
