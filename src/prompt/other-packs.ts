import { mainPart } from '#model/anatomy/body-parts.ts';
import type { Structure, StructureGroup } from '#model/manifest.ts';
import type { BodyPart } from '#model/manifest-targets.ts';
import type { StructureId } from '#model/prompt.ts';
import { knownAs, readVocabulary } from './known-names.ts';
import { nameKey, withoutFiller } from './normalize.ts';

/** Another pack, and what its training data has labels for. */
export interface OtherPack {
  readonly id: string;
  readonly name: string;
  /** In the words that people use, without sides. */
  readonly knows?: readonly string[];
  /** What else people call that, in any language. */
  readonly alsoCalled?: readonly string[];
  /** The parts of the body that it was trained on, where it says so. */
  readonly parts?: readonly BodyPart[];
  /** Its own names, where they are at hand; then `knows` does not matter. */
  readonly vocabulary?: {
    readonly structures: readonly Structure[];
    readonly groups: readonly StructureGroup[];
  };
}

/**
 * Names of those of `others`, but for `packId`, whose training data has labels for just what `text` names, each once. They may know
 * it; nobody has measured that here.
 */
export function packsThatMayKnow(
  text: string,
  packId: string,
  others: readonly OtherPack[],
): readonly string[] {
  const subject = withoutFiller(text)
    .replace(/\btumours?\b|\btumors\b/g, 'tumor')
    .replace(/\boesoph/g, 'esoph')
    .replace(/^[ctls]\d{1,2} vertebra$|^vertebra [ctls]\d{1,2}$/, 'vertebra');
  const key = nameKey(subject).replace(/^(?:left|right) /, '');
  const knows = ({ vocabulary, knows: words = [], alsoCalled = [] }: OtherPack) =>
    vocabulary
      ? knownAs(text, readVocabulary(vocabulary.structures, vocabulary.groups)) !== undefined
      : [...words, ...alsoCalled].some((name) => nameKey(name) === key);
  return [...new Set(others.filter((other) => other.id !== packId && knows(other)).map(({ name }) => name))];
}

/** More names than these nobody reads. */
const MOST_NAMED = 3;

/** Names of those of `others` that know structures of what a scan of `parts` may show, from the one that knows most of them on. */
export function packsForParts(parts: readonly BodyPart[], others: readonly OtherPack[]): readonly string[] {
  const counted = others.map((other) => ({ name: other.name, known: knownIn(parts, other) }));
  const able = counted.filter(({ known }) => known > 0).sort((one, other) => other.known - one.known);
  return [...new Set(able.map(({ name }) => name))].slice(0, MOST_NAMED);
}

function knownIn(parts: readonly BodyPart[], { vocabulary, knows = [], parts: own }: OtherPack): number {
  if (own && own.length > 0 && !own.some((part) => parts.includes(part))) return 0;
  const structures = vocabulary?.structures ?? knows.map((name) => ({ id: name as StructureId, name }));
  const known = structures.filter((each) => parts.some((part) => part === mainPart(each))).length;
  // What a pack was trained on, it knows something of, whatever that is called.
  return own && own.length > 0 ? Math.max(1, known) : known;
}
