import { expect, test } from 'vitest';
import { gridHeader } from '#formats/nifti-header.ts';
import { readNifti } from '#formats/read-nifti.ts';
import { fakeApp, SMALL_GRID, scanFile } from '#testing/fake-app.ts';
import { alterFinding } from './alter-finding.ts';
import { exportLabelMap, exportMask, exportReport } from './export-findings.ts';
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
  exportLabelMap(app);
  const [file] = saved;
  if (!file) throw new Error('nothing was saved');
  expect(file.name).toBe('patient 7_labels.nii.gz');
  const { volume, header } = readNifti(file.name, file.bytes);
  expect(volume.grid).toEqual(SMALL_GRID);
  expect(header).toEqual(gridHeader(SMALL_GRID));
  expect([...volume.data]).toEqual([...Array(12).fill(0), ...Array(12).fill(1)]);
});

test('hidden objects are saved too', async () => {
  const { app, saved, state } = await found('liver');
  const [liver] = state().findings;
  if (liver) alterFinding(app, liver.id, { visible: false });
  exportLabelMap(app);
  const data = saved[0] && readNifti('labels', saved[0].bytes).volume.data;
  expect(data?.[12]).toBe(6);
});

test('one object is saved as 0 and 1 under its own name', async () => {
  const { app, saved, state } = await found('liver, left kidney');
  const kidney = state().findings[1];
  if (kidney) exportMask(app, kidney.id);
  expect(saved[0]?.name).toBe('patient 7_left_kidney.nii.gz');
  const { data } = readNifti('mask', saved[0]?.bytes ?? new Uint8Array()).volume;
  expect([...data].filter((value) => value === 1)).toHaveLength(12);
});

test('nothing found is nothing saved as a label map, but may be reported', async () => {
  const { app, saved } = await found('livre');
  exportLabelMap(app);
  expect(saved).toEqual([]);
  exportReport(app);
  const report = JSON.parse(new TextDecoder().decode(saved[0]?.bytes));
  expect(saved[0]?.name).toBe('patient 7_report.json');
  expect(report.findings).toEqual([{ answer: 'not-understood', prompt: 'livre', nearest: ['liver'] }]);
});

test('the report says what was measured, where, and by what', async () => {
  const { app, saved } = await found('liver');
  exportReport(app);
  const report = JSON.parse(new TextDecoder().decode(saved[0]?.bytes));
  expect(report).toMatchObject({
    notice: 'Research use only. Not a medical device.',
    scan: { file: 'patient 7.nii.gz', modality: 'CT', size: [4, 3, 2], axes: 'LAS' },
    findings: [
      {
        answer: 'found',
        name: 'liver',
        labelId: 6,
        existenceScore: 0.9,
        measurement: {
          volumeMl: 0.288,
          voxels: 12,
          centroidMmRas: [27, -17, 14],
          boxVoxels: { from: [0, 0, 1] },
        },
        source: {
          model: 'Fake',
          version: '0',
          modality: 'CT',
          computedOn: { backend: 'wasm', name: 'fake' },
        },
      },
    ],
  });
});
