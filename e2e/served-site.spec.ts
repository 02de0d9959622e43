import { readdirSync, readFileSync } from 'node:fs';
import { type IncomingHttpHeaders, request } from 'node:http';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { expect, test } from '@playwright/test';

const dist = fileURLToPath(new URL('../dist', import.meta.url));
const asset = (ending: RegExp) =>
  `assets/${readdirSync(join(dist, 'assets')).find((name) => ending.test(name))}`;
const HEAVY = [
  asset(/jspi-.*\.wasm$/),
  asset(/asyncify-.*\.wasm$/),
  asset(/^index-.*\.js$/),
  'models/mini/image-encoder.onnx',
  'models/mini/image-encoder.weights',
  'models/mini/manifest.json',
];

interface Answer {
  readonly status: number | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** What the server sends for `path` as it goes over the wire: no browser unpacks or caches it. */
function ask(base: string | undefined, path: string, headers: Readonly<Record<string, string>> = {}) {
  return new Promise<Answer>((resolve, reject) => {
    const asked = request(new URL(path, base), { headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () =>
        resolve({ status: response.statusCode, headers: response.headers, body: Buffer.concat(chunks) }),
      );
    });
    asked.on('error', reject);
    asked.end();
  });
}

test('what is heavy goes packed to a browser that takes it, whole and in its own type', async ({
  baseURL,
}) => {
  const types: Readonly<Record<string, RegExp>> = {
    wasm: /^application\/wasm$/,
    js: /^text\/javascript/,
    json: /^application\/json/,
    onnx: /^application\/octet-stream$/,
    weights: /^application\/octet-stream$/,
  };
  for (const path of HEAVY) {
    const whole = readFileSync(join(dist, path));
    const answers = {
      br: await ask(baseURL, path, { 'Accept-Encoding': 'gzip, deflate, br, zstd' }),
      gzip: await ask(baseURL, path, { 'Accept-Encoding': 'gzip, br;q=0' }),
      plain: await ask(baseURL, path),
    };
    for (const { status, headers } of Object.values(answers)) {
      expect(status).toBe(200);
      expect(headers['content-type']).toMatch(types[path.split('.').at(-1) ?? ''] ?? 'unknown');
      expect(headers.vary).toBe('Accept-Encoding');
    }
    expect(answers.br.headers['content-encoding']).toBe('br');
    expect(answers.gzip.headers['content-encoding']).toBe('gzip');
    expect(answers.plain.headers['content-encoding']).toBeUndefined();
    expect(brotliDecompressSync(answers.br.body).equals(whole)).toBe(true);
    expect(gunzipSync(answers.gzip.body).equals(whole)).toBe(true);
    expect(answers.plain.body.equals(whole)).toBe(true);
    expect(answers.br.body.length).toBeLessThan(answers.gzip.body.length);
    expect(Number(answers.br.headers['content-length'])).toBe(answers.br.body.length);
  }
});

test('what is named by its content is kept for good, and all else asked for again, for nothing if unchanged', async ({
  baseURL,
}) => {
  for (const path of HEAVY.filter((each) => each.startsWith('assets/'))) {
    const { headers } = await ask(baseURL, path);
    expect(headers['cache-control']).toBe('public, max-age=31536000, immutable');
  }
  for (const path of [
    '',
    'index.html',
    'models/mini/manifest.json',
    'models/mini/image-encoder.weights',
    'service-worker.js',
  ]) {
    const { headers } = await ask(baseURL, path, { 'Accept-Encoding': 'br' });
    expect(headers['cache-control']).toBe('no-cache');
    const again = await ask(baseURL, path, {
      'Accept-Encoding': 'br',
      'If-None-Match': headers.etag ?? '',
    });
    expect(again.status).toBe(304);
    expect(again.body).toHaveLength(0);
    const other = await ask(baseURL, path, { 'Accept-Encoding': 'br', 'If-None-Match': '"another"' });
    expect(other.status).toBe(200);
  }
});

test('every answer carries what keeps the page isolated and closed to others', async ({ baseURL }) => {
  for (const path of ['', 'models/mini/manifest.json', asset(/jspi-.*\.wasm$/), 'samples/phantom.nii.gz']) {
    expect((await ask(baseURL, path)).headers).toMatchObject({
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-embedder-policy': 'require-corp',
      'cross-origin-resource-policy': 'same-origin',
      'content-security-policy': "frame-ancestors 'none'",
      'permissions-policy': expect.stringContaining('camera=()'),
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
    });
  }
});

test('nothing outside the built site is handed out', async ({ baseURL }) => {
  for (const path of [
    '/..%2fpackage.json',
    '/%2e%2e/package.json',
    '/assets/..%2f..%2fpackage.json',
    '/%00',
  ]) {
    const { body } = await ask(baseURL, path);
    expect(body.toString()).not.toContain('"devDependencies"');
  }
});

test('the runtime and the model are asked for side by side, before the worker gets to them', async ({
  page,
}) => {
  const asked: string[] = [];
  page.on('request', (each) => asked.push(new URL(each.url()).pathname.slice(1)));
  await page.goto('/?backend=wasm');
  await expect(page.locator('.model-status')).toHaveText(/^Model: /, { timeout: 60_000 });
  const suspends = await page.evaluate(() => 'Suspending' in WebAssembly);
  const runtime = suspends ? /jspi-.*\.wasm$/ : /asyncify-.*\.wasm$/;
  const first = (pattern: RegExp) => asked.findIndex((path) => pattern.test(path));
  const worker = first(/worker-.*\.js$/);
  for (const pattern of [
    runtime,
    /image-encoder\.weights$/,
    /text-encoder\.onnx$/,
    /prompt-decoder\.onnx$/,
  ]) {
    expect(first(pattern)).toBeGreaterThanOrEqual(0);
    expect(first(pattern)).toBeLessThan(worker);
  }
  const other = suspends ? /asyncify.*\.wasm$/ : /jspi.*\.wasm$/;
  expect(first(other)).toBe(-1);
});
