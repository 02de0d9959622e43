import { readFile } from 'node:fs/promises';
import { type Download, expect, type Page } from '@playwright/test';
import type { Upload } from './scans.ts';

/** The page as a person uses it. */
export class WorkbenchPage {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  get prompt() {
    return this.page.getByLabel('What should be outlined?');
  }

  get status() {
    return this.page.locator('.run-sentence');
  }

  get canvas() {
    return this.page.locator('canvas');
  }

  get notice() {
    return this.page.getByRole('alert').locator('p');
  }

  /** What the last prompt asked for and did not get. */
  get refusals() {
    return this.page.locator('.refusals');
  }

  /** What was made of the scan, in one line. */
  get summary() {
    return this.page.locator('.findings-summary');
  }

  /** The row of the object called `title`. */
  finding(title: string) {
    return this.page.getByRole('article', { name: title, exact: true });
  }

  /** What the row of an object or a group is opened with. */
  nameOf(title: string) {
    return this.finding(title).getByRole('button', { name: title, exact: true });
  }

  /** Shows what there is to know and do about the finding called `title`, unless it is shown already. */
  async openRow(title: string) {
    const name = this.nameOf(title);
    if ((await name.getAttribute('aria-expanded')) !== 'true') await name.click();
  }

  async goto(query = '?backend=wasm', timeout = 60_000) {
    await this.page.goto(`/${query}`);
    await expect(this.page.locator('.model-status')).toHaveText(/^Model: /, { timeout });
  }

  /** Waits until the page is kept by the browser, and asks for nothing more by itself. */
  async isKept() {
    const status = this.page.locator('.offline-status');
    await expect(status).toContainText('are kept in this browser', { timeout: 90_000 });
  }

  async trySample() {
    await this.page.getByRole('button', { name: 'Try a sample' }).click();
    await this.showsScan('phantom.nii.gz');
  }

  async open(file: Upload | string) {
    await this.page.getByLabel('Scan file').setInputFiles(file);
  }

  /**
   * Drops the file or folder at `path` on the page, as from a file manager. Now and then Chromium delivers no drop event
   * for a drag that is emulated; then, and only then, it is dropped again.
   */
  async drop(path: string) {
    const session = await this.page.context().newCDPSession(this.page);
    const data = { items: [], files: [path], dragOperationsMask: 1 };
    await this.page.evaluate(() => {
      const mark = () => {
        document.documentElement.dataset['drops'] = 'delivered';
      };
      delete document.documentElement.dataset['drops'];
      window.addEventListener('drop', mark, { capture: true, once: true });
    });
    const delivered = this.page.locator('html[data-drops]');
    await expect(async () => {
      for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
        await session.send('Input.dispatchDragEvent', { type, x: 640, y: 400, data });
      }
      await expect(delivered).toHaveCount(1, { timeout: 3000 });
    }).toPass({ timeout: 30_000 });
  }

  async showsScan(name: string) {
    await expect(this.page.locator('.scan-name')).toHaveText(name);
    await expect(this.canvas).toBeVisible();
  }

  /** What the last prompt came to is said of `name`, whether it was found or not. */
  async tells(name: RegExp, timeout?: number) {
    const lines = this.page.locator('.run-sentence, .refusals').filter({ hasText: name });
    await expect(lines).not.toHaveCount(0, timeout === undefined ? {} : { timeout });
  }

  /** Types `text`, presses Enter and waits for the answer. */
  async ask(text: string, timeout = 90_000) {
    await this.prompt.fill(text);
    await this.prompt.press('Enter');
    await expect(this.status).toHaveText(/\(\d+(\.\d)? s\)$|^Not (?:understood|answered)/, { timeout });
  }

  async shot(): Promise<Buffer> {
    return this.canvas.screenshot({ animations: 'disabled' });
  }

  /** How many pixels of the views have a colour, and are not grey as the scan is. */
  async colouredPixels(): Promise<number> {
    return (await this.#coloured()).count;
  }

  /** Where the coloured pixels are on average, and which share of all they are: parts of the views' width, height and area. */
  async colouredPlace(): Promise<{ x: number; y: number; share: number }> {
    const { count, x, y, width, height } = await this.#coloured();
    return { x: x / count / width, y: y / count / height, share: count / width / height };
  }

  async #coloured() {
    const png = (await this.shot()).toString('base64');
    return this.page.evaluate(async (data) => {
      const blob = await (await fetch(`data:image/png;base64,${data}`)).blob();
      const { width, height } = await createImageBitmap(blob);
      const context = new OffscreenCanvas(width, height).getContext('2d');
      if (!context) throw new Error('no 2D canvas');
      context.drawImage(await createImageBitmap(blob), 0, 0);
      const { data: pixels } = context.getImageData(0, 0, width, height);
      let [count, x, y] = [0, 0, 0];
      for (let n = 0; n < pixels.length / 4; n++) {
        const rgb = [pixels[4 * n] ?? 0, pixels[4 * n + 1] ?? 0, pixels[4 * n + 2] ?? 0];
        if (Math.max(...rgb) - Math.min(...rgb) <= 24) continue;
        count += 1;
        x += n % width;
        y += Math.floor(n / width);
      }
      return { count, x, y, width, height };
    }, png);
  }

  get saves() {
    return this.page.getByRole('dialog', { name: 'Save results' });
  }

  /** Saves what the dialog calls `name`, which is `count` files, and closes it. */
  async save(name: string, count = 1) {
    await this.page.getByRole('button', { name: 'Save…' }).click();
    const downloads: Download[] = [];
    const take = (download: Download) => downloads.push(download);
    this.page.on('download', take);
    await this.saves.getByRole('button', { name: `Save: ${name}`, exact: true }).click();
    await expect.poll(() => downloads.length).toBe(count);
    this.page.off('download', take);
    await this.saves.getByRole('button', { name: 'Close' }).click();
    const saved = downloads.map(async (each) => ({
      name: each.suggestedFilename(),
      bytes: await contentOf(each),
    }));
    return Promise.all(saved);
  }

  async download(press: () => Promise<void>): Promise<{ name: string; bytes: Uint8Array<ArrayBuffer> }> {
    const [download] = await Promise.all([this.page.waitForEvent('download'), press()]);
    return { name: download.suggestedFilename(), bytes: await contentOf(download) };
  }
}

async function contentOf(download: Download): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await readFile(await download.path()));
}
