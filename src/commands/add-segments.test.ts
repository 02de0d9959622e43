import { beforeEach, describe, expect, test, vi } from 'vitest';
import { gridHeader } from '#formats/nifti-header.ts';
import type { GivenFile } from '#formats/scan-reader.ts';
import { writeNifti } from '#formats/write-nifti.ts';
import { en } from '#messages/en.ts';
import { deflate } from '#results/deflate.ts';
import { type FoundObject, foundObjects } from '#results/finding.ts';
import { findingsCsv } from '#results/findings-csv.ts';
import { makeFile } from '#results/made-file.ts';
import { methodsFacts } from '#results/methods-facts.ts';
import { buildReport } from '#results/report.ts';
import { filesOf } from '#results/saves.ts';
import { verdictsOf } from '#results/verdict.ts';
import { BALL, BALL_GRIDS, ballVolume } from '#testing/ball.ts';
import { bodyOn } from '#testing/export-cases.ts';
import { fakeApp } from '#testing/fake-app.ts';
import { faults } from '#testing/findings.ts';
import { ADDED } from '#volume/edit/edits.ts';
import { denseMask } from '#volume/mask.ts';
import { largestSlicePoint } from '#volume/slices.ts';
import type { Grid, Mask } from '#volume/types.ts';
import { restoreOutline } from './adjust-outline.ts';
import { chooseAnswer } from './ask-person.ts';
import { chooseScan } from './choose-scan.ts';
import { closeVolume } from './close-volume.ts';
import { commitEdits } from './edit/commit-edits.ts';
import { redo, undo } from './edit/undo.ts';
import { labelLists, nameLabels, unnamed } from './name-labels.ts';
import { openFiles } from './open-volume.ts';
import { readPoint } from './read-point.ts';
import { renameFinding } from './rename-finding.ts';
import { methodsText } from './save-results.ts';
import { segment } from './segment.ts';
import { stateModality } from './state-modality.ts';
import { takeFiles } from './take-files.ts';
import { turnScan } from './turn-scan.ts';
import { hasUnsaved } from './unsaved.ts';
import type { MaskParts } from './voxels.ts';

const GRID = BALL_GRIDS['flipped and anisotropic'] as Grid;

const given = (path: string, content: Uint8Array<ArrayBuffer> | string): GivenFile => ({
  path,
  content: new File([content], path),
});

const scan = (name = 'scan.nii', mm = 0) => {
  const { data, slope, intercept } = ballVolume(GRID);
  const grid = {
    ...GRID,
    voxelToWorld: GRID.voxelToWorld.map((v, n) => (n === 3 ? v + mm : v)) as unknown as Grid['voxelToWorld'],
  };
  return given(
    name,
    writeNifti({ size: GRID.size, header: gridHeader(grid), data: data as Int16Array, slope, intercept }),
  );
};

/** The ball as label 6, and a small one within it as label 12. */
const LARGE = bodyOn(GRID, BALL.centre, [28, 28, 28]);
const SMALL = bodyOn(GRID, BALL.centre, [9, 9, 9]);
function labels(name = 'labels.nii', grid = GRID) {
  const small = denseMask(SMALL);
  const data = denseMask(LARGE).map((value, n) => (small[n] ? 12 : 6 * value));
  return given(name, writeNifti({ size: grid.size, header: gridHeader(grid), data }));
}
const TABLE = given('labels.txt', '6 221 130 101 1 1 1 "liver"\n12 0 114 178 1 1 1 "Tumor größer"\n');

let made: ReturnType<typeof fakeApp>;
const objects = () => foundObjects(made.state().findings);
const codes = () => made.state().notices.map(({ error }) => error.code);

beforeEach(() => {
  made = fakeApp();
});

describe('a label map beside an open scan', () => {
  beforeEach(async () => {
    await openFiles(made.app, [scan()]);
    await takeFiles(made.app, [labels(), TABLE]);
  });

  test('adds its objects, named, coloured and measured; the scan stays', () => {
    expect(made.state().volume).toMatchObject({ at: 'ready', info: { name: 'scan.nii' } });
    expect(made.state().found?.name).toBe('scan.nii');
    expect(codes()).toEqual([]);
    expect(objects()).toMatchObject([
      {
        title: 'liver',
        labelId: 6,
        color: [221, 130, 101],
        fromFile: { file: 'labels.nii', label: 6, fit: 'exact' },
      },
      { title: 'Tumor größer', labelId: 12, color: [0, 114, 178] },
    ]);
    const [large, small] = objects() as [FoundObject, FoundObject];
    const all = large.measurement.volumeMl + small.measurement.volumeMl;
    // Counted at the voxels’ middles: within a percent of the ball.
    expect(Math.abs(all / BALL.volumeMl - 1)).toBeLessThan(0.01);
    expect(small.measurement.figures.meanIntensity).toBeCloseTo(1000, 0);
    expect(made.viewer.layers.map(({ key }) => key)).toEqual([large.id, small.id]);
    // No model has said how probable it is.
    const inside = largestSlicePoint(made.app.voxels.mask(large.id) as Mask);
    expect(inside && readPoint(made.app, inside).objects[0]?.probability).toBe('file');
  });

  test('is credited to no model, and no verdict is invented', async () => {
    const { findings } = made.state();
    expect(verdictsOf(findings).size).toBe(0);
    expect(en.summary({ ...summaryFacts(), fromFiles: 2 })).toBe('2 from files');
    const csv = findingsCsv(findings)
      .split('\r\n')
      .map((line) => line.split(','));
    const cell = (column: string) => csv[1]?.[csv[0]?.indexOf(column) ?? -1];
    expect(['from_file', 'verdict', 'existence_score', 'threshold', 'changed_by_hand'].map(cell)).toEqual([
      'labels.nii',
      '',
      '',
      '',
      'no',
    ]);
    const facts = { appVersion: '1', at: new Date(0), findings, maskOf: () => undefined };
    const report = buildReport({
      ...facts,
      scan: { name: 'scan.nii', modality: 'CT', grid: GRID, modalityIsGuess: false },
    });
    expect(faults(JSON.parse(JSON.stringify(report)))).toEqual([]);
    expect(report.packs).toEqual([]);
    expect(report.findings[0]).toMatchObject({
      ...{ source: null, verdict: null, existenceScore: null, threshold: null, drawnByHand: false },
      fromFile: { file: 'labels.nii', label: 6, name: 'liver', fit: 'exact' },
    });
    expect(methodsText(made.app)).toContain(
      'Read from files, not made by this software: liver, label 6 of “labels.nii” and Tumor größer, label 12 of “labels.nii”.',
    );
    expect(
      methodsFacts({
        appVersion: '1',
        at: new Date(0),
        scan: { modality: 'CT', modalityIsGuess: false },
        findings,
      }).models,
    ).toEqual([]);
  });
});

describe('what a label map has added', () => {
  beforeEach(async () => {
    await openFiles(made.app, [scan()]);
    await takeFiles(made.app, [labels(), TABLE]);
  });

  test('is one step to undo, and to do again', () => {
    const before = objects();
    expect(made.state().undoable).toEqual({ kind: 'from-file', title: 'labels.nii' });
    undo(made.app);
    expect(made.state().findings).toEqual([]);
    redo(made.app);
    expect(objects()).toEqual(before);
    expect(made.app.voxels.mask(before[0]?.id as FoundObject['id'])).toBeDefined();
  });

  test('does not speak against what the model finds in the same place', async () => {
    await segment(made.app, 'liver');
    const model = objects().find(({ fromFile }) => !fromFile);
    expect(model?.title).toBe('liver (2)');
    const doubts = verdictsOf(made.state().findings).get(model?.id as FoundObject['id'])?.doubts ?? [];
    expect(doubts.map(({ kind }) => kind)).not.toContain('shared');
  });

  test('stays with its voxels where ends of the patient are exchanged, and is measured anew', async () => {
    const before = objects();
    const mask = made.app.voxels.mask(before[0]?.id as FoundObject['id']);
    await turnScan(made.app, ['head-foot']);
    const after = objects();
    expect(after.map(({ title }) => title)).toEqual(before.map(({ title }) => title));
    const [was, is] = [before[0]?.measurement, after[0]?.measurement];
    expect(is?.volumeMl).toBeCloseTo(was?.volumeMl ?? 0, 9);
    expect(is?.centroid?.[0]).toBeCloseTo(was?.centroid?.[0] ?? 0, 6);
    expect(is?.centroid?.[2]).not.toBeCloseTo(was?.centroid?.[2] ?? 0, 0);
    expect(made.app.voxels.mask(after[0]?.id as FoundObject['id'])?.data).toEqual(mask?.data);
    // The same file lies on the same voxels still.
    await takeFiles(made.app, [labels(), TABLE]);
    expect(objects()[2]?.measurement).toEqual(is);
  });

  test('comes back the same when it is saved and dropped again', async () => {
    const { findings } = made.state();
    const opened = made.app.voxels.scan();
    if (!opened) throw new Error('it is open');
    const facts = {
      ...{ appVersion: '1', at: new Date(0), findings, methods: '', header: opened.header },
      maskOf: (id: FoundObject['id']) => made.app.voxels.mask(id),
      scan: { name: 'scan.nii', modality: 'CT' as const, grid: GRID, modalityIsGuess: false },
    };
    const [file] = filesOf(facts, ['seg.nrrd']);
    if (!file || typeof file.content === 'string' || file.content.kind === 'dicom-seg')
      throw new Error('a file');
    const before = objects();
    await takeFiles(made.app, [given('again.seg.nrrd', await makeFile(file.content, deflate))]);
    const again = objects().slice(before.length);
    expect(again.map(({ title }) => title)).toEqual(['liver (2)', 'Tumor größer (2)']);
    expect(again.map(({ measurement }) => measurement)).toEqual(before.map(({ measurement }) => measurement));
    expect(again.map(({ labelId }) => labelId)).toEqual([13, 14]);
    expect(codes()).toEqual([]);
  });
});

const summaryFacts = () => ({ found: 0, notFound: [], notAnswered: [], doubtful: [], toCheck: 0 });

describe('without the scan', () => {
  test('a label map opens as it did, and its objects join the scan that is opened next', async () => {
    await openFiles(made.app, [labels(), TABLE]);
    expect(codes()).toContain('labels-not-scan');
    expect(made.state().volume).toMatchObject({ info: { name: 'labels.nii' } });
    await openFiles(made.app, [scan()]);
    expect(made.state().volume).toMatchObject({ info: { name: 'scan.nii' } });
    expect(objects().map(({ title }) => title)).toEqual(['liver', 'Tumor größer']);
  });

  test('one that somebody takes for a scan waits for none', async () => {
    await openFiles(made.app, [labels()]);
    await stateModality(made.app, 'MR');
    await openFiles(made.app, [scan()]);
    expect(objects()).toEqual([]);
  });

  test('closing lets go of what waits', async () => {
    await openFiles(made.app, [labels()]);
    await closeVolume(made.app);
    await openFiles(made.app, [scan()]);
    expect(objects()).toEqual([]);
  });

  test('what lies elsewhere is refused with a sentence, and the scan stays', async () => {
    await openFiles(made.app, [labels()]);
    await openFiles(made.app, [scan('far.nii', 900)]);
    expect(made.state().volume).toMatchObject({ info: { name: 'far.nii' } });
    expect(objects()).toEqual([]);
    expect(codes()).toContain('segmentation-elsewhere');
  });
});

test('scan and label map given together are listed; chosen one after the other they come together', async () => {
  await openFiles(made.app, [scan(), labels(), TABLE], 'folder');
  expect(made.state().found?.scans.map(({ name }) => name)).toEqual(['scan.nii', 'labels.nii']);
  expect(made.state().found?.apart).toEqual([]);
  await chooseScan(made.app, 0);
  await chooseScan(made.app, 1);
  expect(made.state().volume).toMatchObject({ info: { name: 'scan.nii' } });
  expect(objects().map(({ title }) => title)).toEqual(['liver', 'Tumor größer']);
});

test('labels without names are called by their numbers, until a list is chosen, and undo gives the numbers back', async () => {
  await openFiles(made.app, [scan()]);
  await takeFiles(made.app, [labels()]);
  const titles = () => objects().map(({ title }) => title);
  expect(titles()).toEqual(['Label 6', 'Label 12']);
  expect(unnamed(made.state())).toHaveLength(2);
  const list = { id: 'x', name: 'X', names: new Map([[6, 'Leber']]) };
  nameLabels(made.app, list);
  expect(titles()).toEqual(['Leber', 'Label 12']);
  nameLabels(made.app, undefined);
  expect(titles()).toEqual(['Label 6', 'Label 12']);
  undo(made.app);
  expect(titles()).toEqual(['Leber', 'Label 12']);
  expect(labelLists(made.state()).map(({ names }) => names.size > 0)).not.toContain(false);
});

test('an object of a file that was edited is as its file has it again, on a turned scan too; what nobody touched is no unsaved work', async () => {
  await openFiles(made.app, [scan()]);
  await takeFiles(made.app, [labels(), TABLE]);
  const { app, state } = made;
  expect(hasUnsaved(state())).toBe(false);
  const [large] = objects() as [FoundObject];
  const of = () => objects().find(({ id }) => id === large.id);
  const before = denseMask(app.voxels.mask(large.id) as Mask);
  const { edits } = app.voxels.parts(large.id) as MaskParts;
  const box = { from: [0, 0, 0], to: [4, 2, 1] } as const;
  app.voxels.drawEdits(large.id, { box, data: new Uint8Array(8).fill(ADDED) }, true);
  commitEdits(app, large.id, 'brush', edits, box);
  await vi.waitFor(() => expect(of()?.measurement.voxels).toBe(large.measurement.voxels + 8));
  expect(hasUnsaved(state())).toBe(true);
  const asked = turnScan(app, ['left-right']);
  await vi.waitFor(() => expect(state().question).toBeDefined());
  chooseAnswer(app, 'go-on');
  await asked;
  expect(denseMask(app.voxels.mask(large.id) as Mask)).not.toEqual(before);
  await restoreOutline(app, large.id);
  expect(denseMask(app.voxels.mask(large.id) as Mask)).toEqual(before);
  expect(of()).toMatchObject({ isChanged: false, edits: {} });
  expect(state().undoable).toEqual({ kind: 'as-file', title: 'liver' });
  await vi.waitFor(() => expect(of()?.measurement.voxels).toBe(large.measurement.voxels));
  expect(hasUnsaved(state())).toBe(false);
  undo(app);
  expect(denseMask(app.voxels.mask(large.id) as Mask)).not.toEqual(before);
  redo(app);
  renameFinding(app, large.id, 'mine');
  expect(hasUnsaved(state())).toBe(true);
});
