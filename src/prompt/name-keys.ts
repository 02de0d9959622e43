import { knownAs, type Vocabulary } from './known-names.ts';
import { nameKey } from './normalize.ts';

/**
 * What a name is known by, so that two names mean one structure where they share one of these: what each vocabulary knows it as, and its words
 * in any order: "kidney_left" and "left kidney".
 */
export function nameKeys(name: string, vocabularies: readonly Vocabulary[]): readonly string[] {
  const words = name
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .split(/[\s_]+/)
    .filter(Boolean);
  const plain = words.join(' ');
  const known = vocabularies.flatMap((vocabulary, n) => {
    const found = knownAs(plain, vocabulary) ?? knownAs(name, vocabulary);
    return found?.members.length === 1 ? [`${n} ${found.members[0]}`] : [];
  });
  const sorted = nameKey(plain).split(' ').sort().join(' ');
  return sorted ? [...known, `words ${sorted}`] : known;
}

/** The structure's own name in the first of `vocabularies` that knows all of `text` as one structure; undefined where none does. */
export function nameOfStructure(text: string, vocabularies: readonly Vocabulary[]): string | undefined {
  const words = text.replace(/[_\s]+/g, ' ').trim();
  for (const vocabulary of vocabularies) {
    const known = knownAs(words, vocabulary);
    const [id] = known?.members ?? [];
    if (known?.members.length === 1 && id !== undefined) return vocabulary.nameOf(id);
  }
  return undefined;
}
