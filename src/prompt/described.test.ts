import { expect, test } from 'vitest';
import { asked, groups, structures } from '#testing/asked-of-mini.ts';
import { understand } from './classify-text.ts';
import { offersFor } from './offers.ts';

const offered = (text: string) => offersFor(text, structures, groups).join(' ');

test.each([
  ['the pouch my urine is kept in', 'bladder'],
  ['wo wird Urin gesammelt', 'bladder'],
  ['dónde se acumula la orina', 'bladder'],
  ['где собирается моча', 'bladder'],
  ['尿が溜まるところ', 'bladder'],
  ['the sac that keeps bile', 'gallbladder'],
  ['glands that sit above each kidney', 'adrenal_left adrenal_right'],
  ['the gland above the left kidney', 'adrenal_left'],
  ['die Drüsen oberhalb der Nieren', 'adrenal_left adrenal_right'],
  ['the pipe that food goes down', 'esophagus'],
  ['the organ producing insulin', 'pancreas'],
  ['the largest artery', 'aorta'],
])('“%s” is offered, and never run', (text, ids) => {
  expect(asked(text)).toContain('?');
  expect(offered(text)).toBe(ids);
});

test.each([
  'a tumour in the pouch my urine is kept in',
  'pain of the gland above the kidney',
  'stent in the largest artery',
])('what is wrong there is not: “%s”', (text) => {
  expect(asked(text)).toContain('?');
  expect(offered(text)).toBe('');
});

test.each([
  ['ЖП', 'gallbladder'],
  ['НПВ', 'postcava'],
  ['МП и ЖП', 'bladder gallbladder'],
  ['VB', 'gallbladder'],
  ['NN rechts', 'adrenal_right'],
  ['NN bds.', 'adrenal_left adrenal_right'],
  ['RI', 'kidney_left'],
])('letters that may be something else elsewhere are offered: “%s”', (text, ids) => {
  expect(asked(text)).toContain('?');
  expect(offered(text)).toBe(ids);
});

test('and are none in a sentence about other things', () => {
  expect(offered('VB is what I call my friend')).toBe('');
  expect(offered('VB went home')).toBe('');
});

test.each(['the organ that keeps bile', 'VB', 'left nephrectomy, outline the remaining kidney'])(
  'nor does a text encoder that is sure run it: “%s”',
  (text) => {
    const logits = structures.map(({ id }) => (['gallbladder', 'kidney_right'].includes(id) ? 9 : 0));
    const one = (id: string) => logits.map((value, n) => (structures[n]?.id === id ? value : 0));
    for (const id of ['gallbladder', 'kidney_right'])
      expect(understand(text, [...one(id), 0], structures, 0.5, groups).understood).toBe(false);
  },
);

test.each([
  ['Left nephrectomy last year. Outline the residual kidney', 'kidney_right'],
  ['rechte Niere entfernt, bitte die verbliebene Niere', 'kidney_left'],
  ['nefrectomía izquierda, marca el otro riñón', 'kidney_right'],
  ['правая почка удалена, выдели оставшуюся почку', 'kidney_left'],
])('of a pair what is left is offered: “%s”', (text, ids) => {
  expect(asked(text)).not.toBe(ids);
  expect(offered(text)).toBe(ids);
});

test.each(['the right kidney was removed', 'left kidney tumour removed, show the rest of it'])(
  'and nothing where no other is asked for: “%s”',
  (text) => expect(offered(text)).toBe(''),
);

test.each([
  ['estomaggo', 'stomach'],
  ['esopajos', ''],
  ['gallenblsse', 'gallbladder'],
  ['trustka', 'pancreas'],
  ['пчень', 'liver'],
])('a slip in a name of any language is offered: “%s”', (text, ids) => expect(offered(text)).toBe(ids));
