import { isConnecting, surrounded } from './filler-words.ts';
import { withoutAccents } from './spelling.ts';
import glued from './words/glued.json' with { type: 'json' };

/** German, Dutch and Swedish write an organ and what is to be known of it as one word: "Lebervolumen", "Gallenblasenmaske". */
const MEASURED =
  /(?<=^|[^\p{L}])(\p{L}{3,}?(?:blase|röhre|aorta|hohlvene)?)n?(?:s?)(volumen|volumens|volumetrie|größe|groesse|maske|masken|segmentierung|segmentation|kontur|konturen|umriss|durchmesser|länge|volume|segmentatie|masker|contour|grootte|volym|segmentering)(?![\p{L}])/gu;

/**
 * The form in which two spellings of one name are equal: NFKC, lower case, "&" and "+" read as "and", every other
 * run of punctuation and white space one space.
 */
export function normalForm(text: string): string {
  return (
    text
      .normalize('NFKC')
      // "kidneyL"
      .replace(/(?<=\p{Ll}{3})([LR])(?!\p{L})/gu, ' $1')
      .toLowerCase()
      .replace(MEASURED, '$1 $2')
      .replace(/[&+]/g, ' and ')
      .replace(/[^\p{L}\p{M}\p{N}]+/gu, ' ')
      .trim()
  );
}

/**
 * The key under which a name is looked up: without accents, "lt", "l." and "left-sided" read as "left", the side before
 * the organ, the last word in the singular. Only ever compared with other keys.
 */
export function nameKey(text: string): string {
  return withoutAccents(normalForm(text))
    .replace(/\bl spine\b/g, 'lspine')
    .replace(/\b(?:l|lt|lft)\b/g, 'left')
    .replace(/\b(?:r|rt|rgt)\b/g, 'right')
    .replace(/\b(left|right) (?:hand )?(?:sided?|hand)\b/g, '$1')
    .replace(/([左右])(?:側|侧|边|邊)?[の的]/g, '$1')
    .replace(/^(.+?) (?:(?:on|at|of|from|to) )?(?:the )?(left|right)$/, '$2 $1')
    .replace(/(?<=\wl[ea]r)in?$/, '')
    .replace(/(?<=\w{3})s$/, '');
}

/** The article that French and Italian write together with what follows it: "l'estomac". */
const ELIDED = /^(?:l|d|dell|nell) (?=[aeiouhàâéèêôœ])/;
/** What scripts without spaces write round a name, and what is glued to one. */
const GLUED = new RegExp(`^(?:${glued.before.join('|')})+|(?:${glued.after.join('|')})+$`, 'g');

/** `plain`, a text in normal form, says how a scan was taken: "T1 axial". */
export function saysHowTaken(plain: string): boolean {
  return /\b(?:mri?|mrt|t[12]w|flair|weighted|sequence|axial|coronal|sagittal|fat|sat|images?|scan|series)\b/.test(
    plain,
  );
}

/** `text` names nothing and only surrounds: "in abdomen CT". */
export function isFiller(text: string): boolean {
  const { words, opening, closing } = surrounded(normalForm(text));
  return words.length > 0 && (opening === words.length || closing === words.length);
}

/** `text` in normal form without the words people put round a name: "please segment the liver in abdomen CT" is "liver". */
export function withoutFiller(text: string): string {
  const plain = unglued(text);
  const { words, opening, closing } = surrounded(plain);
  const core = words.slice(opening, words.length - closing).join(' ');
  return withoutArticle(core) || plain;
}

/**
 * The words of `text` that say what is asked for, as far as that is said before any circumstance: "esophgus before
 * surgery" is "esophgus", and "clot in the aorta" is "clot". For reading what no vocabulary has.
 */
export function gist(text: string): string {
  const sided = withoutFiller(text).replace(
    /^(.+?) (?:on|at|of|from|to) (?:the )?(left|right)(?: side)?\b/,
    '$2 $1',
  );
  const words = sided.split(' ');
  const end = words.findIndex((word, n) => n > 0 && isConnecting(word));
  return end < 0 ? sided : withoutFiller(words.slice(0, end).join(' '));
}

/** What `text` may name in at most `mostWords`, from all of it to as little as `withoutFiller` leaves, the longest first. */
export function possibleNames(text: string, mostWords: number): readonly string[] {
  const { words, opening, closing } = surrounded(unglued(text));
  const last = words.length - closing;
  const runs: string[][] = [];
  for (let from = 0; from <= opening; from++) {
    const longest = Math.min(words.length, from + mostWords);
    for (let to = longest; to >= last && to > from; to--) runs.push(words.slice(from, to));
  }
  const names = runs.sort((a, b) => b.length - a.length).map((run) => run.join(' '));
  return [...new Set([normalForm(text), ...names].flatMap((name) => [name, withoutArticle(name)]))];
}

/** "6: liver" and "liver (6)": the number that a data set gives it. */
const NUMBERED = /^\s*\d{1,3}\s*[:=.)\]-]\s*|\s*[:=([]\s*\d{1,3}\s*[)\]]?\s*$/gu;

/** "FMA7196 spleen", "UBERON:0002114 duodenum", "liver (SCT 10200004)": the code that an ontology gives it. */
const CODED =
  /^\s*\d{6,10}\s*[:,-]+\s*|[([,]?\s*\b(?:fma|fmaid|sct|sctid|snomed(?:[- ]?ct)?|uberon|rid|radlex|ta98|ncit|mesh|umls|cui|t(?=-\d{5}))(?:[\s:_-]*(?:id)?[\s:_-]*)?(?:[a-z][-:]?)?\d[\d.-]+\s*[)\]|:,-]*/giu;

/** Between the words of "LiverAutoSeg". */
const CAMELS = /(?<=\p{Ll}{2})(?=\p{Lu}\p{Ll})/gu;

function unglued(text: string): string {
  const spaced = /\s/.test(text.trim()) ? text : text.replace(CAMELS, ' ');
  const plain = normalForm(/\d/.test(spaced) ? spaced.replace(NUMBERED, '').replace(CODED, ' ') : spaced);
  return plain.replace(GLUED, '') || plain;
}

function withoutArticle(name: string): string {
  return name.replace(ELIDED, '');
}
