import { expect, test, vi } from 'vitest';
import type { CallOptions, Device, LoadedModel } from '#engine/engine.ts';
import { fakeApp, scanFile } from '#testing/fake-app.ts';
import { FAKE_DEVICE, FakeEngine } from '#testing/fake-engine.ts';
import type { Volume } from '#volume/types.ts';
import { ask } from './ask.ts';
import { choosePack } from './choose-pack.ts';
import { loadModel } from './load-model.ts';
import { openVolume } from './open-volume.ts';
import { restartEngine } from './restart-engine.ts';

/** An engine whose calls of one kind never return until it is started anew. */
class Hanging extends FakeEngine {
  hangs: 'load' | 'encode' | undefined;
  loads = 0;
  #release: ((error: Error) => void) | undefined;
  #told = () => {};
  readonly hanging = new Promise<void>((resolve) => {
    this.#told = resolve;
  });

  override async load(url: string, options?: CallOptions): Promise<LoadedModel> {
    this.loads += 1;
    // One thing after another.
    if (this.#release) return new Promise(() => undefined);
    return this.hangs === 'load' ? this.#hang() : super.load(url, options);
  }
  override async encode(volume: Volume, options?: CallOptions): Promise<void> {
    return this.hangs === 'encode' ? this.#hang() : super.encode(volume, options);
  }
  override restart(): void {
    super.restart();
    this.hangs = undefined;
    this.#release?.(new DOMException('started anew', 'AbortError'));
    this.#release = undefined;
  }
  #hang(): Promise<never> {
    return new Promise((_, reject) => {
      this.#release = reject;
      this.#told();
    });
  }
}

async function opened() {
  const engine = new Hanging();
  const fake = fakeApp(engine);
  await openVolume(fake.app, scanFile());
  return { ...fake, engine };
}

const titles = (findings: readonly { readonly title: string }[]) => findings.map(({ title }) => title).sort();

test('an engine that hangs is started anew: findings stay, the pack is loaded, and what was asked is answered', async () => {
  const { app, engine, state } = await opened();
  await ask(app, 'liver');
  engine.hangs = 'encode';
  const asked = ask(app, 'spleen');
  await engine.hanging;
  await ask(app, 'left kidney');
  await restartEngine(app);
  await asked;
  expect(titles(state().findings)).toEqual(['left kidney', 'liver', 'spleen']);
  expect(engine.loads).toBe(2);
  expect(state().run.at).toBe('idle');
  expect(state().notices).toEqual([]);
});

test('an engine that hangs while it loads the pack is started anew and loads it', async () => {
  const { app, engine, state } = await opened();
  engine.hangs = 'load';
  const loading = loadModel(app);
  await engine.hanging;
  const seen: string[] = ['loading'];
  const stop = app.store.subscribe(({ model }) => {
    if (seen.at(-1) !== model.at) seen.push(model.at);
  });
  await restartEngine(app);
  await loading;
  stop();
  // What became of the first try is heard before the second begins.
  expect(seen).toEqual(['loading', 'absent', 'loading', 'ready']);
  expect(state().notices).toEqual([]);
  await ask(app, 'liver');
  expect(titles(state().findings)).toEqual(['liver']);
});

test('a pack that hangs while it is loaded is left by choosing another, and nothing else waits for it', async () => {
  const { app, engine, state } = await opened();
  engine.hangs = 'load';
  state().packChosen('opfs:/packs/hanging/manifest.json');
  const loading = loadModel(app);
  await engine.hanging;
  await choosePack(app, app.embeddedUrl);
  await loading;
  expect(state()).toMatchObject({ manifestUrl: app.embeddedUrl, model: { at: 'ready' }, notices: [] });
  await ask(app, 'liver');
  expect(titles(state().findings)).toEqual(['liver']);
});

class Loading extends FakeEngine {
  readonly loaded: string[] = [];
  restarts = 0;

  override load(url: string, options?: CallOptions): Promise<LoadedModel> {
    this.loaded.push(url);
    return super.load(url, options);
  }
  override restart(): void {
    this.restarts += 1;
    super.restart();
  }
}

test('a pack that is chosen while the probabilities of the one before are put away is the only one that is loaded', async () => {
  const engine = new Loading();
  const { app, state } = fakeApp(engine);
  await openVolume(app, scanFile());
  await ask(app, 'liver');
  engine.loaded.length = 0;
  const pack = app.archive.pack.bind(app.archive);
  let goOn = () => {};
  const isSlow = new Promise<void>((resolve) => {
    goOn = resolve;
  });
  const packing = vi.spyOn(app.archive, 'pack').mockImplementation((data) => isSlow.then(() => pack(data)));
  const first = choosePack(app, 'opfs:/packs/taken-back/manifest.json');
  await vi.waitFor(() => expect(packing).toHaveBeenCalled());
  const second = choosePack(app, 'opfs:/packs/wanted/manifest.json');
  goOn();
  await Promise.all([first, second]);
  expect(engine.loaded).toEqual(['opfs:/packs/wanted/manifest.json']);
  expect(engine.restarts).toBe(0);
  expect(app.voxels.wholes.size).toBe(1);
  expect(state()).toMatchObject({ manifestUrl: 'opfs:/packs/wanted/manifest.json', model: { at: 'ready' } });
});

const GPU: Device = { ...FAKE_DEVICE, backend: 'webgpu', name: 'GPU' };
const LEFT: Device = { ...FAKE_DEVICE, reason: { kind: 'webgpu-failed', message: 'device lost' } };

test('a graphics processor that is left on the way is said, once, and the answer stands', async () => {
  let device = GPU;
  class Losing extends FakeEngine {
    override probe = async () => device;
    override async segment(...given: Parameters<FakeEngine['segment']>) {
      device = LEFT;
      return (await super.segment(...given)).map((answer) => ({ ...answer, device }));
    }
  }
  const { app, state } = fakeApp(new Losing());
  await openVolume(app, scanFile());
  await ask(app, 'liver');
  await ask(app, 'spleen');
  expect(titles(state().findings)).toEqual(['liver', 'spleen']);
  expect(state().notices.map(({ error }) => error)).toMatchObject([
    { code: 'device-lost', details: { reason: 'device lost' } },
  ]);
});

test('WebAssembly that was chosen, or is all there is, is no news', async () => {
  class Software extends FakeEngine {
    override probe = async () => LEFT;
  }
  const { app, state } = fakeApp(new Software());
  await loadModel(app);
  expect(state().device).toEqual(LEFT);
  expect(state().notices).toEqual([]);
});
