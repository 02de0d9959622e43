import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { fakeApp } from '#testing/fake-app.ts';
import { followProgress } from './follow-progress.ts';

const MINUTE = 60_000;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
});
afterEach(() => {
  vi.useRealTimers();
});

function followed() {
  const { app, state } = fakeApp();
  return { state, stop: followProgress(app) };
}

const compile = (done: number) =>
  ({ at: 'loading', progress: { stage: 'compile', done, total: 3 } }) as const;

test('a model that gets no further is told of, each minute anew, until it does or is not awaited any more', () => {
  const { state, stop } = followed();
  state().modelChanged(compile(0));
  vi.advanceTimersByTime(2 * MINUTE);
  expect(state().stuckMs).toBeUndefined();
  vi.advanceTimersByTime(MINUTE / 6);
  expect(state().stuckMs).toBe(2 * MINUTE);
  vi.advanceTimersByTime(MINUTE);
  expect(state().stuckMs).toBe(3 * MINUTE);
  state().modelChanged(compile(1));
  expect(state().stuckMs).toBeUndefined();
  vi.advanceTimersByTime(2.5 * MINUTE);
  expect(state().stuckMs).toBe(2 * MINUTE);
  state().modelChanged({ at: 'absent' });
  expect(state().stuckMs).toBeUndefined();
  vi.advanceTimersByTime(9 * MINUTE);
  expect(state().stuckMs).toBeUndefined();
  stop();
});

test.each([
  ['read' as const, undefined],
  [{ stage: 'encode', done: 0, total: 3 } as const, 2 * MINUTE],
])('of many scans the engine has no share in files that are slow to come: %j', (step, missed) => {
  const { state, stop } = followed();
  state().batchOpened('scans', ['a.nii', 'b.nii']);
  state().batchStarted({ text: 'liver', modality: undefined, manifestUrl: '' });
  state().batchScanChanged(0, { at: 'running', step });
  vi.advanceTimersByTime(2.5 * MINUTE);
  expect(state().stuckMs).toBe(missed);
  stop();
});

test('a slow model that goes on is nothing to be told of', () => {
  const { state, stop } = followed();
  for (let done = 0; done < 9; done++) {
    state().modelChanged(compile(done));
    vi.advanceTimersByTime(1.9 * MINUTE);
    expect(state().stuckMs).toBeUndefined();
  }
  stop();
});

test('so is an answer, but not while a person is to say what becomes of an object that was edited', () => {
  const { state, stop } = followed();
  state().runStarted(['liver']);
  state().againAsked({ titles: ['liver'] });
  vi.advanceTimersByTime(9 * MINUTE);
  expect(state().stuckMs).toBeUndefined();
  state().againAsked(undefined);
  vi.advanceTimersByTime(2.5 * MINUTE);
  expect(state().stuckMs).toBe(2 * MINUTE);
  state().runEnded();
  expect(state().stuckMs).toBeUndefined();
  stop();
  state().runStarted(['liver']);
  vi.advanceTimersByTime(9 * MINUTE);
  expect(state().stuckMs).toBeUndefined();
});
