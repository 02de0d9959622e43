import { fileURLToPath } from 'node:url';
import { type Browser, type BrowserServer, chromium, type Page } from '@playwright/test';
import { findBrowser } from '../browser.mjs';
import type { Session } from './measurement.ts';
import { watchMemory } from './processes.ts';
import type { Scan } from './scans.ts';
import { CATEGORIES, traceFigures } from './trace.ts';

const ARGS = [
  '--no-sandbox',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
const FIRST = 'liver';
const FURTHER = ['left kidney', 'aorta'];
/** Software GL can take minutes over the largest scan. */
const WAIT_MS = 500_000;

const beside = (name: string) => fileURLToPath(new URL(name, import.meta.url));

/** Seconds until something is shown, and until the page draws freely again. */
interface Wait {
  readonly shown: number;
  readonly free: number;
}

export interface PageOptions {
  readonly origin: string;
  /** Of the page that `origin` serves: its built files, with source maps. */
  readonly dist: string;
  readonly place: 'stub' | 'software';
  readonly session: Session;
}

/** Opens the page in a browser of its own and does what the session says. @throws Error where the page does not answer. */
export async function pageSession(scan: Scan, options: PageOptions): Promise<Record<string, number>> {
  const executablePath = findBrowser();
  if (!executablePath) throw new Error('There is no browser to measure with. Install Chrome or Chromium.');
  const server = await chromium.launchServer({ executablePath, args: ARGS });
  const browser = await chromium.connect(server.wsEndpoint());
  try {
    return await measured({ server, browser }, scan, options);
  } finally {
    await browser.close();
    await server.close();
  }
}

async function measured(
  { server, browser }: { server: BrowserServer; browser: Browser },
  scan: Scan,
  { origin, dist, place, session }: PageOptions,
): Promise<Record<string, number>> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  page.setDefaultTimeout(WAIT_MS);
  if (place === 'stub') await page.addInitScript({ path: beside('gl-stub.js') });
  await page.addInitScript({ path: beside('in-page.js') });
  await page.goto(`${origin}/?backend=wasm`);
  await page.getByText(/^Model: /).waitFor();
  const memory = watchMemory(server.process().pid ?? 0);
  const isTraced = session === 'traced';
  if (isTraced) await browser.startTracing(page, { categories: CATEGORIES });
  const waits = session === 'all' ? await coldAll(page, scan) : await steps(page, scan);
  const peak = memory.stop();
  if (isTraced) return traceFigures(await browser.stopTracing(), dist);
  return { ...flat(waits), 'peak bytes': peak };
}

async function steps(page: Page, scan: Scan): Promise<Record<string, Wait>> {
  const open = await opened(page, scan);
  const first = await asked(page, 'first', FIRST);
  const further: Wait[] = [];
  for (const [n, title] of FURTHER.entries()) further.push(await asked(page, `further${n}`, title));
  return { open, first, further: mean(further), kept: await everything(page) };
}

async function coldAll(page: Page, scan: Scan): Promise<Record<string, Wait>> {
  return { open: await opened(page, scan), all: await everything(page) };
}

function opened(page: Page, scan: Scan): Promise<Wait> {
  return watched(page, ['open', 'opened'], () => page.getByLabel('NIfTI file').setInputFiles(scan.path));
}

async function asked(page: Page, name: string, title: string): Promise<Wait> {
  const prompt = page.getByLabel('What should be outlined?');
  await prompt.fill(title);
  return watched(page, [name, 'answered', title], () => prompt.press('Enter'));
}

function everything(page: Page): Promise<Wait> {
  const press = () => page.getByRole('button', { name: 'What is in this scan?' }).click();
  return watched(page, ['all', 'everything'], press);
}

async function watched(page: Page, given: readonly string[], act: () => Promise<void>): Promise<Wait> {
  const waiting = page.evaluate(`bench.watch(...${JSON.stringify(given)})`) as Promise<Wait>;
  const late = new Promise<never>((_, reject) => {
    const timer = setTimeout(
      () => reject(new Error(`The page did not get through “${given[0]}” in ${WAIT_MS / 1000} s.`)),
      WAIT_MS,
    );
    void waiting.finally(() => clearTimeout(timer)).catch(() => undefined);
  });
  await act();
  return Promise.race([waiting, late]);
}

function mean(waits: readonly Wait[]): Wait {
  const of = (name: keyof Wait) => waits.reduce((sum, wait) => sum + wait[name], 0) / waits.length;
  return { shown: of('shown'), free: of('free') };
}

function flat(waits: Record<string, Wait>): Record<string, number> {
  return Object.fromEntries(
    Object.entries(waits).flatMap(([name, { shown, free }]) => [
      [`${name} s`, shown],
      [`${name} free s`, free],
    ]),
  );
}
