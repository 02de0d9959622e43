import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { faults, foundObject, notFound, notUnderstood } from '#testing/findings.ts';
import { FIGURE_IDS } from '#volume/figures.ts';
import { maskOf } from '#volume/mask.ts';
import type { Finding, FindingId } from './finding.ts';
import { findingsCsv } from './findings-csv.ts';
import { buildReport } from './report.ts';
import { reportJsonSchema } from './report-schema.ts';

const grid = { size: [4, 1, 1], voxelToWorld: [-2, 0, 0, 10, 0, 3, 0, 20, 0, 0, 4, 30] } as const;
const scan = { name: 'scan.nii.gz', modality: 'CT' as const, modalityIsGuess: true, grid };
const masks: Readonly<Record<string, readonly number[]>> = { liver: [1, 1, 1, 0], spleen: [0, 0, 1, 1] };

function reportOf(findings: readonly Finding[]) {
  const maskOfFinding = (id: FindingId) => maskOf(grid, masks[id] ?? [0, 0, 0, 0]);
  const at = new Date('2026-01-02T03:04:05.678Z');
  const report = buildReport({ appVersion: '1.2.3', scan, findings, maskOf: maskOfFinding, at });
  // What reads a report reads it from its file.
  return JSON.parse(JSON.stringify(report));
}

const EVERY_KIND = [
  foundObject('liver'),
  foundObject('spleen', { labelId: 1 }),
  notFound('aorta'),
  notUnderstood('x'),
];

/** `npx vitest run src/results -u` writes it anew. */
test('the schema in docs/ is the one that reports are built by', async () => {
  const schema = `${JSON.stringify(reportJsonSchema(), undefined, 2)}\n`;
  await expect(schema).toMatchFileSnapshot('../../docs/report.schema.json');
});

test('every field of the schema, and every figure, is explained in docs/report.md', () => {
  const text = readFileSync(new URL('../../docs/report.md', import.meta.url), 'utf8');
  const explained = new Set([...text.matchAll(/`(\w+)`/g)].map(([, word]) => word));
  const fields = [...fieldsOf(reportJsonSchema()), ...FIGURE_IDS];
  expect(fields.filter((field) => !explained.has(field))).toEqual([]);
});

/** Names of properties, at any depth. */
function fieldsOf(schema: unknown): readonly string[] {
  if (typeof schema !== 'object' || schema === null) return [];
  const own = 'properties' in schema ? Object.keys(schema.properties ?? {}) : [];
  return [...own, ...Object.values(schema).flatMap(fieldsOf)];
}

test('a report with every kind of answer is valid, and so is one without any', () => {
  expect(faults(reportOf(EVERY_KIND))).toEqual([]);
  expect(faults(reportOf([]))).toEqual([]);
});

test('what a scan shows is said with who says it, and null where nobody does', () => {
  const said = { ...scan, bodyPart: { parts: ['chest', 'abdomen'], from: 'body-part' } } as const;
  const at = new Date('2026-01-02T03:04:05.678Z');
  const report = buildReport({ appVersion: '1', scan: said, findings: [], maskOf: () => undefined, at });
  expect(report.scan.bodyPart).toEqual({ parts: ['chest', 'abdomen'], from: 'body-part' });
  expect(faults(JSON.parse(JSON.stringify(report)))).toEqual([]);
  expect(reportOf([]).scan.bodyPart).toBeNull();
});

test('an object says how its outline came about, and whether a person changed it', () => {
  const changed = foundObject('liver', { isChanged: true, threshold: 0.8, components: 'all' });
  expect(reportOf([changed]).findings[0]).toMatchObject({
    ...{ threshold: 0.8, components: 'all', changedByHand: true, labelId: 6, color: [1, 2, 3], file: null },
    pieces: { found: 3, kept: 1, leftOutMl: 0.25 },
    measurement: {
      ...{ voxels: 3, volumeMl: 1.5, centroidMmRas: [-1, 2.25, 3], cutByEdge: true },
      cutBySides: ['superior', 'left'],
    },
  });
  expect(reportOf([foundObject('liver')]).findings[0].changedByHand).toBe(false);
});

test('an edited object says with which tools, and claims no confidence; a drawn one has nothing of a pack’s', () => {
  const confidence = { meanProbability: 0.9, expectedDice: 0.9, firmMl: 1, looseMl: 2 };
  const edited = foundObject('liver', { edits: { brush: 3, smooth: 1 }, isChanged: true, confidence });
  const drawn = foundObject('cyst', { isDrawn: true, isChanged: true, edits: { brush: 1 }, labelId: 7 });
  const report = reportOf([edited, drawn]);
  expect(faults(report)).toEqual([]);
  expect(report.findings).toMatchObject([
    { edits: { brush: 3, smooth: 1 }, changedByHand: true, drawnByHand: false, confidence: null },
    {
      ...{ edits: { brush: 1 }, drawnByHand: true, existenceScore: null, evidence: null, source: null },
      ...{ threshold: null, pieces: null, testedOnModality: false },
    },
  ]);
  expect(report.findings[0].existenceScore).not.toBeNull();
  expect(reportOf([drawn]).packs).toEqual([]);
  expect(findingsCsv([edited]).split('\r\n')[1]).toMatch(/,brush:3 smooth:1,$/);
  expect(findingsCsv([drawn]).split('\r\n')[1]?.split(',').slice(3, 6)).toEqual(['found', '', 'no']);
});

test('an outline that a high threshold has left empty has no centre and no box', () => {
  const nothing = {
    voxels: 0,
    volumeMl: 0,
    centroid: undefined,
    box: undefined,
    boxMm: undefined,
    cutBy: [],
    figures: {},
  };
  const report = reportOf([foundObject('liver', { measurement: nothing })]);
  expect(faults(report)).toEqual([]);
  const empty = { centroidMmRas: null, boxVoxels: null, boxMmRas: null, cutByEdge: false };
  expect(report.findings[0].measurement).toMatchObject(empty);
});

test('it says what every answer was computed by and on, with the hashes of the pack’s files, once', () => {
  const report = reportOf(EVERY_KIND);
  expect(report.app).toEqual({ name: 'parse3d', version: '1.2.3' });
  expect(report.packs).toHaveLength(1);
  expect(report.packs[0]).toMatchObject({ id: 'fake', files: [{ path: 'fake.onnx', sha256: '00ff' }] });
  for (const { source } of report.findings) {
    expect(source).toMatchObject({
      ...{ pack: { id: 'fake', version: '0' }, modality: 'CT' },
      computedOn: { backend: 'wasm', name: 'fake', reason: { kind: 'preferred' }, threads: 1 },
    });
  }
});

test('it says which objects a label map cannot show whole', () => {
  expect(reportOf(EVERY_KIND).overlapsInLabelMap).toEqual([
    { covered: { name: 'liver', labelId: 6 }, by: { name: 'spleen', labelId: 1 }, voxels: 1 },
  ]);
});

type Change = (report: ReturnType<typeof reportOf>) => void;

test.each<[string, Change]>([
  ['another format', (report) => Object.assign(report, { format: 'report' })],
  ['format 1', (report) => Object.assign(report, { formatVersion: 1 })],
  ['a field that is not documented', (report) => Object.assign(report, { note: '' })],
  ['an undocumented field of an object', (report) => Object.assign(report.findings[0], { note: '' })],
  ['no version of parse3d', (report) => delete report.app.version],
  ['a time that is none', (report) => Object.assign(report, { createdAt: 'yesterday' })],
  ['a grid of two axes', (report) => report.scan.size.pop()],
  ['a matrix of sixteen numbers', (report) => report.scan.voxelToWorldRas.push(0, 0, 0, 1)],
  ['label 0', (report) => Object.assign(report.findings[0], { labelId: 0 })],
  ['a label of 17 bits', (report) => Object.assign(report.findings[0], { labelId: 65536 })],
  ['a threshold in per cent', (report) => Object.assign(report.findings[0], { threshold: 50 })],
  ['an object without a measurement', (report) => delete report.findings[0].measurement],
  ['an object that nobody says is changed or not', (report) => delete report.findings[0].changedByHand],
  ['a side of the picture', (report) => report.findings[0].measurement.cutBySides.push('top')],
  [
    'a measurement of what is not there',
    (report) => Object.assign(report.findings[2], { measurement: null }),
  ],
  ['no reason why it is not found', (report) => delete report.findings[2].reason],
  ['an unknown kind of answer', (report) => Object.assign(report.findings[3], { answer: 'perhaps' })],
  ['a file elsewhere', (report) => Object.assign(report.findings[0], { file: '../liver.nii.gz' })],
  ['an overlap of no voxel', (report) => Object.assign(report.overlapsInLabelMap[0], { voxels: 0 })],
])('%s is not valid', (_, change) => {
  const report = reportOf(EVERY_KIND);
  change(report);
  expect(faults(report)).not.toEqual([]);
});
