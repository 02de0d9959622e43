import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findBrowser } from '../browser.mjs';
import { type Checkout, checkoutAt, type Served, serve } from './checkout.ts';
import type { Facts } from './measurement.ts';
import { nodeSession } from './node-session.ts';
import { HELP, type Options, readOptions } from './options.ts';
import { pageSession } from './page-session.ts';
import { isSame, plan, type Step } from './plan.ts';
import { type Scan, scanOf } from './scans.ts';
import { Store } from './store.ts';
import { markdown } from './table.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const DOCUMENT = join(ROOT, 'docs/performance.md');
/** For scripts: some sessions are left for another call. */
const UNFINISHED = 3;

async function main(): Promise<number> {
  const options = readOptions(process.argv.slice(2));
  if (!options) {
    console.log(HELP);
    return 0;
  }
  const after = checkoutAt(ROOT);
  const before = options.against === undefined ? undefined : checkoutAt(options.against);
  if (before?.version === after.version)
    throw new Error(`--against: both checkouts are at ${after.version}, so there is nothing to compare.`);
  const scans = new Map(options.cases.map((slices) => [slices, scan(slices)]));
  const facts = factsOf([...scans.values()], before, after);
  const store = new Store(options.json, facts);
  const isDone = await measureAll(options, { checkouts: before ? [before, after] : [after], scans, store });
  const table = markdown(store.results);
  console.log(`\n${table}`);
  if (options.docs) intoDocument(table);
  if (!isDone) console.log('Some sessions are left. The same command goes on with them.');
  return isDone ? 0 : UNFINISHED;
}

function scan(slices: number): Scan {
  return scanOf(slices, { root: ROOT, cache: join(ROOT, 'results/bench/scans') });
}

interface Work {
  /** In the order in which they take turns. */
  readonly checkouts: readonly Checkout[];
  readonly scans: ReadonlyMap<number, Scan>;
  readonly store: Store;
}

/** @returns whether every session of the plan has been measured. */
async function measureAll(options: Options, { checkouts, scans, store }: Work): Promise<boolean> {
  const steps = plan({ ...options, versions: checkouts.map(({ version }) => version) });
  const left = steps.filter((step) => !store.results.measurements.some((known) => isSame(known, step)));
  const served = new Map<string, Served>();
  const began = performance.now();
  try {
    for (const [n, step] of left.entries()) {
      if (performance.now() - began > 1000 * options.seconds) return false;
      const checkout = checkouts.find(({ version }) => version === step.version);
      const opened = scans.get(step.slices);
      if (!checkout || !opened) continue;
      if (step.place !== 'node' && !served.has(step.version)) served.set(step.version, await serve(checkout));
      const start = performance.now();
      store.add({ ...step, values: await measure(step, opened, checkout, served.get(step.version)) });
      const seconds = ((performance.now() - start) / 1000).toFixed(0);
      console.log(`${n + 1}/${left.length} ${Object.values(step).join(' ')}: took ${seconds} s`);
    }
    return true;
  } finally {
    for (const { stop } of served.values()) stop();
  }
}

function measure(step: Step, opened: Scan, checkout: Checkout, served: Served | undefined) {
  const { place, session } = step;
  if (place !== 'node') {
    if (!served) throw new Error('The page is not served.');
    return pageSession(opened, { ...served, place, session });
  }
  return nodeSession(checkout.folder, opened, session === 'all' ? 'all' : 'one');
}

function factsOf(scans: readonly Scan[], before: Checkout | undefined, after: Checkout): Facts {
  const browser = findBrowser();
  const said = browser ? spawnSync(browser, ['--version'], { encoding: 'utf8' }).stdout : '';
  return {
    processors: availableParallelism(),
    node: process.versions.node,
    chromium: /\d+(\.\d+)*/.exec(said)?.[0] ?? 'unknown',
    date: new Date().toISOString().slice(0, 10),
    scans: scans.every(({ origin }) => origin === 'CT') ? 'CT' : 'phantom',
    versions: { before: before?.version ?? null, after: after.version },
  };
}

function intoDocument(table: string): void {
  const [start, end] = ['<!-- bench -->\n', '<!-- /bench -->'];
  const text = readFileSync(DOCUMENT, 'utf8');
  const [from, to] = [text.indexOf(start), text.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`${DOCUMENT} has no place for the table.`);
  writeFileSync(DOCUMENT, `${text.slice(0, from + start.length)}\n${table}\n${text.slice(to)}`);
}

// What was started ends with this program, however that ends.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(UNFINISHED));
try {
  process.exitCode = await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
