import { zipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { toWire } from '#errors.ts';
import { scanFile } from '#testing/fake-app.ts';
import { listScans, openListed } from './list-scans.ts';
import { openScan } from './open-scan.ts';
import { blobFile } from './scan-file.ts';
import { filesInZip } from './zip-files.ts';

const SCAN = new Uint8Array(await scanFile().arrayBuffer());
const archive = (bytes: Uint8Array<ArrayBuffer>, name = 'study.zip') => blobFile(name, new Blob([bytes]));
const zipped = (files: Readonly<Record<string, Uint8Array>>, level: 0 | 9 = 9) =>
  new Uint8Array(zipSync(files, { level }));

/** Where an entry's record of the list of contents begins. */
function recordOf(bytes: Uint8Array): { readonly view: DataView; readonly at: number } {
  const view = new DataView(bytes.buffer);
  for (let at = 0; at + 4 <= bytes.length; at++)
    if (view.getUint32(at, true) === 0x02014b50) return { view, at };
  throw new Error('it has a list of contents');
}

test.each([0, 9] as const)('a scan in an archive is the scan that was packed, at level %i', async (level) => {
  const there = await openScan([archive(zipped({ 'a/b/scan.nii': SCAN }, level))]);
  const here = await openScan([blobFile('scan.nii', new Blob([SCAN]))]);
  expect(there).toEqual(here);
});

test('an archive is a folder of its name: folders in it are kept apart, what systems leave in it is not looked at', async () => {
  const notes = new TextEncoder().encode('some notes');
  const { scans, apart } = await listScans([
    archive(
      zipped({
        'x/scan.nii': SCAN,
        'y/scan.nii': SCAN,
        'y/notes.txt': notes,
        '__MACOSX/x/._scan.nii': notes,
      }),
    ),
  ]);
  expect(scans.map(({ found }) => found.files[0]?.folder)).toEqual(['study.zip/x', 'study.zip/y']);
  expect(apart.map(({ name }) => name)).toEqual(['notes.txt']);
});

test('an archive in an archive is a file, and is said to be packed', async () => {
  const inner = zipped({ 'scan.nii': SCAN });
  const error = await openScan([archive(zipped({ 'inner.zip': inner }))]).catch(toWire);
  expect(error).toMatchObject({ code: 'format-unread', details: { name: 'inner.zip', kind: 'archive' } });
});

test('a document that is an archive by chance is no folder', async () => {
  const bytes = zipped({ '[Content_Types].xml': new Uint8Array(5), 'word/document.xml': new Uint8Array(5) });
  expect(await openScan([archive(bytes, 'letter.docx')]).catch(toWire)).toMatchObject({
    code: 'format-unread',
    details: { name: 'letter.docx' },
  });
});

test('an archive with nothing in it has nothing to open', async () => {
  expect(await openScan([archive(zipped({}))]).catch(toWire)).toMatchObject({
    code: 'nothing-to-open',
    details: { name: 'study.zip' },
  });
});

describe('what is damaged or made to mislead is refused by the name of the archive', () => {
  const changed = (change: (view: DataView, at: number, bytes: Uint8Array) => void) => {
    const bytes = zipped({ 'scan.nii': SCAN, 'scan2.nii': SCAN });
    const { view, at } = recordOf(bytes);
    change(view, at, bytes);
    return bytes;
  };
  test.each([
    ['cut in its list of contents', zipped({ 'scan.nii': SCAN }).slice(0, -30), /list-broken/],
    [
      'a checksum that is another',
      changed((view, at) => view.setUint32(at + 16, 1, true)),
      /file-broken.*scan.nii/,
    ],
    [
      'files that lie over each other',
      changed((view, at) => view.setUint32(at + 20, 5000, true)),
      /list-contradicts/,
    ],
    [
      'more than can be packed so tight',
      changed((view, at) => view.setUint32(at + 24, 2 ** 31, true)),
      /list-contradicts/,
    ],
    [
      'a length that is another',
      changed((view, at) => view.setUint32(at + 24, 900, true)),
      /file-broken.*scan.nii/,
    ],
    ['a header that is elsewhere', changed((_view, _at, bytes) => bytes.set([0], 0)), /./],
  ])('%s', async (_, bytes, reason) => {
    const refusals = await everyRefusal(bytes);
    expect(refusals).toContainEqual(
      expect.objectContaining({ code: expect.stringMatching(/archive-unread|not-a-scan|file-truncated/) }),
    );
    expect(refusals.map((each) => JSON.stringify(each.details)).join()).toMatch(reason);
  });

  test('a file that is locked is said to be', async () => {
    const bytes = zipped({ 'scan.nii': SCAN });
    const { view, at } = recordOf(bytes);
    view.setUint16(at + 8, view.getUint16(at + 8, true) | 1, true);
    view.setUint16(6, view.getUint16(6, true) | 1, true);
    const [refusal] = await everyRefusal(bytes);
    expect(JSON.stringify(refusal?.details)).toContain('locked');
  });
});

/** Everything that is refused of an archive, when it is listed and when what is listed is opened. */
async function everyRefusal(bytes: Uint8Array<ArrayBuffer>) {
  const listing = await listScans([archive(bytes)]).catch(toWire);
  if ('code' in listing) return [listing];
  const opened = await Promise.all(
    listing.scans.map((scan) =>
      openListed(scan).then(
        () => [],
        (error) => [toWire(error)],
      ),
    ),
  );
  return [...opened.flat(), ...listing.apart.map(({ reason }) => reason)];
}

test.each([0, 9] as const)('two may read a file in an archive at once, at level %i', async (level) => {
  const bytes = Uint8Array.from({ length: 400_000 }, (_, n) => (n * n) >> 7);
  const [file] = (await filesInZip(archive(zipped({ 'a.bin': bytes }, level)))) ?? [];
  const spans = [5, 100_000, 300_000, 399_990, 10].map(
    (from) => [from, Math.min(400_000, from + 90_000)] as const,
  );
  await file?.slice(0, 5);
  const read = await Promise.all(spans.map(([from, to]) => file?.slice(from, to)));
  expect(read).toEqual(spans.map(([from, to]) => bytes.slice(from, to)));
});

test('two may read a file at once, and each keeps what it has read', async () => {
  const bytes = Uint8Array.from({ length: 5000 }, (_, n) => n);
  const file = blobFile('a.bin', new Blob([bytes]));
  const [first, second] = await Promise.all([file.slice(0, 4000), file.slice(1000, 5000)]);
  expect([first, second]).toEqual([bytes.slice(0, 4000), bytes.slice(1000)]);
});
