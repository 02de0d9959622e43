import { afterEach, expect, test, vi } from 'vitest';
import { fakeApp, scanFile } from '#testing/fake-app.ts';
import { ask } from './ask.ts';
import { openVolume } from './open-volume.ts';
import { segment, stopSegmenting } from './segment.ts';

/** An app whose screen shows what was drawn when the test says so, and how often it has been asked for that. */
async function slowScreen() {
  const { app, viewer, state } = fakeApp();
  await openVolume(app, scanFile());
  const frames: (() => void)[] = [];
  const asked: (() => void)[] = [];
  const slow = {
    ...app,
    painted: () =>
      new Promise<void>((resolve) => {
        frames.push(resolve);
        asked.shift()?.();
      }),
  };
  /** Resolves when the run next waits for the screen. */
  const waits = () => new Promise<void>((resolve) => asked.push(resolve));
  return { app: slow, viewer, state, waits, show: () => frames.shift()?.() };
}

test('a run says that it draws before the views have the mask, and is over only when the mask is seen', async () => {
  const { app, viewer, state, waits, show } = await slowScreen();
  const beforeDrawing = waits();
  const run = segment(app, 'liver');
  await beforeDrawing;
  expect(state().run).toMatchObject({ at: 'running', progress: { stage: 'draw' }, share: 1 });
  expect(viewer.layers).toEqual([]);

  const drawn = waits();
  show();
  await drawn;
  expect(viewer.layers).toHaveLength(1);
  expect(state().run.at).toBe('running');
  expect(state().latest).toBeUndefined();

  show();
  expect(await run).toBe('answered');
  expect(state().latest?.findings).toHaveLength(1);
  expect(state().run).toEqual({ at: 'idle' });
});

afterEach(() => {
  vi.useRealTimers();
});

test('the seconds shown count until the mask is seen', async () => {
  const { app, state, waits, show } = await slowScreen();
  vi.useFakeTimers({ toFake: ['performance'] });
  const beforeDrawing = waits();
  const run = segment(app, 'liver');
  await beforeDrawing;
  vi.advanceTimersByTime(300);
  const drawn = waits();
  show();
  await drawn;
  vi.advanceTimersByTime(5000);
  show();
  await run;
  expect(state().latest?.milliseconds).toBe(5300);
});

test('a run that is stopped before it draws leaves nothing behind', async () => {
  const { app, viewer, state, waits, show } = await slowScreen();
  const beforeDrawing = waits();
  const run = segment(app, 'liver');
  await beforeDrawing;
  stopSegmenting(app);
  show();
  expect(await run).toBe('stopped');
  expect(state().findings).toEqual([]);
  expect(viewer.layers).toEqual([]);
});

test('a run that is stopped while it draws does not tell the next one’s time', async () => {
  const { app, state, waits, show } = await slowScreen();
  const beforeDrawing = waits();
  const run = segment(app, 'liver');
  await beforeDrawing;
  const drawn = waits();
  show();
  await drawn;
  stopSegmenting(app);
  show();
  await run;
  expect(state().latest).toBeUndefined();
});

test('what is being answered is a list of prompts, each as it was typed', async () => {
  const { app, state } = fakeApp();
  await openVolume(app, scanFile());
  const first = ask(app, 'liver · spleen');
  expect(state().run).toMatchObject({ prompts: ['liver · spleen'] });
  // A part of it is another prompt, and waits.
  await ask(app, 'liver');
  expect(state().waiting).toEqual(['liver']);
  await first;
});
