import { expect, test } from 'vitest';
import { gridHeader } from '#formats/nifti-header.ts';
import { fakeApp, SMALL_GRID, scanFile } from '#testing/fake-app.ts';
import { faults } from '#testing/findings.ts';
import { openBytes } from '#testing/open-bytes.ts';
import { alterFinding } from './alter-finding.ts';
import { recognise } from './body-parts.ts';
import { chooseComponents } from './choose-components.ts';
import {
  exportLabelMap,
  exportMask,
  exportProbability,
  exportReport,
  exportText,
} from './export-findings.ts';
import { openVolume } from './open-volume.ts';
import { segment } from './segment.ts';

async function found(prompt: string) {
  const fake = fakeApp();
  await openVolume(fake.app, scanFile('patient 7.nii.gz'));
  await segment(fake.app, prompt);
  return fake;
}

test('the label map lies on the grid of the scan, later objects over earlier ones', async () => {
  const { app, saved } = await found('liver, spleen');
  await exportLabelMap(app);
  const [file] = saved;
  if (!file) throw new Error('nothing was saved');
  expect(file.name).toBe('patient 7_labels.nii.gz');
  const { volume, header } = await openBytes(file.name, file.bytes);
  expect(volume.grid).toEqual(SMALL_GRID);
  expect(header).toEqual(gridHeader(SMALL_GRID));
  expect([...volume.data]).toEqual([...Array(12).fill(0), ...Array(12).fill(1)]);
});

test('beside the label map lies a text that says what its numbers mean', async () => {
  const { app, saved } = await found('liver, spleen');
  await exportLabelMap(app);
  expect(saved.map(({ name }) => name)).toEqual([
    ...['patient 7_labels.nii.gz', 'patient 7_labels.txt', 'patient 7_labels.ctbl'],
  ]);
  const lines = new TextDecoder().decode(saved[1]?.bytes).trim().split('\n');
  expect(lines.slice(-2)).toEqual([
    expect.stringMatching(/^ +1 .*"spleen"$/),
    expect.stringMatching(/^ +6 .*"liver"$/),
  ]);
});

test('hidden objects are saved too', async () => {
  const { app, saved, state } = await found('liver');
  const [liver] = state().findings;
  if (liver) alterFinding(app, liver.id, { visible: false });
  await exportLabelMap(app);
  const data = saved[0] && (await openBytes('labels', saved[0].bytes)).volume.data;
  expect(data?.[12]).toBe(6);
});

test('one object is saved as 0 and 1 under its own name', async () => {
  const { app, saved, state } = await found('liver, left kidney');
  const kidney = state().findings[1];
  if (kidney) await exportMask(app, kidney.id);
  expect(saved[0]?.name).toBe('patient 7_left_kidney.nii.gz');
  const { data } = (await openBytes('mask', saved[0]?.bytes ?? new Uint8Array())).volume;
  expect([...data].filter((value) => value === 1)).toHaveLength(12);
});

test('how probable an object is at each voxel is saved on the grid of the scan, as numbers from 0 to 1', async () => {
  const { app, saved, state } = await found('liver');
  const [liver] = state().findings;
  if (!liver) throw new Error('the liver is found');
  const mask = app.voxels.mask(liver.id);
  if (!mask) throw new Error('it has a mask');
  app.voxels.keepMask(liver.id, { ...mask, data: mask.data.map((byte, n) => (n === 0 ? 51 : byte)) });
  await exportProbability(app, liver.id);
  expect(saved.map(({ name }) => name)).toEqual(['patient 7_liver_probability.nii.gz']);
  const { volume, header } = await openBytes('p', saved[0]?.bytes ?? new Uint8Array());
  expect(volume.grid).toEqual(SMALL_GRID);
  expect(header).toEqual(gridHeader(SMALL_GRID));
  expect(volume).toMatchObject({ slope: Math.fround(1 / 255), intercept: 0 });
  expect(volume.data).toBeInstanceOf(Uint8Array);
  // The fake model's probabilities rise with the voxels' values.
  expect([...volume.data]).toEqual([51, ...Array(11).fill(0), ...mask.data.slice(12)]);
  expect(volume.data[12]).toBeLessThan(volume.data[13] ?? 0);
});

test('objects whose names have no Latin letter are saved under names of their own', async () => {
  const { app, saved, state } = await found('liver, spleen');
  const titles = ['печень', '!'];
  state().findings.forEach((finding, n) => {
    state().findingRecorded({ ...finding, title: titles[n] ?? '' });
  });
  for (const { id } of state().findings) await exportMask(app, id);
  expect(saved.map(({ name }) => name)).toEqual(['patient 7_печень.nii.gz', 'patient 7_object.nii.gz']);
});

test('nothing found is nothing saved as a label map, but may be reported', async () => {
  const { app, saved } = await found('livre');
  await exportLabelMap(app);
  expect(saved).toEqual([]);
  await exportReport(app);
  const report = JSON.parse(new TextDecoder().decode(saved[0]?.bytes));
  expect(saved[0]?.name).toBe('patient 7_report.json');
  expect(report.findings).toMatchObject([{ answer: 'not-understood', prompt: 'livre', nearest: ['liver'] }]);
  expect(faults(report)).toEqual([]);
});

test('the report says what was measured, where, and by what', async () => {
  const { app, saved } = await found('liver');
  await exportReport(app);
  const report = JSON.parse(new TextDecoder().decode(saved[0]?.bytes));
  expect(report).toMatchObject({
    notice: 'Research use only. Not a medical device.',
    scan: { file: 'patient 7.nii.gz', modality: 'CT', size: [4, 3, 2], axes: 'LAS' },
    app: { name: 'parse3d', version: app.version },
    packs: [
      {
        ...{ id: 'fake', version: '0', files: [{ path: 'fake.onnx', sha256: '00ff' }] },
        thresholds: { maskThreshold: 0.5 },
      },
    ],
    findings: [
      {
        answer: 'found',
        name: 'liver',
        testedOnModality: true,
        components: 'largest',
        evidence: { rawExistence: 0.9 },
        labelId: 6,
        existenceScore: 0.9,
        measurement: {
          volumeMl: 0.288,
          voxels: 12,
          centroidMmRas: [27, -17, 14],
          boxVoxels: { from: [0, 0, 1] },
          boxMmRas: { from: [23, -21.5, 12], to: [31, -12.5, 16] },
          cutBySides: ['superior', 'inferior', 'right', 'left', 'anterior', 'posterior'],
        },
        ...{ threshold: 0.5, pieces: { found: 1, kept: 1, leftOutMl: 0 }, changedByHand: false },
        source: {
          pack: { id: 'fake', version: '0' },
          modality: 'CT',
          computedOn: { backend: 'wasm', name: 'fake' },
        },
      },
    ],
  });
  expect(faults(report)).toEqual([]);
});

test('what is in the scan: every structure is asked for, and marked where the pack has no figure for it', async () => {
  const { app, saved, state } = await found('liver');
  await recognise(app);
  const { findings } = state();
  expect(findings.map(({ title }) => title).sort()).toEqual([
    'left kidney',
    'liver',
    'right kidney',
    'spleen',
  ]);
  const tested = findings.filter((each) => each.kind === 'found' && each.source.isTested);
  expect(tested.map(({ title }) => title)).toEqual(['liver']);
  await exportText(app, 'table');
  expect(saved[0]?.name).toBe('patient 7_findings.csv');
  const lines = new TextDecoder().decode(saved[0]?.bytes).trim().split('\r\n');
  expect(lines).toHaveLength(5);
  expect(lines[1]).toMatch(/^left kidney,kidney_left,left kidney,found,0.9000,no,/);
});

test('every piece is kept on request, also of what was answered before', async () => {
  const { app, state } = await found('liver, livre');
  await chooseComponents(app, 'all');
  expect(state().findings).toMatchObject([{ title: 'liver', components: 'all' }, { kind: 'not-understood' }]);
  await segment(app, 'spleen');
  expect(state().findings.at(-1)).toMatchObject({ title: 'spleen', components: 'all' });
  await chooseComponents(app, 'declared');
  expect(state().findings[0]).toMatchObject({ title: 'liver', components: 'largest' });
});
