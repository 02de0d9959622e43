import { wordsOfPlain } from './filler-words.ts';
import { isFiller, normalForm } from './normalize.ts';
import words from './words/changing.json' with { type: 'json' };

const anyOf = (list: readonly string[]) => list.map(normalForm).join('|');
const WHOLE = new RegExp(`(?:^|(?<= ))(?:${anyOf(words.whole)})(?= |$)`, 'u');
const WITH = / (?:with|w|showing|containing|mit|avec|con|com|met|z|ze|с|со|med|bei|chez) .+$/u;
const INCLUDING = new RegExp(` (?:${anyOf(words.including)}) .+$`, 'u');

/** `text` says nothing but that all of an organ is meant: "whole organ mask please". */
export function meansWhole(text: string): boolean {
  const plain = normalForm(text);
  return WHOLE.test(plain) && wordsOfPlain(plain.replace(WHOLE, ' ')).every((word) => isFiller(word));
}

/** `text` without what is wrong with the organ that it names: "liver with multiple metastases". */
export function withoutFindings(text: string): string {
  return normalForm(text).replace(WITH, '');
}

/** `text` without the parts and findings of an organ that are to be in its outline: "the liver including the tumour". */
export function withoutWhole(text: string): string {
  const plain = normalForm(text);
  const whole = plain.replace(INCLUDING, '');
  return whole === plain ? text : whole;
}
