import { afterEach, expect, test } from 'vitest';
import { AppError } from '#errors.ts';
import { RpcClient, type RpcClientOptions } from './client.ts';
import type { Call, Handlers } from './protocol.ts';
import { serveCalls } from './server.ts';
import { transferablesOf } from './transferables.ts';

interface WorkOptions {
  readonly signal?: AbortSignal;
  readonly scale?: number;
  readonly deep?: { readonly list: readonly string[] };
  readonly onProgress?: (done: number, total: number) => void;
  readonly onPart?: (part: Uint8Array) => void;
}

interface Table {
  add: Call<[a: number, b: number], number>;
  work: Call<[bytes: Uint8Array], { readonly bytes: Uint8Array }, WorkOptions>;
}

const HANDLERS: Handlers<Table> = {
  add: async (a, b) => a + b,
  work: async (bytes) => ({ bytes }),
};
const open: (() => void)[] = [];
afterEach(() => {
  for (const close of open.splice(0)) close();
});

/** A client whose far end is `handlers` behind a MessageChannel, the last one opened at the end of `ports`. */
function connect(handlers: Partial<Handlers<Table>>, options: Partial<RpcClientOptions<Table>> = {}) {
  const ports: MessagePort[] = [];
  const start = () => {
    const { port1, port2 } = new MessageChannel();
    serveCalls<Table>({ ...HANDLERS, ...handlers }, port2, { transferables: transferablesOf });
    port1.start();
    port2.start();
    ports.push(port1);
    open.push(() => port1.close());
    return Object.assign(port1, { terminate: () => port1.close() });
  };
  return { client: new RpcClient<Table>({ start, ...options }), ports };
}

test('answers come back to their own callers, whatever their order', async () => {
  let release = () => {};
  const first = new Promise<void>((resolve) => {
    release = resolve;
  });
  const add = async (a: number, b: number) => {
    if (a === 1) await first;
    else release();
    return a + b;
  };
  const { client } = connect({ add });
  expect(await Promise.all([client.call('add', [1, 1]), client.call('add', [2, 2])])).toEqual([2, 4]);
});

test('options travel whole: data as it is, functions as calls back, the signal as a signal', async () => {
  let heard: WorkOptions | undefined;
  const work: Handlers<Table>['work'] = async (bytes, options) => {
    heard = options;
    options.onProgress?.(1, 2);
    options.onPart?.(Uint8Array.of(7));
    return { bytes };
  };
  const { client } = connect({ work });
  const seen: unknown[] = [];
  const options = { scale: 3, deep: { list: ['a'] }, onProgress: (...of: number[]) => seen.push(of) };
  await client.call('work', [Uint8Array.of(1)], { ...options, onPart: (part) => seen.push(part) });
  expect(seen).toEqual([[1, 2], Uint8Array.of(7)]);
  expect(heard).toMatchObject({ scale: 3, deep: { list: ['a'] } });
  expect(heard?.signal?.aborted).toBe(false);
});

test('a function that the caller does not give is not there at the far end', async () => {
  let names: readonly string[] = [];
  const work: Handlers<Table>['work'] = async (bytes, options) => {
    names = Object.keys(options);
    return { bytes };
  };
  const { client } = connect({ work });
  await client.call('work', [Uint8Array.of(1)], { onProgress: () => {} });
  expect([...names].sort()).toEqual(['onProgress', 'signal']);
});

test('what fails keeps its code and details', async () => {
  const add = () => Promise.reject(new AppError('pack-unreachable', { file: 'a', reason: 'HTTP 404' }));
  const { client } = connect({ add });
  const failed = client.call('add', [1, 2]);
  await expect(failed).rejects.toMatchObject({
    code: 'pack-unreachable',
    details: { file: 'a', reason: 'HTTP 404' },
  });
});

/** A far end that works until it is aborted, and tells of both. */
function endless() {
  let begun = () => {};
  let aborted = () => {};
  const hasBegun = new Promise<void>((resolve) => {
    begun = resolve;
  });
  const wasAborted = new Promise<void>((resolve) => {
    aborted = resolve;
  });
  let isReleased = () => {};
  const released = new Promise<void>((resolve) => {
    isReleased = resolve;
  });
  const work: Handlers<Table>['work'] = (_bytes, { signal, onProgress }) =>
    new Promise((_, reject) => {
      begun();
      signal?.addEventListener('abort', () => {
        aborted();
        onProgress?.(1, 1);
        void released.then(() => reject(signal.reason));
      });
    });
  return { work, hasBegun, wasAborted, release: () => isReleased() };
}

test('an aborted call rejects at once with the reason, and the far end hears of it', async () => {
  const { work, hasBegun, wasAborted } = endless();
  const { client } = connect({ work });
  const stop = new AbortController();
  const seen: number[] = [];
  const call = client.call('work', [new Uint8Array(1)], {
    signal: stop.signal,
    onProgress: (done) => seen.push(done),
  });
  await hasBegun;
  stop.abort(new Error('enough'));
  await expect(call).rejects.toThrow('enough');
  await wasAborted;
  expect(await client.call('add', [1, 2])).toBe(3);
  expect(seen).toEqual([]);
});

test('where aborted calls wait, they reject with the reason once the far end has ended', async () => {
  const { work, hasBegun, wasAborted, release } = endless();
  const { client } = connect({ work }, { abortedCalls: 'wait-for-end' });
  const stop = new AbortController();
  let isOver = false;
  const call = client.call('work', [new Uint8Array(1)], { signal: stop.signal }).finally(() => {
    isOver = true;
  });
  await hasBegun;
  stop.abort(new Error('enough'));
  await wasAborted;
  await client.call('add', [1, 2]);
  expect(isOver).toBe(false);
  release();
  await expect(call).rejects.toThrow('enough');
});

test('a call whose signal is aborted already is not made', async () => {
  const { client, ports } = connect({});
  const signal = AbortSignal.abort(new Error('before'));
  await expect(client.call('work', [new Uint8Array(1)], { signal })).rejects.toThrow('before');
  expect(ports).toHaveLength(0);
});

test('buffers are given away both ways, where the two ends say so', async () => {
  const sent: ArrayBufferLike[] = [];
  const work: Handlers<Table>['work'] = async (bytes, { onPart }) => {
    const part = Uint8Array.of(1, 2);
    const back = bytes.map((value) => value + 1);
    sent.push(part.buffer, back.buffer);
    onPart?.(part);
    return { bytes: back };
  };
  const { client } = connect({ work }, { transferables: (_call, given) => transferablesOf(given) });
  const given = Uint8Array.of(1, 2, 3);
  const parts: Uint8Array[] = [];
  const { bytes } = await client.call('work', [given], { onPart: (part) => parts.push(part) });
  expect([bytes, parts]).toEqual([Uint8Array.of(2, 3, 4), [Uint8Array.of(1, 2)]]);
  expect(given.byteLength).toBe(0);
  expect(sent.map(({ byteLength }) => byteLength)).toEqual([0, 0]);
});

test('where a client gives nothing away the caller keeps its bytes', async () => {
  const { client } = connect({});
  const given = Uint8Array.of(1, 2, 3);
  await client.call('work', [given]);
  expect(given).toEqual(Uint8Array.of(1, 2, 3));
});

test('all whole buffers in a message are found once, wherever they lie, and parts of buffers are not', () => {
  const whole = new Uint8Array(4);
  const other = new Float32Array(2);
  const part = new Uint8Array(8).subarray(2, 4);
  const message = [{ mask: { data: whole }, again: whole }, [[other]], part, 'text', null, new Map()];
  expect(transferablesOf(message)).toEqual([whole.buffer, other.buffer]);
});

test('what cannot cross the port rejects, and is not waited for', async () => {
  const { client } = connect({});
  const given = { not: () => 'data' } as unknown as number;
  await expect(client.call('add', [given, 1])).rejects.toThrow('could not be cloned');
  expect(await client.call('add', [1, 2])).toBe(3);
});

test('a far end that ends itself fails what is pending, and the next call opens another, told of first', async () => {
  const { work, hasBegun } = endless();
  const calls: string[] = [];
  const { client, ports } = connect(
    { work, add: async (a, b) => calls.push(`${a}`) + b },
    { onRestart: () => void client.call('add', [0, 0]) },
  );
  const call = client.call('work', [new Uint8Array(1)]);
  await hasBegun;
  ports[0]?.dispatchEvent(Object.assign(new Event('error'), { message: 'no memory' }));
  await expect(call).rejects.toMatchObject({ code: 'worker-lost', details: { reason: 'no memory' } });
  await client.call('add', [1, 0]);
  expect(calls).toEqual(['0', '1']);
  expect(ports).toHaveLength(2);
});
