import { Worker } from 'node:worker_threads';
import { afterEach, expect, test } from 'vitest';
import { RpcClient } from './client.ts';
import type { Call } from './protocol.ts';
import { transferablesOf } from './transferables.ts';

interface WorkOptions {
  readonly signal?: AbortSignal;
  readonly onProgress?: (done: number) => void;
}

interface Table {
  double: Call<[bytes: Uint8Array], Uint8Array>;
  untilAborted: Call<[], void, WorkOptions>;
  wasAborted: Call<[], boolean>;
  exit: Call<[], void>;
  fail: Call<[], void>;
  spin: Call<[], void>;
}

/** Runs in a thread of its own: nothing here shares memory or an event loop with the test. */
const THREAD = `
  const { workerData } = require('node:worker_threads');
  let aborted = false;
  const handlers = {
    double: async (bytes) => bytes.map((value) => 2 * value),
    untilAborted: ({ signal, onProgress }) => new Promise((_, reject) => {
      signal.addEventListener('abort', () => { aborted = true; reject(signal.reason); });
      onProgress(1);
    }),
    wasAborted: async () => aborted,
    exit: () => process.exit(),
    fail: () => { setTimeout(() => { throw new Error('boom'); }); return new Promise(() => {}); },
    spin: () => { for (;;); },
  };
  import('tsx/esm/api')
    .then(({ register }) => register())
    .then(() => Promise.all([import(workerData.server), import(workerData.transferables)]))
    .then(
    ([{ serveCalls }, { transferablesOf }]) => {
      serveCalls(handlers, workerData.port, { transferables: transferablesOf });
      workerData.port.start();
    });
`;

const threads: Worker[] = [];
afterEach(async () => {
  await Promise.all(threads.splice(0).map((thread) => thread.terminate()));
});

function startThread() {
  const { port1, port2 } = new MessageChannel();
  const urlOf = (file: string) => new URL(file, import.meta.url).href;
  const thread = new Worker(THREAD, {
    eval: true,
    workerData: { port: port2, server: urlOf('./server.ts'), transferables: urlOf('./transferables.ts') },
    transferList: [port2 as never],
  });
  threads.push(thread);
  // A browser's Worker says so by itself.
  thread.on('error', ({ message }) => port1.dispatchEvent(Object.assign(new Event('error'), { message })));
  port1.start();
  return Object.assign(port1, { terminate: () => void thread.terminate().then(() => port1.close()) });
}

const connect = (silenceMs?: number) =>
  new RpcClient<Table>({
    start: startThread,
    transferables: (_call, given) => transferablesOf(given),
    ...(silenceMs !== undefined && { silenceMs }),
  });

test('a thread answers, and buffers move to it and back', async () => {
  const given = Uint8Array.of(1, 2, 3);
  expect(await connect().call('double', [given])).toEqual(Uint8Array.of(2, 4, 6));
  expect(given.byteLength).toBe(0);
});

test('a thread reports progress, and hears that a call was aborted', async () => {
  const client = connect();
  const stop = new AbortController();
  const onProgress = () => stop.abort(new Error('enough'));
  await expect(client.call('untilAborted', [], { signal: stop.signal, onProgress })).rejects.toThrow(
    'enough',
  );
  expect(await client.call('wasAborted', [])).toBe(true);
});

test.each([
  ['throws where nobody catches', 'fail'],
  ['exits', 'exit'],
] as const)('a thread that %s fails its calls, and the next call starts another', async (_how, call) => {
  const client = connect();
  await expect(client.call(call, [])).rejects.toMatchObject({ code: 'worker-lost' });
  expect(await client.call('double', [Uint8Array.of(4)])).toEqual(Uint8Array.of(8));
  expect(threads).toHaveLength(2);
});

test('a thread in an endless loop is given up, and the next call starts another', async () => {
  const client = connect(5000);
  await client.call('wasAborted', []);
  // Long enough for a thread to start; the loop outlasts any.
  await expect(client.call('spin', [])).rejects.toMatchObject({
    code: 'worker-lost',
    details: { reason: 'silent for 5 seconds' },
  });
  expect(await client.call('double', [Uint8Array.of(4)])).toEqual(Uint8Array.of(8));
}, 60_000);
