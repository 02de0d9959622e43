import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { buildReport } from '#results/report.ts';
import { foundObject } from '#testing/findings.ts';
import { setAsideDamagedReport } from './earlier-results.ts';
import { withFolder } from './folder-lock.ts';
import { publish } from './publish.ts';

const grid = { size: [1, 1, 1], voxelToWorld: [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0] } as const;
const AT = new Date('2026-01-02T03:04:05.678Z');

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'parse3d-publish-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const put = (name: string, content = name) => writeFileSync(join(folder, name), content);
const read = (name: string) => readFileSync(join(folder, name), 'utf8');
const list = (name = '') => readdirSync(join(folder, name)).sort();

function reportOf(files: readonly string[], name: string): string {
  const scan = { name, modality: 'CT' as const, modalityIsGuess: false, grid };
  const facts = { appVersion: '0', scan, findings: [foundObject('liver')], maskOf: () => undefined, at: AT };
  return JSON.stringify(
    buildReport({ ...facts, files: { all: files, masks: new Map(), probabilities: new Map() } }),
  );
}

/** A run on `x.nii` that writes files with these endings and then its report. */
function run(endings: readonly string[] = ['_liver.nii.gz', '_labels.nii.gz'], scan = 'x.nii') {
  return publish(
    { folder, stem: 'x', scan },
    async (write) => {
      for (const ending of endings) write(ending, `new ${ending}`);
    },
    (stem, written) => {
      const files = [...written, '_report.json'].map((ending) => `${stem}${ending}`);
      return { ending: '_report.json', content: reportOf(files, scan) };
    },
  );
}

test('a run writes its files and leaves nothing else', async () => {
  expect(await run()).toEqual({
    stem: 'x',
    files: ['x_liver.nii.gz', 'x_labels.nii.gz', 'x_report.json'],
    inTheWay: [],
    movedTo: undefined,
  });
  expect(list()).toEqual(['x_labels.nii.gz', 'x_liver.nii.gz', 'x_report.json']);
  expect(read('x_liver.nii.gz')).toBe('new _liver.nii.gz');
});

test('a run moves what the run before it wrote, also what it does not write itself', async () => {
  await run(['_spleen.nii.gz', '_labels.nii.gz']);
  const { movedTo } = await run();
  expect(movedTo).toBe('x_20260102030405678');
  expect(list()).toEqual(['x_20260102030405678', 'x_labels.nii.gz', 'x_liver.nii.gz', 'x_report.json']);
  expect(list(movedTo)).toEqual(['x_labels.nii.gz', 'x_report.json', 'x_spleen.nii.gz']);
  expect((await run()).movedTo).toBe('x_20260102030405678-2');
});

test('a file that no report names is left alone, and the new ones have a number', async () => {
  put('x_liver.nii.gz', 'the reference');
  expect(await run()).toEqual({
    stem: 'x-2',
    files: ['x-2_liver.nii.gz', 'x-2_labels.nii.gz', 'x-2_report.json'],
    inTheWay: ['x_liver.nii.gz'],
    movedTo: undefined,
  });
  expect(read('x_liver.nii.gz')).toBe('the reference');
  expect(list()).toEqual(['x-2_labels.nii.gz', 'x-2_liver.nii.gz', 'x-2_report.json', 'x_liver.nii.gz']);
  expect(JSON.parse(read('x-2_report.json')).files).toContain('x-2_liver.nii.gz');
  // And the next run moves those with the number.
  expect(await run()).toMatchObject({ stem: 'x-2', movedTo: 'x-2_20260102030405678' });
});

test('files of an earlier run stay where they are while another file is in the way', async () => {
  await run(['_labels.nii.gz']);
  put('x_liver.nii.gz', 'the reference');
  expect(await run()).toMatchObject({ stem: 'x-2', movedTo: undefined });
  expect(list()).toContain('x_labels.nii.gz');
});

test('results of another scan that bears the numbered name are not moved', async () => {
  put('x_liver.nii.gz', 'the reference');
  put('x-2_report.json', reportOf(['x-2_report.json', 'x-2_labels.nii.gz'], 'x-2.nii'));
  put('x-2_labels.nii.gz');
  expect(await run()).toMatchObject({ stem: 'x-3', movedTo: undefined });
  expect(read('x-2_labels.nii.gz')).toBe('x-2_labels.nii.gz');
});

test('a report that names files elsewhere, or of other scans, moves none of them', async () => {
  put('y_liver.nii.gz');
  mkdirSync(join(folder, 'x_folder'));
  put('x_folder/secret');
  put('x_report.json', reportOf(['x_report.json', 'y_liver.nii.gz', 'passwd'], 'x.nii'));
  put('passwd');
  const { movedTo = '' } = await run();
  expect(list(movedTo)).toEqual(['x_report.json']);
  expect(list()).toEqual(expect.arrayContaining(['passwd', 'y_liver.nii.gz', 'x_folder']));
});

test('a file that cannot be written leaves everything as it was', async () => {
  await run();
  const before = list();
  const failing = publish(
    { folder, stem: 'x', scan: 'x.nii' },
    async (write) => {
      write('_liver.nii.gz', 'cut');
      throw Object.assign(new Error('no space'), { code: 'ENOSPC' });
    },
    () => ({ ending: '_report.json', content: '' }),
  );
  await expect(failing).rejects.toMatchObject({
    code: 'results-unwritable',
    details: { reason: 'the disk is full' },
  });
  expect(list()).toEqual(before);
  expect(read('x_liver.nii.gz')).toBe('new _liver.nii.gz');
});

test('a report that is cut short is given another name, and nothing it might have named is touched', () => {
  put('x_report.json', reportOf(['x_report.json'], 'x.nii').slice(0, 400));
  put('x_liver.nii.gz');
  expect(setAsideDamagedReport(folder, 'x')).toBe('x_report.unreadable.json');
  expect(list()).toEqual(['x_liver.nii.gz', 'x_report.unreadable.json']);
  put('x_report.json', 'null');
  expect(setAsideDamagedReport(folder, 'x')).toBe('x_report.unreadable-2.json');
  put('x_report.json', reportOf(['x_report.json'], 'x.nii'));
  expect(setAsideDamagedReport(folder, 'x')).toBeUndefined();
});

test('files that a run of version 0.1.0 wrote without listing them are moved with its report', async () => {
  const old = readFileSync(new URL('../testing/fixtures/reports/terminal-1.json', import.meta.url), 'utf8');
  put('x_report.json', old.replaceAll('ball-scan', 'x'));
  for (const name of ['x_edge.nii.gz', 'x_labels.nii.gz', 'x_findings.csv']) put(name);
  const { movedTo = '' } = await run();
  expect(list(movedTo)).toEqual(['x_edge.nii.gz', 'x_findings.csv', 'x_labels.nii.gz', 'x_report.json']);
});

test('while one run has the folder another waits, and the lock is gone after both', async () => {
  const order: string[] = [];
  await withFolder(folder, () => {
    order.push('first');
    // Asked for while it is held: it may not begin before this ends.
    const second = withFolder(folder, () => order.push('second'));
    order.push('still first');
    return { second };
  }).then(({ second }) => second);
  expect(order).toEqual(['first', 'still first', 'second']);
  expect(list()).toEqual([]);
});

test('the lock of a run that was killed is broken, another machine’s is not', async () => {
  const gone = 2 ** 22 + 7; // Beyond the largest process id.
  put('.parse3d.lock', `${gone} ${hostname()}`);
  expect(await withFolder(folder, () => 'mine')).toBe('mine');
  expect(existsSync(join(folder, '.parse3d.lock'))).toBe(false);
  put('.parse3d.lock', `${gone} another-machine`);
  await expect(withFolder(folder, () => 'mine', 0)).rejects.toMatchObject({
    details: { reason: expect.stringContaining('another run is writing there; if there is none, delete') },
  });
  expect(read('.parse3d.lock')).toBe(`${gone} another-machine`);
});
