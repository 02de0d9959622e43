import type { Vocabulary } from './known-names.ts';

/** Scripts whose words stand without spaces between, or with others glued to them. */
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u;

/** Some of `text` is in such a script, in which a letter may be a word. */
export const isUnspaced = (text: string): boolean => UNSPACED.test(text);

/**
 * `words` of a text in normal form, with the names in those of scripts without spaces apart from what is glued to them, the longest first:
 * "请帮我把肝脏勾画出来" is "请帮我把", "肝脏", "勾画出来".
 */
export function separated(words: readonly string[], vocabulary: Vocabulary): readonly string[] {
  const names = namesOf(vocabulary);
  return words.flatMap((word) => (UNSPACED.test(word) ? apart(word, names) : [word]));
}

const kept = new WeakMap<Vocabulary, readonly string[]>();

/** The longest first. */
function namesOf(vocabulary: Vocabulary): readonly string[] {
  const before = kept.get(vocabulary);
  if (before) return before;
  const names = [...vocabulary.names.keys()]
    .filter((name) => UNSPACED.test(name) && !name.includes(' '))
    .sort((a, b) => b.length - a.length);
  kept.set(vocabulary, names);
  return names;
}

function apart(word: string, names: readonly string[]): readonly string[] {
  if (word === '') return [];
  const name = names.find((each) => word.includes(each));
  if (name === undefined) return [word];
  const at = word.indexOf(name);
  return [...apart(word.slice(0, at), names), name, ...apart(word.slice(at + name.length), names)];
}
