import { numbersIn } from '#messages/numbers.ts';

export const numbers = numbersIn('de-DE');

export const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

/** Fit for sentences that do not begin with a noun. */
export const uncapital = (text: string) => text.charAt(0).toLowerCase() + text.slice(1);

/** „CT“, „MRT“: what German clinicians say for the names that files and models use. */
export const modalityWord = (modality: string) =>
  modality.replace(/\bMR\b/, 'MRT').replace(/\bother\b/, 'andere');

export const quote = (text: string) => `„${text}“`;

/** „a“, „b“ und „c“ */
export const quoteAll = (texts: readonly string[]) => numbers.list(texts.map(quote));

/** „a“, „b“ oder „c“ */
export const quoteAny = (texts: readonly string[]) =>
  new Intl.ListFormat('de-DE', { type: 'disjunction' }).format(texts.map(quote));

/** Four digits that count; what no scanner writes stays short: "1e+38". */
export function short(value: number): string {
  if (Math.abs(value) < 1e9) return numbers.significant(value, 4);
  return String(Number(value.toPrecision(4))).replace('.', ',');
}

const SIDES: Readonly<Record<string, string>> = {
  superior: 'oben',
  inferior: 'unten',
  right: 'rechts',
  left: 'links',
  anterior: 'vorn',
  posterior: 'hinten',
};

/** As an adverb: „weiter oben“, „liegt links“. */
export const sideWord = (side: string) => SIDES[side] ?? side;
