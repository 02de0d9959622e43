import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findCases, readDataManifest } from './cases.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'parse3d-cases-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function manifest(entries: unknown): string {
  const path = join(folder, 'manifest.json');
  writeFileSync(path, JSON.stringify(entries));
  return path;
}

test('a manifest may list what is no scan beside the cases that are wanted', () => {
  const path = manifest([
    { case: 'a', modality: 'mri', annotated: ['liver'] },
    { case: 'maps', modality: 'labelmap', annotated: ['liver', 'bone'] },
  ]);
  expect([...readDataManifest(path, new Set(['a', 'b']))]).toEqual([
    ['a', { modality: 'MR', annotated: ['liver'] }],
  ]);
});

test('a wanted case of a modality that nobody knows is refused, and so is what lists no cases', () => {
  const path = manifest([{ case: 'maps', modality: 'labelmap', annotated: [] }]);
  expect(() => readDataManifest(path, new Set(['maps']))).toThrow(/arguments-invalid/);
  expect(() => readDataManifest(manifest({ cases: [] }), new Set())).toThrow(/arguments-invalid/);
  expect(() => readDataManifest(manifest([null, 3]), new Set())).toThrow(/arguments-invalid/);
});

test('voxels beside a header are no case of their own', () => {
  const own = mkdtempSync(join(folder, 'pairs-'));
  for (const name of ['a_image.mhd', 'a_image.raw', 'a_label.hdr', 'a_label.img', 'b.nrrd', 'b_seg.nrrd'])
    writeFileSync(join(own, name), '');
  const cases = findCases(own, own, undefined).map(({ image, labels }) => [
    basename(image),
    basename(labels),
  ]);
  expect(cases).toEqual([
    ['a_image.mhd', 'a_label.hdr'],
    ['b.nrrd', 'b_seg.nrrd'],
  ]);
});
