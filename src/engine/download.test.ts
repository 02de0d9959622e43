import { createServer, type RequestListener, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { download } from './download.ts';

const WHOLE = Uint8Array.from({ length: 1000 }, (_, n) => n % 251);

const servers: (() => void)[] = [];
beforeEach(() => {
  // Those of the downloads; sockets have their own.
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
});
afterEach(() => {
  for (const close of servers.splice(0)) close();
  vi.useRealTimers();
});

/** A server of its own for each test, and what it was asked for. */
async function serve(answer: (response: ServerResponse, range: string | undefined, tries: number) => void) {
  const ranges: (string | undefined)[] = [];
  let told = (_tries: number) => {};
  const listener: RequestListener = ({ headers: { range } }, response) => {
    ranges.push(range);
    answer(response, range, ranges.length);
    told(ranges.length);
  };
  const server = createServer(listener);
  servers.push(() => {
    server.closeAllConnections();
    server.close();
  });
  await new Promise<void>((resolve) => server.listen(0, resolve));
  const url = `http://localhost:${(server.address() as AddressInfo).port}/a.weights`;
  const asked = (tries: number) =>
    new Promise<void>((resolve) => {
      if (ranges.length >= tries) resolve();
      told = (count) => count >= tries && resolve();
    });
  return { url, ranges, asked };
}

/** The promise of a download, and when so many of its bytes have come. */
function start(url: string, signal?: AbortSignal) {
  let come = 0;
  let told = () => {};
  const whole = download(
    url,
    (done) => {
      come = done;
      told();
    },
    signal,
    WHOLE.length,
  );
  whole.catch(() => undefined);
  const received = (bytes: number) =>
    new Promise<void>((resolve) => {
      told = () => come >= bytes && resolve();
      told();
    });
  return { whole, received };
}

const HALF = 30_000;

test('a download that stops in the middle is taken up where it ended', async () => {
  const { url, ranges } = await serve((response, range) => {
    if (range === undefined) response.write(WHOLE.slice(0, 400));
    else response.writeHead(206, { 'Content-Range': 'bytes 400-999/1000' }).end(WHOLE.slice(400));
  });
  const { whole, received } = start(url);
  await received(400);
  await vi.advanceTimersByTimeAsync(HALF);
  expect(await whole).toEqual(WHOLE);
  expect(ranges).toEqual([undefined, 'bytes=400-']);
});

test('a download that breaks off is taken up at once, from the start where the server knows no ranges', async () => {
  const { url, ranges } = await serve((response, _range, tries) => {
    if (tries > 1) response.end(WHOLE);
    else
      response
        .writeHead(200, { 'Content-Length': 1000 })
        .write(WHOLE.slice(0, 400), () => response.destroy());
  });
  expect(await start(url).whole).toEqual(WHOLE);
  expect(ranges).toEqual([undefined, 'bytes=400-']);
});

test('a server that gives another range than was asked for is not believed', async () => {
  const { url } = await serve((response, range) => {
    if (range === undefined)
      response
        .writeHead(200, { 'Content-Length': 1000 })
        .write(WHOLE.slice(0, 400), () => response.destroy());
    else response.writeHead(206, { 'Content-Range': 'bytes 0-999/1000' }).end(WHOLE);
  });
  expect(await start(url).whole).toEqual(WHOLE);
});

test('a download that never comes is tried three times, and ends with that', async () => {
  const { url, ranges, asked } = await serve(() => {});
  const { whole } = start(url);
  for (let tries = 1; tries <= 3; tries++) {
    await asked(tries);
    await vi.advanceTimersByTimeAsync(HALF);
  }
  await expect(whole).rejects.toThrow('nothing has come for 30 seconds');
  expect(ranges).toEqual([undefined, undefined, undefined]);
});

test('a download that is slow but comes is never given up', async () => {
  let response: ServerResponse | undefined;
  const { url, ranges, asked } = await serve((given) => {
    response = given;
  });
  const { whole, received } = start(url);
  await asked(1);
  for (let at = 0; at < 1000; at += 200) {
    response?.write(WHOLE.slice(at, at + 200));
    await received(at + 200);
    await vi.advanceTimersByTimeAsync(0.9 * HALF);
  }
  response?.end();
  expect(await whole).toEqual(WHOLE);
  expect(ranges).toHaveLength(1);
});

test('a download that is cancelled ends with the reason, and is not tried again', async () => {
  const { url, ranges, asked } = await serve((response) => response.write(WHOLE.slice(0, 400)));
  const stop = new AbortController();
  const { whole, received } = start(url, stop.signal);
  await asked(1);
  await received(400);
  stop.abort(new Error('enough'));
  await expect(whole).rejects.toThrow('enough');
  expect(ranges).toHaveLength(1);
});

test('what the server refuses is not asked for again', async () => {
  const { url, ranges } = await serve((response) => response.writeHead(404).end());
  await expect(start(url).whole).rejects.toThrow('HTTP 404');
  expect(ranges).toHaveLength(1);
});
