import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { writeBall } from '#testing/ball-file.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const PACK = join(ROOT, 'src/testing/packs/analytic-windows');

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'parse3d-compare-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function run(...given: readonly string[]) {
  const argv = ['--import', 'tsx', join(ROOT, 'src/cli/parse.ts'), ...given];
  const { status, stdout, stderr } = spawnSync(process.execPath, argv, { cwd: ROOT, encoding: 'utf8' });
  return { status, stdout, stderr };
}

test('--compare tells how what is found differs from a label map, in a table and in files', () => {
  const scan = join(folder, 'ball.nii.gz');
  writeBall(scan);
  const first = join(folder, 'first');
  expect(run(scan, 'edge', '--pack', PACK, '--out', first).status).toBe(0);
  const drawn = join(folder, 'drawn.nii.gz');
  copyFileSync(join(first, 'ball_labels.nii.gz'), drawn);
  copyFileSync(join(first, 'ball_labels.txt'), join(folder, 'drawn.txt'));
  const out = join(folder, 'second');
  const { status, stdout, stderr } = run(scan, 'edge', '--pack', PACK, '--out', out, '--compare', drawn);
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  expect(stdout).toMatch(
    /\| edge \| edge \| 1\.000 \| 1\.000 \| [\d.]+ \| [\d.]+ \| 0\.00 \| 0\.0 \| 0\.00 \| 0\.00 \| 0\.00 \|/,
  );
  const json = JSON.parse(readFileSync(join(out, 'ball_comparison.json'), 'utf8'));
  expect(json).toMatchObject({
    ...{ format: 'parse3d-comparison', reference: 'drawn.nii.gz', onlyReference: [], onlyOther: [] },
    pairs: [{ reference: 'edge', other: 'edge', dice: 1, hausdorffMm: 0 }],
  });
  expect(readFileSync(join(out, 'ball_comparison.csv'), 'utf8')).toMatch(/^reference,other,dice/);
});

test('a mask of 0 and 1 is called what its file is, behind the scan’s name', () => {
  const scan = join(folder, 'scan.nii.gz');
  writeBall(scan);
  const first = join(folder, 'masks');
  expect(run(scan, 'edge', '--pack', PACK, '--out', first).status).toBe(0);
  const out = join(folder, 'against');
  const mask = join(first, 'scan_edge.nii.gz');
  const { status, stdout } = run(scan, 'edge', '--pack', PACK, '--out', out, '--compare', mask);
  expect(status).toBe(0);
  expect(stdout).toContain('| edge | edge | 1.000 |');
});

test('what cannot be compared is said before anything is computed', () => {
  const scan = join(folder, 'other.nii.gz');
  writeBall(scan);
  const text = join(folder, 'notes.txt');
  writeFileSync(text, 'no objects in here');
  const { status, stderr } = run(
    scan,
    'edge',
    '--pack',
    PACK,
    '--out',
    join(folder, 'none'),
    '--compare',
    text,
  );
  expect(status).toBe(1);
  expect(stderr).toContain('“notes.txt”');
});
