import { gzipSync } from 'node:zlib';
import { afterEach, expect, test, vi } from 'vitest';
import type { AppError } from '#errors.ts';
import type { ClientPort } from '#rpc/client.ts';
import { random } from '#volume/random.ts';
import { listScans, openListed } from './list-scans.ts';
import { gridHeader } from './nifti-header.ts';
import type { OpenedScan } from './reader.ts';
import { blobFile, type ReadOptions } from './scan-file.ts';
import { serveInflate } from './serve-inflate.ts';
import { serveReader } from './serve-reader.ts';
import { WorkerInflate } from './worker-inflate.ts';
import { WorkerScanReader } from './worker-scan-reader.ts';
import { writeNifti } from './write-nifti.ts';

const grid = { size: [128, 128, 100] as const, voxelToWorld: [1, 0, 0, 9, 0, 1, 0, 9, 0, 0, 1, 9] as const };
const dice = random(2);
const data = new Int16Array(128 * 128 * 100).map(() => dice.between(-1000, 1000));
const plain = writeNifti({ size: grid.size, header: gridHeader(grid), data });
/** Noise does not pack: so it is large enough for another thread. */
const packed = new Uint8Array(gzipSync(plain, { level: 1 }));

const ports: MessagePort[] = [];
afterEach(() => {
  for (const port of ports.splice(0)) port.close();
});

/** The far end, and what it was asked. */
function connect() {
  const asked: string[] = [];
  const near: MessagePort[] = [];
  const start = () => {
    const { port1, port2 } = new MessageChannel();
    port2.addEventListener('message', ({ data }) => asked.push(data.call ?? data.kind));
    serveInflate(port2 as never);
    for (const port of [port1, port2]) {
      port.start();
      ports.push(port);
    }
    near.push(port1);
    return port1 as unknown as ClientPort;
  };
  return { inflate: new WorkerInflate(start), start, asked, near };
}

async function open(bytes: Uint8Array<ArrayBuffer>, inflate?: WorkerInflate, more: ReadOptions = {}) {
  const { scans } = await listScans([blobFile('scan.nii.gz', new Blob([bytes]))]);
  const [scan] = scans;
  if (!scan) throw new Error('nothing is listed');
  return openListed(scan, { ...more, isShared: true, ...(inflate && { gunzip: inflate.gunzip }) });
}

/** What is known of a scan; the voxels come as bytes, and where an error arose is left out. */
const known = ({ volume, ...rest }: OpenedScan) =>
  JSON.parse(
    JSON.stringify({ ...rest, volume: { ...volume, data: 0 } }, (key, value) =>
      key === 'stack' ? undefined : value,
    ),
  );

function expectSame(there: OpenedScan, here: OpenedScan) {
  expect(known(there)).toEqual(known(here));
  const [one, other] = [there, here].map(({ volume }) => new Uint8Array(volume.data.buffer).slice());
  expect(there.volume.data.buffer).toBeInstanceOf(SharedArrayBuffer);
  expect(Buffer.compare(one as Uint8Array, other as Uint8Array)).toBe(0);
}

test('what another thread inflates is opened as it is here', async () => {
  const { inflate, asked } = connect();
  const progress: number[] = [];
  const there = await open(packed, inflate, { onProgress: (done) => progress.push(done) });
  expect(asked).toEqual(['gunzip']);
  expectSame(there, await open(packed));
  expect(progress.at(-1)).toBe(packed.length);
});

test('several members behind each other are, too', async () => {
  const parts = [plain.slice(0, 2_500_001), plain.slice(2_500_001)];
  const members = new Uint8Array(Buffer.concat(parts.map((part) => gzipSync(part, { level: 1 }))));
  const { inflate, asked } = connect();
  const there = await open(members, inflate);
  expect(asked).toEqual(['gunzip']);
  expectSame(there, await open(members));
});

const refusal = (reading: Promise<unknown>) =>
  reading.then(
    () => 'opened',
    (error: AppError) => ({ code: error.code, details: error.details }),
  );

test.each([
  ['damaged', 'damaged-gzip', packed.with(1 << 20, (packed[1 << 20] ?? 0) ^ 1)],
  ['cut', 'file-truncated', packed.slice(0, packed.length - 500_000)],
])('a %s file is refused as it is here: %s', async (_, code, bytes) => {
  const { inflate, asked } = connect();
  const there = await refusal(open(new Uint8Array(bytes), inflate));
  expect(asked).toEqual(['gunzip']);
  expect(there).toMatchObject({ code, details: { name: 'scan.nii.gz' } });
  expect(there).toEqual(await refusal(open(new Uint8Array(bytes))));
});

test('a thread that is lost on the way leaves the rest to this one', async () => {
  const { inflate, near } = connect();
  let isLost = false;
  const onProgress = () => {
    if (isLost) return;
    isLost = true;
    near[0]?.dispatchEvent(Object.assign(new Event('error'), { message: 'out of memory' }));
  };
  const there = await open(packed, inflate, { onProgress });
  expect(isLost).toBe(true);
  expectSame(there, await open(packed));
});

test('stopping stops both', async () => {
  const { inflate, asked } = connect();
  const stop = new AbortController();
  const onProgress = vi.fn(() => stop.abort(new Error('another scan')));
  const reading = open(packed, inflate, { signal: stop.signal, onProgress });
  await expect(reading).rejects.toThrow('another scan');
  await vi.waitFor(() => expect(asked).toEqual(['gunzip', 'cancel']));
});

test('a thread starts beforehand for a large file, and for no small one', async () => {
  const { inflate, asked, near } = connect();
  inflate.prepare([{ size: 1000 }]);
  expect(near).toHaveLength(0);
  inflate.prepare([{ size: 1000 }, { size: packed.length }]);
  inflate.prepare([{ size: packed.length }]);
  expect(near).toHaveLength(1);
  await open(packed, inflate);
  expect(asked).toEqual(['ready', 'gunzip']);
  expect(near).toHaveLength(1);
});

test.each([
  [true, ['ready', 'gunzip']],
  [false, []],
])(
  'a reader whose memory is shared (%s) has it inflate, once a large file is listed',
  async (isShared, calls) => {
    const far = connect();
    const { port1, port2 } = new MessageChannel();
    ports.push(port1, port2);
    serveReader(port2 as never, isShared, far.start);
    port1.start();
    port2.start();
    const reader = new WorkerScanReader(() => port1 as unknown as ClientPort);
    const list = await reader.list([{ path: 'scan.nii.gz', content: new File([packed], 'scan.nii.gz') }]);
    await list.open(0);
    expect(far.asked).toEqual(calls);
  },
);

test('memory that is not shared is filled here', async () => {
  const { inflate, near } = connect();
  const target = new Uint8Array(plain.length);
  await inflate.gunzip(blobFile('scan.nii.gz', new Blob([packed])), target, 0, {});
  expect(Buffer.compare(target, plain)).toBe(0);
  expect(near).toHaveLength(0);
});
