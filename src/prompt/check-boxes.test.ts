import { expect, test } from 'vitest';
import { asked } from '#testing/asked-of-mini.ts';
import { withBoxesTold } from './check-boxes.ts';

test.each([
  ['[x] liver [ ] spleen', 'liver'],
  ['- [ ] liver\n- [X] spleen\n- [x] left kidney', 'spleen kidney_left'],
  ['☑ liver ☐ spleen ☑ aorta', 'liver aorta'],
  ['liver ✓ spleen ✗', 'liver'],
  ['✅ Leber, ❌ Milz', 'liver'],
  ['1) liver [x]\n2) spleen [ ]', 'liver'],
  ['(x) liver ( ) spleen', 'liver'],
  ['liver 👍 spleen 👎', 'liver'],
])('what is not checked beside what is, or is crossed, is left out: “%s”', (text, ids) =>
  expect(asked(text)).toBe(ids),
);

test.each([
  ['[ ] liver\n[ ] spleen', 'liver spleen'],
  ['[x] liver', 'liver'],
  ['liver ✓', 'liver'],
])('a list of things to do, or done, asks for all of it: “%s”', (text, ids) => expect(asked(text)).toBe(ids));

test('a text without boxes stays as it was', () => {
  expect(withBoxesTold('organs[] = liver - spleen')).toBe('organs[] = liver - spleen');
});
