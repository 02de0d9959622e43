import { expect, test } from 'vitest';
import type { LoadedModel } from '#engine/engine.ts';
import type { ModelId } from '#model/manifest.ts';
import type { PackNames } from '#model/pack-description.ts';
import type { StructureId } from '#model/prompt.ts';
import { batchOf, THREE, WatchedEngine } from '#testing/batch-app.ts';
import { FAKE_MODEL } from '#testing/fake-engine.ts';
import { MemoryPlace } from '#testing/memory-place.ts';
import type { App } from './app.ts';
import { loadModel } from './load-model.ts';
import { hideBatch, showBatch } from './open-batch.ts';
import { readWhileTyped } from './read-batch.ts';
import { startBatch } from './run-batch.ts';

const WAITING = ['waiting', 'waiting', 'waiting'];
const DONE = ['done', 'done', 'done'];

/** Presses Start; how often somebody was asked for a folder. */
function starter(app: App, kind: 'CT' | 'as files say' = 'CT') {
  const modality = kind === 'CT' ? kind : undefined;
  const place = new MemoryPlace();
  let asked = 0;
  const ask = async () => {
    asked += 1;
    return place;
  };
  const press = (text: string | undefined) => startBatch(app, { text, modality }, ask);
  return { press, place, asked: () => asked };
}

const typed = (app: App, text: string, signal = new AbortController().signal) =>
  readWhileTyped(app, { text, modality: 'CT', manifestUrl: app.store.getState().homeUrl }, signal);

test('prompts of which nothing is understood are told and never started, however often', async () => {
  const { app, engine, state, at } = await batchOf(THREE);
  const { press, place } = starter(app);
  for (const _ of [1, 2, 3]) {
    await press('hart, femur');
    expect([at(), engine.log, place.written]).toEqual([WAITING, [], []]);
    expect(state().batch).toMatchObject({
      ...{ at: 'idle', settings: undefined, error: undefined },
      reading: {
        unread: [
          { text: 'hart', nearest: ['liver'], isReading: false },
          { text: 'femur', nearest: ['liver'] },
        ],
        ...{ names: [], isTold: true },
      },
    });
  }
});

test('of prompts that are partly understood it is told which are not; pressed once more the others are asked', async () => {
  const { app, engine, state, at } = await batchOf(THREE);
  const { press, place, asked } = starter(app);
  await press('liver and spleen and hart');
  expect([at(), engine.log, place.written]).toEqual([WAITING, [], []]);
  expect(state().batch?.reading).toMatchObject({
    ...{ names: ['liver', 'spleen'], isTold: true },
    unread: [{ text: 'hart' }],
  });
  await press('liver and spleen and hart');
  expect(at()).toEqual(DONE);
  expect(asked()).toBe(1);
  expect(state().batch?.scans[0]?.state).toMatchObject({ found: 2, of: 2, unread: ['hart'] });
});

test('other words than those that were told of are told anew, and a press that nobody waited for tells only', async () => {
  const { app, state, at } = await batchOf(THREE);
  const { press } = starter(app);
  await Promise.all([press('liver, hart'), press('liver, hart')]);
  expect([at(), state().batch?.reading?.isTold]).toEqual([WAITING, true]);
  await press('liver, femur');
  expect(at()).toEqual(WAITING);
  expect(state().batch?.reading?.unread.map(({ text }) => text)).toEqual(['femur']);
  await press('liver');
  expect(at()).toEqual(DONE);
});

test('while they are typed it is known quietly, and a press then tells before anybody is asked for a folder', async () => {
  const { app, engine, state, at } = await batchOf(THREE);
  const { press, asked } = starter(app);
  await typed(app, 'liver, hart');
  expect(state().batch?.reading).toBeUndefined();
  await loadModel(app);
  await typed(app, 'liver, hart');
  expect(state().batch?.reading).toMatchObject({ unread: [{ text: 'hart' }], isTold: false });
  await press('liver, hart');
  expect([at(), asked(), state().batch?.reading?.isTold]).toEqual([WAITING, 0, true]);
  await typed(app, 'liver, hart');
  expect(state().batch?.reading?.isTold).toBe(true);
  const cancel = new AbortController();
  const { unread } = engine;
  engine.unread = async (prompts) => {
    cancel.abort();
    return unread(prompts);
  };
  await typed(app, 'femur', cancel.signal);
  engine.unread = unread;
  await typed(app, ' ');
  expect(state().batch?.reading?.unread.map(({ text }) => text)).toEqual(['hart']);
  await press('liver, hart');
  expect([at(), asked()]).toEqual([DONE, 1]);
});

test('shown again, prompts are read again: another model may know them by then', async () => {
  const { app, state, at } = await batchOf(THREE);
  const { press } = starter(app);
  await press('hart');
  showBatch(app);
  expect(state().batch?.reading).toBeUndefined();
  await press('hart');
  expect(at()).toEqual(WAITING);
  hideBatch(app);
  expect(state().batch).toBeUndefined();
});

/** Its text encoder understands what has no name; or it takes any text. */
class Reader extends WatchedEngine {
  model: LoadedModel = FAKE_MODEL;
  asked: string[] = [];
  override async load() {
    return this.model;
  }
  override async unread(prompts: Parameters<WatchedEngine['unread']>[0]) {
    this.asked.push(...prompts.map(({ text }) => text));
    return prompts.map(() => undefined);
  }
}

test('what the text encoder understands is started, and everything and what takes any text are not read', async () => {
  const first = await batchOf(THREE, new Reader());
  await starter(first.app).press('the big gland');
  expect(first.engine).toMatchObject({ asked: ['the big gland'] });
  expect(first.at()).not.toEqual(WAITING);
  const second = await batchOf(THREE, new Reader());
  await starter(second.app).press(undefined);
  await starter(second.app).press('everything');
  const reader = new Reader();
  reader.model = { ...FAKE_MODEL, takesAnyText: true };
  const third = await batchOf(THREE, reader);
  await starter(third.app).press('a hart, seen from above');
  expect([second.engine, third.engine]).toMatchObject([{ asked: [] }, { asked: [] }]);
  expect([second.at(), third.state().batch?.reading?.unread]).toEqual([DONE, []]);
});

test('what another model knows on MR alone is asked of scans that say what they are, and a CT says that nothing of it was understood', async () => {
  const { app, state, at, engine } = await batchOf(THREE);
  const { list } = app.batch;
  if (!list) throw new Error('three were found');
  const open: typeof list.open = async (n, options) => {
    const scan = await list.open(n, options);
    const modality = n === 1 ? 'MR' : 'CT';
    const guess = { modality, isSure: true, reason: 'sign' } as const;
    return { ...scan, volume: { ...scan.volume, modality }, facts: { ...scan.facts, guess } };
  };
  app.batch.list = { ...list, open };
  const bones: PackNames = {
    ...{ id: 'bones' as ModelId, name: 'Bones', version: '1', groups: [], scores: [], takesAnyText: false },
    ...{ modalities: ['MR'], requirements: undefined },
    structures: [{ id: 'femur' as StructureId, name: 'femur', synonyms: [], color: [1, 2, 3], labelId: 1 }],
  };
  state().packDescribed('https://parse3d.test/models/bones/manifest.json', bones);
  const { press } = starter(app);
  await press('femur');
  expect(state().batch?.reading?.unread).toMatchObject([{ text: 'femur' }]);
  await starter(app, 'as files say').press('femur');
  expect(state().batch?.reading?.unread).toEqual([]);
  expect(at()).toEqual(['failed', 'done', 'failed']);
  expect(state().batch?.scans[0]?.state).toMatchObject({
    error: { code: 'prompt-unknown', details: { text: 'femur', nearest: ['liver'] } },
  });
  expect(engine.kept.size).toBe(0);
});
