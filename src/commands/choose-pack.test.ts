import { expect, test } from 'vitest';
import { AppError } from '#errors.ts';
import type { PackKey, StoredPack } from '#packs/pack-store.ts';
import type { Routing } from '#state/model-slice.ts';
import { fakeApp, scanFile } from '#testing/fake-app.ts';
import { FakeEngine } from '#testing/fake-engine.ts';
import { FakePackStore } from '#testing/fake-pack-store.ts';
import type { App } from './app.ts';
import { choosePack, loadRememberedPack } from './choose-pack.ts';
import { openVolume } from './open-volume.ts';
import { runPackJob } from './pack-jobs.ts';
import { removePack } from './remove-pack.ts';
import { segment } from './segment.ts';

const URL_OF_PACK = 'opfs:/packs/fake-int8/manifest.json';
const PACK = {
  kind: 'installed',
  key: 'fake-int8' as PackKey,
  bytes: 1,
  origin: undefined,
  manifestUrl: URL_OF_PACK,
  facts: {
    ...{
      name: 'Fake',
      version: '1',
      precision: 'int8',
      structures: [],
      groups: [],
      scores: [],
      modalities: [],
    },
    takesAnyText: false,
  },
} as unknown as Extract<StoredPack, { kind: 'installed' }>;

/** An app that remembers, and keeps `stored`. */
function remembering(
  stored: readonly StoredPack[],
  remembered?: string,
  died = false,
  engine: FakeEngine = new FakeEngine(),
) {
  const { app, state } = fakeApp(engine);
  const packs = new FakePackStore();
  packs.stored = stored;
  let kept = remembered;
  const write = (url: string | undefined) => {
    kept = url;
  };
  let isLoading = died;
  const loading = (now: boolean) => {
    isLoading = now;
  };
  let routing: Routing | undefined;
  const memory = {
    ...{ read: () => kept, write, diedLoading: () => isLoading, loading, readRouting: () => routing },
    writeRouting: (now: Routing) => {
      routing = now;
    },
  };
  const made = { ...app, packs, remembered: memory };
  made.store.getState().packChosen(made.embeddedUrl);
  return { app: made, packs, state, kept: () => kept, isLoading: () => isLoading };
}

test('a chosen pack answers, is remembered, and answers again after a reload', async () => {
  const { app, state, kept } = remembering([PACK]);
  await choosePack(app, URL_OF_PACK);
  expect(state().manifestUrl).toBe(URL_OF_PACK);
  expect(state().model.at).toBe('ready');
  const reloaded = remembering([PACK], kept());
  await loadRememberedPack(reloaded.app);
  expect(reloaded.state().manifestUrl).toBe(URL_OF_PACK);
  expect(reloaded.state().notices).toEqual([]);
});

test('a remembered pack that is gone is said to be gone, once, and the embedded one answers', async () => {
  const { app, state, kept } = remembering([], URL_OF_PACK);
  await loadRememberedPack(app);
  expect(state().manifestUrl).toBe(app.embeddedUrl);
  expect(state().model.at).toBe('ready');
  expect(state().notices.map(({ error }) => error.code)).toEqual(['pack-gone']);
  expect(kept()).toBeUndefined();
});

test('a pack that the page died of is not loaded again by itself', async () => {
  const { app, state, kept, isLoading } = remembering([PACK], URL_OF_PACK, true);
  await loadRememberedPack(app);
  expect(state().manifestUrl).toBe(app.embeddedUrl);
  expect(state().model.at).toBe('ready');
  expect(state().notices.map(({ error }) => error.code)).toEqual(['pack-too-large']);
  expect({ kept: kept(), isLoading: isLoading() }).toEqual({ kept: undefined, isLoading: false });
});

test('while a stored pack loads, that is noted; while the embedded one does, not', async () => {
  const { app, isLoading } = remembering([PACK]);
  const chosen = choosePack(app, URL_OF_PACK);
  expect(isLoading()).toBe(true);
  await chosen;
  expect(isLoading()).toBe(false);
  const embedded = choosePack(app, app.embeddedUrl);
  expect(isLoading()).toBe(false);
  await embedded;
});

test('a pack chosen while another loads is watched to its own end', async () => {
  const { app, isLoading } = remembering([PACK]);
  let finish = () => {};
  const held = new Promise<void>((resolve) => {
    finish = resolve;
  });
  class SlowEngine extends FakeEngine {
    override async load(url: string) {
      if (url === URL_OF_PACK) await held;
      return super.load(url);
    }
  }
  const slow = { ...app, engine: new SlowEngine() };
  const first = choosePack(slow, 'opfs:/packs/other/manifest.json');
  const second = choosePack(slow, URL_OF_PACK);
  await first;
  expect(isLoading()).toBe(true);
  finish();
  await second;
  expect(isLoading()).toBe(false);
});

test('a storage that cannot be read is said, and the choice is kept for the next time', async () => {
  const { app, packs, state, kept } = remembering([PACK], URL_OF_PACK);
  packs.list = () => Promise.reject(new AppError('storage-unavailable', { reason: 'SecurityError' }));
  await loadRememberedPack(app);
  expect(state().manifestUrl).toBe(app.embeddedUrl);
  expect(state().notices.map(({ error }) => error.code)).toEqual(['storage-unavailable']);
  expect(kept()).toBe(URL_OF_PACK);
});

test('removing the pack that answers lets the embedded one answer', async () => {
  const { app, packs, state, kept } = remembering([PACK]);
  await choosePack(app, URL_OF_PACK);
  await removePack(app, PACK);
  expect(packs.stored).toEqual([]);
  expect(state().manifestUrl).toBe(app.embeddedUrl);
  expect(kept()).toBeUndefined();
});

test('a job that fails is said in the manager while that is open, else on the page', async () => {
  const { app, packs, state } = remembering([]);
  packs.fail = new Error('no');
  const work = () => packs.verify(PACK.key);
  await runPackJob(app, 'verify', 'Fake', work);
  expect(state().notices).toHaveLength(1);
  expect(state().jobOutcome).toMatchObject({ kind: 'failed' });
  state().managingChanged(true);
  await runPackJob(app, 'verify', 'Fake', work);
  expect(state().notices).toHaveLength(1);
});

test('one job runs at a time', async () => {
  const { app, packs } = remembering([]);
  const first = runPackJob(app, 'verify', 'Fake', (options) => packs.verify(PACK.key, options));
  expect(await runPackJob(app, 'verify', 'Fake', async () => 'second')).toBeUndefined();
  await first;
});

/** An engine for which the stored pack cannot be read any more, once that is said. */
class Missing extends FakeEngine {
  error: AppError | undefined;
  override async load(...given: Parameters<FakeEngine['load']>) {
    if (this.error && given[0] === URL_OF_PACK) throw this.error;
    return super.load(...given);
  }
  override async encode(...given: Parameters<FakeEngine['encode']>) {
    // As a worker that was lost and has to load the pack anew.
    if (this.error?.code === 'pack-unreachable') throw this.error;
    return super.encode(...given);
  }
}
const GONE = new AppError('pack-unreachable', { file: 'a.weights', reason: 'not there' });

test.each([
  GONE,
  new AppError('weights-corrupt', { file: 'a.weights', expected: 'ab', actual: 'cd' }),
  new AppError('pack-invalid', { field: 'graphs', reason: 'is missing' }),
])(
  'where a file of the stored pack is gone or changed ($code), Mini steps in, also after a reload, and that is said',
  async (error) => {
    const engine = new Missing();
    engine.error = error;
    for (const choose of [loadRememberedPack, (app: App) => choosePack(app, URL_OF_PACK)]) {
      const { app, state, kept, isLoading } = remembering([PACK], URL_OF_PACK, false, engine);
      await choose(app);
      expect(state().manifestUrl).toBe(app.embeddedUrl);
      expect(state().model.at).toBe('ready');
      expect(state().notices.map((notice) => notice.error)).toMatchObject([
        { code: 'pack-damaged', details: { pack: 'fake-int8', instead: 'Mini' } },
      ]);
      expect([kept(), isLoading()]).toEqual([undefined, false]);
    }
  },
);

test('a stored pack that another tab has removed answers no more once it must be read again, and Mini does', async () => {
  const engine = new Missing();
  const { app, state } = remembering([PACK], URL_OF_PACK, false, engine);
  await loadRememberedPack(app);
  await openVolume(app, scanFile());
  await segment(app, 'liver');
  engine.error = GONE;
  expect(await segment(app, 'spleen')).toBe('refused');
  expect(state().notices.map((notice) => notice.error.code)).toEqual(['pack-damaged']);
  expect(state().findings).toHaveLength(1);
  engine.error = undefined;
  expect(await segment(app, 'spleen')).toBe('answered');
});

test('a pack of this site that cannot be fetched is not replaced: the connection may come back', async () => {
  const engine = new Missing();
  const { app, state } = remembering([], undefined, false, engine);
  engine.load = () => Promise.reject(GONE);
  await loadRememberedPack(app);
  expect(state().model.at).toBe('unavailable');
  expect(state().notices.map((notice) => notice.error.code)).toEqual(['pack-unreachable']);
});

test('a stored pack that there is no memory for stays chosen', async () => {
  const engine = new Missing();
  engine.error = new AppError('out-of-memory', { stage: 'compile' });
  const { app, state, kept } = remembering([PACK], URL_OF_PACK, false, engine);
  await loadRememberedPack(app);
  expect(state().manifestUrl).toBe(URL_OF_PACK);
  expect(kept()).toBe(URL_OF_PACK);
});
