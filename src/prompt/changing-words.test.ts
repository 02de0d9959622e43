import { expect, test } from 'vitest';
import { asksAside, asksElsewhere, changesMeaning, denies } from './changing-words.ts';

test.each([
  'stone in the kidney',
  'left lobe of the liver',
  'liver segment 4',
  'segment viii of the liver',
  'next to the spleen',
  'pancreatitis',
  'quiste en el riñón',
  '肝囊肿',
])('%j is something else than the organ in it', (text) => {
  expect(changesMeaning(text)).toBe(true);
});

test.each(['liver', 'segment the liver', 'inferior vena cava', 'left kidney on portal venous ct', '肝脏'])(
  '%j is the organ in it',
  (text) => {
    expect(changesMeaning(text)).toBe(false);
  },
);

test('questions about an organ do not ask for its outline, whether it is there does', () => {
  expect(asksAside('what does the pancreas do')).toBe(true);
  expect(asksAside('what is the normal size of a spleen')).toBe(true);
  expect(asksAside('is the gallbladder an organ')).toBe(true);
  expect(asksAside('is there a spleen')).toBe(false);
});

test('code and relations are about something else, lists and "rather than" are not', () => {
  for (const text of [
    'SELECT volume FROM organs WHERE name = "liver"',
    'if organ == "spleen": continue',
    'labels.remove("stomach")',
    'distance between aorta and vena cava',
    'which is heavier, liver or spleen?',
  ]) {
    expect(asksElsewhere(text), text).toBe(true);
  }
  for (const text of ["['liver', 'spleen']", 'liver rather than spleen', 'liver (6)', 'liver!']) {
    expect(asksElsewhere(text), text).toBe(false);
  }
});

test('denials are seen in several languages', () => {
  for (const text of ['do not outline the liver', 'nicht die leber', 'não segmente o baço', 'nie wątroba']) {
    expect(denies(text), text).toBe(true);
  }
  expect(denies('note the liver')).toBe(false);
});
