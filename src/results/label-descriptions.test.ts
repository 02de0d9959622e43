import { expect, test } from 'vitest';
import { labelDescriptions } from './label-descriptions.ts';

/** As ITK-SNAP reads a line: seven numbers, then what stands between the first quotation mark and the next. */
function read(text: string) {
  return text
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => ({
      numbers: line.slice(0, line.indexOf('"')).trim().split(/\s+/).map(Number),
      name: line.split('"')[1],
    }));
}

test('every label stands in order with its colour, shown, after the background, which is not', () => {
  const text = labelDescriptions([
    { title: 'liver', labelId: 6, color: [200, 40, 60] },
    { title: 'spleen', labelId: 1, color: [1, 2, 3] },
  ]);
  expect(read(text)).toEqual([
    { numbers: [0, 0, 0, 0, 0, 0, 0], name: 'Clear Label' },
    { numbers: [1, 1, 2, 3, 1, 1, 1], name: 'spleen' },
    { numbers: [6, 200, 40, 60, 1, 1, 1], name: 'liver' },
  ]);
});

test('a name with quotation marks or line ends is read whole', () => {
  const text = labelDescriptions([{ title: 'the "big"\r\none', labelId: 65535, color: [255, 255, 255] }]);
  expect(read(text).at(-1)).toEqual({ numbers: [65535, 255, 255, 255, 1, 1, 1], name: "the 'big' one" });
});
