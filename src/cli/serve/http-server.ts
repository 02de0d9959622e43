import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { toModality } from '#cli/modality.ts';
import { AppError, type ErrorCode, toWire } from '#errors.ts';
import { wording } from '#messages/wording.ts';
import { type Answerers, Crowded } from './answerers.ts';
import { openApi } from './openapi.ts';
import { requestSchema, type ServeAnswer } from './request.ts';

export interface ServerOptions {
  readonly answerers: Answerers;
  /** The largest body that is taken. */
  readonly mostBytes: number;
  readonly version: string;
}

/** What is not answered, with its HTTP status. */
class Refusal extends Error {
  readonly status: number;
  readonly code: string;
  readonly headers: Readonly<Record<string, string>>;

  constructor(status: number, code: string, message: string, headers: Readonly<Record<string, string>> = {}) {
    super(message);
    this.status = status;
    this.code = code;
    this.headers = headers;
  }
}

/** What is ours to blame for, or the machine’s; everything else is wrong with what was sent. */
const OWN_FAULTS: ReadonlySet<ErrorCode> = new Set([
  ...(['internal', 'worker-lost', 'out-of-memory', 'runtime-unavailable', 'pack-invalid'] as const),
  ...(['pack-unreachable', 'weights-corrupt', 'dicom-codec'] as const),
]);

const ROUTES: Readonly<Record<string, 'GET' | 'POST'>> = {
  '/health': 'GET',
  '/openapi.json': 'GET',
  '/score': 'POST',
};

/** A server that answers the published request; whoever listens binds it to this machine. It sends no header that lets other pages read it. */
export function httpServer(options: ServerOptions): Server {
  const server = createServer((request, response) => {
    void respond(request, response, options).catch((error) => refuse(response, error));
  });
  server.headersTimeout = 10_000;
  server.maxConnections = 128;
  return server;
}

async function respond(
  request: IncomingMessage,
  response: ServerResponse,
  options: ServerOptions,
): Promise<void> {
  const path = checked(request);
  if (path === '/health') return send(response, 200, { status: 'ready', version: options.version });
  if (path === '/openapi.json') return send(response, 200, openApi(options.version));
  const asked = queryOf(request);
  const { input_data } = parsed(await bodyOf(request, options.mostBytes));
  const gone = new AbortController();
  response.on('close', () => gone.abort());
  const answers: ServeAnswer[] = [];
  for (const [n, [image, text]] of input_data.data.entries()) {
    const bytes = new Uint8Array(Buffer.from(image, 'base64'));
    const waits = { signal: gone.signal, hasBegun: n > 0 };
    answers.push(await options.answerers.answer({ image: bytes, text, ...asked }, waits));
  }
  send(response, 200, answers);
}

/** The path that is asked for, once it is clear that it may be. @throws Refusal. */
function checked({ headers, method, url = '/', socket }: IncomingMessage): string {
  const hosts = ['127.0.0.1', 'localhost'].map((name) => `${name}:${socket.localPort}`);
  if (headers.host === undefined || !hosts.includes(headers.host)) {
    // A page elsewhere may have had its name point to this machine.
    throw new Refusal(403, 'host-refused', `Only ${hosts.join(' and ')} are answered. Ask one of them.`);
  }
  const { origin } = headers;
  if (origin !== undefined && !hosts.some((host) => origin === `http://${host}`)) {
    const message = 'Pages of other origins are not answered. Ask from a program on this machine.';
    throw new Refusal(403, 'origin-refused', message);
  }
  const [path = '/'] = url.split('?');
  const allowed = Object.hasOwn(ROUTES, path) ? ROUTES[path] : undefined;
  if (allowed === undefined) {
    const there = Object.keys(ROUTES).join(', ');
    throw new Refusal(404, 'no-such-path', `There is nothing at ${path}. There are ${there}.`);
  }
  if (method !== allowed) {
    const message = `${path} is asked with ${allowed}. Use that.`;
    throw new Refusal(405, 'method-refused', message, { allow: allowed });
  }
  if (allowed === 'POST' && !/^application\/json\s*(?:;|$)/i.test(headers['content-type'] ?? '')) {
    throw new Refusal(415, 'type-refused', 'The body is JSON. Send it with Content-Type: application/json.');
  }
  return path;
}

/** What the scan is, where `?modality=` says so, and whether it is answered whatever it is. */
function queryOf({ url = '/' }: IncomingMessage) {
  const { searchParams } = new URL(url, 'http://localhost');
  const asked = searchParams.get('modality');
  const anyway = searchParams.get('anyway') ?? 'false';
  if (anyway !== 'true' && anyway !== 'false') {
    throw new Refusal(400, 'request-invalid', `?anyway= is true or false, not ${anyway}. Change it.`);
  }
  try {
    return { modality: toModality(asked ?? undefined), anyway: anyway === 'true' };
  } catch {
    throw new Refusal(400, 'request-invalid', `?modality= is CT, MR or other, not ${asked}. Change it.`);
  }
}

/**
 * Bytes beyond the most that are let go by, unkept: who sends listens only then, and would otherwise hear of a broken connection and
 * never why.
 */
const MOST_PASSED = 2e9;

async function bodyOf(request: IncomingMessage, most: number): Promise<string> {
  const message = `The body is larger than ${most} bytes. Send a smaller scan, or start the server with a larger --max-body.`;
  const tooLarge = new Refusal(413, 'body-too-large', message, { connection: 'close' });
  if (Number(request.headers['content-length'] ?? 0) > most + MOST_PASSED) throw tooLarge;
  const blocks: Buffer[] = [];
  let bytes = 0;
  for await (const block of request) {
    bytes += block.length;
    if (bytes <= most) blocks.push(block);
    else blocks.length = 0;
    if (bytes > most + MOST_PASSED) break;
  }
  if (bytes > most) throw tooLarge;
  return Buffer.concat(blocks).toString('utf8');
}

function parsed(body: string) {
  const read = requestSchema.safeParse(json(body));
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  const where = issue?.path.join('.') || 'the body';
  const message = `The request is not as it should be at ${where}: ${issue?.message}. /openapi.json says what it is.`;
  throw new Refusal(400, 'request-invalid', message);
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Refusal(400, 'request-invalid', 'The body is not JSON. /openapi.json says what it is.');
  }
}

function refuse(response: ServerResponse, error: unknown): void {
  const { status, code, message, headers } = refusalOf(error);
  if (!response.headersSent) send(response, status, { error: { code, message } }, headers);
}

function refusalOf(error: unknown): Refusal {
  if (error instanceof Refusal) return error;
  if (error instanceof Crowded) {
    const message = 'As many requests wait as may. Send it again a little later.';
    return new Refusal(503, 'crowded', message, { 'retry-after': '5' });
  }
  const wire = toWire(error instanceof Error ? error : new AppError('internal', { where: 'serve' }));
  return new Refusal(OWN_FAULTS.has(wire.code) ? 500 : 422, wire.code, wording(wire, 'terminal'));
}

function send(
  response: ServerResponse,
  status: number,
  content: unknown,
  headers: Readonly<Record<string, string>> = {},
): void {
  const body = Buffer.from(JSON.stringify(content));
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'content-length': body.length,
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    ...headers,
  });
  response.end(body);
}
