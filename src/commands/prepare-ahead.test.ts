import { expect, test } from 'vitest';
import { fakeApp, scanFile } from '#testing/fake-app.ts';
import { FakeEngine } from '#testing/fake-engine.ts';
import type { Volume } from '#volume/types.ts';
import { loadModel } from './load-model.ts';
import { openVolume } from './open-volume.ts';
import { prepareAhead } from './prepare-ahead.ts';

/** Says what was prepared, and fails in it: that must not be heard of. */
class Preparing extends FakeEngine {
  readonly prepared: string[] = [];

  override async prepare({ name }: Volume): Promise<void> {
    this.prepared.push(name);
    throw new Error('no memory');
  }
}

function app() {
  const engine = new Preparing();
  return { ...fakeApp(engine), engine };
}

test('a scan is prepared once it is open, or once the model is ready where that comes later', async () => {
  const first = app();
  await loadModel(first.app);
  expect(first.engine.prepared).toEqual([]);
  await openVolume(first.app, scanFile('a.nii'));
  expect(first.engine.prepared).toEqual(['a.nii']);
  const second = app();
  await openVolume(second.app, scanFile('b.nii'));
  expect(second.engine.prepared).toEqual([]);
  await loadModel(second.app);
  expect(second.engine.prepared).toEqual(['b.nii']);
  expect(second.state().notices).toEqual([]);
});

test('not while nobody can say what kind of scan it is', async () => {
  const { app: opened, engine, state } = app();
  await loadModel(opened);
  await openVolume(opened, scanFile('a.nii'));
  const { volume } = state();
  if (volume.at !== 'ready') throw new Error('not open');
  state().volumeOpened({ ...volume.info, modalityIsUnsure: true });
  prepareAhead(opened);
  expect(engine.prepared).toHaveLength(1);
});
