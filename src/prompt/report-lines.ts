import { isFillerWord, wordsOfPlain } from './filler-words.ts';
import { normalForm } from './normalize.ts';
import { sideOf } from './side.ts';
import { withoutAccents } from './spelling.ts';
import words from './words/denied.json' with { type: 'json' };

const plain = (list: readonly string[]) => list.map((word) => withoutAccents(normalForm(word)));
const FINDINGS = new Set(plain(words.findings));
const STATES = new Set(plain(words.states));
const QUALIFIERS = new Set(plain(words.qualifiers));
const BETWEEN = new Set(plain(words.between));
const DENY = plain(words.deny).sort((a, b) => b.length - a.length);
const DENIED = new RegExp(`(?:^|(?<=\\s))(?:${DENY.join('|')})\\s+(?=\\S)`, 'g');

/** "Not visible", and one word for it. */
const UNSEEN_WORDS =
  /^(?:not|nicht|non|no|nao|niet|nie|не|inte|ikke|ej) |^(?:niewidoczn|nieuwidoczn|izlenmedi|gorulmedi|secilemedi|未|描出|보이지)/u;
const gone = words.gone.map(withoutAccents).sort((a, b) => b.length - a.length);
/** "Spleen: s/p splenectomy" */
const REMOVED =
  '(?:(?:s/p|status post|z\\.? ?n\\.?|st\\.? ?p\\.?|post|prior|nach|zustand nach|esiti di|status po) )?\\p{L}*(?:ectomy|ektomie|ectomie|ectomia)';
const GONE = new RegExp(`[:：]\\s*(?:${[...gone, REMOVED].join('|')})(?![\\p{L}\\p{M}])`, 'u');
/** What says so without a sign, too: words that are "not …" together, or belong to reports. */
const UNSEEN = new RegExp(
  `(?<![\\p{L}\\p{M}](?=[\\p{Script=Latin}\\p{Script=Cyrillic}]))(?:${gone.filter((each) => UNSEEN_WORDS.test(each)).join('|')})(?![\\p{L}\\p{M}])`,
  'u',
);

/** `text` is the line of a report on something that is not there: "gallbladder: removed", "vésicule non visualisée". */
export function tellsAbsence(text: string): boolean {
  return tellsGone(text) || tellsUnseen(text);
}

/** `text` says so behind a colon. */
export function tellsGone(text: string): boolean {
  return GONE.test(withoutAccents(text.normalize('NFKC').toLowerCase()));
}

/** `text` says in words alone that something is not to be seen. */
export function tellsUnseen(text: string): boolean {
  return UNSEEN.test(withoutAccents(text.normalize('NFKC').toLowerCase()));
}

/** `text` says of something that nothing is wrong with it, and nothing else: "no focal lesion". */
export function deniesFindings(text: string): boolean {
  const said = withoutAccents(normalForm(text));
  const deny = DENY.find((each) => said.startsWith(`${each} `));
  return deny !== undefined && toldIn(said.slice(deny.length + 1)).isWhole;
}

/** `text` without what a report denies at its end, where that is surely no wish to leave anything out: "liver without focal lesions". */
export function withoutDenied(text: string, isSure = true): string {
  const sentences = text.split(/(?<=\p{L}{3})[.!]+\s+/u);
  const asked = sentences.filter((sentence) => !deniesFindings(sentence));
  if (asked.length === 0) return text;
  if (asked.length < sentences.length) return asked.join('. ');
  const said = withoutAccents(normalForm(text));
  for (const found of said.matchAll(DENIED)) {
    const { isWhole, isTelling } = toldIn(said.slice(found.index + found[0].length));
    if (found.index > 0 && isWhole && (isTelling || !isSure)) return said.slice(0, found.index).trim();
  }
  return text;
}

/** What is denied: nothing but findings, and these by words with which nobody asks for a mask. */
function toldIn(denied: string): { readonly isWhole: boolean; readonly isTelling: boolean } {
  const all = wordsOfPlain(denied);
  const is = (...kinds: readonly ReadonlySet<string>[]) =>
    all.some((word) => kinds.some((kind) => kind.has(word)));
  const isWhole =
    is(FINDINGS, STATES) &&
    all.every(
      (word) =>
        [FINDINGS, STATES, QUALIFIERS, BETWEEN].some((kind) => kind.has(word)) ||
        isFillerWord(word, 'after') ||
        sideOf(word) !== undefined,
    );
  return { isWhole, isTelling: is(STATES, QUALIFIERS) };
}
