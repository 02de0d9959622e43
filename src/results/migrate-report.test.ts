import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { faults, foundObject, notFound, notUnderstood } from '#testing/findings.ts';
import { migrateReport } from './migrate-report.ts';
import { buildReport } from './report.ts';

const grid = { size: [4, 1, 1], voxelToWorld: [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0] } as const;

/** As version 0.1.0 wrote them. */
const ofFormat1 = (name: 'page' | 'terminal') =>
  JSON.parse(readFileSync(new URL(`../testing/fixtures/reports/${name}-1.json`, import.meta.url), 'utf8'));

test('a report of the page in format 1 becomes one of this format that says no more than it did', () => {
  const old = ofFormat1('page');
  const report = migrateReport(old);
  expect(faults(report)).toEqual([]);
  expect(report).toMatchObject({
    ...{
      formatVersion: 6,
      createdAt: old.createdAt,
      scan: { ...old.scan, bodyPart: null },
      packs: old.packs,
      files: [],
    },
    app: { name: 'parse3d', version: null },
  });
  const [liver, puzzle] = report?.findings ?? [];
  expect(liver).toMatchObject({
    ...{ answer: 'found', labelId: 6, threshold: 0.5, pieces: null, changedByHand: false, file: null },
    ...{ color: old.findings[0].color, measurement: { volumeMl: 0.288 } },
    source: { pack: { id: 'fake', version: '0' }, computedOn: { backend: 'wasm', threads: null } },
  });
  expect(puzzle).toMatchObject({ answer: 'not-understood', prompt: 'livre', source: null });
});

test('a report of the terminal in format 1 becomes one of this format that says no more than it did', () => {
  const old = ofFormat1('terminal');
  const report = migrateReport(old);
  expect(faults(report)).toEqual([]);
  expect(report?.app).toEqual(old.app);
  expect(report?.packs).toEqual([old.pack]);
  expect(report?.files).toEqual(['ball-scan_edge.nii.gz']);
  const [edge, zenith, pizza] = report?.findings ?? [];
  const source = { milliseconds: old.milliseconds, computedOn: old.computedOn };
  expect(edge).toMatchObject({ answer: 'found', file: 'ball-scan_edge.nii.gz', color: null, source });
  expect(edge).toMatchObject({ measurement: old.findings[0].measurement });
  expect(zenith).toMatchObject({ answer: 'not-found', reason: old.findings[1].reason, source });
  expect(pizza).toMatchObject({ answer: 'not-understood', source });
});

test('overlaps of format 1 are found again by the names of their objects', () => {
  const old = ofFormat1('terminal');
  const [edge] = old.findings;
  const twice = { ...old, findings: [edge, { ...edge, name: 'rim', labelId: 9 }] };
  const report = migrateReport({ ...twice, overlapsInLabelMap: [{ covered: 'edge', by: 'rim', voxels: 3 }] });
  expect(report?.overlapsInLabelMap).toEqual([
    { covered: { name: 'edge', labelId: edge.labelId }, by: { name: 'rim', labelId: 9 }, voxels: 3 },
  ]);
});

test('a report of format 2 becomes one of this format, without figures', () => {
  const now = JSON.parse(JSON.stringify(migrateReport(ofFormat1('terminal'))));
  const { figures, ...measured } = now.findings[0].measurement;
  expect(figures).toEqual({});
  const [first, ...others] = now.findings;
  const old = { ...now, formatVersion: 2, findings: [{ ...first, measurement: measured }, ...others] };
  expect(migrateReport(old)).toEqual(now);
});

test('a report of format 3 becomes one of this format, without verdicts, pieces or a turned grid', () => {
  const kinds = [foundObject('liver'), notFound('spleen'), notUnderstood('x')];
  const facts = {
    name: 'a.nii',
    modality: 'CT',
    modalityIsGuess: false,
    grid,
    turned: ['left-right'],
  } as const;
  const at = new Date('2026-01-02T03:04:05.678Z');
  const report = buildReport({ appVersion: '1', scan: facts, findings: kinds, maskOf: () => undefined, at });
  const { turned: _, bodyPart: _part, ...scan } = report.scan;
  const [liver, spleen, x] = JSON.parse(JSON.stringify(report.findings));
  const { verdict: _liver, confidence: _c, ...found } = liver;
  const { verdict: _spleen, ...absent } = spleen;
  const { list: _list, ...pieces } = found.pieces;
  const old = { ...report, formatVersion: 3, scan, findings: [{ ...found, pieces }, absent, x] };
  const migrated = migrateReport(JSON.parse(JSON.stringify(old)));
  expect(faults(migrated)).toEqual([]);
  expect(migrated?.scan).toEqual({ ...scan, turned: [], bodyPart: null });
  expect(migrated?.findings).toEqual([
    { ...found, verdict: null, confidence: null, pieces: { ...pieces, list: [] } },
    { ...absent, verdict: null },
    x,
  ]);
});

test('a report of format 5 becomes one of this format that says nothing of what the scan shows', () => {
  const { scan, ...now } = JSON.parse(JSON.stringify(migrateReport(ofFormat1('terminal'))));
  const { bodyPart, ...before } = scan;
  expect(bodyPart).toBeNull();
  expect(migrateReport({ ...now, formatVersion: 5, scan: before })).toEqual({ ...now, scan });
});

test('a report of this format stays as it is', () => {
  const report = migrateReport(ofFormat1('terminal'));
  expect(migrateReport(JSON.parse(JSON.stringify(report)))).toEqual(report);
});

test.each([
  ['nothing', null],
  ['another file', { findings: [] }],
  ['a newer format', { ...ofFormat1('page'), formatVersion: 7 }],
  ['a damaged one', { ...ofFormat1('page'), scan: undefined }],
  ['one without findings', { ...ofFormat1('page'), findings: 'none' }],
  ['one with a finding that is none', { ...ofFormat1('page'), findings: [null] }],
  ['one whose measurement is none', withoutMeasurement()],
])('%s is no report', (_, json) => {
  expect(migrateReport(json)).toBeUndefined();
});

function withoutMeasurement() {
  const old = ofFormat1('page');
  return { ...old, findings: [{ ...old.findings[0], measurement: 'large' }] };
}
