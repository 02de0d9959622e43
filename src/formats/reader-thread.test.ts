import { Worker } from 'node:worker_threads';
import { afterEach, expect, test } from 'vitest';
import type { ClientPort } from '#rpc/client.ts';
import { bodyOn } from '#testing/export-cases.ts';
import { SMALL_GRID, scanFile } from '#testing/fake-app.ts';
import { givenCase } from '#testing/format-cases.ts';
import { toWorld } from '#volume/affine.ts';
import type { DicomSegment } from './dicom-segments.ts';
import type { OpenedScan } from './reader.ts';
import { LocalScanReader, type ScanReader } from './scan-reader.ts';
import { WorkerScanReader } from './worker-scan-reader.ts';

/** A reader in a thread of its own; nothing here shares an event loop with the test. It tells what is left to it of the voxels. */
const THREAD = `
  const { workerData: { port, server, isShared } } = require('node:worker_threads');
  import('tsx/esm/api').then(({ register }) => register()).then(() => import(server)).then(({ serveReader }) => {
    serveReader({
      addEventListener: (type, listener) => port.addEventListener(type, listener),
      postMessage: (message, transfer) => {
        const buffer = message.back && message.back.volume && message.back.volume.data.buffer;
        port.postMessage(message, transfer);
        if (buffer) port.postMessage({ kind: 'left', bytes: buffer.byteLength });
      },
    }, isShared);
    port.start();
  });
`;

const threads: Worker[] = [];
afterEach(async () => {
  await Promise.all(threads.splice(0).map((thread) => thread.terminate()));
});

function startThread(isShared: boolean) {
  const left: number[] = [];
  const ports: MessagePort[] = [];
  const start = () => {
    const { port1, port2 } = new MessageChannel();
    const server = new URL('./serve-reader.ts', import.meta.url).href;
    const workerData = { port: port2, server, isShared };
    const thread = new Worker(THREAD, { eval: true, workerData, transferList: [port2 as never] });
    threads.push(thread);
    ports.push(port1);
    port1.addEventListener('message', ({ data }) => data.kind === 'left' && left.push(data.bytes));
    port1.start();
    return Object.assign(port1, { terminate: () => port1.close() }) as unknown as ClientPort;
  };
  return { reader: new WorkerScanReader(start), left, ports };
}

/** Lists `file` and opens the first scan in it. */
async function read(reader: ScanReader, file: File, options: { signal?: AbortSignal } = {}) {
  const list = await reader.list([{ path: file.name, content: file }], options);
  const scan = await list.open(0, options);
  list.close();
  return scan;
}

const voxelsOf = ({ volume }: OpenedScan) => [...volume.data];

test('a thread opens a scan as it is opened here, and hands the voxels over without keeping them', async () => {
  const { reader, left } = startThread(false);
  const there = await read(reader, scanFile('a.nii'));
  const here = await read(new LocalScanReader(), scanFile('a.nii'));
  expect(there).toEqual(here);
  expect(there.volume.grid).toEqual(SMALL_GRID);
  // A second reading has come back, so what the thread told of the first has, too.
  await read(reader, scanFile('b.nii'));
  expect(left[0]).toBe(0);
});

test('where memory is shared, the thread and the caller have the same voxels', async () => {
  const { reader, left } = startThread(true);
  const scan = await read(reader, scanFile('a.nii'));
  expect(scan.volume.data.buffer).toBeInstanceOf(SharedArrayBuffer);
  expect(voxelsOf(scan)).toEqual(voxelsOf(await read(new LocalScanReader(), scanFile('a.nii'))));
  await read(reader, scanFile('b.nii'));
  expect(left[0]).toBe(48);
});

test('what a thread refuses is refused here with its code and details', async () => {
  const { reader } = startThread(false);
  const refused = read(reader, new File(['%PDF-1.4'], 'paper.nii'));
  await expect(refused).rejects.toMatchObject({
    code: 'format-unread',
    details: { name: 'paper.nii', format: 'PDF', kind: 'document' },
  });
});

test('an aborted reading rejects at once with its reason, and the next one is answered', async () => {
  const { reader } = startThread(false);
  const stop = new AbortController();
  const reading = read(reader, scanFile('slow.nii'), { signal: stop.signal });
  stop.abort(new Error('another scan'));
  await expect(reading).rejects.toThrow('another scan');
  await expect(read(reader, scanFile('next.nii'))).resolves.toMatchObject({ volume: { name: 'next.nii' } });
});

test('a reader starts before anybody reads', () => {
  const { ports } = startThread(false);
  expect(ports).toHaveLength(1);
});

test('a reader that dies refuses what it was reading, and the next reading starts another', async () => {
  const { reader, ports } = startThread(false);
  const reading = read(reader, scanFile('a.nii'));
  ports[0]?.dispatchEvent(Object.assign(new Event('error'), { message: 'out of memory' }));
  await expect(reading).rejects.toMatchObject({ code: 'worker-lost', details: { reason: 'out of memory' } });
  await expect(read(reader, scanFile('b.nii'))).resolves.toMatchObject({ volume: { name: 'b.nii' } });
  expect(ports).toHaveLength(2);
});

test('a list outlives the thread that made it: the scan is listed again and opened', async () => {
  const { reader, ports } = startThread(false);
  const file = scanFile('a.nii');
  const list = await reader.list([{ path: 'a.nii', content: file }]);
  ports[0]?.dispatchEvent(Object.assign(new Event('error'), { message: 'out of memory' }));
  await expect(list.open(0)).resolves.toMatchObject({ volume: { name: 'a.nii' } });
  expect(ports).toHaveLength(2);
});

test('what is found in several files is told with sizes, and opened by its place', async () => {
  const { reader } = startThread(false);
  const files = ['x/a.nii', 'y/b.nii', 'y/paper.txt'].map((path) => ({
    path,
    content: path.endsWith('.nii') ? scanFile(path) : new File(['some notes'], path),
  }));
  const list = await reader.list(files);
  expect(list.scans).toMatchObject([
    { name: 'a.nii', count: 1, summary: { size: [4, 3, 2], spacingMm: [2, 3, 4] } },
    { name: 'b.nii' },
  ]);
  expect(list.apart).toMatchObject([{ name: 'paper.txt', reason: { code: 'format-unread' } }]);
  await expect(list.open(1)).resolves.toMatchObject({ volume: { name: 'b.nii' } });
});

test('a segmentation is written of a list that is open, and of one that was closed, whose files are listed anew', async () => {
  const { reader } = startThread(false);
  const list = await reader.list(await givenCase('ct-reversed'));
  expect(list.scans).toMatchObject([{ writesSegmentation: true }]);
  const { volume } = await list.open(0);
  const mask = bodyOn(volume.grid, toWorld(volume.grid.voxelToWorld, [20, 20, 8]), [90, 80, 60]);
  const term = { value: '85756007', meaning: 'Tissue' };
  const color: readonly [number, number, number] = [1, 2, 3];
  const segment: DicomSegment = {
    title: 'x',
    color,
    category: term,
    type: term,
    side: undefined,
    madeBy: 'model',
    algorithm: 'a',
    mask,
  };
  const wish = { segments: [segment], appVersion: '1', at: new Date(0) };
  const first = await list.segmentation(0, wish);
  // The mask is still the page's own.
  expect(mask.data.length).toBeGreaterThan(0);
  list.close();
  const second = await list.segmentation(0, wish);
  expect(second.length).toBeGreaterThan(1000);
  // The identifiers that differ may be a digit longer.
  expect(Math.abs(second.length - first.length)).toBeLessThan(20);
});
