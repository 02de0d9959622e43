import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, type Page, test } from '@playwright/test';
import { serveSite } from '../scripts/site/serve.ts';
import { smallPhantom } from './scans.ts';
import { WorkbenchPage } from './workbench.ts';

const DIST = fileURLToPath(new URL('../dist', import.meta.url));

/** A host of its own, so that it can go away, and what it was asked for. */
class Host {
  readonly asked: string[] = [];
  readonly root = mkdtempSync(join(tmpdir(), 'parse3d-site-'));
  #server: Server | undefined;
  #port = 0;

  async start(): Promise<string> {
    cpSync(DIST, this.root, { recursive: true });
    const serve = serveSite(this.root);
    this.#server = createServer((request, response) => {
      this.asked.push(request.url ?? '');
      serve(request, response, () => response.writeHead(404).end());
    });
    await new Promise<void>((resolve) => this.#server?.listen(this.#port, '127.0.0.1', resolve));
    const address = this.#server.address();
    this.#port = typeof address === 'object' ? (address?.port ?? 0) : 0;
    return `http://127.0.0.1:${this.#port}/?backend=wasm`;
  }

  stop(): void {
    this.#server?.closeAllConnections();
    this.#server?.close();
    this.#server = undefined;
  }

  remove(): void {
    this.stop();
    rmSync(this.root, { recursive: true });
  }
}

test.use({ serviceWorkers: 'allow' });

let host: Host;
test.beforeEach(() => {
  host = new Host();
});
test.afterEach(() => host.remove());

/** The dialog behind the footer's statement. */
async function network(page: Page) {
  await page.getByRole('button', { name: /Nothing leaves this machine|Dark:/ }).click();
  return page.getByRole('dialog', { name: 'Network' });
}

async function visit(page: Page): Promise<void> {
  await page.goto(await host.start());
  const dialog = await network(page);
  await expect(dialog.getByText(/are kept in this browser \(\d+/)).toBeVisible({ timeout: 90_000 });
  await dialog.getByRole('button', { name: 'Close' }).click();
}

/** Makes another version of the site in `root`: its page has another title. */
function changeSite(root: string): void {
  const [html, worker] = [join(root, 'index.html'), join(root, 'service-worker.js')];
  for (const name of [html, worker]) for (const ending of ['.br', '.gz']) rmSync(name + ending);
  writeFileSync(html, readFileSync(html, 'utf8').replace('<title>parse3d', '<title>Newer parse3d'));
  const source = readFileSync(worker, 'utf8');
  const changed = source.replace(/(url:`index\.html`,revision:`)\w+/, '$1newer');
  expect(changed).not.toBe(source);
  writeFileSync(worker, changed);
}

test('after one visit the page opens, reads a scan and answers with the server gone', async ({ page }) => {
  await visit(page);
  host.stop();
  await page.reload();
  const workbench = new WorkbenchPage(page);
  expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
  await workbench.open(smallPhantom());
  await workbench.showsScan('small.nii.gz');
  await workbench.ask('liver');
  await expect(page.getByRole('article')).toHaveCount(1);
  const dialog = await network(page);
  // The page itself, its code, the model and the runtime.
  for (const file of [/^\/\?backend=wasm$/, /index-.*\.js$/, /image-encoder\.weights$/, /\.wasm$/]) {
    await expect(
      dialog.getByRole('row').filter({ hasText: 'answered by what is kept' }).getByText(file).first(),
    ).toBeVisible();
  }
});

test('while it is dark no request reaches even the page’s own site, over reloads, until it is switched off', async ({
  page,
}) => {
  await visit(page);
  const goDark = page.getByRole('checkbox', { name: 'Go dark' });
  await network(page);
  await goDark.click();
  await expect(goDark).toBeChecked();
  await page.reload();
  host.asked.length = 0;
  const reach = () =>
    page.evaluate(() =>
      fetch('./nowhere.json').then(
        ({ status }) => status,
        () => 'refused',
      ),
    );
  expect(await reach()).toBe('refused');
  await new WorkbenchPage(page).trySample();
  // The browser's own question, which no page can stop.
  expect(host.asked.filter((url) => url !== '/service-worker.js')).toEqual([]);
  // Nor are the files of a new version fetched.
  changeSite(host.root);
  await page.evaluate(async () => {
    const registration = await navigator.serviceWorker.ready;
    await registration.update().catch(() => undefined);
    const { installing } = registration;
    await new Promise<void>((resolve) => {
      if (!installing || installing.state === 'redundant') resolve();
      else installing.addEventListener('statechange', () => resolve());
    });
  });
  expect(host.asked).toContain('/service-worker.js');
  expect(host.asked.filter((url) => url !== '/service-worker.js')).toEqual([]);
  const dialog = await network(page);
  await expect(dialog.getByRole('row').filter({ hasText: 'refused: the page is dark' })).toContainText(
    '/nowhere.json',
  );
  await goDark.click();
  await expect(goDark).not.toBeChecked();
  expect(await reach()).toBe(404);
  expect(host.asked).toContain('/nowhere.json');
});

test('a new version waits until it is wanted, and takes the place of the old one whole', async ({ page }) => {
  await visit(page);
  host.stop();
  const again = await host.start();
  changeSite(host.root);

  await page.goto(again);
  await expect(page).toHaveTitle('parse3d');
  const offer = page.getByRole('status').filter({ hasText: 'A new version of parse3d is here' });
  await expect(offer).toBeVisible({ timeout: 60_000 });
  await new WorkbenchPage(page).open(smallPhantom());
  await expect(offer).toContainText('Reloading closes the scan');
  await offer.getByRole('button', { name: 'Reload' }).click();
  await expect(page).toHaveTitle('Newer parse3d', { timeout: 30_000 });
});

test('one button removes all that the browser keeps, and the page is as on the first visit', async ({
  page,
}) => {
  await visit(page);
  await page.evaluate(async () => {
    localStorage.setItem('parse3d.pack', 'opfs:packs/none/manifest.json');
    localStorage.setItem('another page of this host', 'stays');
    const packs = await (await navigator.storage.getDirectory()).getDirectoryHandle('packs', {
      create: true,
    });
    await packs.getDirectoryHandle('none', { create: true });
  });
  const dialog = await network(page);
  await dialog.getByRole('button', { name: 'Remove all of it…' }).click();
  // What the page keeps again on its next visit would look like what it kept before.
  host.stop();
  await Promise.all([
    page.waitForEvent('requestfailed'),
    dialog.getByRole('button', { name: 'Remove all of it', exact: true }).click(),
  ]);
  const icon = (await host.start()).replace('/?backend=wasm', '/icon.svg');
  // The reload that found no server may still be ending.
  await expect(() => page.goto(icon)).toPass({ timeout: 30_000 });
  const kept = await page.evaluate(async () => {
    const folders: string[] = [];
    for await (const name of (await navigator.storage.getDirectory()).keys()) folders.push(name);
    return { caches: await caches.keys(), folders, stored: Object.keys(localStorage) };
  });
  expect(kept).toEqual({ caches: [], folders: [], stored: ['another page of this host'] });
});
