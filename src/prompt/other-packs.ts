import type { Structure, StructureGroup } from '#model/manifest.ts';
import { knownAs, readVocabulary } from './known-names.ts';
import { nameKey, withoutFiller } from './normalize.ts';

/** Another pack, and what its training data has labels for. */
export interface OtherPack {
  readonly id: string;
  readonly name: string;
  /** In the words that people use, without sides. */
  readonly knows?: readonly string[];
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
  const knows = ({ vocabulary, knows: words = [] }: OtherPack) =>
    vocabulary
      ? knownAs(text, readVocabulary(vocabulary.structures, vocabulary.groups)) !== undefined
      : words.some((name) => nameKey(name) === key);
  return [...new Set(others.filter((other) => other.id !== packId && knows(other)).map(({ name }) => name))];
}
