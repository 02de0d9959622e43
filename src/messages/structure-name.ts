import { ofSide, type Side, withoutSide } from '#model/anatomy/patterns.ts';
import type { Finding } from '#results/finding.ts';
import { en } from './en.ts';
import { say } from './say.ts';

/**
 * What the language that is spoken calls the structure, or several together, that a pack calls `name`: by the words of the name
 * alone, so that it holds for every pack that calls a liver "liver". The pack's own name where the language has none, and in English.
 */
export function structureName(name: string): string {
  return say === en ? name : (named(keyOf(name)) ?? name);
}

/** What a finding is called on the page: in the language that is spoken, where it bears the name of a structure and not one that a person or a file has given it. */
export function findingName(finding: Finding): string {
  const { title, kind } = finding;
  if (kind === 'not-understood') return title;
  if (kind === 'found' && (finding.isRenamed || finding.isDrawn || finding.fromFile?.name !== undefined))
    return title;
  const [, name = title, number = ''] = /^(.*?)( \(\d+\))?$/su.exec(title) ?? [];
  return structureName(name) + number;
}

/** `findings` under the names that they have on the page. */
export function inLanguage(findings: readonly Finding[]): readonly Finding[] {
  return say === en ? findings : findings.map((each) => ({ ...each, title: findingName(each) }));
}

function named(key: string): string | undefined {
  const { one, sided, groups, vertebra, rib, ribs } = say.structures;
  const [, place] = /^vertebrae?_([ctls]\d+)$/.exec(key) ?? [];
  if (place) return vertebra(place.toUpperCase());
  const [, both] = /^ribs_(\d+)$/.exec(key) ?? [];
  if (both) return ribs(Number(both));
  const { side, rest } = sideIn(key);
  if (!side) return own(one, rest) ?? own(groups, rest) ?? withoutSide(own(sided, rest) ?? '')[0];
  const [, number] = /^rib_(\d+)$/.exec(rest) ?? [];
  if (number) return rib(side, Number(number));
  const pattern = own(sided, rest);
  return pattern && ofSide(pattern, side);
}

function own(names: Readonly<Record<string, string>>, key: string): string | undefined {
  return Object.hasOwn(names, key) ? names[key] : undefined;
}

/** "left_rib_4", "rib_left_4" and "kidney_left": the side, and what is left without it. */
function sideIn(key: string): { readonly side: Side | undefined; readonly rest: string } {
  const [, before, side, behind] = /^(?:(.+)_)?(left|right)(?:_(.+))?$/.exec(key) ?? [];
  if (side !== 'left' && side !== 'right') return { side: undefined, rest: key };
  return { side, rest: [before, behind].filter(Boolean).join('_') };
}

function keyOf(name: string): string {
  return name
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '_');
}
