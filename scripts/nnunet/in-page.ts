/**
 * npx tsx scripts/nnunet/in-page.ts MODEL.zip [--precision float16]
 *
 * Builds the page of this checkout, has it make a pack of a released nnU-Net and ask that one window, in Chromium on
 * WebAssembly. Prints seconds and the most memory that all of the browser's processes held together, of converting and of
 * asking. The scan is noise that fills one window, so that answers mean nothing.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { chromium, type Page } from '@playwright/test';
import { random } from '#volume/random.ts';
import { checkoutAt, serve } from '../bench/checkout.ts';
import { processorSeconds, watchMemory } from '../bench/processes.ts';
import { findBrowser } from '../browser.mjs';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    precision: { type: 'string', default: 'float16' },
    prompt: { type: 'string', default: 'liver' },
  },
});
const [model = ''] = positionals;
const WAIT_MS = 250_000;
/** Of TotalSegmentator's 3 mm network: x, y, z. */
const WINDOW = [128, 112, 112];
const MM = 3;

const folder = mkdtempSync(join(tmpdir(), 'parse3d-nnunet-'));
const served = await serve(checkoutAt('.'));
const executablePath = findBrowser();
const args = ['--no-sandbox', '--disable-quic', '--no-first-run', '--disable-background-networking'];
const server = await chromium.launchServer({ ...(executablePath && { executablePath }), args });
const browser = await chromium.connect(server.wsEndpoint());
const pid = server.process().pid ?? 0;
try {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  page.setDefaultTimeout(30_000);
  await page.goto(`${served.origin}/?backend=wasm`);
  await page.getByText(/^Model: /).waitFor();
  await measured('convert', () => convert(page));
  await page.getByRole('button', { name: /^Use TotalSegmentator/ }).click();
  await page.keyboard.press('Escape');
  const scan = join(folder, 'scan.nii');
  writeFileSync(scan, noise());
  await page.getByLabel(/^(NIfTI|Scan) file$/).setInputFiles(scan);
  await page.getByLabel('Modality').selectOption('CT');
  await measured('ask', () => ask(page));
} finally {
  await browser.close();
  await server.close();
  served.stop();
  rmSync(folder, { recursive: true });
}

async function measured(name: string, act: () => Promise<void>): Promise<void> {
  const memory = watchMemory(pid);
  const [before, began] = [processorSeconds(pid), performance.now()];
  await act();
  const seconds = { wall: (performance.now() - began) / 1000, processor: processorSeconds(pid) - before };
  process.stdout.write(`${JSON.stringify({ as: 'page', name, seconds, peakBytes: memory.stop() })}\n`);
}

async function convert(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^Models/ }).click();
  const section = page.getByRole('region', { name: 'Add an nnU-Net' });
  await section.locator('input[type=file]').setInputFiles(model);
  await section.getByRole('radio', { name: values.precision }).check();
  await section.getByLabel('I have read these terms').check();
  await section.getByRole('button', { name: 'Convert the nnU-Net' }).click();
  await page.getByRole('status').filter({ hasText: 'is ready' }).waitFor({ timeout: WAIT_MS });
}

async function ask(page: Page): Promise<void> {
  const prompt = page.getByLabel('What should be outlined?');
  await prompt.fill(values.prompt);
  await prompt.press('Enter');
  const stop = page.getByRole('button', { name: 'Cancel' });
  await stop.waitFor();
  await stop.waitFor({ state: 'hidden', timeout: WAIT_MS });
}

/** A NIfTI file of int16: Source: https://nifti.nimh.nih.gov/nifti-1. */
function noise(): Uint8Array {
  const [columns = 1, rows = 1, slices = 1] = WINDOW;
  const voxels = columns * rows * slices;
  const bytes = new Uint8Array(352 + 2 * voxels);
  const view = new DataView(bytes.buffer);
  view.setInt32(0, 348, true);
  for (const [n, size] of [3, columns, rows, slices, 1, 1, 1, 1].entries())
    view.setInt16(40 + 2 * n, size, true);
  view.setInt16(70, 4, true);
  view.setInt16(72, 16, true);
  for (let n = 0; n < 4; n++) view.setFloat32(76 + 4 * n, n === 0 ? 1 : MM, true);
  view.setFloat32(108, 352, true);
  view.setUint8(123, 2);
  view.setInt16(254, 1, true);
  for (let axis = 0; axis < 3; axis++) view.setFloat32(280 + 16 * axis + 4 * axis, MM, true);
  bytes.set([0x6e, 0x2b, 0x31, 0], 344);
  const { between } = random(2);
  for (let n = 0; n < voxels; n++) view.setInt16(352 + 2 * n, Math.round(between(-900, 900)), true);
  return bytes;
}
