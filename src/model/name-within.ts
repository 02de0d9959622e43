import { changesMeaning } from './changing-words.ts';
import { isConnecting, isFillerWord, wordsOfPlain } from './filler-words.ts';
import { normalForm } from './wording.ts';

/** The longest name, in words, with a side behind it: "adrenal gland on the left hand side". */
const LONGEST = 7;
/** Ends a thought; no normal form has it. */
const BREAK = '|';
const BREAKS = /[?!()[\]{}"“”«»:…>]|\s[-–—]+\s|--|(?<=\p{L}{3})\.(?=\s|$)/gu;
/** What it is said of is not wanted, or not alone. */
const NEGATING =
  /\b(?:not|no|never|except|excluding|but|don t|doesn t|rather|ignore|skip|ohne|nicht|kein|sans|pas|sauf|sin|senza|sem|versus|vs|than|and|or)\b/;
/** What is of or in an organ is something else. */
const PARTITIVE = new Set(
  'of in within inside on from to into at de del della dello dei des du en dans nel nella do da von van w z в на из'.split(
    ' ',
  ),
);

/** What may stand between such a word and the name. */
const DETERMINERS = new Set(
  'the a an my your his her their our its s this that these patient patients le la les l un une el los il lo gli o os as der den dem die das ein eine het een'.split(
    ' ',
  ),
);

/**
 * The name that a sentence is about, where `isName` knows it: "What I need first is a mask of the spleen" is about the
 * spleen. undefined where a word makes something else of it, where an unknown word belongs to it ("liver banana", "banana in
 * the liver"), or where two names stand side by side.
 */
export function nameWithin(text: string, isName: (words: string) => boolean): string | undefined {
  // Whose scan it is may be told with what is wrong with them.
  const plain = wordsOfPlain(normalForm(text)).join(' ');
  if (changesMeaning(plain) || NEGATING.test(plain)) return undefined;
  const words = text
    .replace(BREAKS, `\n`)
    .split('\n')
    .flatMap((thought, n) => [...(n > 0 ? [BREAK] : []), ...wordsOfPlain(normalForm(thought))]);
  const first = firstName(words, 0, isName);
  if (!first || !standsFreely(words, first)) return undefined;
  const circumstance = words.findIndex((word, n) => n >= first.to && (word === BREAK || isConnecting(word)));
  const second = firstName(words, first.to, isName);
  return second && (circumstance < 0 || second.from < circumstance) ? undefined : first.name;
}

interface Found {
  readonly name: string;
  readonly from: number;
  readonly to: number;
}

/** The first of the longest names in `words` from `start` on. */
function firstName(
  words: readonly string[],
  start: number,
  isName: (words: string) => boolean,
): Found | undefined {
  for (let from = start; from < words.length; from++) {
    for (let to = Math.min(words.length, from + LONGEST); to > from; to--) {
      const name = words.slice(from, to).join(' ');
      if (!name.includes(BREAK) && isName(name)) return { name, from, to };
    }
  }
  return undefined;
}

/** Neither what stands before the name nor what stands behind it belongs to it. */
function standsFreely(words: readonly string[], { from, to }: Found): boolean {
  const before = words.slice(0, from);
  const after = words.slice(to);
  const nearest = before.at(-1);
  if (nearest !== undefined && nearest !== BREAK && !isFillerWord(nearest, 'before')) return false;
  const link = before.findLastIndex((word) => PARTITIVE.has(word));
  const isLinked = link > 0 && before.slice(link + 1).every((word) => DETERMINERS.has(word));
  const owner = before[link - 1] ?? BREAK;
  if (isLinked && owner !== BREAK && !isFillerWord(owner, 'before')) return false;
  const next = after.find((word) => isConnecting(word) || !isFillerWord(word, 'after'));
  return next === undefined || next === BREAK || isConnecting(next);
}
