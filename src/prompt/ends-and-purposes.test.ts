import { expect, test } from 'vitest';
import { asked, groups, structures } from '#testing/asked-of-mini.ts';
import { offersFor } from './offers.ts';

test.each([
  ['pancreas from head to tail', 'pancreas'],
  ['pancréas de la tête à la queue', 'pancreas'],
  ['Pankreas von Kopf bis Schwanz', 'pancreas'],
  ['поджелудочная железа от головки до хвоста', 'pancreas'],
  ['liver, dome to inferior tip', 'liver'],
  ['left kidney from the upper pole to the lower pole', 'kidney_left'],
])('an organ from one end to the other is all of it: “%s”', (text, ids) => expect(asked(text)).toBe(ids));

test.each([
  'pancreas, head only',
  'liver, only visible tumors',
  'pancreas, only head included',
  'kidneys, just the cortex',
  'Leber, nur linker Lappen',
  'tail of the pancreas',
  'upper pole of the left kidney',
  'dome of the liver',
])('one end of it is not: “%s”', (text) => expect(asked(text)).toBe('?'));

test('what part of it a scan shows is no part that is asked for', () =>
  expect(asked('oesophagus, lower third in FOV only')).toContain('esophagus'));

test.each([
  ['aorta for aneurysm screening', 'aorta'],
  ['kidneys for stone workup', 'kidney_left kidney_right'],
  ['liver for HCC surveillance', 'liver'],
])('what it is for is no finding: “%s”', (text, ids) => expect(asked(text)).toBe(ids));

test.each(['aortic aneurysm', 'kidney for stones', 'aneurysm screening of the aorta'])(
  'a finding is: “%s”',
  (text) => expect(asked(text)).toBe('?'),
);

test.each([
  ['right kidney only, ignore the cyst', ['kidney_right']],
  ['liver, ignore the tumour', ['liver']],
])('the outline would have in it what “%s” wants ignored, so the organ is offered', (text, ids) => {
  expect(asked(text)).toBe('?');
  expect(offersFor(text, structures, groups)).toEqual(ids);
});

test.each([
  ['UBERON:0001072 posterior vena cava', 'postcava'],
  ['Черевна аорта не розширена', 'aorta'],
  ['את כיס המרה', 'gallbladder'],
  ['τον οισοφάγο', 'esophagus'],
  ['την ουροδόχο κύστη', 'bladder'],
])('“%s” is understood', (text, ids) => expect(asked(text)).toBe(ids));

test.each([
  ['הכל חוץ מהכבד', 'liver'],
  ['הכל פרט לכבד', 'liver'],
  ['כל המבנים למעט הכליות', 'kidney_left kidney_right'],
])('what Hebrew leaves out of everything is left out: “%s”', (text, ids) => {
  const left = ids.split(' ');
  expect(asked(text).split(' ')).toEqual(
    structures.map(({ id }) => id as string).filter((id) => !left.includes(id)),
  );
});
