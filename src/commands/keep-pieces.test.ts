import { expect, test } from 'vitest';
import type { FoundObject } from '#results/finding.ts';
import { fakeApp, scanFile } from '#testing/fake-app.ts';
import { adjustOutline } from './adjust-outline.ts';
import { keepPiece, locatePiece, swapPiece } from './keep-pieces.ts';
import { openVolume } from './open-volume.ts';
import { segment } from './segment.ts';

/** A liver in two pieces, 4 × 3 × 2 voxels of 24 mm³: six voxels at i = 0, three at i = 2 and 3. */
async function inTwo() {
  const fake = fakeApp();
  const data = Int16Array.from({ length: 24 }, (_, n) => (n % 4 === 0 || [2, 3, 7].includes(n) ? 100 : -500));
  await openVolume(fake.app, scanFile('two.nii', data));
  await segment(fake.app, 'liver');
  const liver = () => {
    const [finding] = fake.state().findings;
    if (finding?.kind !== 'found') throw new Error('no liver');
    return finding;
  };
  return { ...fake, id: liver().id, liver };
}

const kept = ({ pieces }: FoundObject) =>
  pieces.list.filter(({ isKept }) => isKept).map(({ number }) => number);

test('pieces are listed from the largest, and the largest is what is there at first', async () => {
  const { liver } = await inTwo();
  expect(liver().pieces).toMatchObject({ found: 2, kept: 1 });
  expect(liver().pieces.list.map(({ voxels }) => voxels)).toEqual([6, 3]);
  expect(kept(liver())).toEqual([1]);
});

test('a piece is added, left out again, or taken in place of the other, and the object counts as changed', async () => {
  const { app, id, liver } = await inTwo();
  await keepPiece(app, id, 2, true);
  expect([kept(liver()), liver().measurement.voxels]).toEqual([[1, 2], 9]);
  expect(liver().isChanged).toBe(true);
  await keepPiece(app, id, 1, false);
  expect([kept(liver()), liver().measurement.voxels]).toEqual([[2], 3]);
  await swapPiece(app, id, 1);
  expect([kept(liver()), liver().measurement.voxels]).toEqual([[1], 6]);
});

test('the last piece stays', async () => {
  const { app, id, liver } = await inTwo();
  await keepPiece(app, id, 1, false);
  expect(kept(liver())).toEqual([1]);
  expect(liver().isChanged).toBe(false);
});

test('of all pieces one can be left out', async () => {
  const { app, id, liver } = await inTwo();
  await adjustOutline(app, id, { components: 'all' });
  await keepPiece(app, id, 1, false);
  expect(kept(liver())).toEqual([2]);
});

test('what was chosen stays chosen when the threshold is moved', async () => {
  const { app, id, liver } = await inTwo();
  await swapPiece(app, id, 2);
  await adjustOutline(app, id, { threshold: 0.6 });
  expect(liver().components).toEqual({ numbers: [2], at: 0.5 });
});

test('the crosshair goes to the middle of a piece', async () => {
  const { app, id, liver, viewer } = await inTwo();
  locatePiece(app, id, 2);
  expect(viewer.target).toEqual(liver().pieces.list[1]?.centroid);
});
