import { spawnSync } from 'node:child_process';
import { linkSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { writeBall } from '#testing/ball-file.ts';
import { openBytes } from '#testing/open-bytes.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'parse3d-read-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function read(...given: readonly string[]) {
  const argv = ['--import', 'tsx', join(ROOT, 'src/cli/read.ts'), ...given];
  return spawnSync(process.execPath, argv, { cwd: ROOT, encoding: 'utf8' });
}

test('what is read is never written over, by whatever name; another file is', async () => {
  const at = (name: string) => join(folder, name);
  const scan = at('scan.nii.gz');
  writeBall(scan);
  const before = readFileSync(scan);
  symlinkSync(scan, at('link.nii.gz'));
  linkSync(scan, at('same.nii.gz'));
  const over = [
    [scan, '--out', scan],
    [scan, '--out', at('link.nii.gz')],
    [scan, '--out', at('same.nii.gz')],
    [scan, '--json', scan],
    [folder, '--series', '1', '--out', scan],
  ];
  for (const given of over) {
    const { status, stderr } = read(...given);
    expect([status, stderr]).toEqual([2, expect.stringContaining('is one of the files that are read')]);
  }
  expect(readFileSync(scan).equals(before)).toBe(true);
  for (const _ of [1, 2]) expect(read(scan, '--out', at('other.nii.gz')).status).toBe(0);
  const written = (await openBytes('other.nii.gz', new Uint8Array(readFileSync(at('other.nii.gz'))))).volume;
  const original = (await openBytes('scan.nii.gz', new Uint8Array(before))).volume;
  expect(written.grid).toEqual(original.grid);
  expect(written.data).toEqual(original.data);
});
