import { expect, test } from 'vitest';
import type { Progress } from '#engine/engine.ts';
import { createAppStore } from './store.ts';

const at = (done: number): Progress => ({ stage: 'encode', done, total: 10 });

test('the bar of a run never goes back, though what is said of it does', () => {
  const store = createAppStore();
  const { runStarted, runProgressed } = store.getState();
  runStarted(['liver']);
  runProgressed(at(8), 0.8);
  runProgressed(at(2), 0.2);
  expect(store.getState().run).toMatchObject({ share: 0.8, progress: at(2) });
  runProgressed(at(9), 0.9);
  expect(store.getState().run).toMatchObject({ share: 0.9, progress: at(9) });
});

test('the bar of another run begins empty, and progress after the end of a run is nobody’s', () => {
  const store = createAppStore();
  const { runStarted, runProgressed, runEnded } = store.getState();
  runStarted(['liver']);
  runProgressed(at(8), 0.8);
  runStarted(['spleen']);
  expect(store.getState().run).toMatchObject({ share: 0, progress: undefined });
  runEnded();
  runProgressed(at(9), 0.9);
  expect(store.getState().run).toEqual({ at: 'idle' });
});
