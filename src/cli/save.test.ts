import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { unzipSync } from 'fflate';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { writeBall } from '#testing/ball-file.ts';
import { saveKinds } from './save-kinds.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const PACK = join(ROOT, 'src/testing/packs/analytic-windows');
const DICOM_CASE = 'src/testing/fixtures/dicom/ct-reversed.zip';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'parse3d-save-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function run(command: 'parse', ...given: readonly string[]) {
  const argv = ['--import', 'tsx', join(ROOT, `src/cli/${command}.ts`), ...given];
  const { status, stdout, stderr } = spawnSync(process.execPath, argv, { cwd: ROOT, encoding: 'utf8' });
  return { status, stdout, stderr };
}

test('without --save label map and masks are written; other flags add to that, or to what it lists', () => {
  const none = { export: '', probabilities: false, all: false };
  expect(saveKinds(none)).toEqual(['labels', 'masks']);
  expect(saveKinds({ ...none, export: 'table', probabilities: true })).toEqual([
    ...['labels', 'masks', 'probabilities', 'table'],
  ]);
  expect(saveKinds({ ...none, save: 'glb, csv', all: true })).toEqual(['glb', 'table']);
  expect(saveKinds({ ...none, save: '' })).toEqual([]);
});

test('--save writes what it lists and the report, under the name that is given', () => {
  const scan = join(folder, 'Smith_John.nii.gz');
  const out = join(folder, 'saved');
  writeBall(scan);
  const kinds = 'seg.nrrd,stl,obj,glb,csv,methods,labels,masks,probabilities';
  const { stdout, stderr, status } = run(
    'parse',
    scan,
    'edge',
    '--pack',
    PACK,
    '--out',
    out,
    '--save',
    kinds,
  );
  expect(status).toBe(0);
  expect(stderr).toContain(
    'The names of the files seem to hold a person’s name. With --name scan they would not.',
  );
  const endings = [
    '.seg.nrrd',
    '_edge.nii.gz',
    '_edge.stl',
    '_edge_probability.nii.gz',
    '_findings.csv',
    '_labels.ctbl',
  ];
  endings.push(
    '_labels.nii.gz',
    '_labels.txt',
    '_methods.txt',
    '_report.json',
    '_surfaces.glb',
    '_surfaces.obj',
  );
  expect(readdirSync(out).sort()).toEqual(endings.map((ending) => `Smith_John${ending}`));
  expect(stdout).toContain('Written to');
  const neutral = run(
    'parse',
    scan,
    'edge',
    '--pack',
    PACK,
    '--out',
    out,
    '--save',
    'methods',
    '--name',
    'scan',
  );
  expect(neutral.stderr).not.toContain('--name scan');
  expect(readdirSync(out).filter((name) => name.startsWith('scan'))).toEqual([
    'scan_methods.txt',
    'scan_report.json',
  ]);
  expect(readFileSync(join(out, 'scan_report.json'), 'utf8')).not.toContain('Smith');
  const refused = run('parse', scan, 'edge', '--pack', PACK, '--out', out, '--save', 'dicom-seg');
  expect(refused.status).toBe(2);
  expect(refused.stderr).toContain('Leave it out of --save');
});

test('of a DICOM series --save dicom-seg writes a segmentation with the series’ own identifiers', () => {
  const series = join(folder, 'series');
  const out = join(folder, 'dicom');
  mkdirSync(series);
  for (const [name, bytes] of Object.entries(unzipSync(readFileSync(join(ROOT, DICOM_CASE))))) {
    if (/^input\/.*[^/]$/.test(name)) writeFileSync(join(series, name.slice(6)), bytes);
  }
  const { status } = run(
    'parse',
    series,
    'edge',
    '--pack',
    PACK,
    '--out',
    out,
    '--save',
    'dicom-seg',
    '--modality',
    'MR',
  );
  expect(status).toBe(0);
  const names = readdirSync(out);
  const [segmentation = ''] = names.filter((name) => name.endsWith('_seg.dcm'));
  const text = readFileSync(join(out, segmentation)).toString('latin1');
  expect(text).toContain('1.2.840.10008.5.1.4.1.1.66.4');
});
