import { expect, test } from 'vitest';
import { foundObject, notFound } from '#testing/findings.ts';
import type { FindingId } from './finding.ts';
import { FINDING_COLUMNS, findingCells } from './findings-csv.ts';
import { findingsTsv } from './findings-tsv.ts';

const id = (title: string) => title as FindingId;

test('what is copied are the cells of the CSV, line by line in the order that is wanted', () => {
  const findings = [foundObject('liver'), foundObject('aorta'), notFound('spleen')];
  const text = findingsTsv(findings, [id('spleen'), id('liver'), id('aorta')]);
  const [head, ...lines] = text
    .slice(0, -1)
    .split('\n')
    .map((line) => line.split('\t'));
  expect(head).toEqual(FINDING_COLUMNS);
  const cells = new Map(findingCells(findings).map((line) => [line[0], line]));
  expect(lines).toEqual(['spleen', 'liver', 'aorta'].map((title) => cells.get(title)));
});

test('no name breaks a line or a cell, nor is run by a spreadsheet', () => {
  const text = findingsTsv([foundObject('=1+1\tx\ny')], [id('=1+1\tx\ny')]);
  const lines = text.slice(0, -1).split('\n');
  expect(lines).toHaveLength(2);
  expect(lines[1]?.split('\t')).toHaveLength(FINDING_COLUMNS.length);
  expect(lines[1]).toMatch(/^'=1\+1 x y\t/);
});
