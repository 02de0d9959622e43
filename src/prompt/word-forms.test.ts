import { expect, test } from 'vitest';
import { asked } from '#testing/asked-of-mini.ts';
import { otherForms } from './word-forms.ts';

test.each([
  ['długość śledziony', 'spleen'],
  ['kontur lewej nerki', 'kidney_left'],
  ['контур почек', 'kidney_left kidney_right'],
  ['маска надпочечников', 'adrenal_left adrenal_right'],
  ['midenin konumu', 'stomach'],
  ['sağ böbreğin hacmi', 'kidney_right'],
  ['pankreas bezini göster', 'pancreas'],
  ['leverens volum', 'liver'],
  ['ДПК', 'duodenum'],
  ['ŻGD', 'postcava'],
  ['V. cava inferior', 'postcava'],
  ['लिवर का मास्क', 'liver'],
  ['ぼうこうを表示して', 'bladder'],
  ['segment pechen', 'liver'],
])('a form of a name is the name: “%s”', (text, ids) => expect(asked(text)).toBe(ids));

test.each([
  ['hepatic contour', 'liver'],
  ['left renal volume', 'kidney_left'],
  ['volumen esplénico', 'spleen'],
  ['segmentação hepática', 'liver'],
])('an adjective and what is measured are the organ: “%s”', (text, ids) => expect(asked(text)).toBe(ids));

test.each([
  'hepatic artery',
  'volume of the renal cyst',
  'renal vein diameter',
  'kamień nerki',
  'камень в почке',
  'böbreğin taşı',
  'головка поджелудочной',
  'superior cava',
])('and nothing else is: “%s”', (text) => expect(asked(text)).toContain('?'));

test('forms are of what there is a name for', () => {
  expect(otherForms(() => undefined)).toEqual([]);
  const forms = new Map(otherForms((name) => (name === 'liver' ? 'known' : undefined)));
  expect(forms.get('печенью')).toBe('known');
  expect(forms.has('почек')).toBe(false);
});

test.each(['الابهر البطني', 'الطِّحال', 'المراره', 'المرارة', 'लीवर कहां है', 'लीवर कहाँ है'])(
  'letters that are written one for the other are one: “%s”',
  (text) => expect(asked(text)).not.toContain('?'),
);
