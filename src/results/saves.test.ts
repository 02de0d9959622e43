import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { EXPORT_GRIDS, exportFacts } from '#testing/export-cases.ts';
import { deflate } from './deflate.ts';
import { foundObjects } from './finding.ts';
import { makeFile } from './made-file.ts';
import { filesOf, SAVE_KINDS, type SavedFile, type SaveKind } from './saves.ts';

/**
 * What these tests compare with is judged by readers of others: training/tests/test_exports.py opens it with nibabel, pynrrd, slicerio and
 * trimesh. `WRITE_EXPORTS=1 npx vitest run src/results/saves.test.ts` writes it anew; have it judged then.
 */
const FOLDER = fileURLToPath(new URL('../testing/fixtures/exports/', import.meta.url));

async function bytesOf({ content }: SavedFile): Promise<Uint8Array> {
  if (typeof content === 'string') return new TextEncoder().encode(content);
  if (content.kind === 'dicom-seg') throw new Error('only the reader of the scan writes it');
  return makeFile(content, deflate);
}

/** With what gzip has packed unpacked: its bytes are not the same everywhere. */
function unpacked(bytes: Uint8Array): Uint8Array {
  const at = bytes.findIndex((byte, n) => byte === 0x1f && bytes[n + 1] === 0x8b && bytes[n + 2] === 8);
  if (at < 0) return bytes;
  return new Uint8Array(Buffer.concat([bytes.subarray(0, at), gunzipSync(bytes.subarray(at))]));
}

const JUDGED: readonly SaveKind[] = [
  'labels',
  'masks',
  'probabilities',
  'seg.nrrd',
  'stl',
  'obj',
  'glb',
  'table',
];
const CASES = Object.entries(EXPORT_GRIDS).flatMap(([name, grid]) =>
  JUDGED.map((kind) => ({ name, kind, grid })),
);

test.each(CASES)(
  '$kind on a grid that is $name is the file that other readers have judged',
  async ({ name, kind, grid }) => {
    for (const file of filesOf(exportFacts(grid), [kind])) {
      const path = `${FOLDER}${name}/scan${file.ending}`;
      const bytes = await bytesOf(file);
      if (process.env['WRITE_EXPORTS']) {
        mkdirSync(dirname(path), { recursive: true });
        writeFileSync(path, bytes);
      }
      expect(existsSync(path), path).toBe(true);
      expect(Buffer.from(unpacked(bytes)).equals(Buffer.from(unpacked(readFileSync(path)))), path).toBe(true);
    }
  },
);

test('every kind makes valid files of nothing, but for a DICOM segmentation, which must have a segment', async () => {
  const [grid] = Object.values(EXPORT_GRIDS);
  if (!grid) throw new Error('there are grids');
  const nothing = { ...exportFacts(grid), findings: [] };
  const files = filesOf(nothing, SAVE_KINDS);
  expect(files.map(({ ending }) => ending)).toEqual([
    ...['_labels.nii.gz', '_labels.txt', '_labels.ctbl', '.seg.nrrd', '_surfaces.obj', '_surfaces.glb'],
    ...['_findings.csv', '_report.json', '_methods.txt'],
  ]);
  for (const file of files) await bytesOf(file);
});

test('the document of exports has a line for each kind', () => {
  const text = readFileSync(new URL('../../docs/exports.md', import.meta.url), 'utf8');
  // As the terminal calls it.
  for (const kind of SAVE_KINDS) expect(text).toContain(`\n| \`${kind === 'table' ? 'csv' : kind}\` |`);
});

test('no DICOM segmentation is made where all that was found has been erased, and one where anything is left', () => {
  const facts = exportFacts(EXPORT_GRIDS['oblique'] as (typeof EXPORT_GRIDS)[string]);
  const erased = (count: number) =>
    foundObjects(facts.findings).map((object, n) => ({
      ...object,
      measurement: { ...object.measurement, voxels: n < count ? 0 : object.measurement.voxels },
    }));
  const kinds = (count: number) => filesOf({ ...facts, findings: erased(count) }, ['dicom-seg', 'masks']);
  const all = foundObjects(facts.findings).length;
  expect(kinds(all).map(({ type }) => type)).not.toContain('application/dicom');
  expect(kinds(all - 1).map(({ type }) => type)).toContain('application/dicom');
});

test('no two files of a scan have one name, whatever its objects are called', () => {
  const [grid] = Object.values(EXPORT_GRIDS);
  if (!grid) throw new Error('there are grids');
  const facts = exportFacts(grid);
  const titles = ['surfaces', 'labels', 'surfaces'];
  const findings = facts.findings.map((finding, n) => ({ ...finding, title: titles[n] ?? '' }));
  const endings = filesOf({ ...facts, findings }, SAVE_KINDS).map(({ ending }) => ending);
  expect(new Set(endings).size).toBe(endings.length);
});

test('of one object only its own files are made, under the names that they have among all', () => {
  const facts = exportFacts(EXPORT_GRIDS['oblique'] as (typeof EXPORT_GRIDS)[string]);
  const [, second] = facts.findings;
  const files = filesOf(facts, ['masks', 'probabilities', 'stl'], second?.id);
  expect(files.map(({ ending }) => ending)).toEqual([
    ...['_left_kidney_2.nii.gz', '_left_kidney_2_probability.nii.gz', '_left_kidney_2.stl'],
  ]);
});
