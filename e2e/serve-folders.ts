import { createReadStream, existsSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';

const TYPES: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript',
  mjs: 'text/javascript',
  wasm: 'application/wasm',
  json: 'application/json',
};
const ISOLATION = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
};

/** An empty page at the root and `folders` (name → path) below it, isolated so that WebAssembly may have threads. */
export async function serveFolders(folders: Readonly<Record<string, string>>) {
  const server = createServer((request, response) => {
    const [, folder = '', ...rest] = new URL(request.url ?? '/', 'http://x').pathname.split('/');
    const root = folders[folder];
    const file = root === undefined || rest.includes('..') ? undefined : join(root, ...rest);
    if (folder === '') {
      response
        .writeHead(200, { 'Content-Type': 'text/html', ...ISOLATION })
        .end('<!doctype html><title>graphs</title>');
    } else if (file && existsSync(file) && statSync(file).isFile()) {
      const type = TYPES[file.split('.').at(-1) ?? ''] ?? 'application/octet-stream';
      response.writeHead(200, { 'Content-Type': type, 'Content-Length': statSync(file).size, ...ISOLATION });
      createReadStream(file).pipe(response);
    } else response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : address;
  return { origin: `http://127.0.0.1:${port}`, close: () => server.close() };
}
