import { expect, test } from 'vitest';
import type { Finding } from '#results/finding.ts';
import { methodsFacts } from '#results/methods-facts.ts';
import { foundObject, notFound, notUnderstood } from '#testing/findings.ts';
import type { Piece } from '#volume/types.ts';
import { en } from './en.ts';

const scan = { modality: 'MR', modalityIsGuess: true } as const;
const at = new Date('2026-11-26T10:00:00Z');
const methods = (findings: readonly Finding[]) =>
  en.methods(methodsFacts({ appVersion: '1.2.3', at, scan, findings }));

test('it says program, model with version and hashes, device, kind of scan, prompts, thresholds, pieces and edits', () => {
  const paragraph = methods([foundObject('liver'), notFound('aorta'), notUnderstood('teapot')]);
  expect(paragraph).toContain('parse3d 1.2.3 on 2026-11-26');
  expect(paragraph).toContain('research use only');
  expect(paragraph).toMatch(/fake\.onnx 00ff/);
  expect(paragraph).toContain('The scan was taken for MR, which was guessed from its intensities.');
  expect(paragraph).toContain('The text prompts were “liver”, “aorta” and “teapot”.');
  expect(paragraph).toContain('Not found in the scan: aorta.');
  expect(paragraph).toContain('Not understood, so not looked for: “teapot”.');
  expect(paragraph).toContain('A voxel belongs to an object where its probability is above 0.35.');
  expect(paragraph).toContain('Kept of each object: the largest connected piece.');
  expect(paragraph).toContain('No outline was changed by hand.');
  expect(paragraph.endsWith('\n')).toBe(true);
});

test('what differs from object to object is said with whom it holds for', () => {
  const paragraph = methods([
    foundObject('liver'),
    foundObject('spleen', { threshold: 0.8, components: 'all', isChanged: true, edits: { brush: 3 } }),
  ]);
  expect(paragraph).toContain('above 0.35 (liver) and above 0.8 (spleen)');
  expect(paragraph).toContain('the largest connected piece (liver) and all connected pieces (spleen)');
  expect(paragraph).toContain('Changed by hand: spleen (brush × 3); all others are as the model drew them.');
});

test('of a piece that is kept in place of the largest it is said that it lies in its place', () => {
  const object = foundObject('gallbladder');
  const [first] = object.pieces.list;
  const list = [1, 2].map((number) => ({ ...first, number, isKept: number === 2 }) as Piece);
  const withPieces = { ...object, pieces: { ...object.pieces, found: 2, list } };
  expect(methods([withPieces])).toContain(
    'the largest connected piece that lies where the other organs have it.',
  );
  const chosen = { ...withPieces, components: { numbers: [2], at: 0.5 } };
  expect(methods([chosen])).toContain('chosen by hand');
});

test('where slices were read it says how, with the seed, and once for each way', () => {
  const slices = {
    ...{ seed: '42', preset: 'abdomen', low: -150, high: 250, axes: 'LPS', through: 'S', count: 90 },
    ...{ there: 30, looked: 90, together: true, text: 'liver in abdominal CT' },
    ...{ existence: [], existenceThreshold: 0.5 },
  };
  const withSlices = (title: string) => {
    const object = foundObject(title);
    return { ...object, source: { ...object.source, slices } };
  };
  const paragraph = methods([withSlices('liver'), withSlices('spleen')]);
  expect(paragraph.match(/random seed 42/g)).toHaveLength(1);
  expect(paragraph).toContain('intensities from -150 to 250');
  expect(paragraph).toContain('prompts were decoded together');
});

test('the precision is said where a model comes in several', () => {
  const object = foundObject('liver');
  const pack = { ...object.source.pack, precision: 'int8' } as const;
  expect(methods([{ ...object, source: { ...object.source, pack } }])).toContain('weights stored as int8');
});

test('what was drawn by hand is no answer of a model', () => {
  const paragraph = methods([
    foundObject('liver'),
    foundObject('cyst', { isDrawn: true, edits: { 'smart-fill': 1 } }),
  ]);
  expect(paragraph).toContain('Drawn by hand, without a model: cyst (smart fill × 1).');
  expect(paragraph).toContain('The text prompt was “liver”.');
  expect(paragraph).toContain('No outline was changed by hand.');
});
