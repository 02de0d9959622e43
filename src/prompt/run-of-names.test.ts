import { expect, test } from 'vitest';
import { asked } from '#testing/asked-of-mini.ts';

test.each([
  ['liver spleen kidneys', 'liver spleen kidney_left kidney_right'],
  ['Leber Milz Nieren', 'liver spleen kidney_left kidney_right'],
  ['fegato reni milza', 'liver kidney_left kidney_right spleen'],
  ['wątroba nerki nadnercza', 'liver kidney_left kidney_right adrenal_left adrenal_right'],
  ['肝 脾 胃 肾 胰', 'liver spleen stomach kidney_left kidney_right pancreas'],
  ['脾脏 双肾', 'spleen kidney_left kidney_right'],
  ['肝臓 腎臓', 'liver kidney_left kidney_right'],
])('pairs are named among others without a sign between: “%s”', (text, ids) => expect(asked(text)).toBe(ids));

test.each(['liver adrenal', 'liver kidney', 'Leber Niere'])(
  'what may be half of a name is no name among others: “%s”',
  (text) => expect(asked(text)).not.toContain('_'),
);
