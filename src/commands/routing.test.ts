import { afterEach, expect, test, vi } from 'vitest';
import type { LoadedModel, Segmentation } from '#engine/engine.ts';
import { AppError } from '#errors.ts';
import type { ModelId, Structure } from '#model/manifest.ts';
import type { Prompt, StructureId } from '#model/prompt.ts';
import type { PackKey, StoredPack } from '#packs/pack-store.ts';
import { linesOf, start, THREE } from '#testing/batch-app.ts';
import { fakeApp, scanFile } from '#testing/fake-app.ts';
import { FAKE_MODEL, FakeEngine } from '#testing/fake-engine.ts';
import { FakePackStore } from '#testing/fake-pack-store.ts';
import { MemoryPlace } from '#testing/memory-place.ts';
import { ask } from './ask.ts';
import { choosePack, chooseRouting } from './choose-pack.ts';
import { openBatch } from './open-batch.ts';
import { openFiles, openVolume } from './open-volume.ts';
import { removePack } from './remove-pack.ts';
import { segment, stopSegmenting } from './segment.ts';
import { suggest } from './suggest.ts';

const structure = (id: string, name: string, labelId: number): Structure => ({
  id: id as StructureId,
  name,
  synonyms: [],
  color: [9, 9, 9],
  labelId,
});
const CHEST: LoadedModel = {
  ...FAKE_MODEL,
  id: 'chest' as ModelId,
  name: 'Chest',
  structures: [
    structure('lung_left', 'left lung', 1),
    structure('heart', 'heart', 3),
    structure('liver', 'liver', 6),
  ],
  groups: [],
  scores: [],
};
const CHEST_URL = 'opfs:/packs/chest/manifest.json';
const STORED = {
  kind: 'installed',
  ...{ key: 'chest' as PackKey, bytes: 1, origin: undefined, manifestUrl: CHEST_URL },
  facts: { ...CHEST, modalities: ['CT'], precision: 'float16' },
} as unknown as Extract<StoredPack, { kind: 'installed' }>;

/** Loads the fake model, or the one of the chest, and remembers what was asked of which. */
class TwoPacks extends FakeEngine {
  readonly asked: string[] = [];
  readonly loads: string[] = [];
  fail: Error | undefined;
  #name = '';

  override async load(url: string, options = {}): Promise<LoadedModel> {
    if (url === CHEST_URL && this.fail) throw this.fail;
    const model = url === CHEST_URL ? CHEST : await super.load(url, options);
    this.#name = model.name;
    this.loads.push(model.name);
    // As the real one: features are another pack's no more.
    this.restart();
    return model;
  }
  override segment(...given: Parameters<FakeEngine['segment']>): Promise<readonly Segmentation[]> {
    const [, prompts] = given;
    this.asked.push(
      `${this.#name}: ${prompts.map(({ structure: id, text }: Prompt) => id ?? text).join(' ')}`,
    );
    return super.segment(...given);
  }
}

async function opened(engine = new TwoPacks()) {
  const { app, state } = fakeApp(engine);
  const packs = new FakePackStore();
  packs.stored = [STORED];
  const made = { ...app, packs };
  state().packChosen(made.embeddedUrl);
  await openVolume(made, scanFile());
  return { app: made, state, engine };
}
const titles = (state: { findings: readonly { title: string; source: { model: string } }[] }) =>
  state.findings.map(({ title, source }) => `${title} by ${source.model}`);

afterEach(() => vi.unstubAllGlobals());

test('what the chosen pack does not know is answered by one that does, and what both found stays', async () => {
  const { app, state, engine } = await opened();
  const said: string[] = [];
  app.store.subscribe(({ run }) => {
    if (run.at === 'running' && run.progress?.stage === 'switch') said.push(run.progress.pack);
  });
  expect(await segment(app, 'liver, left lung and heart')).toBe('answered');
  expect(engine.asked).toEqual(['Fake: liver', 'Chest: lung_left heart']);
  expect(titles(state())).toEqual(['liver by Fake', 'left lung by Chest', 'heart by Chest']);
  expect(said).toContain('Chest');
  expect(state().latest?.findings).toHaveLength(3);
  expect(state().notices).toEqual([]);
});

test('on many scans too each prompt is answered by the pack that knows it, and results follow from both', async () => {
  const { app, state, engine } = await opened();
  const files = THREE.slice(0, 2).map((content) => ({ path: `study/${content.name}`, content }));
  await openFiles(app, files, 'study');
  openBatch(app);
  const place = new MemoryPlace();
  await start(app, place, 'liver, left lung, teapot');
  expect(state().batch?.scans.map((scan) => scan.state)).toMatchObject(
    ['a', 'b'].map((stem) => ({ at: 'done', stem, of: 2, unread: ['teapot'] })),
  );
  // What is ready goes first, so a scan costs one change of packs.
  expect(engine.asked).toEqual([
    ...['Fake: liver teapot', 'Chest: lung_left', 'Chest: lung_left', 'Fake: liver teapot'],
  ]);
  const [head = [], ...lines] = await linesOf(place);
  const models = lines.map((line) => line[head.indexOf('model')]);
  expect(new Set(models)).toEqual(new Set(['fake + chest']));
  // Begun again, there is nothing to do, whichever pack is ready now.
  await start(app, place, 'liver, left lung, teapot');
  expect(engine.asked).toHaveLength(4);
});

test('objects of two packs have labels of their own', async () => {
  const { app, state } = await opened();
  await segment(app, 'left kidney, spleen, heart, left lung');
  const labels = state().findings.map((finding) => (finding.kind === 'found' ? finding.labelId : 0));
  expect(labels.slice(0, 2)).toEqual([3, 1]);
  expect(new Set(labels).size).toBe(4);
});

test('the last to answer stays ready, and is asked again without loading anything', async () => {
  const { app, state, engine } = await opened();
  await segment(app, 'left lung');
  await segment(app, 'heart');
  expect(engine.loads).toEqual(['Fake', 'Chest']);
  expect(state().manifestUrl).toBe(CHEST_URL);
  expect(state().homeUrl).toBe(app.embeddedUrl);
});

test('what nobody knows is refused by the chosen pack', async () => {
  const { app, state, engine } = await opened();
  vi.stubGlobal('fetch', async () => new Response('', { status: 404 }));
  await segment(app, 'banana');
  expect(engine.asked).toEqual(['Fake: banana']);
  expect(state().findings).toMatchObject([{ kind: 'not-understood', source: { model: 'Fake' } }]);
});

test('on a scan that the other pack was not made for it is not asked, nor named', async () => {
  const { app, state, engine } = await opened();
  vi.stubGlobal('fetch', async () => new Response('', { status: 404 }));
  app.store.setState({
    storedPacks: {
      at: 'listed',
      packs: [{ ...STORED, facts: { ...STORED.facts, modalities: ['MR'] } }],
      quota: { usedBytes: 0, quotaBytes: 0, persisted: false },
    },
  });
  await segment(app, 'heart');
  expect(engine.asked).toEqual(['Fake: heart']);
  expect(state().findings).toMatchObject([{ kind: 'not-understood', elsewhere: [] }]);
});

test('a pack that was chosen goes first, another helps out, and the chosen one comes back', async () => {
  const { app, state, engine } = await opened();
  vi.stubGlobal('fetch', async () => new Response('', { status: 404 }));
  await choosePack(app, CHEST_URL);
  expect(state().routing).toBe('first');
  app.store
    .getState()
    .packDescribed(app.embeddedUrl, { ...STORED.facts, ...FAKE_MODEL, modalities: [] } as never);
  await segment(app, 'liver, spleen');
  expect(engine.asked).toEqual(['Chest: liver', 'Fake: spleen']);
  await vi.waitFor(() => expect(state().model.at).toBe('ready'));
  expect(state().manifestUrl).toBe(CHEST_URL);
});

test('one that is to answer alone does', async () => {
  const { app, state, engine } = await opened();
  vi.stubGlobal('fetch', async () => new Response('', { status: 404 }));
  chooseRouting(app, 'only');
  await segment(app, 'heart');
  expect(engine.asked).toEqual(['Fake: heart']);
  // It is still said who would know.
  expect(state().findings).toMatchObject([{ kind: 'not-understood', elsewhere: ['Chest'] }]);
});

test('a pack that cannot be loaded is said, what was found before stays, and the chosen one is ready again', async () => {
  const { app, state, engine } = await opened();
  engine.fail = new AppError('weights-corrupt', { file: 'a', expected: 'b', actual: 'c' });
  expect(await segment(app, 'liver, heart')).toBe('refused');
  expect(titles(state())).toEqual(['liver by Fake']);
  expect(state().notices.map(({ error }) => error.code)).toContain('weights-corrupt');
  await vi.waitFor(() => expect(state().model.at).toBe('ready'));
  expect(state().manifestUrl).toBe(app.embeddedUrl);
  expect(await segment(app, 'spleen')).toBe('answered');
});

test('stopping while another pack is loaded leaves the chosen one ready', async () => {
  const { app, state } = await opened();
  vi.stubGlobal('fetch', async () => new Response('', { status: 404 }));
  await segment(app, 'liver');
  const run = segment(app, 'heart');
  const forget = app.store.subscribe(({ manifestUrl }) => {
    if (manifestUrl !== CHEST_URL) return;
    forget();
    stopSegmenting(app);
  });
  expect(await run).toBe('stopped');
  expect(await segment(app, 'spleen')).toBe('answered');
  expect(titles(state())).toEqual(['liver by Fake', 'spleen by Fake']);
});

test('what waits for a run is answered by whoever knows it', async () => {
  const { app, state, engine } = await opened();
  vi.stubGlobal('fetch', async () => new Response('', { status: 404 }));
  const first = ask(app, 'liver');
  await ask(app, 'heart');
  await ask(app, 'spleen');
  await first;
  expect(engine.asked).toEqual(['Fake: liver', 'Chest: heart', 'Fake: spleen']);
  expect(titles(state())).toEqual(['liver by Fake', 'heart by Chest', 'spleen by Fake']);
});

const alike = (name: string) => ({ name, shown: name, typed: name });

test('names of other packs are offered with whose they are, the chosen one’s without', async () => {
  const { app, state } = await opened();
  await segment(app, 'liver');
  expect(suggest(app, 'l')).toContainEqual({ ...alike('liver'), via: undefined });
  expect(suggest(app, 'lung')).toEqual([{ ...alike('left lung'), via: undefined, pack: 'Chest' }]);
  chooseRouting(app, 'only');
  expect(suggest(app, 'lung')).toEqual([]);
  expect(state().findings).toHaveLength(1);
});

test('a pack that this device has no memory for is not asked', async () => {
  const { app, state, engine } = await opened();
  vi.stubGlobal('fetch', async () => new Response('', { status: 404 }));
  await segment(app, 'liver');
  const requirements = { memoryBytes: 2 ** 33, heapBytes: 2 ** 33 };
  const packs = [{ ...STORED, facts: { ...STORED.facts, requirements } }];
  const quota = { usedBytes: 0, quotaBytes: 0, persisted: false };
  app.store.setState({ storedPacks: { at: 'listed', packs, quota } });
  await segment(app, 'heart');
  expect(engine.asked).toEqual(['Fake: liver', 'Fake: heart']);
  expect(state().manifestUrl).toBe(app.embeddedUrl);
});

test('a pack that helped out and is removed leaves the chosen one to answer', async () => {
  const { app, state } = await opened();
  await segment(app, 'heart');
  await removePack(app, STORED);
  expect(state().manifestUrl).toBe(app.embeddedUrl);
  expect(state().model.at).toBe('ready');
});
