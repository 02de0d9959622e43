/** Parts of the body, and what else is looked at, that a scan may show. */
export const BODY_PARTS = [
  'head',
  'neck',
  'chest',
  'heart',
  'abdomen',
  'pelvis',
  'spine',
  'limbs',
  'whole-body',
  'microscopy',
] as const;

export type BodyPart = (typeof BODY_PARTS)[number];

/**
 * Who says what a scan shows. `body-part`: what its files call the part that was examined. `description`: what they call the series,
 * protocol or study. `content`: its size and the body in it, which is never more than “may be”. `person`: whoever looks at it.
 */
export const PART_SOURCES = ['body-part', 'description', 'content', 'person'] as const;

/** What a scan shows, as far as anybody says. */
export interface BodyPartFact {
  /** In the order of BODY_PARTS, none twice. Several where it shows several; of `content` those that it may be one of. None where a person says that it is not known. */
  readonly parts: readonly BodyPart[];
  readonly from: (typeof PART_SOURCES)[number];
}

/** What may be relied on of a fact: only what a file or a person has said. Empty: nobody knows. */
export function statedParts(fact: BodyPartFact | undefined): readonly BodyPart[] {
  return fact && fact.from !== 'content' ? fact.parts : [];
}

/** `parts` in the order of BODY_PARTS, each once. */
export function inOrder(parts: Iterable<BodyPart>): readonly BodyPart[] {
  const all = new Set(parts);
  return BODY_PARTS.filter((part) => all.has(part));
}
