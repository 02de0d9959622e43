import words from './words/joiners.json' with { type: 'json' };

/** "i" is what an Englishman calls himself and an Italian article, "si" what finds itself in Italian, "y compris" French. */
const ONLY: Readonly<Record<string, string>> = {
  i: 'i(?!\\s+(?:need|want|would|have|had|am|can|could|will|see|mean|meant|do|don|think|know|was|like|just|asked|should|due|reni|surreni|vasi)\\b)',
  y: 'y(?!\\s+compris\\b)',
  si: 'si(?!\\s+(?:trova|trovano|vede|vedono|può)\\b)',
};

const anyOf = (list: readonly string[]) =>
  list.map((word) => ONLY[word] ?? word.replaceAll('.', '\\.').replaceAll(' ', '\\s+')).join('|');

/** Between parts of which at least one is known. */
export const FOREIGN_AND = new RegExp(`\\s(?:${anyOf(words.and)})(?=\\s)\\s|${words.glued.join('|')}`, 'iu');

/** Between parts of which all are known. */
export const LOOSE_AND = new RegExp(`\\s(?:${anyOf(words.perhaps)})\\s|\\/`, 'iu');

/** What is added in brackets: "liver (and the spleen)". */
const IN_BRACKETS = new RegExp(`\\(\\s*((?:and|plus|${anyOf(words.and)})\\s[^()]*)\\)`, 'giu');

/** `text` with what is added in brackets as if there were none. */
export const withAddedTold = (text: string): string => text.replace(IN_BRACKETS, ' $1 ');

/** A pattern is slow when it is first used: those whose first word is not in a text are not tried. */
const PAIRS = words.pairs.map((pair) => ({
  first: pair[0]?.toLowerCase() ?? '',
  pattern: new RegExp(
    `(?<![\\p{L}])${pair.map((word) => `${anyOf([word])}\\s+`).join('(.+?),?\\s+')}(.+)$`,
    'iu',
  ),
}));

/** `text` with "both one and the other" told in one way in every language, where `isKnown` knows both: "sowohl Leber als auch Milz". */
export function withPairsTold(text: string, isKnown: (text: string) => boolean): string {
  const lower = text.toLowerCase();
  for (const { first, pattern } of PAIRS) {
    if (!first.split(' ').every((word) => lower.includes(word))) continue;
    const found = pattern.exec(text);
    const [, one, another] = found ?? [];
    if (found && one && another && isKnown(one) && isKnown(another))
      return `${text.slice(0, found.index)}${one}, ${another}`;
  }
  return text;
}

/** "And" before all that is asked for, as it is in what follows an earlier prompt: "y también la vejiga". "But" stands there too, behind a courtesy. */
const OPENING = new RegExp(
  `^[\\s¿¡]*(?:${anyOf([...words.and, 'and', 'plus', 'but', 'aber', 'mais', 'pero', 'però', 'maar', 'ale', 'но', 'а', 'a', 'men', 'ama'])})\\s+(?=\\S)|^\\s*¿\\s*`,
  'iu',
);

/** `line` without a word that only joins it to what was said before, where `isKnown` knows the rest. */
export function withoutOpening(line: string, isKnown: (text: string) => boolean): string {
  const rest = line.replace(OPENING, '');
  return rest !== line && isKnown(rest) ? rest : line;
}
