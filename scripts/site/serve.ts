import { createHash } from 'node:crypto';
import { createReadStream, readFileSync, statSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { extname, join, normalize, sep } from 'node:path';
import { ENCODINGS } from './compress.ts';

/** What a page must be served with to run WebAssembly on several threads. */
export const ISOLATION = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
};

/** The page's own policy stands in index.html; these a page cannot give itself. */
export const SAFETY: Readonly<Record<string, string>> = {
  ...ISOLATION,
  'Content-Security-Policy': "frame-ancestors 'none'",
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Permissions-Policy': 'camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
};

export const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.md': 'text/markdown; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json',
};

/** Such a name changes with the content. */
const HASHED = /^[/\\]assets[/\\].*-[\w-]{8}\.\w+$/;

/** A file to hand out, and how. */
interface Copy {
  readonly file: string;
  readonly etag: string;
  readonly headers: Readonly<Record<string, string | number>>;
}

/** Hands out the files under `root`, packed where the browser takes that; what is not there goes to `next`. */
export function serveSite(root: string) {
  const etags = new Map<string, string>();
  return (request: IncomingMessage, response: ServerResponse, next: () => void): void => {
    for (const [name, value] of Object.entries(SAFETY)) response.setHeader(name, value);
    const isRead = request.method === 'GET' || request.method === 'HEAD';
    const copy = isRead ? copyFor(root, request, etags) : undefined;
    if (copy) send(copy, request, response);
    else next();
  };
}

function send({ file, etag, headers }: Copy, request: IncomingMessage, response: ServerResponse): void {
  if (request.headers['if-none-match']?.split(/\s*,\s*/).includes(etag)) {
    response.writeHead(304, headers).end();
    return;
  }
  response.writeHead(200, { ...headers, 'Content-Length': sizeOf(file) ?? 0 });
  if (request.method === 'HEAD') {
    response.end();
    return;
  }
  createReadStream(file)
    .on('error', () => response.destroy())
    .pipe(response);
}

/** What answers `request` best; undefined where there is no such file. */
function copyFor(root: string, request: IncomingMessage, etags: Map<string, string>): Copy | undefined {
  const path = pathOf(request.url ?? '/');
  if (path === undefined || sizeOf(join(root, path)) === undefined) return undefined;
  const encoding = encodingFor(join(root, path), request.headers['accept-encoding']);
  const file = join(root, path) + (encoding ? ENCODINGS[encoding] : '');
  const etag = etagOf(file, etags);
  const headers = {
    'Cache-Control': HASHED.test(path) ? 'public, max-age=31536000, immutable' : 'no-cache',
    'Content-Type': TYPES[extname(path)] ?? 'application/octet-stream',
    ETag: etag,
    Vary: 'Accept-Encoding',
    ...(encoding && { 'Content-Encoding': encoding }),
  };
  return { file, etag, headers };
}

/** Below the root; undefined for what is no path. */
function pathOf(url: string): string | undefined {
  try {
    // It begins at the root, and no way up leads above that.
    const path = normalize(decodeURIComponent(new URL(url, 'http://localhost').pathname));
    if (path.includes('\0')) return undefined;
    return path.endsWith(sep) ? `${path}index.html` : path;
  } catch {
    return undefined;
  }
}

function sizeOf(file: string): number | undefined {
  const found = statSync(file, { throwIfNoEntry: false });
  return found?.isFile() ? found.size : undefined;
}

/** The best packed copy there is that `accepted` allows. */
function encodingFor(file: string, accepted = ''): keyof typeof ENCODINGS | undefined {
  const refused = /;\s*q=0(?:\.0*)?$/;
  const names = accepted.split(/\s*,\s*/).filter((each) => !refused.test(each));
  const taken = new Set(names.map((each) => each.split(';')[0]?.trim()));
  return (['br', 'gzip'] as const).find(
    (encoding) => taken.has(encoding) && sizeOf(file + ENCODINGS[encoding]) !== undefined,
  );
}

/** By content; read once for each state of the file. */
function etagOf(file: string, known: Map<string, string>): string {
  const { mtimeMs, size } = statSync(file);
  const key = `${file} ${mtimeMs} ${size}`;
  const etag = known.get(key) ?? `"${createHash('sha256').update(readFileSync(file)).digest('base64url')}"`;
  known.set(key, etag);
  return etag;
}
