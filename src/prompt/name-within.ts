import { changesMeaning, denies } from './changing-words.ts';
import { isConnecting, isFillerWord, isWish, wordsOfPlain } from './filler-words.ts';
import { normalForm } from './normalize.ts';
import { tellsGone, tellsUnseen } from './report-lines.ts';
import { sideOf } from './side.ts';

/** The longest name, in words, with a side behind it: "adrenal gland on the left hand side". */
const LONGEST = 7;
/** Between sentences. */
const BREAKS =
  /[?!()[\]{}"“”«»:…>]|\s[-–—]+\s|--|(?<=\p{L}{3})\.(?=\s|$)|\s(?=please (?:find|get|give|mark|outline|segment|show)\b)/iu;
/** Here somebody says what is asked for, after what it is for: "Für die OP-Planung bräuchte ich …". */
const WISH = new RegExp(
  `\\s+(?=(?:${[
    '(?:so )?(?:i|we) (?:need|want|would like|require)|so (?:please|just|whole|the|show|segment)|please (?:show|segment|mark|outline)',
    '(?:brauche|bräuchte|benötige|möchte|hätte|will|suche) ich|(?:brauchen|bräuchten|benötigen|möchten|hätten) wir|(?:ich|wir) (?:brauchen?|benötigen?|bräuchten?|möchten?)',
    'j.ai besoin|(?:je|nous) (?:voudrais|voudrions|veux|voulons)|il (?:me|nous) faut|(?:necesito|necesitamos|quiero|queremos|quisiera)|(?:mi|ci) serv(?:e|ono)|ho bisogno|vorrei|vorremmo',
    '(?:preciso|precisamos|quero|queremos|gostaria)|(?:heb|wil|zoek) ik|ik (?:wil|zoek|heb)|(?:potrzebuję|potrzebujemy|chcę|proszę)|(?:мне|нам) нуж(?:ен|на|но|ны)|нуж(?:ен|на|но|ны)|хочу|хотим',
  ].join('|')})(?= ))`,
  'iu',
);

/** A sentence with one of these has more than one thing in mind. */
const DIVIDING = /\b(?:no|except|excluding|but|rather|ignore|skip|ohne|sans|pas|sauf|sin|senza|sem|and|or)\b/;

/** "And" in several languages. */
const ADDING = new Set(
  'und sowie et y e ed och og i и та oraz ve en και و और plus más più mais auch ook'.split(' '),
);

interface Found {
  readonly name: string;
  readonly from: number;
  readonly to: number;
}

/**
 * The names that sentences are about, where `isName` knows them: "What I need first is a mask of the spleen" is about the
 * spleen. None where a word makes something else of one. A name counts in its sentence if only words that ask stand before it,
 * and behind it only circumstances: neither "banana in the liver" nor "the liver was removed" is about the liver.
 */
export function namesWithin(text: string, isName: (words: string) => boolean): readonly string[] {
  if (tellsGone(text)) return [];
  // Whose scan it is may be told with what is wrong with them.
  const isChanged = (said: string) =>
    changesMeaning(besidesNames(wordsOfPlain(normalForm(said)), isName).join(' '));
  const whole = text.split(BREAKS).filter((sentence) => !tellsUnseen(sentence));
  const sentences = isChanged(text) ? lastWish(whole) : whole;
  if (sentences.some(isChanged)) return [];
  const wishes = denies(normalForm(text)) ? sentences : sentences.flatMap((each) => each.split(WISH));
  const names = wishes.flatMap((sentence) => {
    const plain = normalForm(sentence);
    const name =
      denies(plain) || DIVIDING.test(wordsOfPlain(plain).join(' '))
        ? undefined
        : subject(wordsOfPlain(plain), isName);
    return name === undefined ? [] : [name];
  });
  return [...new Set(names)];
}

/** The last of several sentences where it is a wish of its own: "Patient with a renal mass. Please segment the liver." */
function lastWish(sentences: readonly string[]): readonly string[] {
  const told = sentences.map(normalForm).filter(Boolean);
  const last = told.at(-1) ?? '';
  return told.length > 1 && isWish(last) && !POINTING.test(last) ? [last] : [];
}

/** What was said before is asked for. */
const POINTING =
  /\b(?:it|its|them|they|these|those|diese[nrs]?|ihn|ihm|ihre[nrs]?|eso|esta|quello|isso|dit|deze)\b/;

/**
 * `words` without those of names of several words: "upper" and "lobe" change nothing in "left lung upper lobe", and "nodule" does
 * behind it.
 */
export function besidesNames(
  words: readonly string[],
  isName: (words: string) => boolean,
): readonly string[] {
  const found = firstName(words, 0, isName);
  if (!found) return words;
  const { from, to } = found;
  const before = to - from > 1 ? words.slice(0, from) : words.slice(0, to);
  return [...before, ...besidesNames(words.slice(to), isName)];
}

function subject(words: readonly string[], isName: (words: string) => boolean): string | undefined {
  const first = firstName(words, 0, isName);
  if (!first || !words.slice(0, first.from).every((word) => isFillerWord(word, 'before') || sideOf(word)))
    return undefined;
  const after = words.slice(first.to);
  const next = after.find((word) => isConnecting(word) || !(isFillerWord(word, 'after') || sideOf(word)));
  if (next !== undefined && !isConnecting(next)) return undefined;
  const circumstance = words.findIndex((word, n) => n >= first.to && isConnecting(word));
  const second = firstName(words, first.to, isName);
  const isOther = second && (circumstance < 0 || second.from < circumstance || isAdded(words, second.from));
  return isOther ? undefined : first.name;
}

/** "hígado en rojo y bazo": what is named at `at` is asked for, too. */
function isAdded(words: readonly string[], at: number): boolean {
  const before = words.slice(0, at);
  const and = before.findLastIndex((word) => !isFillerWord(word, 'before') && !sideOf(word));
  return before.slice(Math.max(0, and)).some((word) => ADDING.has(word));
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
      if (isName(name)) return { name, from, to };
    }
  }
  return undefined;
}
