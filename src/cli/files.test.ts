import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
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
import { openScanAt } from './find-scans.ts';

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
    codes.add(await openScanAt([path]).then(({ volume }) => `read ${volume.id}`, codeOf));
  }
  expect([...codes].sort().filter((code) => code !== 'file-truncated')).toEqual(['damaged-gzip']);
});

test('a scan on a disk is the same scan as in the page', async () => {
  const path = join(folder, 'scan.nii');
  const bytes = phantomBytes();
  writeFileSync(path, bytes);
  const { volume, facts } = await openScanAt([path]);
  expect({ volume, header: facts.header }).toMatchObject(
    await openBytes('scan.nii', bytes).then(({ header, ...there }) => ({ volume: there.volume, header })),
  );
});

test('a file that is not there is unreadable, and why is said', async () => {
  const reason = 'there is no such file';
  await expect(openScanAt([join(folder, 'absent.nii')])).rejects.toMatchObject({
    code: 'file-unreadable',
    details: { name: 'absent.nii', reason },
  });
});

test('a folder is searched to its ends, and a choice between scans is by their number', async () => {
  const inner = join(folder, 'study', 'series');
  mkdirSync(inner, { recursive: true });
  writeFileSync(join(inner, 'a'), phantomBytes());
  const outer = join(folder, 'study');
  expect((await openScanAt([outer])).volume.name).toBe('a');
  writeFileSync(join(outer, 'z.bin'), phantomBytes());
  await expect(openScanAt([outer])).rejects.toMatchObject({ code: 'several-scans', details: { count: 2 } });
  expect((await openScanAt([outer], '2')).volume.name).toBe('z.bin');
  await expect(openScanAt([outer], '3')).rejects.toMatchObject({ code: 'arguments-invalid' });
});

test('a folder without a file has nothing to open', async () => {
  const empty = join(folder, 'empty');
  mkdirSync(empty);
  await expect(openScanAt([empty])).rejects.toMatchObject({
    code: 'nothing-to-open',
    details: { name: empty },
  });
});

function codeOf(error: unknown): string {
  if (error instanceof AppError) return error.code;
  throw error;
}
