import type { StructureId } from '#model/prompt.ts';
import { changesMeaning } from './changing-words.ts';
import { wordsOfPlain } from './filler-words.ts';
import type { Vocabulary } from './known-names.ts';
import { nameKey, normalForm, possibleNames } from './normalize.ts';
import { sideOf } from './side.ts';

/** "l" before a vowel is an article more often than a side: "l'aorta". */
const ARTICLE = /^l [aeiouhàâéèêôœ]/;

/** The structure that `part` names with a side which it does not have: "left liver" where the pack has one liver. */
export function sideless(part: string, vocabulary: Vocabulary): StructureId | undefined {
  const plain = normalForm(part);
  if (changesMeaning(plain)) return undefined;
  return sideBehind(plain, vocabulary) ?? sideBefore(wordsOfPlain(plain), vocabulary);
}

/** As in "liver (left)" and "spleen on the right". */
function sideBehind(plain: string, vocabulary: Vocabulary): StructureId | undefined {
  for (const name of possibleNames(plain, vocabulary.mostWords)) {
    const key = nameKey(name);
    if (vocabulary.names.has(key)) return undefined;
    if (ARTICLE.test(name)) continue;
    const [, known = ''] = /^(?:left|right) (.+)$/.exec(key) ?? [];
    const words = name.split(' ');
    const last = words.pop() ?? '';
    const found = single(known, vocabulary) ?? (sideOf(last) && single(words.join(' '), vocabulary));
    if (found) return found;
  }
  return undefined;
}

/** As in "a mask of the left spleen, which was operated on". */
function sideBefore(words: readonly string[], vocabulary: Vocabulary): StructureId | undefined {
  for (const [n, word] of words.entries()) {
    // An "l" or an "r" in a sentence may be anything.
    if (word.length < 3 || !sideOf(word)) continue;
    for (let to = Math.min(words.length, n + 1 + vocabulary.mostWords); to > n + 1; to--) {
      const name = words.slice(n + 1, to).join(' ');
      if (vocabulary.names.has(nameKey(`${word} ${name}`))) break;
      const found = single(name, vocabulary);
      if (found) return found;
    }
  }
  return undefined;
}

/** The one structure called `name` that has no twin on the other side. */
function single(name: string, { names, nameOf }: Vocabulary): StructureId | undefined {
  const known = names.get(nameKey(name));
  const [id] = known && !known.isGroup ? known.members : [];
  return id !== undefined && !/^(?:left|right) /.test(nameKey(nameOf(id))) ? id : undefined;
}
