import { readFileSync } from 'node:fs';
import { expect, test, vi } from 'vitest';
import { AppError } from '#errors.ts';
import { readManifest } from '#model/manifest.ts';
import { asidesOf, LONGEST_PROMPT, readRequest } from './read-prompt.ts';

const MINI = readManifest(
  JSON.parse(readFileSync(new URL('../../public/models/mini/manifest.json', import.meta.url), 'utf8')),
);
const REPORT = readFileSync(
  new URL('../testing/fixtures/prompts/abdominal-report.txt', import.meta.url),
  'utf8',
);

const read = (text: string) => readRequest(text, MINI.structures, MINI.groups);
const asked = (text: string) => read(text).prompts.map((prompt) => prompt.structure ?? `?${prompt.text}`);

/** The error that reading `text` ends with. */
function refusal(text: string): AppError {
  try {
    read(text);
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
  throw new Error(`was read: ${text}`);
}

test.each([
  ['as it was pasted', REPORT],
  ['on one line', REPORT.replaceAll('\n', ' ')],
  ['its findings alone', REPORT.split('\n').find((line) => line.startsWith('FINDINGS')) ?? ''],
  [
    'in German',
    'Befund: Leber unauffällig. Milz nicht vergrößert.\nBeurteilung: Kein Nachweis von Metastasen.',
  ],
])('a report is refused as a report, whole: %s', (_how, text) => {
  expect(refusal(text)).toMatchObject({ code: 'prompt-report', details: {} });
});

test('sentences that ask are no report', () => {
  expect(asked('Where is the liver? Where is the spleen? Where is the aorta? Is there a stomach?')).toContain(
    'liver',
  );
  expect(asked('findings: liver, spleen')).toEqual(['liver', 'spleen']);
  expect(asked('The liver, please. The scan is a CT.')).toEqual(['liver']);
});

test('a text longer than any list of structures is refused by its length', () => {
  expect(refusal('liver '.repeat(600))).toMatchObject({
    code: 'prompt-length',
    details: { characters: 3600, most: LONGEST_PROMPT },
  });
  expect(asked('liver '.repeat(300))).toEqual(['liver']);
});

/** How often `readRequest` looks a name up or puts one together, which is what its time goes into. */
function stepsOf(text: string): number {
  const spies = [vi.spyOn(Map.prototype, 'get'), vi.spyOn(Array.prototype, 'join')];
  try {
    read(text);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
  }
  const steps = spies.reduce((sum, { mock }) => sum + mock.calls.length, 0);
  vi.restoreAllMocks();
  return steps;
}

test.each([
  'liver ',
  'left, ',
  'please ',
  'liver and ',
  'and left ',
  'xyz ',
  'kidney on the left ',
  'liver, not ',
])('twice as many “%s” are no more than two and a half times the work', (words) => {
  const once = stepsOf(words.repeat(Math.floor(LONGEST_PROMPT / 2 / words.length)));
  expect(stepsOf(words.repeat(Math.floor(LONGEST_PROMPT / words.length)))).toBeLessThan(2.5 * once + 100);
});

test.each([
  ['left liver', 'liver'],
  ['the right spleen please', 'spleen'],
  ['spleen on the right', 'spleen'],
  ['liver (left)', 'liver'],
  ['liver left', 'liver'],
  ['linke Leber', 'liver'],
  ['foie gauche', 'liver'],
  ['right aorta', 'aorta'],
  ['What I need first is a mask of the left spleen', 'spleen'],
])('“%s”, a side that there is not, is refused and not outlined', (text, name) => {
  expect(refusal(text)).toMatchObject({ code: 'prompt-sideless', details: { texts: [text], names: [name] } });
});

test('a side that there is not is said, and the rest of the prompt is answered', () => {
  const request = read('left liver, right spleen, aorta, left kidney');
  expect(request.prompts.map(({ structure }) => structure)).toEqual(['aorta', 'kidney_left']);
  expect(asidesOf(request)).toMatchObject([
    {
      code: 'prompt-sideless',
      details: { texts: ['left liver', 'right spleen'], names: ['liver', 'spleen'] },
    },
  ]);
  expect(refusal('left and right liver').details).toEqual({
    texts: ['left liver', 'right liver'],
    names: ['liver'],
  });
});

test.each([
  ['left kidney', 'kidney_left'],
  ['kidney (left)', 'kidney_left'],
  ["l'aorta", 'aorta'],
  ['show me the liver right now', 'liver'],
  ['all right show me the liver', 'liver'],
  ['liver in the right upper quadrant', '?liver in the right upper quadrant'],
  ['spleen right kidney', 'spleen'],
  ['left adrenal gland, liver', 'adrenal_left'],
])('“%s” names no side that there is not', (text, structure) => {
  expect(read(text).sideless).toEqual([]);
  expect(asked(text)[0]).toBe(structure);
});
