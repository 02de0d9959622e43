import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from '@playwright/test';
import { checkoutAt, serve } from '../bench/checkout.ts';
import { findBrowser } from '../browser.mjs';
import { paletteOf } from './palette.ts';
import { readPng, writePalettePng } from './png.ts';
import { SCREENS } from './screens.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const FOLDER = join(ROOT, 'docs/pictures');
/** A laptop's window. */
const VIEWPORT = { width: 1280, height: 720 };

/**
 * Pictures of every screen for the documents, of the phantom: `npm run screenshots`, or with the names of some screens behind it
 * for those alone.
 */
async function main(names: readonly string[]): Promise<void> {
  mkdirSync(FOLDER, { recursive: true });
  const { origin, stop } = await serve(checkoutAt(ROOT));
  try {
    for (const tour of SCREENS) await take(tour, origin, names);
  } finally {
    stop();
  }
}

async function take(
  { options, screens }: (typeof SCREENS)[number],
  baseURL: string,
  names: readonly string[],
): Promise<void> {
  // Each screen follows from the ones before it.
  const last = screens.findLastIndex(({ name }) => names.length === 0 || names.includes(name));
  if (last < 0) return;
  const executablePath = findBrowser();
  const browser = await chromium.launch({
    ...(executablePath && { executablePath }),
    args: ['--no-sandbox', '--disable-quic'],
  });
  const page = await browser.newPage({
    viewport: VIEWPORT,
    colorScheme: 'dark',
    reducedMotion: 'reduce',
    baseURL,
    ...options,
  });
  page.setDefaultTimeout(120_000);
  for (const { name, reach } of screens.slice(0, last + 1)) {
    await reach(page);
    if (names.length > 0 && !names.includes(name)) continue;
    const picture = readPng(await page.screenshot({ animations: 'disabled' }));
    const { palette, indices } = paletteOf(picture);
    const bytes = writePalettePng(picture, indices, palette);
    writeFileSync(join(FOLDER, `${name}.png`), bytes);
    console.log(`docs/pictures/${name}.png: ${Math.round(bytes.length / 1024)} KB`);
  }
  await browser.close();
}

await main(process.argv.slice(2));
