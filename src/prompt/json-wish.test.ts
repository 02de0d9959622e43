import { expect, test } from 'vitest';
import { wishInJson } from './json-wish.ts';

test.each([
  ['{"organ": "spleen"}', 'spleen'],
  ["{'structures': ['liver', 'left kidney']}", 'liver, left kidney'],
  ['{"task": "segment", "Organs": ["liver"]}', 'liver'],
  ['{"1": "spleen", "2": "right kidney"}', 'spleen, right kidney'],
  ['{"background": 0, "liver": 1, "spleen": 2}', 'liver, spleen'],
  ['{"0": "background", "6": "liver"}', 'liver'],
])('%s asks for %s', (text, wish) => expect(wishInJson(text)).toBe(wish));

test.each([
  '{"exclude": "liver"}',
  '{"liver": 0, "spleen": 1}',
  '{"liver": true}',
  '{"liver": 1.5}',
  '{"1": "2"}',
  '{"0": "background"}',
  '{"1": {"name": "liver"}}',
  '{"organ": "liver", "remove": true}',
  '{"organ": "spleen", "side": "dorsal"}',
  '{"organs": ["liver", {"not": "spleen"}]}',
  '{"organs": []}',
  '{organ: liver, remove: true}',
  'exclude = {"organ": "liver"}',
  '{"organ": "liver", "color": ["red"]}',
  '["liver"]',
  'liver',
])('%s is no such object', (text) => expect(wishInJson(text)).toBeUndefined());

test('its side is that of every organ in it', () => {
  expect(wishInJson('{"organs": ["kidney", "adrenal gland"], "side": "right"}')).toBe(
    'right kidney, right adrenal gland',
  );
});

test.each([
  ['{organ: liver}', 'liver'],
  ['{organ: left kidney, color: red}', 'left kidney'],
  ['{organs: [liver, spleen]}', 'liver, spleen'],
  ['{"name": "liver", "color": "#ff0000"}', 'liver'],
  ['labels = {"background": 0, "liver": 1, "spleen": 2}', 'liver, spleen'],
])('names without quotes, how it is to look and what it is called change nothing: %s', (text, names) =>
  expect(wishInJson(text)).toBe(names),
);
