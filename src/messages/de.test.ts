import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseSync } from 'vite';
import { expect, test } from 'vitest';
import { methodsFacts } from '#results/methods-facts.ts';
import type { Doubt } from '#results/verdict.ts';
import { foundObject, notFound } from '#testing/findings.ts';
import { de } from './de.ts';
import { en } from './en.ts';

type Entry = readonly [path: string, value: unknown];

/** Every text and function of a catalogue with its path, to any depth. */
function entries(value: unknown, path: readonly string[] = []): readonly Entry[] {
  if (typeof value !== 'object' || value === null) return [[path.join('.'), value]];
  return Object.entries(value).flatMap(([key, each]) => entries(each, [...path, key]));
}

/** A function is known by its source, without blanks: that shows a sentence which was left as it is. */
const shown = (value: unknown) =>
  typeof value === 'function' ? String(value).replaceAll(/\s+/g, '') : value;

/** Names, units, letters and signs, which are alike in both languages, and functions without a word of their own. */
const ALIKE = new Set<unknown>([
  ...['CT', 'DICOM SEG', 'Mini', 'SHA-256', '3D', 'HU', 'mm', 'mL', '–', '?', '', 'W', 'L', '1–99 %'],
  ...['RLAP', 'RLSI', 'PASI', 'RL', 'AP', 'SI', 'Esc', 'SD', 'Median', 'P5', 'P95', 'scan'],
  // Words that German has taken over, or has in common with English.
  ...['Scan', 'Scans', 'Axial', 'Sagittal', 'Radius', 'Name', 'Anterior, mm', 'Superior, mm', 'Ellipse'],
]);

const english = new Map(entries(en));
const german = new Map(entries(de));
const own = [...german].filter(([path]) => !path.startsWith('numbers.'));

test('German has what English has, and nothing is empty that is not empty there', () => {
  expect([...german.keys()].sort()).toEqual([...english.keys()].sort());
  const empty = own.filter(([path, value]) => !value && Boolean(english.get(path)));
  expect(empty).toEqual([]);
});

test('no English text is left as it was, but names and signs', () => {
  const left = own.filter(
    ([path, value]) => typeof value === 'string' && value === english.get(path) && !ALIKE.has(value),
  );
  expect(left).toEqual([]);
});

/** Functions without a word of their own, or with names only. */
const WITHOUT_WORDS = new Set(['verdict.told', 'edit.counts', 'status.gpu']);

test('no function of German has a word within quotes and is the English one', () => {
  const hasWords = (source: string) =>
    /\p{L}{3}/u.test(/[`'"].*[`'"]/s.exec(source.replaceAll(/\$\{[^}]*\}/g, ''))?.[0] ?? '');
  const left = own.filter(
    ([path, value]) =>
      typeof value === 'function' &&
      shown(value) === shown(english.get(path)) &&
      hasWords(String(value)) &&
      !WITHOUT_WORDS.has(path),
  );
  expect(left.map(([path]) => path)).toEqual([]);
});

type Node = { readonly type: string } & Readonly<Record<string, unknown>>;

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && typeof (value as Node).type === 'string';

/** Every text in a program, but names of modules and types. */
function texts(node: Node): readonly string[] {
  if (/^Import|^TS/.test(node.type)) return node.type.startsWith('TS') ? inner(node) : [];
  if (node.type === 'Literal') return typeof node['value'] === 'string' ? [node['value']] : [];
  if (node.type === 'TemplateElement') return [(node['value'] as { raw: string }).raw];
  return inner(node);
}

const inner = (node: Node): readonly string[] => Object.values(node).flat().filter(isNode).flatMap(texts);

const FOLDER = fileURLToPath(new URL('de/', import.meta.url));
/** Words that English sentences cannot do without and German has not. */
const ENGLISH = /(?<!`[^`]*)\b(?:the|of|and|is|are|with|from|this|that|not|it|to|for|you)\b/i;

test.each(readdirSync(FOLDER))('no sentence of de/%s has English words', (name) => {
  const program = parseSync(name, readFileSync(`${FOLDER}${name}`, 'utf8')).program as unknown as Node;
  const found = texts(program).filter((text) => /\s/.test(text.trim()) && ENGLISH.test(text));
  expect(found).toEqual([]);
});

test('quotation marks are German ones', () => {
  const wrong = readdirSync(FOLDER).filter((name) =>
    /[“”][^“”„]*”/.test(readFileSync(`${FOLDER}${name}`, 'utf8')),
  );
  expect(wrong).toEqual([]);
});

test('numbers have a decimal comma, plurals and lists are German', () => {
  expect(de.answer.found('Leber', de.numbers.millilitres(1.5))).toBe('Gefunden: Leber, 1,50 mL');
  expect(de.numbers.millilitres(18.46)).toBe('18,5 mL');
  expect(de.title.grid([512, 512, 90], [0.78, 0.78, 2.5])).toBe('512 × 512 × 90 Voxel zu 0,8 × 0,8 × 2,5 mm');
  expect(de.prompt.knows('Mini', 1)).toBe('Mini: 1 Struktur');
  expect(de.prompt.knows('Mini', 2)).toBe('Mini: 2 Strukturen');
  expect(de.errors['volume-spacing']({ name: 'a.nii', spacingMm: [0, 1.25, Number.NaN] })).toContain(
    '0 × 1,25 × NaN mm',
  );
  expect(de.errors['volume-position']({ name: 'a.nii', offsetMm: [1e38, 0, 0] })).toContain(
    '1e+38 × 0 × 0 mm',
  );
  expect(
    de.errors['prompt-unknown']({ text: 'leba', pack: 'Mini', nearest: ['a', 'b', 'c'], elsewhere: [] }),
  ).toBe('Mini kennt „leba“ nicht. Suchen Sie „a“, „b“ oder „c“.');
  expect(de.table.cut(['superior', 'left'])).toBe('Vom Rand abgeschnitten: oben, links');
});

test('it says MRT where files say MR', () => {
  expect(de.models.madeFor(['CT', 'MR'])).toBe('Nur für CT und MRT.');
  expect(de.findings.untested('MR')).toBe('Für MRT nicht getestet');
  expect(de.findings.otherModality('CT', 'MR')).toBe('Als CT beantwortet: für MRT erneut suchen');
});

test('that it is for research only, and no medical device, keeps its full meaning', () => {
  for (const text of [de.status.disclaimer, de.about.disclaimer]) {
    expect(text).toContain('Nur für die Forschung. Kein Medizinprodukt.');
  }
  const facts = methodsFacts({
    appVersion: '1.2.3',
    at: new Date('2026-11-26T10:00:00Z'),
    scan: { modality: 'MR', modalityIsGuess: true },
    findings: [foundObject('liver', { edits: { 'smart-fill': 2 } }), notFound('aorta')],
  });
  const paragraph = de.methods(facts);
  expect(paragraph).toContain('kein Medizinprodukt');
  expect(paragraph).toContain('angenommen als: MRT, geschätzt nach seinen Intensitäten.');
  expect(paragraph).toContain('wenn seine Wahrscheinlichkeit über 0,35 liegt.');
  expect(paragraph).toContain('Von Hand geändert: liver (Bereich füllen × 2)');
  expect(paragraph).toContain('Im Scan nicht gefunden: aorta.');
});

test('reasons of a verdict stand within a line, and none begins with a noun that would lose its capital', () => {
  expect(
    de.verdict.told({
      level: 'check',
      doubts: [
        { kind: 'vague', smallestMl: 1.5, largestMl: 20 },
        { kind: 'outside' },
        { kind: 'too-little', volumeMl: 0.4 },
      ] satisfies readonly Doubt[],
    }),
  ).toBe(
    'prüfen: unscharf begrenzt: 1,50 mL bis 20,0 mL, je nach Schwelle; liegt außerhalb des Patienten; etwas Ähnliches, aber nur 0,40 mL ließen sich abgrenzen',
  );
});

test('keys are named as German keyboards have them', () => {
  expect(['Ctrl+Shift+z', ' ', 'PageUp', 'Escape', 'v'].map(de.keys.name)).toEqual([
    'Strg+Umschalt+Z',
    'Leertaste',
    'Bild ↑',
    'Esc',
    'V',
  ]);
});
