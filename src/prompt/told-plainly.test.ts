import { expect, test } from 'vitest';
import { toldPlainly } from './told-plainly.ts';

test('padding goes before anything is looked for, since patterns lose their way in it for seconds', () => {
  expect(toldPlainly(`liver${' '.repeat(1900)}: \n\n  spleen`, () => false)).toBe('liver : \nspleen');
});

test('one way of telling may follow from another', () => {
  expect(toldPlainly("[x] liver [ ] spleen; exclude: kidneys; don't forget the aorta", () => true)).toBe(
    'liver, without spleen; without kidneys; the aorta',
  );
});
