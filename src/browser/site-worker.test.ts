import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { isolatePage, willReload } from './isolate-page.ts';
import { BrowserSiteWorker } from './site-worker.ts';

const SITE = new URL('https://parse3d.test/');
const never = () => new Promise<never>(() => undefined);

const reload = vi.fn();

beforeEach(() => {
  reload.mockClear();
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  vi.stubEnv('DEV', false);
  vi.stubGlobal('isSecureContext', true);
  vi.stubGlobal('crossOriginIsolated', false);
  const kept = new Map<string, string>();
  const getItem = (key: string) => kept.get(key) ?? null;
  vi.stubGlobal('sessionStorage', { getItem, setItem: kept.set.bind(kept) });
  vi.stubGlobal('location', { reload });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllEnvs();
  vi.unstubAllGlobals();
});

/** A browser whose service workers are these. */
function withWorkers(serviceWorker: object) {
  vi.stubGlobal('navigator', { serviceWorker: Object.assign(new EventTarget(), serviceWorker) });
}

test.each([
  ['is never loaded', { register: never, ready: Promise.resolve() }],
  ['never begins', { register: async () => ({}), ready: never() }],
])('a service worker that %s keeps no page from opening', async (_, workers) => {
  withWorkers(workers);
  const isolated = isolatePage(SITE);
  await vi.advanceTimersByTimeAsync(15_000);
  expect(await isolated).toBe(false);
  expect(reload).not.toHaveBeenCalled();
  // The next page of this tab does not wait for it again.
  expect(willReload()).toBe(false);
});

test('a page that is to be isolated is reloaded once its service worker is there', async () => {
  withWorkers({ register: async () => ({}), ready: Promise.resolve() });
  expect(await isolatePage(SITE)).toBe(true);
  expect(reload).toHaveBeenCalledOnce();
});

/** The page's end of service workers, of which `waiting` is the newer version. */
async function watched(waiting: object | null) {
  const registration = Object.assign(new EventTarget(), { waiting, active: null });
  withWorkers({ register: async () => registration, ready: Promise.resolve() });
  const worker = new BrowserSiteWorker(SITE);
  await worker.watch({ onRequest: () => undefined, onUpdate: () => undefined });
  return worker;
}

test('a newer version that another tab has put in its place is taken by reloading', async () => {
  const worker = await watched(null);
  worker.update();
  expect(reload).toHaveBeenCalledOnce();
});

test('the page is reloaded once the newer version has taken over, or does not say so', async () => {
  const postMessage = vi.fn();
  const worker = await watched({ postMessage });
  worker.update();
  expect(postMessage).toHaveBeenCalledWith({ ask: 'take-over' });
  expect(reload).not.toHaveBeenCalled();
  navigator.serviceWorker.dispatchEvent(new Event('controllerchange'));
  await vi.advanceTimersByTimeAsync(10_000);
  // Once: whoever keeps the page is not asked again.
  expect(reload).toHaveBeenCalledOnce();
  reload.mockClear();
  worker.update();
  await vi.advanceTimersByTimeAsync(10_000);
  expect(reload).toHaveBeenCalled();
});
