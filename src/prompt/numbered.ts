import { isFiller } from './normalize.ts';

/** The number of a label in front of its name, in one line with others. */
const NUMBER = /(?:^|[\s,;])\s*(\d{1,3})(?:\s*[:=)]?\s+|\s*[:=]\s*)(?=\p{L})/gu;

/** `text` as a list where it numbers names in one line, each of which `isKnown` knows: "2: right kidney 3: left kidney", "1 liver 2 spleen". */
export function withNumbersTold(text: string, isKnown: (text: string) => boolean): string {
  const found = [...text.matchAll(NUMBER)];
  const numbers = found.map(([, number]) => Number(number));
  const isRow = numbers.every((n, at) => at === 0 || n > (numbers[at - 1] ?? n));
  if (found.length < 2 || found[0]?.index !== 0 || !isRow) return text;
  const names = found.map(({ 0: sign, index }, n) =>
    text.slice(index + sign.length, found[n + 1]?.index).trim(),
  );
  const named = names.filter((name, n) => !(numbers[n] === 0 && /^background$/iu.test(name)));
  return named.length > 0 && named.every((name) => isKnown(name) && !isFiller(name))
    ? named.join(', ')
    : text;
}
