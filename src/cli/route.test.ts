import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { writeBall } from '#testing/ball-file.ts';
import { renamedPack } from '#testing/renamed-pack.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const FIRST = join(ROOT, 'src/testing/packs/analytic-windows');

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'parse3d-route-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

test('the first of two packs answers what it knows, the other what it does not, in one label map without a label twice', () => {
  const scan = join(folder, 'scan.nii.gz');
  writeBall(scan);
  const second = join(folder, 'renamed');
  cpSync(join(ROOT, 'src/testing/packs/analytic-bank'), second, { recursive: true });
  const manifest = join(second, 'manifest.json');
  writeFileSync(manifest, renamedPack(readFileSync(manifest, 'utf8')));
  const out = join(folder, 'out');
  const argv = ['--import', 'tsx', join(ROOT, 'src/cli/parse.ts'), scan, 'edge, rim and edge'];
  const options = ['--pack', FIRST, '--pack', second, '--out', out, '--modality', 'MR'];
  const { status, stdout, stderr } = spawnSync(process.execPath, [...argv, ...options], {
    ...{ cwd: ROOT, encoding: 'utf8' },
  });
  expect(stderr).toContain('Renamed: rim');
  expect(status).toBe(0);
  expect(stdout).toMatch(/edge: .*label 1/);
  expect(stdout).toMatch(/rim: .*label 4/);
  const files = [
    'scan_edge.nii.gz',
    'scan_labels.ctbl',
    'scan_labels.nii.gz',
    'scan_labels.txt',
    'scan_report.json',
    'scan_rim.nii.gz',
  ];
  expect(readdirSync(out).sort()).toEqual(files);
  const report = JSON.parse(readFileSync(join(out, 'scan_report.json'), 'utf8'));
  expect(report.packs.map(({ id }: { id: string }) => id)).toEqual(['analytic-windows', 'renamed']);
  expect(report.findings).toMatchObject([
    { structure: 'edge', labelId: 1 },
    { structure: 'rim', labelId: 4 },
  ]);
});
