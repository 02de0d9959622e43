import { expect, test } from 'vitest';
import { AppError } from '#errors.ts';
import { batchOf, linesOf, litScan, start, THREE } from '#testing/batch-app.ts';
import { fakeApp, scanFile } from '#testing/fake-app.ts';
import { MemoryPlace } from '#testing/memory-place.ts';
import { ask } from './ask.ts';
import { choosePack } from './choose-pack.ts';
import { chooseScan } from './choose-scan.ts';
import { closeVolume } from './close-volume.ts';
import { exportLabelMap, exportReport } from './export-findings.ts';
import { hideBatch } from './open-batch.ts';
import { openVolume } from './open-volume.ts';
import { startBatch } from './run-batch.ts';
import { segment } from './segment.ts';
import { stateModality } from './state-modality.ts';

test('scans are answered in order, each is forgotten before the next, and its files and lines are there', async () => {
  const { app, engine, state, at } = await batchOf(THREE);
  const place = new MemoryPlace();
  await start(app, place);
  expect(at()).toEqual(['done', 'done', 'done']);
  expect(engine.log).toEqual(['a', 'b', 'c'].flatMap((name) => [`encode ${name}.nii`, `forget ${name}.nii`]));
  expect(engine.kept.size).toBe(0);
  expect(state().batch?.scans[1]).toEqual({
    name: 'b.nii',
    state: { at: 'done', found: 1, of: 1, unread: ['teapot'], stem: 'b', notices: [] },
  });
  const filesOf = (name: string) =>
    ['labels.nii.gz', 'labels.txt', 'labels.ctbl', 'report.json'].map((end) => `${name}_${end}`);
  expect(place.written).toEqual(['a', 'b', 'c'].flatMap((name) => ['findings.csv', ...filesOf(name)]));
  const lines = await linesOf(place);
  expect(lines.map(([scan, name]) => `${scan} ${name}`)).toEqual([
    'scan name',
    ...['a', 'b', 'c'].flatMap((scan) => [`${scan} liver`, `${scan} teapot`]),
  ]);
  expect(new Set(lines.map(({ length }) => length)).size).toBe(1);
  expect(state()).toMatchObject({ volume: { at: 'empty' }, findings: [], run: { at: 'idle' } });
});

test('what a batch writes of a scan is what the page saves of it, byte for byte but for the time', async () => {
  const { app } = await batchOf(THREE);
  const place = new MemoryPlace();
  await startBatch(app, { text: undefined, modality: 'MR' }, async () => place);
  const single = fakeApp();
  await openVolume(single.app, THREE[1] as File);
  await stateModality(single.app, 'MR');
  await segment(single.app, 'What is in this scan?');
  await exportLabelMap(single.app);
  await exportReport(single.app);
  expect(single.saved.map(({ name }) => name)).toEqual([
    ...['b_labels.nii.gz', 'b_labels.txt', 'b_labels.ctbl', 'b_report.json'],
  ]);
  const timeless = (bytes: Uint8Array | undefined) =>
    new TextDecoder().decode(bytes).replace(/"createdAt": "[^"]*"/, '');
  const [labels, names, colors, report] = single.saved.map(({ bytes }) => bytes);
  expect(place.files.get('b_labels.nii.gz')).toEqual(labels);
  expect(place.files.get('b_labels.txt')).toEqual(names);
  expect(place.files.get('b_labels.ctbl')).toEqual(colors);
  expect(timeless(place.files.get('b_report.json'))).toBe(timeless(report));
});

test('a file that cannot be opened and a scan that the engine fails on stop nothing, and say what is wrong', async () => {
  const [a, , c] = THREE as [File, File, File];
  const blank = scanFile('b.nii', new Int16Array(24).fill(7));
  const { app, engine, state, at } = await batchOf([a, blank, c, litScan('d.nii', 5)]);
  engine.fail = (name) => {
    if (name === 'c.nii') throw new AppError('out-of-memory', { stage: 'decode' });
  };
  const place = new MemoryPlace();
  await start(app, place);
  expect(at()).toEqual(['done', 'failed', 'failed', 'done']);
  expect(state().batch).toMatchObject({
    at: 'idle',
    error: undefined,
    scans: [
      {},
      { state: { error: { code: 'volume-constant' } } },
      { state: { error: { code: 'out-of-memory' } } },
      {},
    ],
  });
  expect(engine.kept.size).toBe(0);
  expect((await linesOf(place)).map(([scan]) => scan)).toEqual(['scan', 'a', 'a', 'd', 'd']);
  engine.fail = () => {};
  await start(app, place);
  expect(at()).toEqual(['done', 'failed', 'done', 'done']);
  expect(engine.log.filter((line) => line === 'encode a.nii')).toHaveLength(1);
});

test('a scan of which nobody can tell whether it is CT or MR fails with that question; the batch can say it', async () => {
  const { app, state, at, engine } = await batchOf(THREE);
  const { list } = app.batch;
  if (!list) throw new Error('three were found');
  const guess = { modality: 'CT', isSure: false, reason: 'clipped' } as const;
  const open: typeof list.open = async (n, options) => {
    const scan = await list.open(n, options);
    return n === 1 ? { ...scan, facts: { ...scan.facts, guess } } : scan;
  };
  app.batch.list = { ...list, open };
  const place = new MemoryPlace();
  await startBatch(app, { text: 'liver', modality: undefined }, async () => place);
  expect(at()).toEqual(['done', 'failed', 'done']);
  expect(state().batch?.scans[1]?.state).toMatchObject({
    error: { code: 'modality-unstated', details: { name: 'b.nii', reason: 'clipped' } },
  });
  expect(engine.log).not.toContain('encode b.nii');
  await startBatch(app, { text: 'liver', modality: 'CT' }, async () => place);
  expect(JSON.parse((await place.read('b_report.json')) ?? '')).toMatchObject({
    scan: { modality: 'CT', modalityIsGuess: false, modalityReason: 'clipped' },
  });
});

test('a label map among the scans is asked nothing, also where all are said to be MR', async () => {
  const { app, state, at, engine } = await batchOf(THREE);
  const { list } = app.batch;
  if (!list) throw new Error('three were found');
  const guess = { modality: 'other', isSure: false, reason: 'labels' } as const;
  const open: typeof list.open = async (n, options) => {
    const scan = await list.open(n, options);
    return n === 1 ? { ...scan, facts: { ...scan.facts, guess } } : scan;
  };
  app.batch.list = { ...list, open };
  const place = new MemoryPlace();
  await startBatch(app, { text: 'liver', modality: 'MR' }, async () => place);
  expect(at()).toEqual(['done', 'failed', 'done']);
  expect(state().batch?.scans[1]?.state).toMatchObject({ error: { code: 'labels-not-scan' } });
  expect(engine.log).not.toContain('encode b.nii');
});

test('a pack that cannot be loaded, a prompt that names nothing and a folder not chosen begin nothing', async () => {
  const { app, engine, state, at } = await batchOf(THREE);
  await startBatch(app, { text: 'liver', modality: 'CT' }, async () => undefined);
  expect(state().batch).toMatchObject({ at: 'idle', settings: undefined, error: undefined });
  await start(app, new MemoryPlace(), ' ');
  expect(state().batch?.error).toMatchObject({ code: 'prompt-empty' });
  engine.fail = () => {
    throw new AppError('pack-unreachable', { file: 'weights', reason: '404' });
  };
  await start(app, new MemoryPlace());
  expect(state().batch?.error).toMatchObject({ code: 'pack-unreachable' });
  expect(at()).toEqual(['waiting', 'waiting', 'waiting']);
});

test('out of sight it goes on; what would disturb it is refused by a sentence, and the open scan stays', async () => {
  const { app, engine, state, at, viewer } = await batchOf(THREE);
  await chooseScan(app, 0);
  const asked: string[] = [];
  engine.fail = (name) => {
    if (name !== 'b.nii') return;
    hideBatch(app);
    asked.push(name);
    void ask(app, 'spleen');
    void openVolume(app, litScan('other.nii', 2));
    void chooseScan(app, 1);
    void stateModality(app, 'MR');
    void choosePack(app, 'https://parse3d.test/models/other/manifest.json');
  };
  await start(app, new MemoryPlace());
  expect(asked).toEqual(['b.nii']);
  expect(at()).toEqual(['done', 'done', 'done']);
  expect(state().notices.map(({ error }) => error)).toMatchObject([
    { code: 'batch-running', details: { done: 1, of: 3 } },
  ]);
  expect(state().jobOutcome).toMatchObject({ error: { code: 'batch-running' } });
  expect(viewer.shown).toBe('a.nii');
  expect(state()).toMatchObject({ findings: [], volume: { info: { name: 'a.nii', modality: 'CT' } } });
  expect(state().manifestUrl).toBe('');
  expect(engine.log).not.toContain('forget a.nii');
  expect(state()).toMatchObject({ isBatchShown: false, batch: { at: 'idle' } });
});

test('while a prompt is being answered it does not start', async () => {
  const { app, state } = await batchOf(THREE);
  await chooseScan(app, 0);
  const running = segment(app, 'liver');
  await start(app, new MemoryPlace());
  expect(state().batch).toMatchObject({ at: 'idle', error: { code: 'batch-must-wait' } });
  await running;
});

test('its files are kept when something else is opened, and let go of when it is over', async () => {
  const { app, state, at } = await batchOf(THREE);
  let closed = 0;
  const { list } = app.found;
  if (!list) throw new Error('three were found');
  app.found.list = app.batch.list = { ...list, close: () => (closed += 1) };
  const place = new MemoryPlace();
  place.refuses = (name) => name === 'c_report.json';
  await start(app, place);
  hideBatch(app);
  await openVolume(app, litScan('other.nii', 2));
  expect(closed).toBe(0);
  place.refuses = () => false;
  await start(app, place);
  expect(at()).toEqual(['done', 'done', 'done']);
  hideBatch(app);
  expect([closed, state().batch]).toEqual([1, undefined]);
});

test('the open scan may be closed while the batch is at the very same, and is forgotten after it', async () => {
  const { app, engine, at, state } = await batchOf(THREE);
  await chooseScan(app, 0);
  engine.fail = (name) => {
    if (name === 'a.nii') void closeVolume(app);
  };
  await start(app, new MemoryPlace());
  expect(at()).toEqual(['done', 'done', 'done']);
  expect([engine.kept.size, state().volume.at]).toEqual([0, 'empty']);
});

test('a folder that cannot be looked into any more stops the batch, and the page says so where the batch is not seen', async () => {
  const { app, at, state, engine } = await batchOf(THREE);
  const place = new MemoryPlace();
  engine.fail = (name) => {
    if (name !== 'a.nii') return;
    hideBatch(app);
    place.has = () => Promise.reject(new DOMException('revoked', 'NotAllowedError'));
  };
  await start(app, place);
  expect(at()).toEqual(['done', 'failed', 'waiting']);
  expect(state().notices.map(({ error }) => error)).toMatchObject([
    { code: 'batch-unwritable', details: { folder: 'results', reason: 'NotAllowedError' } },
  ]);
});
