import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import puppeteer, { type Page } from 'puppeteer-core';
import { preview } from 'vite';
import { findFirefox, hasXvfb, openScreen } from './screen.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const PATIENCE_MS = 90_000;

/**
 * The main flow in Firefox, as a person goes through it: the sample opens and is drawn, a prompt is answered, its mask is saved.
 * `npm run test:firefox`; the page must have been built. Where there is no Firefox or no Xvfb it says so and passes.
 */
async function main(): Promise<void> {
  const executablePath = findFirefox();
  if (!executablePath || !hasXvfb()) {
    console.log(`Skipped: there is no ${executablePath ? 'Xvfb' : 'Firefox'} here (docs/browsers.md).`);
    return;
  }
  if (!existsSync(join(ROOT, 'dist/index.html'))) throw new Error('The page is not built: npm run build');
  const screen = await openScreen();
  const server = await preview({ root: ROOT, logLevel: 'error', preview: { port: 0, open: false } });
  const downloads = mkdtempSync(join(tmpdir(), 'parse3d-firefox-'));
  const browser = await puppeteer.launch({
    browser: 'firefox',
    executablePath,
    headless: false,
    env: { ...process.env, DISPLAY: screen.display },
    defaultViewport: { width: 1260, height: 780 },
    extraPrefsFirefox: {
      'browser.download.folderList': 2,
      'browser.download.dir': downloads,
      'browser.download.useDownloadDir': true,
      'intl.accept_languages': 'en-US',
    },
  });
  try {
    const page = await browser.newPage();
    const errors: unknown[] = [];
    page.on('pageerror', (error) => errors.push(error));
    page.setDefaultTimeout(PATIENCE_MS);
    console.log(await browser.version());
    await mainFlow(page, server.resolvedUrls?.local[0] ?? '', downloads);
    if (errors.length > 0) throw new Error(`The page has thrown: ${errors.join('; ')}`);
  } finally {
    await browser.close();
    await server.close();
    screen.stop();
    rmSync(downloads, { recursive: true, force: true });
  }
}

async function mainFlow(page: Page, address: string, downloads: string): Promise<void> {
  await page.goto(address);
  await told(page, 'model', '.model-status', /^Model: /);
  await page.locator('::-p-aria([name="Try a sample"][role="button"])').click();
  await told(page, 'scan', '.scan-name', /^phantom/);
  await told(page, 'device', '.device-status', /WebGPU|WASM/);
  const isolated = await page.evaluate(() => globalThis.crossOriginIsolated);
  if (!isolated) throw new Error('The page is not isolated, and has no threads.');
  await page.locator('#prompt').fill('liver');
  await page.keyboard.press('Enter');
  await told(page, 'answer', '.run-sentence', /^Found liver, \d+ mL \(/);
  if (!(await isDrawn(page))) throw new Error('Nothing is drawn on the canvas.');
  await page.locator('::-p-aria([name="Save…"][role="button"])').click();
  await page.locator('::-p-aria([name="Save: Label map (NIfTI)"][role="button"])').click();
  await savedMask(downloads);
}

/** Waits until what `selector` says is as `wanted`, and prints it. */
async function told(page: Page, what: string, selector: string, wanted: RegExp): Promise<void> {
  const handle = await page.waitForFunction(
    (selector, source) => {
      const text = document.querySelector(selector)?.textContent ?? '';
      return new RegExp(source).test(text) ? text : undefined;
    },
    {},
    selector,
    wanted.source,
  );
  console.log(`${what}: ${await handle.jsonValue()}`);
}

/** The canvas, as it is on the screen, is not of one colour. */
async function isDrawn(page: Page): Promise<boolean> {
  const canvas = await page.$('canvas');
  const picture = await canvas?.screenshot();
  // A picture of one colour packs to next to nothing.
  return (picture?.length ?? 0) > 20_000;
}

/** Waits for a label map, whole, with voxels of the liver. */
async function savedMask(folder: string): Promise<void> {
  const began = Date.now();
  while (Date.now() - began < PATIENCE_MS) {
    const names = readdirSync(folder);
    const name = names.find((each) => /\.nii\.gz$/.test(each));
    // An empty file of that name stands for what is still written beside it.
    if (name && !names.some((each) => /\.part$/.test(each)) && statSync(join(folder, name)).size > 0) {
      const bytes = gunzipSync(readFileSync(join(folder, name)));
      const voxels = bytes.subarray(352).reduce((count, value) => count + (value > 0 ? 1 : 0), 0);
      if (voxels < 1000) throw new Error(`${name} has ${voxels} voxels of an object.`);
      console.log(`mask: ${name}, ${voxels} voxels`);
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error(`No mask was saved: ${readdirSync(folder).join(', ')}`);
}

await main();
