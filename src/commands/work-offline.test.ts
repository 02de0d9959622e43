import { expect, test } from 'vitest';
import { fakeApp } from '#testing/fake-app.ts';
import type { App } from './app.ts';
import { goDark, removeEverythingKept, workOffline } from './work-offline.ts';

function withSite(siteWorker: Partial<App['siteWorker']>) {
  const { app, state } = fakeApp();
  return { app: { ...app, siteWorker: { ...app.siteWorker, ...siteWorker } }, state };
}

test('once all is kept the page says how much, and whether it is dark', async () => {
  const { app, state } = withSite({ keep: async () => ({ isComplete: true, bytes: 3e7, isDark: true }) });
  const keeping = workOffline(app, 0);
  expect(state().offline).toEqual({ at: 'keeping' });
  await keeping;
  expect(state()).toMatchObject({ offline: { at: 'kept', bytes: 3e7 }, isDark: true });
});

test.each([
  ['a browser that keeps nothing', async () => undefined, undefined],
  [
    'no room',
    async () => ({ isComplete: false, bytes: 5, isDark: false, reason: 'QuotaExceededError' }),
    'QuotaExceededError',
  ],
  ['a service worker that cannot be loaded', async () => Promise.reject(new Error('404')), '404'],
])('with %s the page goes on, and says that it is not kept', async (_, keep, reason) => {
  const { app, state } = withSite({ keep });
  await workOffline(app, 0);
  const { offline } = state();
  expect(offline).toMatchObject({ at: 'not-kept' });
  if (reason) expect(offline).toMatchObject({ reason: expect.stringContaining(reason) });
});

test('what is seen and what is new is told as it comes', async () => {
  const { app, state } = withSite({
    watch: async ({ onRequest, onUpdate }) => {
      onRequest({ id: 'a', at: 1, seen: '/icon.svg', from: 'kept' });
      onUpdate();
    },
  });
  await workOffline(app, 0);
  expect(state().requests.map(({ seen }) => seen)).toEqual(['/icon.svg']);
  expect(state().isUpdateWaiting).toBe(true);
});

test('files are kept when it is their turn: not while a scan is read', async () => {
  const done: string[] = [];
  const { app, state } = withSite({
    watch: async () => void done.push('watched'),
    keep: async () => {
      done.push('kept');
      return { isComplete: true, bytes: 1, isDark: false };
    },
  });
  state().readingStarted('a.nii');
  const keeping = workOffline(app, 20);
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(done).toEqual(['watched']);
  expect(state().offline).toEqual({ at: 'keeping' });
  state().readingEnded();
  await keeping;
  expect(state().offline).toMatchObject({ at: 'kept' });
});

test('it is dark when the service worker says so, not when it was asked to be', async () => {
  const asked: boolean[] = [];
  const { app, state } = withSite({
    goDark: async (isDark) => {
      asked.push(isDark);
      return { isComplete: true, bytes: 1, isDark: false };
    },
  });
  await goDark(app, true);
  expect(asked).toEqual([true]);
  expect(state().isDark).toBe(false);
});

test('what is kept is removed before the page opens anew; what cannot be removed is said, and the page stays', async () => {
  const done: string[] = [];
  const { app, state } = fakeApp();
  const remove = {
    removeKeptData: async () => void done.push('removed'),
    reload: () => void done.push('reloaded'),
  };
  await removeEverythingKept({ ...app, ...remove });
  expect(done).toEqual(['removed', 'reloaded']);
  const inUse = { ...remove, removeKeptData: () => Promise.reject(new Error('in use')) };
  await removeEverythingKept({ ...app, ...inUse });
  expect(done).toHaveLength(2);
  expect(state().notices.at(-1)?.error).toMatchObject({
    code: 'not-removed',
    details: { reason: 'Error: in use' },
  });
});
