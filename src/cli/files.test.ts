import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { AppError } from '#errors.ts';
import { gridHeader } from '#formats/nifti-header.ts';
import { writeNifti } from '#formats/write-nifti.ts';
import { oneBitFlipped } from '#testing/flips.ts';
import { openBytes } from '#testing/open-bytes.ts';
import { makePhantom } from '#testing/phantom.ts';
import { phantomGrid } from '#testing/phantom-grid.ts';
import { readScan } from './files.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'parse3d-files-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function phantomBytes() {
  const grid = phantomGrid('lps', 12);
  const { volume } = makePhantom({ seed: 2, grid });
  return writeNifti({ size: grid.size, header: gridHeader(grid), data: Int16Array.from(volume.data) });
}

test('a packed scan with one bit turned over is refused from a disk, too', async () => {
  const path = join(folder, 'scan.nii.gz');
  const codes = new Set<string>();
  for (const bytes of oneBitFlipped(gzipSync(phantomBytes()), 40)) {
    writeFileSync(path, bytes);
    codes.add(await readScan(path).then(({ volume }) => `read ${volume.id}`, codeOf));
  }
  expect([...codes].sort().filter((code) => code !== 'file-truncated')).toEqual(['damaged-gzip']);
});

test('a scan on a disk is the same scan as in the page', async () => {
  const path = join(folder, 'scan.nii');
  const bytes = phantomBytes();
  writeFileSync(path, bytes);
  const { volume, facts } = await readScan(path);
  expect({ volume, header: facts.header }).toMatchObject(
    await openBytes('scan.nii', bytes).then(({ header, ...there }) => ({ volume: there.volume, header })),
  );
});

test.each([
  ['a file that is not there', () => join(folder, 'absent.nii'), 'there is no such file'],
  ['a folder', () => folder, 'it is a folder'],
])('%s is unreadable, and why is said', async (_, path, reason) => {
  await expect(readScan(path())).rejects.toMatchObject({ code: 'file-unreadable', details: { reason } });
});

function codeOf(error: unknown): string {
  if (error instanceof AppError) return error.code;
  throw error;
}
