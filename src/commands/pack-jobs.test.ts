import { afterEach, expect, test, vi } from 'vitest';
import { fakeApp } from '#testing/fake-app.ts';
import { convertCheckpoint } from './convert-checkpoint.ts';
import { addPack } from './pack-jobs.ts';

afterEach(() => vi.unstubAllGlobals());

/** A browser that asks the person, who has not answered yet. */
function unanswered() {
  const persist = vi.fn(() => new Promise<boolean>(() => undefined));
  const storage = { persist, persisted: async () => false, estimate: async () => ({ usage: 0, quota: 1 }) };
  vi.stubGlobal('navigator', { storage });
  return persist;
}

test('a pack is added, or made, while the browser still asks whether it may be kept', async () => {
  const persist = unanswered();
  const { app, state } = fakeApp();
  expect(await addPack(app, { name: 'a', files: new Map() })).toBeDefined();
  const file = new File([], 'a.ckpt');
  const given = { name: file.name, files: new Map([[file.name, file]]) };
  app.checkpoints.picked = given;
  state().checkpointPicked({ name: file.name, bytes: 0, is: { kind: 'other' } });
  expect(await convertCheckpoint(app, 'float16')).toBeDefined();
  expect(persist).toHaveBeenCalledTimes(2);
});
