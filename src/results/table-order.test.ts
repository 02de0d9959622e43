import { expect, test } from 'vitest';
import { foundObject, notFound, notUnderstood } from '#testing/findings.ts';
import type { FoundObject } from './finding.ts';
import { findingRows } from './finding-rows.ts';
import { orderRows, type TableOrder } from './table-order.ts';
import type { VerdictLevel } from './verdict.ts';

const object = (title: string, volumeMl: number, right: number): FoundObject => {
  const { measurement } = foundObject(title);
  return foundObject(title, {
    measurement: { ...measurement, volumeMl, boxMm: { from: [right, 0, 0], to: [right + 9, 9, 9] } },
  });
};

const ROWS = findingRows([
  object('spleen', 200, -90),
  object('aorta', 80, -10),
  notUnderstood('teapot'),
  object('liver', 1500, -60),
  notFound('bladder'),
]).map((row) => {
  const level: VerdictLevel = row.name === 'aorta' ? 'doubtful' : 'sure';
  return { ...row, verdict: row.verdict && { level, doubts: [] } };
});
/** Given with those first that have no value. */
const ordered = (order: TableOrder) => orderRows(ROWS.toReversed(), order).map(({ name }) => name);

test('rows come in the order of a column, either way, and what has no value there last', () => {
  const volumes = { column: 'volume' } as const;
  expect(ordered({ ...volumes, isDescending: true })).toEqual([
    'liver',
    'spleen',
    'aorta',
    'teapot',
    'bladder',
  ]);
  expect(ordered({ ...volumes, isDescending: false })).toEqual([
    'aorta',
    'spleen',
    'liver',
    'teapot',
    'bladder',
  ]);
  expect(ordered({ column: 'right', isDescending: false }).slice(0, 3)).toEqual(['spleen', 'liver', 'aorta']);
  expect(ordered({ column: 'verdict', isDescending: true })[0]).toBe('aorta');
});

test('by name, everything that was asked for is in the order', () => {
  expect(ordered({ column: 'name', isDescending: false })).toEqual([
    'aorta',
    'bladder',
    'liver',
    'spleen',
    'teapot',
  ]);
});
