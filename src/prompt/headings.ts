import { isWish } from './filler-words.ts';
import { FOREIGN_AND } from './joiners.ts';
import { normalForm } from './normalize.ts';
import { isBare } from './taken-away.ts';
import denied from './words/denied.json' with { type: 'json' };
import words from './words/headings.json' with { type: 'json' };
import sides from './words/sides.json' with { type: 'json' };

const anyOf = (list: readonly string[]) =>
  [...list]
    .sort((a, b) => b.length - a.length)
    .map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replaceAll(' ', '\\s+'))
    .join('|');

/** Findings that are other words as well: "my collection: liver, spleen". */
const OTHER_WORDS = new Set(['collection', 'collections', 'filling', 'fluid', 'resistens']);
const FINDINGS = [...denied.findings, ...denied.states, ...words.about].filter(
  (word) => !OTHER_WORDS.has(word),
);

/** A list goes on to the end of its line or sentence, or to the next heading. */
const LIST =
  '([^\\n;；:：]+?)(?=\\s*(?:$|[\\n;；)]|[.。](?:\\s|$)|[,，、]\\s*(?:\\p{L}+\\s+){0,3}\\p{L}+\\s*[:：=]|\\s\\p{L}+\\s*[:：=]))';
const SIGN = '^|[\\n;；,，、.。(]\\s*|\\s-+|(?:^|\\s)(?:and|und|et|y|e|en|och|i|и)\\s+';
const BEFORE = `(${SIGN})`;
/** Of what is wanted stands before it: "include: liver exclude: spleen". */
const BESIDE = `(${SIGN}|(?<=[:：=].*\\p{L})(?<!(?:not|n['’]t|never|nicht|ne|no|non|não|не))\\s+)`;
const KINDLY = '(?:(?:please|to|to be|but|bitte|zu|à|a|da|para|te|do|att)\\s+)?';

/** Words with which these make a heading: "organs to exclude", "do not include these". */
const AROUND = `(?:${anyOf(words.around)})`;
/** "Exclude: liver, spleen" */
const UNWANTED = new RegExp(
  `${BESIDE}${KINDLY}(?:${AROUND}[\\s_]+){0,3}(${anyOf(words.unwanted)})(?:[\\s_]+${AROUND}){0,3}\\s*[:：=]\\s*${LIST}`,
  'giu',
);
/** A sign that is there already. */
const DOUBLED = /(^\s*|[;；,，、.。(\n]\s*), (?=without )/gu;
/** "Not visualised: gallbladder" */
const GONE = new RegExp(`${BEFORE}(${anyOf(denied.gone)})\\s*[:：=]\\s*${LIST}`, 'giu');
/** "Liver metastases", "tumour site"; not "no mass", and not "biopsy planning". */
const SITE = `(?!(?:no|without|ohne|keine?|sans|sin|senza|sem|geen|bez|без)\\s)(?:\\p{L}+[\\s/]+){0,3}(?<!\\p{L})(?:${anyOf(FINDINGS)})(?:\\s+(?:${anyOf(words.sites)}))?`;
/** "Metastases: liver" */
const FOUND = new RegExp(`${BEFORE}(${SITE})\\s*[:：=]\\s*${LIST}`, 'giu');
/** A line that begins so. */
const FOUND_LINE = new RegExp(
  `^(?:[^:：=]*[.,;]\\s)?\\s*${SITE}\\s*[:：=]\\s*(?!(?:no|none|normal|0)(?!\\p{L}))\\S`,
  'iu',
);
/** "Left: kidney, adrenal" */
const SIDED = new RegExp(`${BEFORE}(${anyOf([...sides.left, ...sides.right])})\\s*[:：]\\s*${LIST}`, 'giu');
const ITEMS = new RegExp(`\\s*[,，、&+]\\s*|\\s(?:and|or)\\s|${FOREIGN_AND.source}`, 'iu');

/** Between the lines of a report that somebody has pasted as one: "LIVER: Normal. SPLEEN: Normal." */
const NEXT_LINE = /(?<=\p{L}{3}\)?)\.\s+(\p{Lu}[\p{L} ]{1,40})(?=[:：])/gu;

/**
 * `text` with what a heading says of a list told at each thing on it, where `isKnown` knows them all: "exclude: liver, spleen" is "without liver,
 * without spleen", "metastases: liver, spleen" is "metastases: liver, metastases: spleen", and what is removed is said to be absent.
 */
export function withHeadingsTold(text: string, isKnown: (text: string) => boolean): string {
  if (!/[:：=]/u.test(text)) return text;
  const each =
    (told: (item: string, heading: string) => string) =>
    (all: string, before: string, heading: string, list: string) => {
      const items = list.split(ITEMS).filter((item) => item.trim() !== '');
      const wish = items.findIndex((item) => asksItself(item));
      const headed = wish < 0 ? items : items.slice(0, wish);
      if (headed.length === 0 || !headed.every(isKnown)) return all;
      return `${before}${[...headed.map((item) => told(item.trim(), heading)), ...items.slice(headed.length)].join(', ')}`;
    };
  return text
    .replace(NEXT_LINE, (all, heading: string) => (isKnown(heading) ? `\n${heading}` : all))
    .replace(
      SIDED,
      each((item, side) => (isKnown(`${side} ${item}`) ? `${side} ${item}` : item)),
    )
    .replace(
      UNWANTED,
      each((item) => `, without ${item}`),
    )
    .replace(DOUBLED, '$1')
    .replace(
      GONE,
      each((item) => `${item}: absent\n`),
    )
    .replace(
      FOUND,
      each((item, heading) => `${heading}: ${item}\n`),
    );
}

/** "Thrombus, aorta", as an index has it; of a patient with one the organ is asked for. */
const FOUND_FIRST = new RegExp(
  `^\\s*(?!.*(?<!\\p{L})(?:with|has|had|after|for|of|in|known|mit|bei|nach|avec|con|com|met|с)\\s)(${SITE})\\s*[,;，；]\\s*([^,;，；]+?)[\\s.]*$`,
  'iu',
);

/** `text` with a finding before the one place of it as a heading, where `isKnown` knows the place and not the finding: "thrombus: aorta". */
export function withFindingTold(text: string, isKnown: (text: string) => boolean): string {
  const [, finding = '', place = ''] = FOUND_FIRST.exec(text) ?? [];
  return isBare(place) && isKnown(place) && !isKnown(finding) ? `${finding}: ${place}` : text;
}

/** `line` says where something was found or done: "biopsy: liver". */
export function tellsSite(line: string): boolean {
  return /[:：=]/u.test(line) && FOUND_LINE.test(line);
}

/** On a list it is a wish of its own: "exclude: liver, show the spleen". */
function asksItself(item: string): boolean {
  const plain = normalForm(item);
  return (
    isWish(plain) ||
    /^(?:only|just|now|then|next|but|nur|jetzt|dann|seulement|maintenant|solo|sólo|ahora|adesso|só|agora|alleen|nu|tylko|teraz|только|теперь)(?: |$)/u.test(
      plain,
    )
  );
}
