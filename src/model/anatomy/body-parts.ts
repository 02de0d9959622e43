import type { Structure } from '#model/manifest.ts';
import type { BodyPart } from '#volume/body-part.ts';
import rows from './body-parts.json' with { type: 'json' };

const PARTS: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  rows.flatMap(({ names, parts }) => names.map((name) => [name, new Set(parts)] as const)),
);
const FAMILIES: Readonly<Record<string, string>> = {
  c: 'cervical vertebra',
  t: 'thoracic vertebra',
  l: 'lumbar vertebra',
  s: 'sacral vertebra',
};

/**
 * Whether a scan of `parts` may show some of `structure`. Also where nobody knows: where a structure that body-parts.json lacks lies, or
 * what a scan shows of which no part is said.
 */
export function mayHold(parts: readonly BodyPart[], { id, name }: Pick<Structure, 'id' | 'name'>): boolean {
  if (parts.length === 0 || parts.includes('whole-body')) return true;
  const own = PARTS.get(commonName(id)) ?? PARTS.get(commonName(name));
  return !own || parts.some((part) => own.has(part));
}

/** The part of the body that the structure is of, of all whose scans may show it; undefined where that is not known. */
export function mainPart({ id, name }: Pick<Structure, 'id' | 'name'>): BodyPart | undefined {
  const [first] = PARTS.get(commonName(id)) ?? PARTS.get(commonName(name)) ?? [];
  return first as BodyPart | undefined;
}

/** Without side and number: `kidney_left` and “left kidney” are a kidney, `vertebrae_T12` is a thoracic vertebra. */
function commonName(text: string): string {
  const words = text
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word && word !== 'left' && word !== 'right');
  const [, letter] = /^(?:vertebrae? )?([ctls])\d{1,2}(?: vertebra)?$/.exec(words.join(' ')) ?? [];
  if (letter) return FAMILIES[letter] ?? '';
  return words.filter((word) => !/^\d+(?:st|nd|rd|th)?$/.test(word)).join(' ');
}
