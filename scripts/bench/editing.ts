import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Browser, chromium, type Page } from '@playwright/test';
import { findBrowser } from '../browser.mjs';
import { checkoutAt, serve } from './checkout.ts';
import { ownersOf } from './owners.ts';
import { readTrace } from './read-trace.ts';
import { scanOf } from './scans.ts';
import { CATEGORIES } from './trace.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const HELP = `Measures what editing and coming back cost the page's main thread on a scan of 512 × 512 × 300, where drawing takes no time.

  npx tsx scripts/bench/editing.ts [--scan FILE]

The first event of a stroke is the press of the brush and the drawing of its first point; further events are its moves. A session of
everything that Mini finds is saved, the page loaded anew, the scan opened and the session put onto it. Times are those of tasks of the
main thread on the processor, from Chromium's trace, in ms; NiiVue's part of them is told apart by the source maps.
`;
const WAIT_MS = 100_000;
/** Between the events of the pointer, so that each is a task of its own and the page is at rest before the next. */
const REST_MS = 400;
const OBJECT = 'liver';

async function main(): Promise<void> {
  if (process.argv.includes('--help')) return console.log(HELP);
  const at = process.argv.indexOf('--scan');
  const given = at > 0 ? process.argv[at + 1] : undefined;
  const scan = given ?? scanOf(300, { root: ROOT, cache: join(ROOT, 'results/bench/scans') }).path;
  const { origin, dist, stop } = await serve(checkoutAt(ROOT));
  const executablePath = findBrowser();
  if (!executablePath) throw new Error('There is no browser to measure with. Install Chrome or Chromium.');
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
  try {
    const page = await opened(browser, origin, scan);
    await readyToPaint(page);
    console.log(table('A stroke', await traced(browser, page, () => strokes(page)), dist));
    const session = await saved(page);
    await page.close();
    const again = await opened(browser, origin, scan);
    console.log(table('A session', await traced(browser, again, () => restored(again, session)), dist));
  } finally {
    await browser.close();
    stop();
  }
}

async function opened(browser: Browser, origin: string, scan: string): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  page.setDefaultTimeout(WAIT_MS);
  await page.addInitScript({ path: fileURLToPath(new URL('gl-stub.js', import.meta.url)) });
  await page.goto(`${origin}/?backend=wasm`);
  await page.getByText(/^Model: /).waitFor();
  await page.getByLabel('Scan file').setInputFiles(scan);
  await page.getByRole('button', { name: 'Close this scan' }).waitFor();
  await page.getByLabel('Modality').selectOption('CT');
  return page;
}

async function traced(browser: Browser, page: Page, act: () => Promise<readonly string[]>) {
  await browser.startTracing(page, { categories: CATEGORIES });
  const names = await act();
  return { names, trace: readTrace(await browser.stopTracing()) };
}

/** The page's marks before and after something is done. */
async function marked(page: Page, name: string, act: () => Promise<unknown>): Promise<string> {
  const mark = (what: string) =>
    page.evaluate((label) => void performance.mark(label), `bench:${name}:${what}`);
  await mark('begin');
  await act();
  await page.waitForTimeout(REST_MS);
  await mark('end');
  return name;
}

/** All that Mini finds is on the page, and the brush over one of the objects. */
async function readyToPaint(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'What is in this scan?' }).click();
  await page.getByRole('article', { name: OBJECT, exact: true }).waitFor();
  await page.locator('[role="progressbar"]').waitFor({ state: 'detached' });
  await page.getByRole('button', { name: OBJECT, exact: true }).click();
  await page.getByRole('button', { name: 'Axial', exact: true }).click();
  await page.getByRole('button', { name: `Edit ${OBJECT}` }).click();
}

async function strokes(page: Page): Promise<readonly string[]> {
  const box = await page.locator('canvas').first().boundingBox();
  if (!box) throw new Error('The page has no canvas.');
  const to = (x: number) => page.mouse.move(box.x + x * box.width, box.y + 0.45 * box.height);
  const names: string[] = [];
  for (const [where, x, by] of [
    ['inside', 0.35, 0.02],
    ['far outside', 0.66, 0.02],
  ] as const) {
    await to(x);
    await page.waitForTimeout(REST_MS);
    names.push(await marked(page, `${where}: first event`, () => page.mouse.down()));
    for (let n = 1; n <= 3; n++) names.push(await marked(page, `${where}: move ${n}`, () => to(x + n * by)));
    names.push(await marked(page, `${where}: end of the stroke`, () => page.mouse.up()));
  }
  return names;
}

async function saved(page: Page): Promise<string> {
  await page.keyboard.press('Escape');
  const download = page.waitForEvent('download');
  await page.keyboard.press('Control+s');
  // It goes with its page.
  const path = join(mkdtempSync(join(tmpdir(), 'bench-')), 'work.parse3d');
  await (await download).saveAs(path);
  return path;
}

async function restored(page: Page, session: string): Promise<readonly string[]> {
  return [
    await marked(page, 'session', async () => {
      await page.getByLabel('Scan file').setInputFiles(session);
      await page.getByRole('article', { name: OBJECT, exact: true }).waitFor();
      await page.waitForTimeout(5 * REST_MS);
    }),
  ];
}

/** For each thing that was done: the longest task and all of them together, and what of the longest was not NiiVue's. */
function table(title: string, { names, trace }: Awaited<ReturnType<typeof traced>>, dist: string): string {
  const owners = ownersOf(dist);
  const main = trace.profiles.find(({ thread }) => thread === trace.mainThread);
  const rows = names.map((name) => {
    const from = trace.marks.get(`bench:${name}:begin`) ?? 0;
    const to = trace.marks.get(`bench:${name}:end`) ?? 0;
    const tasks = trace.tasks.filter((task) => task.from >= from && task.from <= to);
    const longest = tasks.reduce((most, task) => (task.ran > most.ran ? task : most), {
      from: 0,
      to: 0,
      ran: 0,
    });
    const over = tasks.filter(({ ran }) => ran > 100_000).length;
    const niivue = main?.ownedIn(longest, owners).niivue ?? 0;
    const own = longest.ran * (1 - niivue / Math.max(1, longest.to - longest.from));
    const all = tasks.reduce((sum, { ran }) => sum + ran, 0);
    const most =
      main
        ?.heaviestIn(longest)
        .map(([what, us]) => `${what} ${ms(us)}`)
        .join(', ') ?? '';
    return `| ${name} | ${ms(longest.ran)} | ${ms(own)} | ${over} | ${ms(all)} | ${most} |`;
  });
  const head =
    '| | longest task | without NiiVue’s part | tasks over 100 | all tasks | most of the longest |';
  return [`\n${title}, ms`, '', head, '|---|--:|--:|--:|--:|---|', ...rows].join('\n');
}

const ms = (microseconds: number) => (microseconds / 1000).toFixed(microseconds < 10_000 ? 1 : 0);

await main();
