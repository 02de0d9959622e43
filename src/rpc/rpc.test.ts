import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { AppError } from '#errors.ts';
import { type ClientPort, RpcClient, type RpcClientOptions } from './client.ts';
import type { Call, Handlers, Reply, Request } from './protocol.ts';
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

/** A port on which nothing comes back but what the test says. */
function mutePort() {
  const target = new EventTarget();
  const sent: Request[] = [];
  const terminate = vi.fn();
  const port: ClientPort = {
    postMessage: (message) => sent.push(message),
    addEventListener: target.addEventListener.bind(target) as ClientPort['addEventListener'],
    terminate,
  };
  const reply = (data: Reply) => target.dispatchEvent(Object.assign(new Event('message'), { data }));
  return { port, sent, reply, terminate };
}

const MINUTE = 60_000;

/** The error that a client of a mute port gives up with; undefined while it has not. */
function muteClient(options: Partial<RpcClientOptions<Table>> = {}) {
  const far = mutePort();
  const client = new RpcClient<Table>({ start: () => far.port, ...options });
  const seen: { error?: unknown } = {};
  const call = (options?: WorkOptions) =>
    client.call('work', [new Uint8Array(1)], options).catch((error: unknown) => {
      seen.error = error;
    });
  return { ...far, call, seen };
}

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
});
afterEach(() => {
  vi.useRealTimers();
});

test('a far end that says nothing for a minute while a call is pending is given up', async () => {
  const { sent, call, seen } = muteClient();
  const called = call();
  await vi.advanceTimersByTimeAsync(MINUTE);
  expect(seen.error).toBeUndefined();
  expect(sent.filter(({ kind }) => kind === 'ping')).toHaveLength(1);
  await vi.advanceTimersByTimeAsync(MINUTE / 10);
  await called;
  expect(seen.error).toMatchObject({
    code: 'worker-lost',
    details: { reason: 'silent for 60 seconds' },
  });
});

test.each([
  ['answers a ping', { kind: 'pong' }],
  ['reports progress', { kind: 'event', id: 1, name: 'onProgress', given: [1, 2] }],
] as const)('a far end that %s within each minute is never given up', async (_how, reply) => {
  const { reply: say, call, seen } = muteClient();
  void call();
  for (let minutes = 0; minutes < 10; minutes++) {
    await vi.advanceTimersByTimeAsync(0.9 * MINUTE);
    say(reply);
  }
  expect(seen.error).toBeUndefined();
});

test('nobody is pinged while nothing is pending', async () => {
  const { sent, reply, call } = muteClient();
  void call();
  reply({ kind: 'back', id: 1, back: { bytes: new Uint8Array() } });
  await vi.advanceTimersByTimeAsync(10 * MINUTE);
  expect(sent.map(({ kind }) => kind)).toEqual(['call']);
});

test('a far end that never ends an aborted call is given up too, so that the next call finds one that works', async () => {
  const { terminate, call } = muteClient();
  const stop = new AbortController();
  const aborted = call({ signal: stop.signal });
  stop.abort(new Error('enough'));
  await aborted;
  await vi.advanceTimersByTimeAsync(0.9 * MINUTE);
  expect(terminate).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(0.2 * MINUTE);
  expect(terminate).toHaveBeenCalledOnce();
});

test('that a ping is not answered is told long before the far end is given up, and again when that is over', async () => {
  const told: (number | undefined)[] = [];
  const { reply: say, call, seen } = muteClient({ onQuiet: (ms) => told.push(ms) });
  const called = call();
  // A first ping is due, and may take its time.
  await vi.advanceTimersByTimeAsync(MINUTE / 12);
  expect(told).toEqual([]);
  await vi.advanceTimersByTimeAsync(MINUTE / 12);
  expect(told).toEqual([MINUTE / 6]);
  say({ kind: 'pong' });
  expect(told).toEqual([MINUTE / 6, undefined]);
  await vi.advanceTimersByTimeAsync(1.1 * MINUTE);
  await called;
  expect(seen.error).toMatchObject({ code: 'worker-lost' });
  expect(told.at(-1)).toBeUndefined();
  expect(Math.max(...told.map((ms) => ms ?? 0))).toBe(MINUTE);
});

test('a far end that has nothing more to do is not called quiet', async () => {
  const told: (number | undefined)[] = [];
  const { reply: say, call } = muteClient({ onQuiet: (ms) => told.push(ms) });
  const called = call();
  await vi.advanceTimersByTimeAsync(MINUTE / 6);
  say({ kind: 'back', id: 1, back: { bytes: new Uint8Array() } });
  await called;
  await vi.advanceTimersByTimeAsync(MINUTE);
  expect(told).toEqual([MINUTE / 6, undefined]);
});
