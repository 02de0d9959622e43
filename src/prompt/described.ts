import type { StructureId } from '#model/prompt.ts';
import { changesMeaning } from './changing-words.ts';
import { isFillerWord } from './filler-words.ts';
import type { Known, Vocabulary } from './known-names.ts';
import { nameKey } from './normalize.ts';
import { onSide, other, type Side, sideOf } from './side.ts';
import { withoutAccents } from './spelling.ts';
import { isUnspaced } from './unspaced.ts';
import joiners from './words/joiners.json' with { type: 'json' };
import words from './words/offers.json' with { type: 'json' };

/** One of these words, of which a "*" stands for any ending. */
export type Term = readonly string[];

const termOf = (text: string): Term => text.split('|').map(withoutAccents);
const DESCRIPTIONS = Object.entries(words.paraphrases).flatMap(([name, all]) =>
  all.map((each) => ({ name, terms: each.split(' ').map(termOf) })),
);
const REMOVED: Term = words.removed.map(withoutAccents);
const REMAINING: Term = words.remaining.map(withoutAccents);
/** Words of the longest text in which a short word is looked for among names. */
const FEW = 6;

/** What nothing but a description in everyday words can mean: "the little glands on top of the kidneys". */
export function described(plain: string, vocabulary: Vocabulary): Known | 'something else' | undefined {
  const text = withoutAccents(plain);
  const all = text.split(' ');
  const found = DESCRIPTIONS.find(
    ({ name, terms }) =>
      vocabulary.names.has(nameKey(name)) && terms.every((term) => all.some((word) => isOneOf(term, word))),
  );
  const known = found && vocabulary.names.get(nameKey(found.name));
  if (!found || !known) return undefined;
  const rest = all.filter((word) => !isUnspaced(word) && !found.terms.some((term) => isOneOf(term, word)));
  return changesMeaning(rest.join(' ')) ? 'something else' : known;
}

/** `word`, without accents, is one of `term`, or has it within where its script has no spaces. */
export function isOneOf(term: Term, word: string): boolean {
  return term.some((each) => {
    if (each.endsWith('*')) return word.startsWith(each.slice(0, -1));
    return isUnspaced(each) ? word.includes(each) : word === each;
  });
}

/** "Right kidney was removed, segment the remaining kidney": the one of a pair that is left. `names`: what is named in the text. */
export function remaining(
  all: readonly string[],
  names: readonly Known[],
  vocabulary: Vocabulary,
): readonly StructureId[] {
  const plain = all.map(withoutAccents);
  const isSaid = (term: Term) => plain.some((word) => isOneOf(term, word));
  if (!isSaid(REMOVED) || !isSaid(REMAINING)) return [];
  const pair = names.find(({ isGroup }) => isGroup);
  const gone = new Set(
    [...all.map(sideOf), ...names.map((known) => sideIn(known, vocabulary))].filter(Boolean),
  );
  const [side] = gone;
  return pair && side && gone.size === 1 ? onSide(pair, other(side), vocabulary) : [];
}

function sideIn({ members, isGroup }: Known, { nameOf }: Vocabulary): Side | undefined {
  const [id] = members;
  return isGroup || id === undefined ? undefined : sideOf(nameOf(id).split(' ')[0] ?? '');
}

const ABBREVIATIONS = new Map(
  Object.entries(words.abbreviations).flatMap(([name, short]) =>
    short.map((each) => [nameKey(each), name] as const),
  ),
);
const AND = new Set(joiners.and);

/** What clinics call an organ in two or three letters that may be something else elsewhere, where only names stand beside them. */
export function abbreviated(word: string, all: readonly string[], { names }: Vocabulary): Known | undefined {
  const name = ABBREVIATIONS.get(nameKey(word));
  if (name === undefined || all.length > FEW) return undefined;
  const isPlain = all.every(
    (each) =>
      isFillerWord(each, 'before') ||
      isFillerWord(each, 'after') ||
      sideOf(each) !== undefined ||
      AND.has(each) ||
      names.has(nameKey(each)) ||
      ABBREVIATIONS.has(nameKey(each)),
  );
  return isPlain ? names.get(nameKey(name)) : undefined;
}

const BESIDE = new RegExp(
  `^(.+?) (?:${[...words.beside].sort((a, b) => b.length - a.length).join('|')}) (.+)$`,
  'u',
);

/** The words before those that say beside what it lies: "the vena cava" of "the vena cava next to the spine". */
export function besideWhat(plain: string): string | undefined {
  return BESIDE.exec(plain)?.[1];
}
