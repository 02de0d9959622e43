import { numbersIn } from '#messages/numbers.ts';
import type { Side } from '#volume/types.ts';

export const numbers = numbersIn('zh-CN');

export const quote = (text: string) => `“${text}”`;

/** “a”、“b”和“c” */
export const quoteAll = (texts: readonly string[]) => numbers.list(texts.map(quote));

/** “a”、“b”或“c” */
export const quoteAny = (texts: readonly string[]) =>
  new Intl.ListFormat('zh-CN', { type: 'disjunction' }).format(texts.map(quote));

/** Four digits that count; what no scanner writes stays short: "1e+38". */
export function short(value: number): string {
  if (Math.abs(value) < 1e9) return numbers.significant(value, 4);
  return String(Number(value.toPrecision(4)));
}

/** In the order in which Chinese puts them: 左前上. */
const SIDES: Readonly<Record<Side, string>> = {
  left: '左',
  right: '右',
  anterior: '前',
  posterior: '后',
  superior: '上',
  inferior: '下',
};

export const sideWord = (side: string) => SIDES[side as Side] ?? side;

/** 左上方, or nothing where there are no sides. */
export function direction(sides: readonly Side[]): string {
  const word = Object.entries(SIDES)
    .filter(([side]) => sides.includes(side as Side))
    .map(([, each]) => each)
    .join('');
  return word && `${word}方`;
}

/** “其他” where files and models say “other”; CT and MR are said alike. */
export const modalityWord = (modality: string) => modality.replace(/\bother\b/, '其他');
