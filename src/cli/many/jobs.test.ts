import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { holdFolder } from '#cli/folder-lock.ts';
import { takesMany } from '#cli/parse-options.ts';
import { writeBall } from '#testing/ball-file.ts';
import { dicomFile } from '#testing/dicom-file.ts';
import { sliceAttributes } from '#testing/dicom-series.ts';
import { findJobs } from './find-jobs.ts';
import { Ledger } from './ledger.ts';
import type { Opened } from './messages.ts';
import { parseMany } from './parse-many.ts';
import { writeTableOfAll } from './table-of-all.ts';
import { type Unit, unitsInList, unitsOf } from './units.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'parse3d-jobs-'));
  mkdirSync(join(folder, 'scans/deep'), { recursive: true });
  for (const name of ['a', 'b', 'deep/c']) writeBall(join(folder, `scans/${name}.nii.gz`));
});
afterAll(() => rmSync(folder, { recursive: true }));

const at = (name: string) => join(folder, name);
const unit = (paths: readonly string[], more: Partial<Unit> = {}): Unit => ({
  ...{ paths, isNamed: false, wished: undefined },
  ...more,
});

test('a folder is listed as one, the files of one folder together, patterns match in the order of names', () => {
  const [a, b, c] = ['scans/a.nii.gz', 'scans/b.nii.gz', 'scans/deep/c.nii.gz'].map(at) as [
    string,
    string,
    string,
  ];
  expect(unitsOf([at('scans')])).toEqual([unit([at('scans')])]);
  expect(unitsOf([b, c, a])).toEqual([unit([b, a], { isNamed: true }), unit([c], { isNamed: true })]);
  const matched = [unit([a, b], { isNamed: true }), unit([c], { isNamed: true })];
  expect(unitsOf([at('scans/**/*.nii.gz')])).toEqual(matched);
  expect(unitsOf([at('scans/d*')])).toEqual([unit([at('scans/deep')])]);
  const absent = at('scans/*.mha');
  expect(unitsOf([absent])).toEqual([unit([absent], { isNamed: true })]);
});

test('a list has a path a line and may say what results are called', () => {
  const list = at('list.tsv');
  writeFileSync(
    list,
    `\uFEFF# cases\n\n${at('scans/a.nii.gz')}\tcase 7\r\n${at('scans')}\n${at('scans')}\tcase 8\nabsent.nii\n`,
  );
  expect(unitsInList(list)).toEqual([
    unit([at('scans/a.nii.gz')], { isNamed: true, wished: 'case 7' }),
    unit([at('scans')]),
    // What else lies in a folder is no failure because the folder has a name.
    unit([at('scans')], { wished: 'case 8' }),
    unit(['absent.nii'], { isNamed: true }),
  ]);
  writeFileSync(list, `\uFEFF"a, b.nii"\t"the ""second"""\r\n`, 'utf16le');
  expect(unitsInList(list)).toEqual([unit(['a, b.nii'], { isNamed: true, wished: 'the "second"' })]);
  expect(() => unitsInList(at('no list'))).toThrow(expect.objectContaining({ code: 'arguments-invalid' }));
});

test('what is no scan is a failure where somebody named it, or where it is called a scan', async () => {
  const [notes, broken] = [at('mixed/notes.txt'), at('mixed/broken.nii')];
  mkdirSync(at('mixed'));
  writeBall(at('mixed/x.nii.gz'));
  writeFileSync(notes, 'Notes.');
  writeFileSync(broken, Uint8Array.of(1, 2, 3, 4));
  const inFolder = await findJobs(unit([at('mixed')]));
  expect(inFolder.jobs).toMatchObject([
    { source: at('mixed/x.nii.gz'), name: 'x.nii.gz', series: undefined },
  ]);
  const found = (passed: typeof inFolder.passed) =>
    passed.map(({ source, isFailure }) => ({ source, isFailure }));
  expect(found(inFolder.passed)).toEqual(
    expect.arrayContaining([
      { source: notes, isFailure: false },
      { source: broken, isFailure: true },
    ]),
  );
  const named = await findJobs(unit([notes, at('mixed/x.nii.gz')], { isNamed: true }));
  expect(found(named.passed)).toEqual([{ source: notes, isFailure: true }]);
  const absent = await findJobs(unit([at('absent.nii')], { isNamed: true }));
  expect(absent).toMatchObject({
    jobs: [],
    passed: [{ isFailure: true, reason: { code: 'file-unreadable' } }],
  });
});

test('each series of a DICOM folder is a scan of its own, found again by its number in that folder', async () => {
  mkdirSync(at('dicom'));
  for (const series of [1, 2]) {
    for (let n = 0; n < 4; n++) {
      const attributes = {
        ...{ '0020,000e UI': `1.2.3.${series}`, '0020,0011 IS': String(series) },
        '0008,0018 UI': `1.2.3.${series}.${n + 1}`,
      };
      writeFileSync(at(`dicom/${series}-${n}`), dicomFile(sliceAttributes(n, { attributes })));
    }
  }
  const { jobs, passed } = await findJobs(unit([at('dicom')], { wished: 'case' }));
  expect(passed).toEqual([]);
  expect(jobs).toMatchObject(
    [1, 2].map((n) => ({
      source: at('dicom'),
      series: n,
      at: n - 1,
      paths: [at('dicom')],
      ...{ listedAs: 'case', wished: `case_${n}` },
    })),
  );
});

const opened = (scanId: string, key = scanId): Opened => ({ scanId, key, modality: 'CT', packs: [] });
const done = (stem: string, scan: string) => ({
  ...{ status: 'done', ...opened(scan), stem, request: 'liver', files: [`${stem}_findings.csv`] },
});

test('a ledger knows what is there by what it follows from, whatever a killed run left of its last line', () => {
  const out = at('ledger');
  mkdirSync(out);
  for (const stem of ['a', 'a_2', 'c'])
    writeFileSync(join(out, `${stem}_findings.csv`), 'name,answer\r\none,two\r\n');
  const first = new Ledger(out);
  first.note(done('a', 'id 1'));
  first.note(done('a_2', 'id 2'));
  writeFileSync(join(out, 'scans.jsonl'), `${readFileSync(join(out, 'scans.jsonl'), 'utf8')}{"status":"do`);
  const again = new Ledger(out);
  again.note(done('c', 'id 9'));
  again.note({ status: 'failed', scan: 'x' });
  const third = new Ledger(out);
  for (const ledger of [again, third]) {
    expect(ledger.whole('a.nii.gz', opened('id 1'))?.stem).toBe('a');
    expect(ledger.whole('a.nii', opened('id 2'))?.stem).toBe('a_2');
    expect(ledger.whole('c.nii', opened('id 9'))?.stem).toBe('c');
    expect(ledger.whole('b.nii', opened('id 1'))).toBeUndefined();
    expect(ledger.whole('a.nii', opened('id 1', 'of other prompts'))).toBeUndefined();
    expect(ledger.stemFor('a.nii', 'id 1')).toBe('a');
    expect(ledger.stemFor('a.nii', 'id 3')).toBe('a_3');
    expect(ledger.stemFor('a.nii', 'id 4')).toBe('a_4');
  }
  writeTableOfAll(out, third.entries());
  const rows = readFileSync(join(out, 'findings.csv'), 'utf8').trim().split('\r\n');
  expect(rows.slice(1)).toEqual([
    'a,one,two,CT,,,liver,id 1',
    'a_2,one,two,CT,,,liver,id 2',
    'c,one,two,CT,,,liver,id 9',
  ]);
  rmSync(join(out, 'a_findings.csv'));
  expect(third.whole('a.nii.gz', opened('id 1'))).toBeUndefined();
});

test('results of a scan of a very long name are known by the stem that earlier versions gave them, too', () => {
  const out = at('long names');
  mkdirSync(out);
  const long = 'a'.repeat(200);
  writeFileSync(join(out, `${long}_findings.csv`), 'name,answer\r\none,two\r\n');
  const ledger = new Ledger(out);
  ledger.note(done(long, 'id 1'));
  expect(ledger.whole(`${long}.nii`, opened('id 1'))?.stem).toBe(long);
  expect(ledger.stemFor(`${long}.nii`, 'id 2')).toMatch(/^a+_[a-p]{8}$/);
});

test('a table of another kind of run is not written over', () => {
  const out = at('page');
  mkdirSync(out);
  writeFileSync(join(out, 'findings.csv'), 'scan,name\r\n');
  expect(() => new Ledger(out)).toThrow(expect.objectContaining({ code: 'arguments-invalid' }));
});

test('a folder is held by one run, until it lets go or is no more', () => {
  const out = at('held');
  mkdirSync(out);
  const letGo = holdFolder(out);
  expect(() => holdFolder(out)).toThrow(expect.objectContaining({ code: 'results-unwritable' }));
  letGo();
  holdFolder(out)();
});

test('what is wrong with the command is said before the first scan', async () => {
  const usual = { out: at('never'), turn: '', all: false, components: 'declared', export: '' };
  const flags = {
    probabilities: false,
    together: false,
    mirror: false,
    whole: false,
    anyway: false,
    yes: false,
    help: false,
  };
  const refusal = (values: object, ...positionals: readonly string[]) =>
    parseMany({ ...usual, ...flags, ...values }, positionals).catch((error) => error.details.reason);
  const scans = at('scans');
  expect(await refusal({ jobs: '0' }, scans, 'liver')).toContain('--jobs is a number from 1');
  expect(await refusal({ jobs: '2', threads: 'x' }, scans, 'liver')).toContain('--threads is a number');
  expect(await refusal({ jobs: '2', series: '1' }, scans, 'liver')).toContain('--series is for one scan');
  expect(await refusal({ jobs: '2' }, 'liver')).toContain('Paths or --list are needed');
  expect(await refusal({ jobs: '2', pack: ['nowhere'] }, scans, 'liver')).toContain('no manifest.json');
  expect(await refusal({ list: at('no list') }, 'liver')).toContain('--list');
  expect([takesMany({ jobs: '1' }), takesMany({ list: '-' }), takesMany({})]).toEqual([true, true, false]);
});
