import { expect, test } from 'vitest';
import { foundObject, notFound, notUnderstood } from '#testing/findings.ts';
import { type BatchKey, BatchTable } from './batch-table.ts';
import { findingsCsv } from './findings-csv.ts';

const KEY: BatchKey = {
  modality: 'CT',
  model: 'mini',
  modelVersion: '1.2.0',
  request: '=cmd, "liver"\nand ”spleen”',
  scanId: 'ab12',
};
const FINDINGS = [
  foundObject('liver'),
  notFound('spleen'),
  notUnderstood('a, "b"\r\nc'),
  notUnderstood('-x'),
];

test('a scan’s lines are those of its own table, behind its name and before what they follow from', () => {
  const table = String(new BatchTable().with('scan', { ...KEY, request: 'all' }, FINDINGS.slice(0, 2)));
  const own = findingsCsv(FINDINGS.slice(0, 2)).trimEnd().split('\r\n');
  const [head, ...lines] = own;
  expect(table.trimEnd().split('\r\n')).toEqual([
    `scan,${head},modality,model,model_version,request,scan_id`,
    ...lines.map((line) => `scan,${line},CT,mini,1.2.0,all,ab12`),
  ]);
});

test('what was written is read again as it was, commas, quotes, line ends and formulas too', () => {
  const table = new BatchTable().with('a,1', KEY, FINDINGS).with('-b', KEY, FINDINGS.slice(0, 1));
  const again = BatchTable.read(String(table));
  expect(String(again)).toBe(String(table));
  expect(String(again)).not.toMatch(/(?:^|,|")[=](?!")/m);
  expect([again?.holds('a,1', KEY), again?.holds('-b', KEY), again?.holds('b', KEY)]).toEqual([
    true,
    true,
    false,
  ]);
});

test.each(['modality', 'model', 'modelVersion', 'request', 'scanId'] as const)(
  'lines made with another %s are known, but not held',
  (field) => {
    const table = new BatchTable().with('scan', KEY, FINDINGS);
    const other = { ...KEY, [field]: 'MR' };
    expect([table.knows('scan'), table.holds('scan', KEY), table.holds('scan', other)]).toEqual([
      true,
      true,
      false,
    ]);
  },
);

test('new lines take the place of a scan’s old ones and leave the others', () => {
  const table = new BatchTable().with('a', KEY, FINDINGS).with('b', KEY, FINDINGS.slice(0, 1));
  const changed = String(table.with('a', { ...KEY, request: 'x' }, FINDINGS.slice(0, 1)));
  expect(
    changed
      .trimEnd()
      .split('\r\n')
      .map((line) => line.slice(0, 2)),
  ).toEqual(['sc', 'b,', 'a,']);
});

test.each(['', 'patient,finding\r\n1,stone\r\n', `${new BatchTable()}a,b\r\n`, `x${new BatchTable()}`])(
  'any other table is not taken for one: %j',
  (text) => expect(BatchTable.read(text)).toBeUndefined(),
);
