import { expect, test } from 'vitest';
import { say } from '#messages/say.ts';
import { foundObject, notFound, notUnderstood } from '#testing/findings.ts';
import type { FoundObject } from './finding.ts';
import { verdictsOf } from './verdict.ts';

/** A liver of an adult in a CT, against which nothing speaks. */
function liver(change: Partial<FoundObject['measurement']> = {}): FoundObject {
  const plain = foundObject('liver', { existence: 0.99 });
  const usual = { volumeMl: 1500, cutBy: [], figures: { meanIntensity: 100, sdIntensity: 20 } };
  return { ...plain, measurement: { ...plain.measurement, ...usual, ...change } };
}

test('an organ of usual size and brightness is sure; what was not understood has no verdict', () => {
  const verdicts = verdictsOf([liver(), notUnderstood('xyz')]);
  expect([...verdicts.values()]).toEqual([{ level: 'sure', doubts: [] }]);
});

test('a liver of 40 mL is doubtful, unless the scan cuts it', () => {
  const small = verdictsOf([liver({ volumeMl: 40 })])
    .values()
    .next().value;
  expect(small).toMatchObject({ level: 'doubtful', doubts: [{ kind: 'small', volumeMl: 40 }] });
  const cut = verdictsOf([liver({ volumeMl: 40, cutBy: ['superior'] })]);
  expect(cut.values().next().value?.level).toBe('sure');
});

test('a liver as dark as water is doubtful in CT, where intensities have a scale, and nowhere else', () => {
  const dark = liver({ figures: { meanIntensity: -80 } });
  expect(
    verdictsOf([dark])
      .get(dark.id)
      ?.doubts.map(({ kind }) => kind),
  ).toEqual(['intensity']);
  const mr = { ...dark, source: { ...dark.source, modality: 'MR' as const } };
  expect(verdictsOf([mr]).get(mr.id)?.level).toBe('sure');
});

test('absence is sure where the score is low, and to be checked where there was something', () => {
  const absent = { ...notFound('spleen'), existence: 0.01 };
  const faint = { ...notFound('liver'), existence: 0.998, reason: 'too-little' as const };
  const verdicts = verdictsOf([absent, faint]);
  expect(verdicts.get(absent.id)?.level).toBe('sure');
  expect(verdicts.get(faint.id)?.level).toBe('check');
});

test('a level has a word and a doubt a sentence', () => {
  expect(say.verdict.word('check')).toBe('check');
  const doubt = { kind: 'large', volumeMl: 5000, usualMl: [500, 4000] } as const;
  expect(say.verdict.doubt(doubt)).toBe('5000 mL is more than is usual (4000 mL or less)');
});
