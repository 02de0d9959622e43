import { expect, test } from 'vitest';
import type { AnswerId, JudgeOptions, Shape } from '#engine/engine.ts';
import { fakeApp, scanFile } from '#testing/fake-app.ts';
import { FakeEngine } from '#testing/fake-engine.ts';
import { denseMask } from '#volume/mask.ts';
import { adjustOutline, restoreOutline } from './adjust-outline.ts';
import { removeFinding } from './alter-finding.ts';
import { chooseComponents } from './choose-components.ts';
import { exportMask } from './export-findings.ts';
import { openVolume } from './open-volume.ts';
import { segment } from './segment.ts';

/** Answers `rejudge` when it is told to, and remembers what it was asked. */
class PatientEngine extends FakeEngine {
  readonly asked: JudgeOptions[] = [];
  readonly #waiting: (() => void)[] = [];
  isPatient = false;
  isForgetful = false;

  override async rejudge(answer: AnswerId, options: JudgeOptions): Promise<Shape | undefined> {
    this.asked.push(options);
    if (this.isPatient) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    return this.isForgetful ? undefined : super.rejudge(answer, options);
  }

  async release(): Promise<void> {
    for (const go of this.#waiting.splice(0)) go();
    await new Promise((resolve) => setTimeout(resolve));
  }
}

async function withLiver() {
  const engine = new PatientEngine();
  const fake = fakeApp(engine);
  await openVolume(fake.app, scanFile());
  await segment(fake.app, 'liver');
  const [liver] = fake.state().findings;
  if (liver?.kind !== 'found') throw new Error('no liver');
  return { ...fake, engine, id: liver.id, before: liver };
}

test('a higher threshold leaves less, in the list, on the views and in the file, and nothing is decoded', async () => {
  const { app, state, viewer, saved, id, before } = await withLiver();
  await adjustOutline(app, id, { threshold: 0.95 });
  const [after] = state().findings;
  if (after?.kind !== 'found') throw new Error('gone');
  expect(after).toMatchObject({ threshold: 0.95, isChanged: true, title: 'liver' });
  expect(after.measurement.voxels).toBeLessThan(before.measurement.voxels);
  const [layer] = viewer.layers;
  const drawn = layer ? denseMask(layer.mask).reduce((sum, inside) => sum + inside, 0) : 0;
  expect(drawn).toBe(after.measurement.voxels);
  await exportMask(app, id);
  expect(saved).toHaveLength(1);
});

test('while one change is awaited only the newest wish is kept', async () => {
  const { app, engine, state, id } = await withLiver();
  engine.isPatient = true;
  const changes = [0.6, 0.7, 0.8].map((threshold) => adjustOutline(app, id, { threshold }));
  engine.isPatient = false;
  await engine.release();
  await Promise.all(changes);
  expect(engine.asked.map(({ threshold }) => threshold)).toEqual([0.6, 0.8]);
  expect(state().findings[0]).toMatchObject({ threshold: 0.8 });
});

test('drawn as the model did again, an object is unchanged, and asking again replaces it', async () => {
  const { app, state, id, before } = await withLiver();
  await adjustOutline(app, id, { threshold: 0.9, components: 'all' });
  await restoreOutline(app, id);
  expect(state().findings).toEqual([before]);
  await segment(app, 'liver');
  expect(state().findings).toHaveLength(1);
});

test('asking again leaves what a person changed, and answers beside it', async () => {
  const { app, state, id } = await withLiver();
  await adjustOutline(app, id, { threshold: 0.9 });
  await segment(app, 'liver');
  await segment(app, 'liver');
  expect(state().findings).toMatchObject([
    { title: 'liver', threshold: 0.9, isChanged: true, labelId: 6 },
    { title: 'liver (2)', threshold: 0.5, isChanged: false },
  ]);
  const labels = state().findings.map((finding) => finding.kind === 'found' && finding.labelId);
  expect(new Set(labels).size).toBe(2);
});

test('keeping small pieces of all is no change by hand, and keeps each threshold', async () => {
  const { app, state, id } = await withLiver();
  await adjustOutline(app, id, { threshold: 0.9 });
  await segment(app, 'spleen');
  await chooseComponents(app, 'all');
  expect(state().findings).toMatchObject([
    { title: 'liver', threshold: 0.9, components: 'all', isChanged: true },
    { title: 'spleen', threshold: 0.5, components: 'all', isChanged: false },
  ]);
});

test('what the engine has no probabilities of any more is said, and stays as it was', async () => {
  const { app, engine, state, id, before } = await withLiver();
  engine.isForgetful = true;
  await adjustOutline(app, id, { threshold: 0.3 });
  expect(state().notices).toMatchObject([{ error: { code: 'answer-gone', details: { name: 'liver' } } }]);
  expect(state().findings).toEqual([before]);
});

test('an object deleted meanwhile does not come back', async () => {
  const { app, engine, state, viewer, id } = await withLiver();
  engine.isPatient = true;
  const change = adjustOutline(app, id, { threshold: 0.9 });
  removeFinding(app, id);
  await engine.release();
  await change;
  expect(state().findings).toEqual([]);
  expect(viewer.layers).toEqual([]);
  expect(app.voxels.mask(id)).toBeUndefined();
});

test('the outline of an answer that was replaced meanwhile is not put on the new one', async () => {
  const { app, engine, state, id } = await withLiver();
  engine.isPatient = true;
  const change = adjustOutline(app, id, { threshold: 0.9 });
  const [liver] = state().findings;
  if (liver?.kind !== 'found') throw new Error('gone');
  const fresh = { ...liver, answer: 'another' as AnswerId };
  state().findingRecorded(fresh);
  await engine.release();
  await change;
  expect(state().findings).toEqual([fresh]);
});
