import { createReadStream, existsSync, statSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@playwright/test';
import { smallPhantom } from './scans.ts';
import { WorkbenchPage } from './workbench.ts';

const dist = fileURLToPath(new URL('../dist', import.meta.url));
const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.mjs': 'text/javascript',
  '.css': 'text/css',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
};

/** Serves the built page as a host does that lets nobody set headers. */
function plainHost(): Server {
  return createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://localhost').pathname;
    const file = join(dist, path.endsWith('/') ? `${path}index.html` : path);
    if (!file.startsWith(dist) || !existsSync(file) || !statSync(file).isFile()) {
      response.writeHead(404).end();
      return;
    }
    response.writeHead(200, { 'Content-Type': TYPES[extname(file)] ?? 'application/octet-stream' });
    createReadStream(file).pipe(response);
  });
}

test.use({ serviceWorkers: 'allow' });

test('on a host that sends no isolation headers the page isolates itself with one reload', async ({
  page,
}) => {
  const host = plainHost();
  await new Promise<void>((resolve) => host.listen(0, resolve));
  const address = host.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  try {
    let loads = 0;
    page.on('load', () => {
      loads += 1;
    });
    await page.goto(`http://localhost:${port}/?backend=wasm`);
    const workbench = new WorkbenchPage(page);
    await expect(page.locator('.model-status')).toHaveText(/^Model: /, { timeout: 60_000 });
    expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
    expect(loads).toBeLessThanOrEqual(2);
    await workbench.trySample();
  } finally {
    host.closeAllConnections();
    host.close();
  }
});

test('over plain http from another machine, where browsers lack much, the page answers all the same', async ({
  page,
}) => {
  await page.context().route('http://elsewhere.test/**', (route) => {
    const { pathname } = new URL(route.request().url());
    const path = join(dist, pathname === '/' ? 'index.html' : pathname);
    if (!existsSync(path)) return route.fulfill({ status: 404 });
    return route.fulfill({ path, contentType: TYPES[extname(path)] ?? 'application/octet-stream' });
  });
  await page.goto('http://elsewhere.test/?backend=wasm');
  expect(await page.evaluate(() => [isSecureContext, 'locks' in navigator])).toEqual([false, false]);
  const workbench = new WorkbenchPage(page);
  await workbench.open(smallPhantom());
  await workbench.showsScan('small.nii.gz');
  await workbench.ask('liver');
  await expect(workbench.finding('liver')).toContainText('mL');
});
