import { describe, expect, test } from 'vitest';
import { toWire, type WireError } from '#errors.ts';
import { type Listing, listScans, openListed } from '#formats/list-scans.ts';
import { gridHeader } from '#formats/nifti-header.ts';
import { writeNifti } from '#formats/write-nifti.ts';
import { wording } from '#messages/wording.ts';
import { caseIds, difference, formatCase } from '#testing/format-cases.ts';

/** Where a case is not simply read, the codes of what is said; with them the parts that have numbers in them. */
const REFUSED: Readonly<Record<string, readonly [code: string, details: object]>> = {
  'anonymised-no-position': ['dicom-geometry', { missing: 'position' }],
  'ct-missing-slice': ['dicom-slices-missing', { count: 1, of: 16, after: [6] }],
  'ct-truncated': ['file-truncated', { name: 'IM0008.dcm' }],
  'ct-uneven-spacing': ['dicom-slices-uneven', { name: 'CT series 14' }],
  'localizer-only': ['dicom-other', { kind: 'localizer', count: 3 }],
  'rgb-series': ['dicom-other', { kind: 'capture', count: 4 }],
  'single-slice': ['dicom-other', { kind: 'single', count: 1 }],
  'us-refused': ['dicom-other', { kind: 'ultrasound' }],
};
const NOTICES: Readonly<Record<string, readonly WireError[]>> = {
  'ct-duplicates': [{ code: 'dicom-copies', details: { name: 'CT series 14', count: 3 } }],
};
const PARTS: Readonly<Record<string, readonly object[]>> = {
  'mr-two-echoes': [
    { kind: 'echo', n: 1, of: 2, timeMs: 2.3 },
    { kind: 'echo', n: 2, of: 2, timeMs: 4.6 },
  ],
  'mr-time-points': [1, 2, 3].map((n) => ({ kind: 'time', n, of: 3 })),
};

const withOutcome = (...outcomes: readonly string[]) =>
  caseIds.filter((id) => outcomes.includes(formatCase(id).facts.outcome) && !(id in REFUSED));

describe('a series is read voxel by voxel and millimetre by millimetre', () => {
  test.each(withOutcome('read', 'notice'))('%s', async (id) => {
    const { facts, files, expected } = formatCase(id);
    const { scans } = await listScans(files);
    expect(scans).toHaveLength(1);
    const [only] = scans;
    if (!only) throw new Error('there is one');
    const { volume, facts: own } = await openListed(only);
    const [name = ''] = facts.expected ?? [];
    const { value, mm } = difference(volume, await expected(name), facts);
    const { value: most = 0.5, mm: far = 0.05 } = facts.tolerance ?? {};
    expect(value).toBeLessThanOrEqual(most);
    expect(mm).toBeLessThanOrEqual(far);
    expect(own.notices).toMatchObject(NOTICES[id] ?? []);
    // Only one case has lost what it is.
    expect(own.modalityIsGuess).toBe(id === 'anonymised-no-modality');
    if (facts.modality) expect(volume.modality).toBe(facts.modality === 'PT' ? 'other' : facts.modality);
  });
});

describe('where a folder has several volumes, each is offered and right, and nothing else is', () => {
  test.each(withOutcome('choose'))('%s', async (id) => {
    const { facts, files, expected } = formatCase(id);
    const { scans } = await listScans(files);
    const wanted = new Map(
      await Promise.all((facts.expected ?? []).map(async (name) => [name, await expected(name)] as const)),
    );
    expect(scans).toHaveLength(wanted.size);
    for (const scan of scans) {
      const { volume } = await openListed(scan);
      const match = [...wanted].find(([, each]) => difference(volume, each, facts).value <= 0.5);
      expect(match, scan.found.name).toBeDefined();
      if (match) wanted.delete(match[0]);
    }
    if (PARTS[id]) expect(scans.map(({ found }) => found.summary.part)).toEqual(PARTS[id]);
  });
});

test.each(Object.entries(REFUSED))(
  '%s is refused, and why is said with its numbers',
  async (id, [code, details]) => {
    const refusal = await listScans(formatCase(id).files).then(open, toWire);
    expect(refusal).toMatchObject({ code, details });
  },
);

async function open({ scans: [first] }: Listing): Promise<WireError | undefined> {
  return first && (await openListed(first).then(() => undefined, toWire));
}

test('a study tells its series apart by number, kernel and size, and says of each other file what it is', async () => {
  const { scans, apart } = await listScans(formatCase('study-mixed').files);
  expect(
    scans.map(({ found: { name, files, summary } }) => [name, files.length, summary.kernel, summary.size[2]]),
  ).toEqual([
    ['CT series 7', 16, 'B30f', 16],
    ['CT series 25', 9, 'B70f', 9],
  ]);
  expect(scans.map(({ found }) => found.summary.description)).toEqual(['Abdomen soft', 'Abdomen sharp']);
  const kinds = apart.map(({ reason }) => ('kind' in reason.details ? reason.details.kind : reason.code));
  expect(kinds.sort()).toEqual(['capture', 'document', 'document', 'document', 'localizer', 'report']);
});

test('a tilted gantry stays in the grid as a shear, and a file of it has no quaternion', async () => {
  const [scan] = (await listScans(formatCase('ct-gantry-tilt').files)).scans;
  if (!scan) throw new Error('there is one');
  const { facts } = await openListed(scan);
  expect(facts.header).toMatchObject({ qformCode: 0, sformCode: 1 });
});

test('nothing that identifies the patient comes out of the headers: not in facts, names, sentences or written files', async () => {
  const { facts, files } = formatCase('private-names');
  const listing = await listScans(files);
  const [scan] = listing.scans;
  if (!scan) throw new Error('there is one');
  const { volume, facts: own } = await openListed(scan);
  const { grid, slope, intercept } = volume;
  const data = Float32Array.from(volume.data);
  const written = writeNifti({ size: grid.size, header: gridHeader(grid), data, slope, intercept });
  const cut = new Uint8Array((await files[3]?.slice(0, 5000)) ?? []);
  const refusal = await listScans([
    { ...(files[3] ?? raise()), size: cut.length, slice: async (a, b) => cut.slice(a, b) },
  ]).catch(toWire);
  if (!('code' in refusal)) throw new Error('a cut file opened');
  const told = [
    JSON.stringify([scan.found.name, scan.found.summary, listing.apart, own, volume.name]),
    JSON.stringify({ ...refusal, stack: refusal.stack }),
    wording(refusal),
    new TextDecoder().decode(written),
    new TextDecoder('latin1').decode(written),
  ];
  expect(facts.must_not_leak?.length).toBeGreaterThan(3);
  for (const secret of [...(facts.must_not_leak ?? []), '1.2.826.0.1.3680043']) {
    for (const text of told) expect(text).not.toContain(secret);
  }
});

function raise(): never {
  throw new Error('the case has files');
}
