import { isOneOf, type Term } from './described.ts';
import { isWish } from './filler-words.ts';
import { normalForm } from './normalize.ts';
import { withoutAccents } from './spelling.ts';
import { isUnspaced } from './unspaced.ts';
import words from './words/state-questions.json' with { type: 'json' };

const STATES: Term = words.states.map(withoutAccents);
/** "How big is the liver" asks for its outline. */
const SIZES: Term = words.sizes.map(withoutAccents);
const OPENING: Term = words.opening.map(withoutAccents);
const ANYWHERE: Term = words.anywhere.map(withoutAccents);
const NOT: Term = words.not.map(withoutAccents);
/** Of scripts without spaces: they stand within words. */
const GLUED = words.states.filter(isUnspaced);
const QUESTION_MARK = /[?？؟]\s*$/u;

/**
 * `text` asks how an organ is, "is the spleen enlarged?", in any of the languages of the lists. No outline says that, and none is
 * made unasked; yet the organ may be what somebody wants to look at.
 */
export function asksForState(text: string): boolean {
  const plain = withoutAccents(normalForm(text));
  const all = plain.split(' ');
  const isSaid = (term: Term) => all.some((word) => isOneOf(term, word));
  const isAsked = isOneOf(OPENING, all[0] ?? '') || isSaid(ANYWHERE);
  if (isAsked && isSaid(SIZES)) return true;
  return isSaid(STATES) && (isAsked || (QUESTION_MARK.test(text) && !isWish(plain)));
}

/** `text`, which asks for a state, without the words that ask and say which: "the spleen". In normal form. */
export function withoutState(text: string): string {
  const asking = [...STATES, ...SIZES, ...NOT, ...ANYWHERE];
  return normalForm(text)
    .split(' ')
    .filter((word, n) => {
      const plain = withoutAccents(word);
      return isUnspaced(word) || !(isOneOf(asking, plain) || (n === 0 && isOneOf(OPENING, plain)));
    })
    .map((word) => GLUED.reduce((rest, state) => rest.replace(state, ' '), word))
    .join(' ')
    .trim();
}
