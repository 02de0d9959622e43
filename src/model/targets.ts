import type { Modality } from '#volume/types.ts';
import { BODY_PARTS, type BodyPart, type Targets } from './manifest-targets.ts';
import type { Prompt, StructureId } from './prompt.ts';

/** A text in quotes is sent without them and otherwise as it was typed. */
const QUOTED = /^\s*["“”„«»](.*)["“”„«»]\s*$/su;

/** What is between the quotes that stand round all of `text`; undefined where none do. */
export function unquoted(text: string): string | undefined {
  const inner = QUOTED.exec(text)?.[1]?.trim();
  return inner && !/["“”„«»]/.test(inner) ? inner : undefined;
}

/** How a scan is spoken of. */
export interface ScanWords {
  readonly modality: Modality;
  /** What it shows; none where nobody has said. */
  readonly parts?: readonly BodyPart[] | undefined;
}

/** What a pack is asked with, and how the scans were stored that it was trained on for that, where it is known. */
export interface Wording {
  readonly text: string;
  readonly axes?: string | undefined;
}

/**
 * What a pack with `targets` is asked with for `prompt`: a text in quotes without them, a wording that it was trained on as it was
 * typed, any other name of a structure as training has it for such a scan, or in English where training has it for none; else the
 * text itself.
 *
 * `nameOf`: the structure's own name.
 */
export function wordingOf(
  { text, structure }: Prompt,
  { wordings }: Targets,
  { modality, parts = [] }: ScanWords,
  nameOf: (id: StructureId) => string,
): Wording {
  const raw = unquoted(text);
  const plain = (raw ?? text).trim().toLowerCase();
  const trained = wordings.find((each) => each.text.toLowerCase() === plain);
  if (raw !== undefined) return { text: raw, axes: trained?.axes };
  if (structure === undefined || trained?.structure === structure) return { text, axes: trained?.axes };
  const fitting = wordings.filter((each) => each.structure === structure && each.modality === modality);
  const best = fitting.find((each) => parts.includes(each.part)) ?? fitting[0];
  return best ?? { text: nameOf(structure) };
}

/** The structure that was trained to be asked for with just this text, whatever its capitals. */
export function trainedOn(text: string, { wordings }: Targets): StructureId | undefined {
  const plain = text.trim().toLowerCase();
  return wordings.find((each) => each.text.toLowerCase() === plain)?.structure as StructureId | undefined;
}

/** The structures that a scan of parts of the body may show and that the pack was trained to find in such scans. */
export function structuresOf({ wordings, parts }: Targets, modality: Modality, said: readonly BodyPart[]) {
  const trained = new Set(
    wordings.filter((each) => each.modality === modality).map((each) => each.structure),
  );
  const shown = parts.filter((each) => said.includes(each.part) || said.includes('whole-body'));
  const ids = [...new Set(shown.flatMap(({ structures }) => structures))];
  return ids.filter((id) => trained.has(id)) as readonly string[] as readonly StructureId[];
}

/** The parts of the body in whose scans of this kind there is anything to be found. */
export function partsOf(targets: Targets, modality: Modality): readonly BodyPart[] {
  return BODY_PARTS.filter((part) => structuresOf(targets, modality, [part]).length > 0);
}
