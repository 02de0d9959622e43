import { fileURLToPath } from 'node:url';
import { type Browser, type BrowserServer, chromium, type Page } from '@playwright/test';
import { findBrowser } from '../browser.mjs';
import type { Session } from './measurement.ts';
import { processorSeconds, watchMemory } from './processes.ts';
import type { Scan } from './scans.ts';
import { CATEGORIES, TIMELINE, timelineFigures, traceFigures } from './trace.ts';

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
/** From one key to the next of somebody who types 80 characters in twelve seconds. */
const KEY_MS = 150;
/** Software GL can take minutes over the largest scan. */
const WAIT_MS = 500_000;

const beside = (name: string) => fileURLToPath(new URL(name, import.meta.url));

interface Wait {
  /** Seconds until something is shown, and until the page draws freely again. */
  readonly shown: number;
  readonly free: number;
  /** Seconds of all of the browser's processes until it was shown, as far as a hundredth is counted. */
  readonly processor: number;
}

/** The page, and the browser's first process. */
interface Opened {
  readonly page: Page;
  readonly pid: number;
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
  const pid = server.process().pid ?? 0;
  const memory = watchMemory(pid);
  const categories = RECORDED[session];
  if (categories) await browser.startTracing(page, { categories });
  const waits = await (WAITS[session] ?? steps)({ page, pid }, scan);
  const peak = memory.stop();
  const trace = categories && (await browser.stopTracing());
  if (trace) return session === 'timed' ? timelineFigures(trace) : traceFigures(trace, dist);
  return { ...flat(waits), 'peak bytes': peak };
}

async function steps(opened: Opened, scan: Scan): Promise<Record<string, Wait>> {
  const open = await openScan(opened, scan);
  const first = await ask(opened, 'first', FIRST);
  const further: Wait[] = [];
  for (const [n, title] of FURTHER.entries()) further.push(await ask(opened, `further${n}`, title));
  return { open, first, further: mean(further), kept: await askAll(opened) };
}

async function coldAll(opened: Opened, scan: Scan): Promise<Record<string, Wait>> {
  return { open: await openScan(opened, scan), all: await askAll(opened) };
}

async function typed(opened: Opened, scan: Scan): Promise<Record<string, Wait>> {
  const open = await openScan(opened, scan);
  const prompt = opened.page.getByLabel('What should be outlined?');
  await prompt.pressSequentially(FIRST, { delay: KEY_MS });
  return { open, typed: await watched(opened, ['typed', 'answered', FIRST], () => prompt.press('Enter')) };
}

/** As far as a first mask. */
async function timed(opened: Opened, scan: Scan): Promise<Record<string, Wait>> {
  return { open: await openScan(opened, scan), first: await ask(opened, 'first', FIRST) };
}

/** Of sessions that are no `steps`. */
const WAITS: Partial<Record<Session, typeof steps>> = { typed, timed, all: coldAll };

/** What is recorded of a session, where anything is. */
const RECORDED: Partial<Record<Session, string[]>> = { traced: CATEGORIES, timed: TIMELINE };

async function openScan(opened: Opened, { path }: Scan): Promise<Wait> {
  const choose = () => opened.page.getByLabel(/^(NIfTI|Scan) file$/).setInputFiles(path);
  const wait = await watched(opened, ['open', 'opened'], choose);
  // Not part of the wait: made scans may leave the question open, and some versions ask it first.
  await opened.page.getByLabel('Modality').selectOption('CT');
  return wait;
}

async function ask(opened: Opened, name: string, title: string): Promise<Wait> {
  const prompt = opened.page.getByLabel('What should be outlined?');
  await prompt.fill(title);
  return watched(opened, [name, 'answered', title], () => prompt.press('Enter'));
}

function askAll(opened: Opened): Promise<Wait> {
  const press = () => opened.page.getByRole('button', { name: 'What is in this scan?' }).click();
  return watched(opened, ['all', 'everything'], press);
}

/** Acts, and times what comes of it: `given` goes to the page's `bench.watch`. */
async function watched(
  { page, pid }: Opened,
  given: readonly string[],
  act: () => Promise<void>,
): Promise<Wait> {
  const [name = ''] = given;
  const watching = page.evaluate(`bench.watch(...${JSON.stringify(given)})`) as Promise<{ seconds: number }>;
  const before = processorSeconds(pid);
  await act();
  const seen = await inTime(watching, name);
  const processor = processorSeconds(pid) - before;
  const settling = page.evaluate(`bench.settle('${name}', ${JSON.stringify(seen)})`) as Promise<number>;
  return { shown: seen.seconds, free: await inTime(settling, name), processor };
}

async function inTime<T>(waiting: Promise<T>, name: string): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    const error = new Error(`The page did not get through “${name}” in ${WAIT_MS / 1000} s.`);
    timer = setTimeout(() => reject(error), WAIT_MS);
  });
  try {
    return await Promise.race([waiting, late]);
  } finally {
    clearTimeout(timer);
  }
}

function mean(waits: readonly Wait[]): Wait {
  const of = (name: keyof Wait) => waits.reduce((sum, wait) => sum + wait[name], 0) / waits.length;
  return { shown: of('shown'), free: of('free'), processor: of('processor') };
}

function flat(waits: Record<string, Wait>): Record<string, number> {
  return Object.fromEntries(
    Object.entries(waits).flatMap(([name, { shown, free, processor }]) => [
      [`${name} s`, shown],
      [`${name} free s`, free],
      [`${name} processor s`, processor],
    ]),
  );
}
