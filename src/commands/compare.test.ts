import { beforeEach, describe, expect, test } from 'vitest';
import { gridHeader } from '#formats/nifti-header.ts';
import { writeNifti } from '#formats/write-nifti.ts';
import { type FindingId, foundObjects } from '#results/finding.ts';
import { ballVolume } from '#testing/ball.ts';
import { bodyOn, EXPORT_GRIDS } from '#testing/export-cases.ts';
import { fakeApp } from '#testing/fake-app.ts';
import { toVoxel, toWorld, worldToVoxel } from '#volume/affine.ts';
import { compareMasks } from '#volume/compare/compare-masks.ts';
import { denseMask } from '#volume/mask.ts';
import type { Grid, Mask } from '#volume/types.ts';
import {
  compared,
  comparePairs,
  comparisonFacts,
  copyComparison,
  pairKey,
  showComparison,
  showPair,
} from './compare.ts';
import { openFiles } from './open-volume.ts';
import { byteAt } from './read-point.ts';
import { saveResults } from './save-results.ts';
import { segment } from './segment.ts';
import { takeFiles } from './take-files.ts';

const GRID = EXPORT_GRIDS['oblique'] as Grid;
const file = (path: string, content: Uint8Array<ArrayBuffer> | string) => ({
  path,
  content: new File([content], path),
});
const LIVER = bodyOn(GRID, [-4, 2, 8], [15, 11, 13]);
const KIDNEY = bodyOn(GRID, [9, -9, 4], [6, 6, 6]);
function labelMap(name: string) {
  const kidney = denseMask(KIDNEY);
  const data = denseMask(LIVER).map((value, n) => (kidney[n] ? 3 : 6 * value));
  return file(name, writeNifti({ size: GRID.size, header: gridHeader(GRID), data }));
}

let made: ReturnType<typeof fakeApp>;
const now = () => {
  const found = compared(made.state());
  if (!found) throw new Error('there are two results');
  return found;
};

beforeEach(async () => {
  made = fakeApp();
  const { data, slope, intercept } = ballVolume(GRID);
  const scan = writeNifti({
    ...{ size: GRID.size, header: gridHeader(GRID), data: data as Int16Array, slope, intercept },
  });
  await openFiles(made.app, [file('scan.nii', scan)]);
});

test('one result alone has nothing to be compared with', async () => {
  await segment(made.app, 'liver');
  showComparison(made.app, true);
  expect(compared(made.state())).toBeUndefined();
  await comparePairs(made.app);
  expect(comparisonFacts(made.state())).toBeUndefined();
});

describe('the model’s objects against a label map', () => {
  beforeEach(async () => {
    await segment(made.app, 'liver, left kidney');
    const names = '6 1 2 3 1 1 1 "LIVER"\n3 9 9 9 1 1 1 "kidney_right"\n';
    await takeFiles(made.app, [labelMap('mine.nii'), file('mine.txt', names)]);
    showComparison(made.app, true);
    await comparePairs(made.app);
  });

  test('are paired by their names, and what has no counterpart is told', () => {
    const { reference, other, pairs, onlyReference, onlyOther } = now();
    expect([reference.kind, reference.name, other.kind]).toEqual(['file', 'mine.nii', 'model']);
    expect(pairs.map((pair) => [pair.reference.title, pair.other.title, pair.by])).toEqual([
      ['LIVER', 'liver', 'name'],
    ]);
    expect(onlyReference.map(({ title }) => title)).toEqual(['kidney_right']);
    expect(onlyOther.map(({ title }) => title)).toEqual(['left kidney']);
  });

  test('have the figures of their masks', () => {
    const [pair] = now().pairs;
    if (!pair) throw new Error('there is one');
    const mask = (id: typeof pair.reference.id) => made.app.voxels.mask(id) as Mask;
    const expected = compareMasks(mask(pair.reference.id), mask(pair.other.id));
    expect(made.state().pairFigures.get(pairKey(pair))).toEqual(expected);
    expect(expected.dice).toBeLessThan(1);
  });

  test('are paired as somebody says, and not as their names have it', async () => {
    const [kidney] = now().onlyReference;
    const [left] = now().onlyOther;
    if (!kidney || !left) throw new Error('they are there');
    made.state().counterpartChosen(kidney.id, left.id);
    expect(now().pairs.map(({ by }) => by)).toEqual(['chosen', 'name']);
    const liver = now().pairs[1]?.reference;
    made.state().counterpartChosen(liver?.id ?? '', undefined);
    expect(now().pairs.map((pair) => pair.reference.title)).toEqual(['kidney_right']);
    await comparePairs(made.app);
    expect(comparisonFacts(made.state())?.pairs[0]?.figures).toBeDefined();
  });

  test('are seen as what both have and each has alone, and as themselves again', async () => {
    const keys = () => made.viewer.layers.map(({ key }) => key);
    const before = keys();
    await showPair(made.app, now().pairs[0]);
    expect(keys()).toEqual(['difference both', 'difference onlyReference', 'difference onlyOther']);
    await showPair(made.app, undefined);
    expect(keys()).toEqual(before);
    await showPair(made.app, now().pairs[0]);
    showComparison(made.app, false);
    expect(keys()).toEqual(before);
  });

  test('are copied and saved with every figure', async () => {
    const facts = comparisonFacts(made.state());
    if (!facts) throw new Error('they are compared');
    expect(await copyComparison(made.app, facts)).toBe(true);
    const [head, line] = (made.copied[0] ?? '').split('\n').map((each) => each.split('\t'));
    expect(head?.slice(0, 3)).toEqual(['reference', 'other', 'dice']);
    expect(line?.slice(0, 2)).toEqual(['LIVER', 'liver']);
    await saveResults(made.app, ['comparison']);
    expect(made.saved.map(({ name }) => name)).toEqual(['scan_comparison.csv', 'scan_comparison.json']);
    const json = JSON.parse(new TextDecoder().decode(made.saved[1]?.bytes));
    expect(json).toMatchObject({
      ...{ format: 'parse3d-comparison', reference: '“mine.nii”', onlyReference: ['kidney_right'] },
      pairs: [{ reference: 'LIVER', other: 'liver', dice: facts.pairs[0]?.figures?.dice }],
    });
  });
});

test('a pair of which no slice on the screen has anything is gone to', async () => {
  await segment(made.app, 'liver, left kidney');
  const names = '6 1 2 3 1 1 1 "LIVER"\n3 9 9 9 1 1 1 "kidney_right"\n';
  await takeFiles(made.app, [labelMap('mine.nii'), file('mine.txt', names)]);
  showComparison(made.app, true);
  await comparePairs(made.app);
  const [shown] = now().pairs;
  const masks = [shown?.reference, shown?.other].flatMap(
    (member) => made.app.voxels.mask(member?.id ?? ('' as FindingId)) ?? [],
  );
  const inSome = () => {
    const { target } = made.viewer;
    if (!target) return undefined;
    return masks.some((mask) => byteAt(mask, toVoxel(worldToVoxel(mask.grid), target)) >= mask.level);
  };
  const [first] = masks;
  if (!first) throw new Error('they have masks');
  made.state().crosshairMoved({ at: toWorld(first.grid.voxelToWorld, GRID.size), intensity: 0 });
  made.viewer.target = undefined;
  await showPair(made.app, shown);
  expect(inSome()).toBe(true);
});

test('numbers without names are paired by what the model numbers its structures, and that is told', async () => {
  await takeFiles(made.app, [labelMap('mine.nii')]);
  await segment(made.app, 'liver');
  showComparison(made.app, true);
  // The file’s object has the label 6, so the model’s has another in our own label map.
  expect(foundObjects(made.state().findings).map(({ labelId }) => labelId)).not.toEqual([3, 6, 6]);
  expect(now().pairs.map((pair) => [pair.reference.title, pair.other.title, pair.by])).toEqual([
    ['Label 6', 'liver', 'label'],
  ]);
});
