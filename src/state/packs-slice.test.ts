import { expect, test } from 'vitest';
import { createAppStore } from './store.ts';

const at = (stage: 'write' | 'check', done: number) => ({ stage, done, total: 1000 });

test('the time left is told from the rate since the step began, not before there is one', () => {
  const store = createAppStore();
  const { jobStarted, jobProgressed } = store.getState();
  const left = () => store.getState().packJob?.millisecondsLeft;
  jobStarted('convert', 'Micro');
  jobProgressed(at('write', 0), 5000);
  jobProgressed(at('write', 100), 6000);
  expect(left()).toBeUndefined();
  jobProgressed(at('write', 200), 7000);
  expect(left()).toBe(8000);
  jobProgressed(at('check', 10), 9000);
  expect(left()).toBeUndefined();
});

test('a pause does not count as work', () => {
  const store = createAppStore();
  const { jobStarted, jobProgressed, jobPaused } = store.getState();
  jobStarted('convert', 'Micro');
  jobProgressed(at('write', 0), 0);
  jobProgressed(at('write', 200), 2000);
  jobPaused(true, 2000);
  jobPaused(false, 600_000);
  jobProgressed(at('write', 400), 602_000);
  expect(store.getState().packJob?.millisecondsLeft).toBe(6000);
});
