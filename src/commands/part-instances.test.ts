import { expect, test } from 'vitest';
import type { AnswerId, Instance } from '#engine/engine.ts';
import { type FoundObject, foundObjects } from '#results/finding.ts';
import { fakeApp, scanFile } from '#testing/fake-app.ts';
import { undo } from './edit/undo.ts';
import { openVolume } from './open-volume.ts';
import { partInstances } from './part-instances.ts';
import { segment } from './segment.ts';

const SLICES = {
  ...{
    text: 'liver',
    seed: '0',
    preset: 'p',
    low: 0,
    high: 1,
    axes: 'LAS',
    through: 'S',
    count: 2,
    looked: 2,
  },
  ...{ there: 2, together: false, existence: [0.9, 0.8], existenceThreshold: 0.5 },
};

/** A liver, read slice by slice, of which the engine says that it is `count` objects. */
async function opened(count: number) {
  const fake = fakeApp();
  await openVolume(fake.app, scanFile());
  await segment(fake.app, 'liver');
  const [liver] = foundObjects(fake.state().findings);
  if (!liver) throw new Error('no liver');
  const whole: FoundObject = { ...liver, source: { ...liver.source, slices: SLICES } };
  fake.state().findingRecorded(whole);
  const mask = fake.app.voxels.parts(whole.id)?.base;
  if (!mask) throw new Error('no mask');
  const { measurement, components, threshold, pieces, confidence } = whole;
  fake.app.engine.instances = async () =>
    Array.from(
      { length: count },
      (_, n): Instance => ({
        ...{ mask, measurement, components, threshold, pieces, confidence },
        ...{ id: `part ${n}` as AnswerId, peakProbability: 0.9 },
      }),
    );
  return { ...fake, whole };
}

test('each instance becomes an object of its own, and one undo makes it one again', async () => {
  const { app, state, whole } = await opened(3);
  await partInstances(app, whole.id);
  const parts = foundObjects(state().findings);
  expect(parts.map(({ title }) => title)).toEqual(['liver', 'liver (2)', 'liver (3)']);
  expect(new Set(parts.map(({ labelId }) => labelId)).size).toBe(3);
  expect(new Set(parts.map(({ subject }) => subject)).size).toBe(3);
  expect(parts.map(({ answer }) => answer)).toEqual(['part 0', 'part 1', 'part 2']);
  for (const { id } of parts) expect(app.voxels.parts(id)).toBeDefined();
  undo(app);
  expect(state().findings.map(({ id }) => id)).toEqual([whole.id]);
  expect(app.voxels.parts(whole.id)).toBeDefined();
});

test('what is in one piece stays, and that is said', async () => {
  const { app, state, whole } = await opened(1);
  await partInstances(app, whole.id);
  expect(state().findings).toHaveLength(1);
  expect(state().notices.map(({ error }) => error.code)).toEqual(['one-instance']);
});
