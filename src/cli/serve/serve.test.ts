import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { request, type Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { appVersion } from '#cli/files.ts';
import { AppError } from '#errors.ts';
import type { Finding } from '#results/finding.ts';
import { BALL } from '#testing/ball.ts';
import { writeBall } from '#testing/ball-file.ts';
import { notFound } from '#testing/findings.ts';
import { openBytes } from '#testing/open-bytes.ts';
import { maskOf } from '#volume/mask.ts';
import { measure } from '#volume/measure.ts';
import { partAnswer } from './answer-image.ts';
import { type Answerers, Crowded, ProcessAnswerers } from './answerers.ts';
import { httpServer } from './http-server.ts';
import { openApi } from './openapi.ts';
import { answerSchema, promptsIn, type ServeAnswer } from './request.ts';

const PACK = fileURLToPath(new URL('../../testing/packs/analytic-windows', import.meta.url));

let folder = '';
let ball = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'parse3d-serve-'));
  writeBall(join(folder, 'ball.nii.gz'));
  ball = readFileSync(join(folder, 'ball.nii.gz')).toString('base64');
});
afterAll(() => rmSync(folder, { recursive: true }));

let server: Server | undefined;
afterEach(() => server?.close());

async function serving(answer: Answerers['answer'], mostBytes = 1e6): Promise<number> {
  server = httpServer({ answerers: { answer }, mostBytes, version: '1.2.3' });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

interface Asked {
  readonly method?: string;
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** Unlike fetch it may send any Host and Origin. */
async function ask(port: number, { method = 'POST', path = '/score', headers = {}, body }: Asked) {
  const given = { 'content-type': 'application/json', ...headers };
  const asked = request({ host: '127.0.0.1', port, method, path, headers: given, agent: false });
  asked.on('error', () => undefined).end(body);
  const [response] = await once(asked, 'response');
  let text = '';
  for await (const block of response) text += block;
  return { status: response.statusCode, headers: response.headers, json: JSON.parse(text) };
}

const rows = (...data: readonly (readonly [string, string])[]) =>
  JSON.stringify({ input_data: { columns: ['image', 'text'], index: [0], data } });

const ANSWER: ServeAnswer = {
  nifti_file: '{"data":""}',
  ...{ modality: 'CT', modalityIsGuess: false, packs: [], answers: [], notes: [], notice: '' },
};

test('the published request is answered with a label map on the grid of the image, a label for each prompt', async () => {
  const answerers = new ProcessAnswerers({ packs: [PACK], threads: 1 }, 4);
  await answerers.start(1);
  try {
    const port = await serving((...given) => answerers.answer(...given));
    const body = rows([ball, 'zenith & edge & pizza'], [ball, 'edge']);
    const { status, json } = await ask(port, { path: '/score?modality=MR', body });
    expect(json.error).toBeUndefined();
    expect(status).toBe(200);
    const [first, second] = answerSchema.parse(json);
    expect(first?.answers).toMatchObject([
      { prompt: 'zenith', label: 1, answer: 'not-found' },
      { prompt: 'edge', label: 2, answer: 'found', objects: [{ name: 'edge', testedOnModality: false }] },
      { prompt: 'pizza', label: 3, answer: 'not-understood', objects: [{ existence: null, volumeMl: null }] },
    ]);
    const bytes = new Uint8Array(Buffer.from(JSON.parse(first?.nifti_file ?? '').data, 'base64'));
    const map = await openBytes('map.nii.gz', bytes);
    const image = await openBytes('ball.nii.gz', new Uint8Array(Buffer.from(ball, 'base64')));
    expect(map.header).toEqual(image.header);
    expect(new Set(map.volume.data)).toEqual(new Set([0, 2]));
    const { volumeMl } = measure(
      maskOf(
        map.volume.grid,
        map.volume.data.map((value) => value / 2),
      ),
    );
    expect(Math.abs(volumeMl / BALL.volumeMl - 1)).toBeLessThan(0.02);
    expect(second?.answers).toMatchObject([{ label: 1, answer: 'found' }]);

    await checkExample(port);

    const unread = await ask(port, { path: '/score?modality=MR', body: rows([ball, 'pizza']) });
    expect(unread).toMatchObject({ status: 422, json: { error: { code: 'prompt-unknown' } } });
    const broken = await ask(port, { body: rows([Buffer.from('nonsense').toString('base64'), 'edge']) });
    expect(broken).toMatchObject({ status: 422, json: { error: { code: 'format-unread' } } });
  } finally {
    await answerers.close();
  }
}, 180_000);

test('where the pack does not know such a scan nothing is told as not found', () => {
  const unfit = { ...notFound('liver'), reason: 'unfit-scan' } as const;
  const asked = (text: string) => ({ text, prompts: [{ text, structure: undefined }] });
  const told = (finding: Finding) => {
    const { answer, objects } = partAnswer(asked(finding.prompt), 1, [finding], new Map());
    return [answer, objects[0]?.answer, objects[0]?.existence];
  };
  expect(told(unfit)).toEqual(['not-answered', 'not-answered', null]);
  const absent = notFound('liver');
  expect(told(absent)).toEqual(['not-found', 'not-found', absent.existence]);
});

/** What docs/serve.md names as an example works as it says. */
async function checkExample(port: number): Promise<void> {
  if (spawnSync('python3', ['--version']).status !== 0) {
    console.warn('Skipped: there is no python3, which the example is written in.');
    return;
  }
  const example = fileURLToPath(new URL('../../../examples/ask_serve.py', import.meta.url));
  const [scan, out] = ['ball.nii.gz', 'example.nii.gz'].map((name) => join(folder, name));
  const given = ['--url', `http://127.0.0.1:${port}`, '--modality', 'MR'];
  const run = async (text: string) => {
    const child = spawn('python3', [example, scan ?? '', text, out ?? '', ...given]);
    const [printed, said] = [readAll(child.stdout), readAll(child.stderr)];
    const [status] = await once(child, 'exit');
    return { status, printed: await printed, said: await said };
  };
  const answered = await run('edge & zenith & pizza');
  expect(answered.printed).toMatch(
    /^1 edge: edge 9\d\.\d mL, sure\r?\n2 zenith: not-found\r?\n3 pizza: not-understood/,
  );
  expect(answered.status).toBe(0);
  const map = await openBytes('example.nii.gz', new Uint8Array(readFileSync(out ?? '')));
  expect(new Set(map.volume.data)).toEqual(new Set([0, 1]));
  const refused = await run('pizza');
  expect(refused.said).toContain('pizza');
  expect(refused.status).toBe(1);
}

async function readAll(stream: Readable): Promise<string> {
  let text = '';
  for await (const block of stream) text += block;
  return text;
}

test('prompts are joined by an ampersand between spaces', () => {
  expect(promptsIn(' liver & left kidney  &\nspleen ')).toEqual(['liver', 'left kidney', 'spleen']);
  expect(promptsIn('T1&T2')).toEqual(['T1&T2']);
});

test('what is not for this server is refused, each with its status and a sentence, and no page may read it', async () => {
  const port = await serving(async () => ANSWER, 2000);
  const good = rows(['AAAA', 'liver']);
  const refused = async (asked: Asked) => {
    const { status, json, headers } = await ask(port, { body: good, ...asked });
    expect(headers['access-control-allow-origin']).toBeUndefined();
    expect(json.error.message).toMatch(/[.]$/);
    return [status, json.error.code];
  };
  expect((await ask(port, { body: good })).status).toBe(200);
  expect((await ask(port, { body: good, headers: { origin: `http://localhost:${port}` } })).status).toBe(200);
  expect(await refused({ headers: { host: `evil.example:${port}` } })).toEqual([403, 'host-refused']);
  expect(await refused({ headers: { host: '127.0.0.1:1' } })).toEqual([403, 'host-refused']);
  expect(await refused({ headers: { origin: 'https://evil.example' } })).toEqual([403, 'origin-refused']);
  expect(await refused({ headers: { origin: 'null' } })).toEqual([403, 'origin-refused']);
  expect(await refused({ path: '/' })).toEqual([404, 'no-such-path']);
  expect(await refused({ path: '/constructor' })).toEqual([404, 'no-such-path']);
  expect(await refused({ method: 'PUT' })).toEqual([405, 'method-refused']);
  expect(await refused({ method: 'OPTIONS', body: '' })).toEqual([405, 'method-refused']);
  expect(await refused({ headers: { 'content-type': 'text/plain' } })).toEqual([415, 'type-refused']);
  expect(await refused({ body: '{' })).toEqual([400, 'request-invalid']);
  expect(await refused({ body: rows() })).toEqual([400, 'request-invalid']);
  expect(await refused({ body: rows(['%%%%', 'liver']) })).toEqual([400, 'request-invalid']);
  expect(await refused({ path: '/score?modality=XR' })).toEqual([400, 'request-invalid']);
  expect(await refused({ path: '/score?anyway=perhaps' })).toEqual([400, 'request-invalid']);
  expect(await refused({ body: rows(['A'.repeat(4000), 'liver']) })).toEqual([413, 'body-too-large']);
  const unsaid = { 'transfer-encoding': 'chunked' };
  expect(await refused({ body: rows(['A'.repeat(4000), 'liver']), headers: unsaid })).toEqual([
    413,
    'body-too-large',
  ]);
});

test('lines may end in an image, as Python’s encodebytes has it, and nowhere else may anything stand in it', async () => {
  const seen: [number, boolean | undefined][] = [];
  const port = await serving(async ({ image }, { hasBegun }) => {
    seen.push([image.length, hasBegun]);
    return ANSWER;
  });
  const lines = (text: string) => text.replace(/.{76}/g, '$&\n');
  const image = Buffer.alloc(200, 7).toString('base64');
  const wrapped = [`${lines(image)}\n`, lines(image).replaceAll('\n', '\r\n'), image];
  const body = rows(...wrapped.map((each) => [each, 'liver'] as const));
  const headers = { 'content-type': 'Application/JSON ; charset=utf-8' };
  expect((await ask(port, { body, headers })).status).toBe(200);
  expect(seen).toEqual([
    [200, false],
    [200, true],
    [200, true],
  ]);
  for (const wrong of [` ${image}`, image.slice(1), `\n\n\n\n\n`, image.replace('B', '-')]) {
    expect((await ask(port, { body: rows([wrong, 'liver']) })).status).toBe(400);
  }
});

test('who sends too much hears why, although they listen only when all is sent', async () => {
  const port = await serving(async () => ANSWER, 2000);
  for (const chunked of [false, true]) {
    const socket = connect(port, '127.0.0.1');
    const size = 20_000_000;
    const length = chunked ? 'Transfer-Encoding: chunked' : `Content-Length: ${size}`;
    socket.write(
      `POST /score HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nContent-Type: application/json\r\n${length}\r\n\r\n`,
    );
    // As long as all of it is not gone nothing is read, and a broken connection would end it with an error.
    socket.pause();
    const body = Buffer.alloc(size, 65);
    const parts = chunked ? [`${size.toString(16)}\r\n`, body, '\r\n0\r\n\r\n'] : [body];
    for (const part of parts)
      await new Promise<void>((done, fail) => socket.write(part, (error) => (error ? fail(error) : done())));
    socket.resume();
    expect(await readAll(socket)).toMatch(/^HTTP\/1.1 413 [\s\S]*body-too-large/);
  }
});

test('what fails here is told from what was wrong with the request', async () => {
  const faults = [
    [new Crowded(), 503],
    [new AppError('worker-lost', { reason: 'SIGKILL' }), 500],
    [new AppError('out-of-memory', { stage: 'encode' }), 500],
    [new AppError('modality-unsure', { name: 'image', reason: 'overlap' }), 422],
    [new Error('a bug'), 500],
  ] as const;
  let fault: Error = new Error();
  const port = await serving(() => Promise.reject(fault));
  for (const [each, status] of faults) {
    fault = each;
    const got = await ask(port, { body: rows(['AAAA', 'liver']) });
    expect(got.status).toBe(status);
    expect(got.headers['retry-after']).toBe(status === 503 ? '5' : undefined);
    expect(JSON.stringify(got.json)).not.toMatch(/\bat .*\.ts/);
  }
});

test('the document of the server is the one in docs/openapi.json', async () => {
  const port = await serving(async () => ANSWER);
  const { json } = await ask(port, { method: 'GET', path: '/openapi.json' });
  expect(json.info.version).toBe('1.2.3');
  const path = new URL('../../../docs/openapi.json', import.meta.url);
  const text = `${JSON.stringify(openApi(appVersion()), undefined, 2)}\n`;
  expect(text).toBe(readFileSync(path, 'utf8'));
});
