/**
 * node --import tsx scripts/graphs/in-chromium.mjs PACK INPUTS OUT THREADS [together]
 *
 * As in-node.mjs, in Chromium on WebAssembly. Processor seconds are those of all of the browser's processes. With
 * `together` the three graphs stay open, as in the app.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from '@playwright/test';
import { serveFolders } from '../../e2e/serve-folders.ts';
import { findBrowser } from '../browser.mjs';

const HERE = dirname(fileURLToPath(import.meta.url));
const TICKS = 100; // a second, on every Linux
const [pack, inputs, out, threads, together] = process.argv.slice(2);
const folders = { pack, inputs, graphs: HERE, ort: join(HERE, '../../node_modules/onnxruntime-web/dist') };
const { origin, close } = await serveFolders(folders);
const args = ['--no-sandbox', '--disable-quic', '--no-first-run', '--disable-background-networking'];
const server = await chromium.launchServer({ executablePath: findBrowser(), args });
const browser = await chromium.connect(server.wsEndpoint());
const root = server.process().pid;
try {
  const page = await browser.newPage();
  await page.exposeFunction('processorSeconds', () => processorSeconds(root));
  await page.goto(origin);
  const given = { ort: '/ort', pack: '/pack', inputs: '/inputs', backend: 'wasm', threads: Number(threads) };
  const { measured, outputs } = await page.evaluate(
    async ({ module, ...options }) => (await import(module)).runGraphs(options),
    { ...given, module: '/graphs/page.mjs', keepOpen: together === 'together' },
  );
  for (const name of ['maskLogits', 'existenceLogits']) {
    writeFileSync(join(out, `${name}.bin`), new Uint8Array(Float32Array.from(outputs[name]).buffer));
  }
  const peaks = processes(root).map((pid) => statusBytes(pid, 'VmHWM'));
  process.stdout.write(`${JSON.stringify({ ...measured, peakBytes: Math.max(...peaks) })}\n`);
} finally {
  await browser.close();
  await server.close();
  close();
}

/** The process and all that it has started. */
function processes(pid) {
  const parents = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  const children = parents.filter((each) => field(each, 3) === pid).map(Number);
  return [pid, ...children.flatMap(processes)];
}

/** A field of /proc/PID/stat, counted as proc(5) does from 0, or undefined where the process has ended. */
function field(pid, index) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[index - 2]);
  } catch {
    return undefined;
  }
}

function processorSeconds(pid) {
  return processes(pid).reduce(
    (sum, each) => sum + ((field(each, 13) ?? 0) + (field(each, 14) ?? 0)) / TICKS,
    0,
  );
}

function statusBytes(pid, name) {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    return Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)?.[1] ?? 0) * 1024;
  } catch {
    return 0;
  }
}
