import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { painted } from './painted.ts';

let frames: (() => void)[];

beforeEach(() => {
  frames = [];
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  vi.stubGlobal('requestAnimationFrame', (task: () => void) => frames.push(task));
  vi.stubGlobal('document', Object.assign(new EventTarget(), { hidden: false }));
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** Whether it is over by then. */
function begun() {
  const seen = { isOver: false };
  void painted().then(() => {
    seen.isOver = true;
  });
  return seen;
}

test('the next frame is waited for', async () => {
  const seen = begun();
  await vi.advanceTimersByTimeAsync(1000);
  expect(seen.isOver).toBe(false);
  for (const frame of frames) frame();
  await vi.advanceTimersByTimeAsync(0);
  expect(seen.isOver).toBe(true);
});

test('but not where none comes: the page is hidden, or has none though it is not', async () => {
  const hidden = begun();
  document.dispatchEvent(new Event('visibilitychange'));
  await vi.advanceTimersByTimeAsync(0);
  expect(hidden.isOver).toBe(true);
  const frameless = begun();
  await vi.advanceTimersByTimeAsync(5000);
  expect(frameless.isOver).toBe(true);
  Object.assign(document, { hidden: true });
  await painted();
});
