import { expect, test } from 'vitest';
import type { PackKey, StoredPack } from '#packs/pack-store.ts';
import { batchOf, linesOf, litScan, start, THREE, WatchedEngine } from '#testing/batch-app.ts';
import { MemoryPlace } from '#testing/memory-place.ts';
import type { App } from './app.ts';
import { stopBatch } from './batch-hold.ts';
import { removePack } from './remove-pack.ts';
import { restartEngine } from './restart-engine.ts';

test('after a stop the rest waits, and goes on where it was', async () => {
  const { app, engine, state, at } = await batchOf(THREE);
  const place = new MemoryPlace();
  engine.fail = (name) => {
    if (name === 'b.nii') stopBatch(app);
  };
  await start(app, place);
  expect(at()).toEqual(['done', 'waiting', 'waiting']);
  expect(state().batch).toMatchObject({ at: 'idle', error: undefined });
  expect(place.files.has('b_labels.nii.gz')).toBe(false);
  expect(engine.kept.size).toBe(0);
  engine.fail = () => {};
  await start(app, place);
  expect(at()).toEqual(['done', 'done', 'done']);
  expect(engine.log.filter((line) => line.startsWith('encode'))).toEqual([
    'encode a.nii',
    'encode b.nii',
    'encode b.nii',
    'encode c.nii',
  ]);
});

test('results that are there already, of the same prompts, model and scan, are not computed again', async () => {
  const place = new MemoryPlace();
  const first = await batchOf(THREE);
  await start(first.app, place);
  place.files.delete('b_report.json');
  const before = new Map(place.files);
  const { app, engine, at } = await batchOf(THREE);
  await start(app, place);
  expect(at()).toEqual(['skipped', 'done', 'skipped']);
  expect(engine.log).toEqual(['encode b.nii', 'forget b.nii']);
  expect([...place.files.keys()].toSorted()).toEqual([...before.keys(), 'b_report.json'].toSorted());
  expect((await linesOf(place)).map(([scan]) => scan).toSorted()).toEqual([
    'a',
    'a',
    'b',
    'b',
    'c',
    'c',
    'scan',
  ]);
  place.files.set('a_report.json', new TextEncoder().encode('{"format": "parse3d-rep'));
  const again = await batchOf(THREE);
  await start(again.app, place);
  expect(again.at()).toEqual(['done', 'skipped', 'skipped']);
});

test.each([
  ['other prompts', (app: App, place: MemoryPlace) => start(app, place, 'spleen'), THREE, '0'],
  ['another version of the model', start, THREE, '1'],
  ['another scan of that name', start, [litScan('a.nii', 3), litScan('b.nii', 4), litScan('c.nii', 5)], '0'],
  [
    'another modality',
    (app: App, place: MemoryPlace) => start(app, place, 'liver, teapot', 'MR'),
    THREE,
    '0',
  ],
])('results of %s are neither taken for these nor written over', async (_, run, files, version) => {
  const place = new MemoryPlace();
  const first = await batchOf(THREE);
  await start(first.app, place);
  const before = new Map(place.files);
  const engine = new WatchedEngine();
  engine.version = version;
  const { app, at } = await batchOf(files, engine);
  await run(app, place);
  expect(at()).toEqual(['done', 'done', 'done']);
  for (const [name, bytes] of before) if (name !== 'findings.csv') expect(place.files.get(name)).toBe(bytes);
  expect([...place.files.keys()]).toContain('c_2_report.json');
  const scans = new Set((await linesOf(place)).map(([scan]) => scan));
  expect(scans).toEqual(new Set(['scan', 'a', 'b', 'c', 'a_2', 'b_2', 'c_2']));
});

test('two scans of one name have files of their own, and so has one whose name is taken by a stranger', async () => {
  const place = new MemoryPlace();
  const truth = new TextEncoder().encode('drawn by hand');
  place.files.set('b_labels.nii.gz', truth);
  const { app, state } = await batchOf([litScan('a.nii', 1), litScan('a.nii', 9), litScan('b.nii', 17)]);
  await start(app, place);
  const stems = state().batch?.scans.map(({ state: each }) => 'stem' in each && each.stem);
  expect(stems).toEqual(['a', 'a_2', 'b_2']);
  expect(place.files.get('b_labels.nii.gz')).toBe(truth);
});

test('a table that no batch has written is left alone, and nothing is begun', async () => {
  const place = new MemoryPlace();
  await place.write('findings.csv', 'patient,finding\r\n1,stone\r\n');
  const { app, engine, state, at } = await batchOf(THREE);
  await start(app, place);
  expect(state().batch).toMatchObject({ at: 'idle', error: { code: 'batch-table-foreign' } });
  expect([at(), engine.log, place.files.size]).toEqual([['waiting', 'waiting', 'waiting'], [], 1]);
});

test('files that are not taken fail one scan; twice in a row they stop the batch, and the table is as before', async () => {
  const { app, state, at } = await batchOf(THREE);
  const place = new MemoryPlace();
  place.refuses = (name) => name === 'a_labels.nii.gz';
  await start(app, place);
  expect(at()).toEqual(['failed', 'done', 'done']);
  expect((await linesOf(place)).map(([scan]) => scan)).toEqual(['scan', 'b', 'b', 'c', 'c']);
  const full = new MemoryPlace();
  full.refuses = (name) => name.endsWith('.gz');
  const second = await batchOf(THREE);
  await start(second.app, full);
  expect(second.at()).toEqual(['failed', 'waiting', 'waiting']);
  expect(second.state().batch?.error).toMatchObject({
    code: 'batch-unwritable',
    details: { folder: 'results' },
  });
  expect(state().batch?.error).toBeUndefined();
});

test('lines of another scan stay, also where its files are gone', async () => {
  const place = new MemoryPlace();
  const first = await batchOf([litScan('a.nii', 1), litScan('b.nii', 2)]);
  await start(first.app, place);
  for (const name of place.files.keys()) if (name.startsWith('a_')) place.files.delete(name);
  const { app, state } = await batchOf([litScan('a.nii', 5), litScan('c.nii', 2)]);
  await start(app, place);
  expect(state().batch?.scans[0]?.state).toMatchObject({ at: 'done', stem: 'a_2' });
  expect((await linesOf(place)).map(([scan]) => scan)).toEqual(
    ['scan', 'a', 'b', 'a_2', 'c'].flatMap((scan) => (scan === 'scan' ? [scan] : [scan, scan])),
  );
});

test('other prompts in the same batch are asked of all scans', async () => {
  const { app, engine, at } = await batchOf(THREE);
  const place = new MemoryPlace();
  await start(app, place);
  await start(app, place);
  expect(engine.log.filter((line) => line.startsWith('encode'))).toHaveLength(3);
  await start(app, place, 'spleen');
  expect(engine.log.filter((line) => line.startsWith('encode'))).toHaveLength(6);
  expect(at()).toEqual(['done', 'done', 'done']);
});

test('starting the engine anew stops the batch, which then goes on where it was', async () => {
  const { app, engine, at, state } = await batchOf(THREE);
  const place = new MemoryPlace();
  let restarted: Promise<void> | undefined;
  engine.fail = (name) => {
    if (name === 'b.nii') restarted ??= restartEngine(app);
  };
  await start(app, place);
  await restarted;
  expect(at()).toEqual(['done', 'waiting', 'waiting']);
  expect(state().batch).toMatchObject({ at: 'idle', error: undefined });
  await start(app, place);
  expect(at()).toEqual(['done', 'done', 'done']);
});

test('the pack that answers a batch is not removed meanwhile', async () => {
  const { app, engine, at, state } = await batchOf(THREE);
  const key = 'fake' as PackKey;
  const pack = { key, kind: 'installed', manifestUrl: 'opfs:/packs/fake/manifest.json' } as StoredPack;
  app.store.getState().packChosen('opfs:/packs/fake/manifest.json');
  const removed: PackKey[] = [];
  app.packs.remove = async (each) => void removed.push(each);
  engine.fail = (name) => {
    if (name === 'b.nii') void removePack(app, pack);
  };
  await start(app, new MemoryPlace());
  expect([at(), removed]).toEqual([['done', 'done', 'done'], []]);
  expect(state().jobOutcome).toMatchObject({ kind: 'failed', error: { code: 'batch-running' } });
});
