import type { Dataset } from './dataset.ts';
import { TAG } from './tags.ts';

/** Attributes that say who the patient is, or where and by whom the scan was made. */
const IDENTIFYING = [
  TAG.patientName,
  TAG.patientId,
  TAG.otherIds,
  TAG.otherNames,
  TAG.accessionNumber,
  TAG.institution,
  TAG.referringPhysician,
  TAG.performingPhysician,
  TAG.operator,
];
const MOST_LENGTH = 64;

/**
 * What the file calls its series, for people to choose by. Undefined where any word in it is one of those that identify the
 * patient, the place or a person, or looks like a number by which one could be found.
 */
export function cautiousDescription(dataset: Dataset): string | undefined {
  return cautiousText(dataset, dataset.words(TAG.seriesDescription));
}

/** The same of any other free text of the file, such as the name of a segment. */
export function cautiousText(dataset: Dataset, words: string | undefined): string | undefined {
  const text = words?.slice(0, MOST_LENGTH);
  if (!text || /\d{5}|(?:\d+\.){4}/.test(text)) return undefined;
  const own = plain(text);
  const names = namesIn(dataset);
  const said = new Set(own.split(/[^\p{L}\p{N}]+/u));
  return names.some((name) => name.length > 2 && (said.has(name) || (name.length > 4 && own.includes(name))))
    ? undefined
    : text;
}

/** A free text of the file without the words in it that identify the patient, the place or a person: Mr Knie's scan is of no knee. */
export function withoutNames(dataset: Dataset, text: string): string {
  const names = new Set(namesIn(dataset));
  return text.replace(/[\p{L}\p{M}\p{N}]+/gu, (word) => (names.has(plain(word)) ? ' ' : word));
}

function namesIn(dataset: Dataset): readonly string[] {
  return IDENTIFYING.flatMap((tag) => plain(dataset.words(tag) ?? '').split(/[^\p{L}\p{N}]+/u));
}

function plain(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}

/** Names that makers give their kernels: a few letters and digits, or one of these words. */
const KERNEL =
  /^(?:[A-Z]{1,3}\d{1,3}[a-z]{0,3}|STANDARD|SOFT|BONE(?:PLUS)?|LUNG|DETAIL|CHEST|EDGE|HEAD|BODY|SHARP|SMOOTH|BRAIN|YA|YB|YC|[A-E])$/i;

/** The kernel's name, if it is of a form that no person's name has. */
export function kernelWord(kernel: string | undefined): string | undefined {
  const [first = ''] = kernel?.split('\\') ?? [];
  return KERNEL.test(first.trim()) ? first.trim() : undefined;
}
