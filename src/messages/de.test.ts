import { expect, test } from 'vitest';
import { methodsFacts } from '#results/methods-facts.ts';
import type { Doubt } from '#results/verdict.ts';
import { foundObject, notFound } from '#testing/findings.ts';
import { de } from './de.ts';
import { en } from './en.ts';
import { zh } from './zh.ts';

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

test('of a scan thinner than a centimetre it is told by how much', () => {
  const told = [en, de, zh].map(({ verdict }) => verdict.doubt({ kind: 'small-view', cm: [0.4, 30.2, 25] }));
  expect(told.map((each) => /[\d.,]+ × \d+ × \d+/.exec(each)?.[0])).toEqual([
    '0.4 × 30 × 25',
    '0,4 × 30 × 25',
    '0.4 × 30 × 25',
  ]);
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
