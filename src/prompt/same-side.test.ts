import { expect, test } from 'vitest';
import { asked } from '#testing/asked-of-mini.ts';
import { withSideOfField, withSidesTold } from './same-side.ts';

test.each([
  ['the right kidney plus the adrenal on the same side', 'the right kidney plus the adrenal on the right'],
  ['left kidney and ipsilateral', 'left kidney and on the left'],
  ['linke Niere und Nebenniere derselben Seite', 'linke Niere und Nebenniere on the left'],
  ['riñón derecho y suprarrenal del mismo lado', 'riñón derecho y suprarrenal on the right'],
  ['the left kidney and the adrenal on the other side', 'the left kidney and the adrenal on the right'],
])('“%s”', (text, told) => expect(withSidesTold(text)).toBe(told));

test.each([
  'what is on the same side as the right kidney',
  'left and right kidney, and the adrenal on the same side',
  'the adrenal on the same side',
  'the opposite side of the left kidney',
])('“%s” stays, for no one side is spoken of before, or it is compared', (text) =>
  expect(withSidesTold(text)).toBe(text),
);

test.each([
  'side: left, organ: kidney',
  'laterality: left; structure: kidney',
  'organ: kidney, side: left',
  'Organ: Niere, Seite: links',
  '{"organ": "kidney", "side": "left"}',
])('a field tells the side of the organ: “%s”', (text) => expect(asked(text)).toBe('kidney_left'));

test('of several organs a field tells none', () => {
  expect(withSideOfField('side: left, liver, kidney')).toBe('side: left, liver, kidney');
  expect(asked('{"organ": "kidney", "side": "dorsal"}')).toBe('?');
});
