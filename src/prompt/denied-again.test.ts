import { expect, test } from 'vitest';
import { asked, groups, structures } from '#testing/asked-of-mini.ts';
import { readRequest } from './read-prompt.ts';

test.each([
  'neither liver, nor spleen, nor kidneys',
  'neither liver, spleen nor kidneys',
  'weder Leber, noch Milz, noch Nieren',
  'weder Leber, Milz noch Nieren',
  'ni le foie, ni la rate, ni le pancréas',
  'ni el hígado ni el bazo ni el páncreas',
  'né fegato, né milza, né reni',
  'nem fígado, nem baço, nem rins',
  'noch lever, noch milt, noch nieren',
  'ani wątroba, ani śledziona, ani nerki',
  'ни печень, ни селезёнка, ни почки',
  'varken lever, mjälte eller njurar',
  'not the spleen and not the liver',
])('“%s” outlines nothing', (text) => {
  expect(() => asked(text)).toThrow('prompt-left-out');
});

test.each([
  ['neither the liver nor the spleen nor the pancreas, just the aorta', 'aorta'],
  ['weder Leber, noch Milz, noch Pankreas, nur die Aorta', 'aorta'],
  ['the aorta, but neither the liver, nor the spleen, nor the pancreas', 'aorta'],
  ['neither liver, spleen, or kidneys; only the bladder', 'bladder'],
  ['I want neither the liver nor the spleen but the aorta', 'aorta'],
  ['neither liver nor spleen but just the aorta', 'aorta'],
  ['ni foie ni rate mais le pancréas', 'pancreas'],
  ['not all organs but the liver', 'liver'],
  ['not everything, but the liver', 'liver'],
  ['no liver no spleen just the stomach', 'stomach'],
  ['keine Leber keine Milz nur Magen', 'stomach'],
  ['不要肝脏不要脾脏只要胃', 'stomach'],
  ['liver but no spleen and no kidney', 'liver'],
  ['Leber aber keine Milz und keine Niere', 'liver'],
  ['foie mais pas de rate ni de reins', 'liver'],
  ['hígado pero no bazo ni riñones', 'liver'],
  ['fegato ma non milza né reni', 'liver'],
  ['fígado mas não o baço nem os rins', 'liver'],
  ['lever maar geen milt en geen nieren', 'liver'],
  ['печень, но не селезёнка и не почки', 'liver'],
])('“%s” asks for one', (text, id) => expect(asked(text)).toBe(id));

test.each([
  'switch off the spleen',
  'turn the spleen off',
  'we can skip the spleen',
  'masquer la rate',
  'masquez la rate',
  'éteins la rate',
  'Milz ausblenden',
  'blende die Milz aus',
  'schalte die Milz ab',
  'spegni la milza',
  'desactiva el bazo',
  'выключи селезёнку',
  'dalağı gizle',
])('“%s” takes away, and asks for nothing', (text) => {
  expect(() => readRequest(text, structures, groups)).toThrow('prompt-left-out');
});

test('what is switched on, or is a mask, is asked for', () => {
  expect(asked('masque de la rate')).toBe('spleen');
  expect(asked('Milz einblenden')).toBe('spleen');
  expect(asked('show the liver and turn off the spleen')).toBe('liver');
});

test('what was done before is not asked for again', () => {
  expect(asked('now the left kidney, thanks for the right one')).toBe('kidney_left');
});

test.each([
  "that's the liver, I want the spleen",
  'no, that is the liver, I asked for the spleen',
  'you segmented the liver, but I need the spleen',
  'das ist die Leber, ich wollte die Milz',
  "c'est le foie, je voulais la rate",
  'eso es el hígado, quiero el bazo',
  'questo è il fegato, volevo la milza',
  'isso é o fígado, quero o baço',
  'dat is de lever, ik wil de milt',
  'to jest wątroba, a chciałem śledzionę',
  'это печень, а мне нужна селезёнка',
  '这是肝脏,我要脾脏',
])('what was done is not asked for again: “%s”', (text) => {
  expect(asked(text)).toBe('spleen');
});

test('what is no organ is not taken back', () => {
  expect(asked('this is a CT, I want the spleen')).toBe('spleen');
  expect(readRequest('this is a CT, I want the spleen', structures, groups).leftOut).toEqual([]);
});

test.each([
  ["that's the liver, I wanted the spleen", 'spleen'],
  ["that's the left kidney, I wanted the right kidney", 'kidney_right'],
  ["that's the left kidney, I wanted the right one", 'kidney_right'],
  ['this is a CT of the liver, I need the liver', 'liver'],
  ['this is my liver, I want to see it', 'liver'],
  ['that is the spleen, I need it', 'spleen'],
  ['this is the right kidney, I need the volume', 'kidney_right'],
  ['das ist die Leber, ich will sie sehen', 'liver'],
])('what is there is left out only where something else is asked for: “%s”', (text, id) => {
  expect(asked(text)).toBe(id);
});

test.each([
  ['not only the liver but also the spleen', 'liver spleen'],
  ['nicht nur die Leber, sondern auch die Milz', 'liver spleen'],
  ['no solo el hígado sino también el bazo', 'liver spleen'],
  ['не только печень, но и селезёнка', 'liver spleen'],
  ['liver and spleen, not just the liver', 'liver spleen'],
  ['the spleen, not only the liver', 'spleen liver'],
  ['the kidneys, not just the left one', 'kidney_left kidney_right'],
])('what is not all leaves nothing out: “%s”', (text, ids) => expect(asked(text)).toBe(ids));

test.each([
  'all organs, not just the liver',
  'alle Organe, nicht nur die Leber',
  'tous les organes, pas seulement le foie',
  'not just the liver, all organs',
  'not only the liver but everything',
])('“%s” asks for everything', (text) => expect(asked(text).split(' ')).toHaveLength(structures.length));
