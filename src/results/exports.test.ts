import { expect, test } from 'vitest';
import { foundObject } from '#testing/findings.ts';
import { EXPORT_IDS, EXPORTS } from './exports.ts';
import { objectNames, outputNames } from './file-names.ts';

const endings = EXPORT_IDS.map((id) => EXPORTS[id].ending);

test('no export bears the name of another file of the same scan', () => {
  const others = [...Object.values(outputNames('')), ...Object.values(objectNames('', 'object'))];
  const all = [...endings, ...others];
  expect(new Set(all).size).toBe(all.length);
});

test.each(endings)('%s goes behind the name of a scan, and no object’s image ends so', (ending) => {
  expect(ending).toMatch(/^_[a-z_]+\.[a-z.]+$/);
  expect(ending).not.toMatch(/\.nii\.gz$/);
});

test.each(EXPORT_IDS)('%s can be made of an object and of nothing', (id) => {
  const write = (findings: readonly ReturnType<typeof foundObject>[]) =>
    EXPORTS[id].write({ findings, maskOf: () => undefined });
  expect(write([foundObject('liver')]).length).toBeGreaterThan(0);
  expect(typeof write([])).toBe('string');
});
