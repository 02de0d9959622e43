import { expect, test } from 'vitest';
import type { Progress } from '#engine/engine.ts';
import { Runs } from './runs.ts';

const pace = (share: number) => ({ share, progress: { stage: 'slice', done: share, total: 1 } as Progress });

test('of those who share a run the one least far is shown, until it has ended', () => {
  const runs = new Runs();
  runs.start();
  const [first, second] = [Symbol('first'), Symbol('second')];
  expect(runs.slowest(first, pace(0.5))).toEqual(pace(0.5));
  expect(runs.slowest(second, pace(0.1))).toEqual(pace(0.1));
  expect(runs.slowest(second, pace(0.7))).toEqual(pace(0.5));
  expect(runs.slowest(first, undefined)).toEqual(pace(0.7));
  expect(runs.slowest(second, undefined)).toBeUndefined();
});

test('a run that is started anew knows nothing of how far the one before was', () => {
  const runs = new Runs();
  runs.start();
  runs.slowest(Symbol('before'), pace(0.1));
  runs.start();
  expect(runs.slowest(Symbol('now'), pace(0.3))).toEqual(pace(0.3));
});

test('starting a run stops the one before, and a run ends when all who share it have', () => {
  const runs = new Runs();
  const before = runs.start();
  const signal = runs.start();
  expect(before.aborted).toBe(true);
  expect(runs.join()).toBe(signal);
  expect(runs.end(before)).toBe(false);
  expect(runs.end(signal)).toBe(false);
  expect(runs.end(signal)).toBe(true);
  expect(runs.join()).toBeUndefined();
});
