import { unzipSync } from 'fflate';
import { expect, test } from 'vitest';
import { fakeApp, scanFile } from '#testing/fake-app.ts';
import { formatCase, givenCase } from '#testing/format-cases.ts';
import { drawNewObject } from './edit/start-editing.ts';
import { openFiles, openVolume } from './open-volume.ts';
import { canSave, methodsText, nameSaves, PAGE_SAVE_KINDS, saveResults, saveStem } from './save-results.ts';
import { segment } from './segment.ts';
import { hasUnsaved } from './unsaved.ts';

async function found(name = 'patient 7.nii.gz', prompt = 'liver, spleen') {
  const fake = fakeApp();
  await openVolume(fake.app, scanFile(name));
  await segment(fake.app, prompt);
  return fake;
}

/** A DICOM series, opened, with a liver in it. */
async function foundInSeries(id: string) {
  const fake = fakeApp();
  await openFiles(fake.app, await givenCase(id));
  await segment(fake.app, 'liver');
  return fake;
}

const text = (bytes: Uint8Array | undefined) => new TextDecoder().decode(bytes);

test('a few files come one by one, more than three in a zip file that bears the name of their kind', async () => {
  const { app, saved } = await found();
  await saveResults(app, ['masks']);
  expect(saved.map(({ name }) => name)).toEqual(['patient 7_liver.nii.gz', 'patient 7_spleen.nii.gz']);
  await saveResults(app, ['masks', 'stl', 'probabilities']);
  const zip = saved[2]?.file;
  expect(zip?.name).toBe('patient 7_results.zip');
  const names = Object.keys(unzipSync(new Uint8Array((await zip?.arrayBuffer()) ?? new ArrayBuffer(0))));
  expect(names).toHaveLength(6);
});

test('all that can be saved is in the zip file, each file as it is when it is saved alone', async () => {
  const { app, saved, state } = await found();
  const kinds = PAGE_SAVE_KINDS.filter((kind) => canSave(app, kind));
  expect(kinds).not.toContain('dicom-seg');
  await saveResults(app, kinds, { isZipped: true });
  const all = unzipSync(new Uint8Array((await saved[0]?.file?.arrayBuffer()) ?? new ArrayBuffer(0)));
  expect(Object.keys(all)).toHaveLength(17);
  await saveResults(app, ['seg.nrrd']);
  expect(all['patient 7.seg.nrrd']).toEqual(saved[1]?.bytes);
  expect(state().saveProgress).toBeUndefined();
});

test('a name that seems to be a person’s is asked about before any file bears it, and a chosen one holds for all', async () => {
  const { app, saved, state } = await found('DOE^JANE.nii.gz');
  await saveResults(app, ['table']);
  expect(saved).toEqual([]);
  expect(state().isSaving).toBe(true);
  nameSaves(app, ' case 12 ');
  state().savingOffered(false);
  await saveResults(app, ['report']);
  expect(saved.map(({ name }) => name)).toEqual(['case 12_report.json']);
  expect(text(saved[0]?.bytes)).not.toContain('DOE');
  expect(JSON.parse(text(saved[0]?.bytes)).scan.file).toBe('case 12');
});

test('whoever saves from the dialog under the name that it shows is not asked again; the next scan is another matter', async () => {
  const { app, saved, state } = await found('DOE^JANE.nii.gz');
  state().savingOffered(true);
  await saveResults(app, ['table']);
  state().savingOffered(false);
  await saveResults(app, ['table']);
  expect(saved.map(({ name }) => name)).toEqual(['DOE^JANE_findings.csv', 'DOE^JANE_findings.csv']);
  const other = Int16Array.from({ length: 24 }, (_, n) => (n < 12 ? -400 : 60 + n));
  await openVolume(app, scanFile('ROE^RICHARD.nii', other));
  await segment(app, 'liver');
  await saveResults(app, ['table']);
  expect(saved).toHaveLength(2);
});

test('a name that no file can have becomes one', async () => {
  const { app } = await found();
  nameSaves(app, '../a:b*');
  expect(saveStem(app)).toBe('_a_b_');
  nameSaves(app, '');
  expect(saveStem(app)).toBe('scan');
});

test('a DICOM segmentation is offered of a series and of nothing else, and only its file names the patient', async () => {
  const { app, saved, state } = await foundInSeries('private-names');
  expect(canSave(app, 'dicom-seg')).toBe(true);
  await saveResults(app, ['dicom-seg']);
  expect(saved.map(({ name }) => name)).toEqual(['CT series 14_seg.dcm']);
  const secrets = formatCase('private-names').facts.must_not_leak ?? [];
  const isTold = (where: string) => secrets.filter((secret) => where.includes(secret));
  expect(isTold(Buffer.from(saved[0]?.bytes ?? []).toString('utf8')).length).toBeGreaterThan(0);
  expect(isTold(JSON.stringify([state(), app.voxels.scan()?.source]))).toEqual([]);
  expect(canSave((await foundInSeries('anonymised-no-uids')).app, 'dicom-seg')).toBe(false);
  const blank = fakeApp();
  await openFiles(blank.app, await givenCase('private-names'));
  drawNewObject(blank.app, 'cyst');
  expect(['dicom-seg', 'masks'].map((kind) => canSave(blank.app, kind as 'masks'))).toEqual([false, true]);
});

test('what cannot be made is said, and nothing is saved of it', async () => {
  const { app, saved, state } = await found();
  const broken = { ...app, makeFile: () => Promise.reject(new RangeError('Array buffer allocation failed')) };
  await saveResults(broken, ['glb']);
  expect(saved).toEqual([]);
  expect(state().notices.length).toBe(1);
  expect(state().saveProgress).toBeUndefined();
});

test('the paragraph for a paper is the one that is saved', async () => {
  const { app, saved } = await found();
  await saveResults(app, ['methods']);
  expect(text(saved[0]?.bytes)).toBe(methodsText(app));
});

test('what was drawn by hand is unsaved until a file has its outlines: figures and texts cannot give them back', async () => {
  const { app, state } = await found();
  drawNewObject(app, 'cyst');
  for (const kind of ['report', 'table', 'methods', 'stl', 'obj', 'glb', 'probabilities'] as const) {
    await saveResults(app, [kind]);
    expect(hasUnsaved(state()), kind).toBe(true);
  }
  for (const kind of ['labels', 'masks', 'seg.nrrd', 'session'] as const) {
    state().findingsSaved([]);
    expect(hasUnsaved(state())).toBe(true);
    await saveResults(app, [kind]);
    expect(hasUnsaved(state()), kind).toBe(false);
  }
});

test('what was found is unsaved until a file has all of it, and again once it is changed', async () => {
  const { app, state } = await found();
  expect(hasUnsaved(state())).toBe(true);
  const [first] = state().findings;
  await saveResults(app, ['masks'], first ? { only: first.id } : {});
  expect(hasUnsaved(state())).toBe(true);
  await saveResults(app, ['report']);
  expect(hasUnsaved(state())).toBe(false);
  await segment(app, 'liver');
  expect(hasUnsaved(state())).toBe(true);
});
