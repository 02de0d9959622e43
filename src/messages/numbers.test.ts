import { expect, test, vi } from 'vitest';
import { decimalsFor, numbersIn } from './numbers.ts';

const en = numbersIn('en-GB');
const de = numbersIn('de');

test.each([
  [0.418, '0.42 mL'],
  [9.994, '9.99 mL'],
  [18.46, '18.5 mL'],
  [149.6, '150 mL'],
  [1432.4, '1432 mL'],
  [12_345, '12\u2009345 mL'],
])('%s mL is written %s', (value, text) => {
  expect(en.millilitres(value)).toBe(text);
});

test('a negative number has a true minus sign, and nothing is rounded to minus zero by a hyphen', () => {
  expect(en.fixed(-117.25, 1)).toBe('−117.3');
  expect(en.fixed(-1000, 0)).toBe('−1000');
  expect(en.fixed(-0.4, 0)).toBe('−0');
});

test.each([
  [600_000, '0.6 MB'],
  [9_960_000, '10.0 MB'],
  [746_200_000, '746 MB'],
  [5_420_000_000, '5.4 GB'],
])('a file of %d bytes is of %s', (bytes, text) => {
  expect(en.diskSize(bytes)).toBe(text);
});

test('memory is told in powers of two, without a needless decimal', () => {
  expect(en.gibibytes(16 * 2 ** 30)).toBe('16 GiB');
  expect(en.gibibytes(4.5 * 2 ** 30)).toBe('4.5 GiB');
  expect(en.gibibytes(2.5e9)).toBe('2.3 GiB');
});

test.each([
  [420, '0.4 s'],
  [9949, '9.9 s'],
  [9950, '10 s'],
  [20_400, '20 s'],
])('%d ms are %s', (milliseconds, text) => {
  expect(en.seconds(milliseconds)).toBe(text);
});

test('another language has its own decimal sign, plurals and dates', () => {
  expect(de.millilitres(18.46)).toBe('18,5 mL');
  expect(de.fixed(12_345.6, 1)).toBe('12\u2009345,6');
  expect(de.date('2026-11-26T12:00:00Z')).toBe('26.11.2026');
  expect(en.date('2026-11-26T12:00:00Z')).toBe('26 Nov 2026');
  const forms = { one: 'wątek', few: 'wątki', many: 'wątków', other: 'wątku' };
  expect([1, 2, 5].map((count) => numbersIn('pl').plural(count, forms))).toEqual([
    'wątek',
    'wątki',
    'wątków',
  ]);
  expect([1, 2].map((count) => en.plural(count, { one: 'thread', other: 'threads' }))).toEqual([
    'thread',
    'threads',
  ]);
});

test('a narrow range needs more decimals than a wide one', () => {
  expect([400, 50, 49, 5, 4.9, 0.1].map(decimalsFor)).toEqual([0, 0, 1, 1, 3, 3]);
});

test('as many digits as count, whatever the size', () => {
  const { significant } = numbersIn('en');
  expect([95.1278, -0.0000123456, 123456.7, 0].map((value) => significant(value, 4))).toEqual([
    '95.13',
    '−0.00001235',
    '123\u2009500',
    '0',
  ]);
});

test('a format is made once for its digits, and numbers of other digits do not get it', () => {
  const used = vi.spyOn(Intl.NumberFormat.prototype, 'formatToParts');
  const { fixed, significant } = numbersIn('en');
  const written = Array.from({ length: 3 }, () => [fixed(1.25, 1), fixed(1.25, 2), significant(1.25, 2)]);
  expect(written).toEqual(Array(3).fill(['1.3', '1.25', '1.3']));
  expect([fixed(123456.5, 1), significant(123456, 1)]).toEqual(['123\u2009456.5', '100\u2009000']);
  expect(used).toHaveBeenCalledTimes(11);
  expect(new Set(used.mock.contexts).size).toBe(4);
  used.mockRestore();
});
