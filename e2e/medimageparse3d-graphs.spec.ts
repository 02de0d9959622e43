import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { convert } from '#convert/convert.ts';
import { blobSource } from '#convert/source.ts';
import { memorySink } from '#testing/memory-sink.ts';
import {
  floatsOf,
  largestDifference,
  tinyCheckpoint,
  tinyGoldens,
  tinyInputs,
  tinyRecipe,
} from '#testing/tiny-medimageparse3d.ts';
import { serveFolders } from './serve-folders.ts';

const GOLDENS = tinyGoldens();
const AT = GOLDENS.featuresOf;
const ROOT = join(import.meta.dirname, '..');
// The goldens' own bounds: float32 sums in another order; a GPU besides computes exponentials its own way.
const TOLERANCE = { maskLogits: 1e-4, edgeLogits: 1e-4, existenceLogits: 5e-5 } as const;

let folder = '';
let server: Awaited<ReturnType<typeof serveFolders>>;
test.beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'parse3d-graphs-'));
  const [pack, inputs] = [join(folder, 'pack'), join(folder, 'inputs')];
  for (const path of [pack, inputs]) mkdirSync(path);
  const sink = memorySink();
  await convert(blobSource('tiny.safetensors', tinyCheckpoint()), tinyRecipe(), sink);
  for (const [path, content] of sink.files) writeFileSync(join(pack, path), content);
  const listed: Record<string, object> = {};
  for (const [name, { shape, data }] of Object.entries(tinyInputs(GOLDENS, AT))) {
    writeFileSync(join(inputs, `${name}.bin`), data);
    listed[name] = { type: 'float32', shape, file: `${name}.bin` };
  }
  writeFileSync(join(inputs, 'inputs.json'), JSON.stringify(listed));
  const ort = join(ROOT, 'node_modules/onnxruntime-web/dist');
  server = await serveFolders({ pack, inputs, ort, graphs: join(ROOT, 'scripts/graphs') });
});
test.afterAll(() => {
  server.close();
  rmSync(folder, { recursive: true });
});

/** What the graphs give for the goldens' inputs. */
async function outputs(page: Page, backend: string): Promise<Record<string, number[]>> {
  await page.goto(server.origin);
  const given = { ort: '/ort', pack: '/pack', inputs: '/inputs', backend, threads: 1, keepOpen: true };
  return page.evaluate(async (options) => {
    const module = '/graphs/page.mjs';
    return (await (await import(module)).runGraphs(options)).outputs;
  }, given);
}

// Runs on WASM and on WebGPU.
test('the official model’s graphs give the original’s masks, edges and existence', async ({ page }, info) => {
  const found = await outputs(page, info.project.name);
  for (const name of ['maskLogits', 'edgeLogits', 'existenceLogits'] as const) {
    const [slices = 1] = GOLDENS[name].shape;
    const each = floatsOf(GOLDENS[name]).length / slices;
    expect(found[name]).toHaveLength(each);
    const difference = largestDifference(found[name] ?? [], GOLDENS[name], AT * each);
    info.annotations.push({ type: name, description: difference.toExponential(1) });
    expect(difference, name).toBeLessThan(TOLERANCE[name]);
  }
});
