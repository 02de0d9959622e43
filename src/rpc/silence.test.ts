import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type ClientPort, RpcClient, type RpcClientOptions } from './client.ts';
import type { Call, Reply, Request } from './protocol.ts';

interface WorkOptions {
  readonly signal?: AbortSignal;
  readonly onProgress?: (done: number, total: number) => void;
}

interface Table {
  work: Call<[bytes: Uint8Array], { readonly bytes: Uint8Array }, WorkOptions>;
}

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
