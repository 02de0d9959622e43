import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { convert } from '#convert/convert.ts';
import {
  type Golden,
  microFile,
  microGoldens,
  microRecipe,
  PRECISIONS,
  type Precision,
} from '#testing/micro-checkpoint.ts';
import { diskSink, diskSource } from './disk.ts';
import { openGraph, Tensor } from './open-graph.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const GOLDENS = microGoldens();
const GRAPHS = ['image-encoder', 'text-encoder', 'prompt-decoder'] as const;

let folder = '';
let checkpoint = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'parse3d-convert-'));
  checkpoint = join(folder, 'micro.ckpt');
  writeFileSync(checkpoint, microFile('micro.ckpt'));
});
afterAll(() => rmSync(folder, { recursive: true }));

type Outputs = Record<string, Tensor>;

/** What the pack's graphs give for the goldens' inputs. */
async function runPack(precision: Precision): Promise<Outputs> {
  const pack = join(folder, precision);
  const source = await diskSource(checkpoint);
  await convert(source, microRecipe(precision), diskSink(pack));
  await source.close();
  const known: Outputs = Object.fromEntries(
    Object.entries(GOLDENS.inputs).map(([name, golden]) => [name, toTensor(name, golden)]),
  );
  for (const graph of GRAPHS) {
    const options = { logSeverityLevel: 3, executionProviders: ['cpu'] } as const;
    const session = await openGraph(join(pack, `${graph}.onnx`), options);
    const feeds = session.inputNames.map((name) => [name, known[name === 'text' ? 'embedding' : name]]);
    Object.assign(known, await session.run(Object.fromEntries(feeds) as Outputs));
    await session.release();
  }
  return known;
}

function toTensor(name: string, { shape, data }: Golden): Tensor {
  const { buffer } = new Uint8Array(Buffer.from(data, 'base64'));
  return name === 'tokens'
    ? new Tensor('int32', new Int32Array(buffer), shape)
    : new Tensor('float32', new Float32Array(buffer), shape);
}

interface Difference {
  readonly mean: number;
  readonly largest: number;
}

/** Relative to the standard deviation of what is expected. */
function difference(got: Tensor | undefined, wanted: Golden): Difference {
  const actual = got?.data as Float32Array;
  const expected = toTensor('', wanted).data as Float32Array;
  expect(got?.dims).toEqual(wanted.shape);
  const mean = expected.reduce((sum, value) => sum + value, 0) / expected.length;
  const spread = Math.sqrt(expected.reduce((sum, value) => sum + (value - mean) ** 2, 0) / expected.length);
  const apart = expected.map((value, i) => Math.abs(value - (actual[i] ?? Number.NaN)) / spread);
  return {
    mean: apart.reduce((sum, value) => sum + value, 0) / apart.length,
    largest: apart.reduce((a, b) => Math.max(a, b)),
  };
}

// Mean difference from float32 in standard deviations. Random weights have no trained robustness, and rows of 4 to 32 numbers
// average out little; what a real checkpoint loses has to be measured with it.
const LOSS: Readonly<Record<Precision, number>> = { float32: 1e-5, float16: 0.01, int8: 0.05, int4: 0.5 };

describe('a pack made of a checkpoint', () => {
  const table: Record<string, Record<string, string>> = {};
  afterAll(() => console.table(table));

  test.each(PRECISIONS)('of %s computes what PyTorch does with such weights', async (precision) => {
    const found = await runPack(precision);
    for (const [name, golden] of Object.entries(GOLDENS.precisions[precision].outputs)) {
      // Sums in another order; the masks besides pass three layers of comparisons with noise.
      expect(difference(found[name], golden).largest, name).toBeLessThan(2e-4);
    }
    for (const [name, golden] of Object.entries(GOLDENS.precisions.float32.outputs)) {
      const { mean, largest } = difference(found[name], golden);
      table[name] = { ...table[name], [precision]: `${mean.toExponential(1)} / ${largest.toExponential(1)}` };
      expect(mean, name).toBeLessThan(LOSS[precision]);
    }
  });
});

function run(...given: readonly string[]) {
  const argv = ['--import', 'tsx', join(ROOT, 'src/cli/convert.ts'), ...given];
  return spawnSync(process.execPath, argv, { cwd: ROOT, encoding: 'utf8' });
}

function writeRecipe(): string {
  const recipe = join(folder, 'recipe');
  mkdirSync(join(recipe, 'int8'), { recursive: true });
  const precisions = [{ name: 'int8', bytes: 1, offered: true, remark: 'Small.' }];
  const index = { format: 1, precisions, manifest: microRecipe('int8').manifest };
  writeFileSync(join(recipe, 'recipe.json'), JSON.stringify(index));
  const files = ['layout.json', ...GRAPHS.map((graph) => `${graph}.onnx`)];
  for (const file of files)
    writeFileSync(join(recipe, 'int8', `${file}.gz`), gzipSync(microFile(`int8/${file}`)));
  return recipe;
}

test('the terminal writes a pack and names its files', () => {
  const out = join(folder, 'from-terminal');
  const { status, stdout, stderr } = run(
    checkpoint,
    '--out',
    out,
    '--precision',
    'int8',
    '--recipe',
    writeRecipe(),
  );
  expect(stderr).toBe('');
  expect(status).toBe(0);
  expect(stdout).toContain('image-encoder.weights: ');
  const weights = GRAPHS.flatMap((graph) => [`${graph}.onnx`, `${graph}.weights`]);
  expect(readdirSync(out).sort()).toEqual([...weights, 'manifest.json'].sort());
});

test('the terminal refuses a damaged checkpoint in one sentence and leaves no manifest', () => {
  const cut = join(folder, 'cut.ckpt');
  writeFileSync(cut, microFile('micro.ckpt').subarray(0, 100_000));
  const out = join(folder, 'of-cut');
  const { status, stderr } = run(cut, '--out', out, '--precision', 'int8', '--recipe', writeRecipe());
  expect(status).toBe(1);
  expect(stderr).toMatch(/^“cut.ckpt” is damaged: .* then convert the new copy\.\n$/);
  expect(run(cut, '--precision', 'int8').status).toBe(2);
  expect(run(cut, '--out', out, '--precision', 'int2').stderr).toContain('--precision is one of');
});

const nnunet = (name: string) => join(ROOT, 'src/testing/fixtures/nnunet', name, 'model.zip');

test('the terminal makes a pack of a released nnU-Net, and says what was chosen', () => {
  const out = join(folder, 'nnunet');
  const { status, stdout, stderr } = run(nnunet('ct_plain'), '--out', out, '--precision', 'int8');
  expect(stderr).toBe('');
  expect(status).toBe(0);
  expect(stdout).toContain(
    'TotalSegmentator CT total, 3 mm: nnU-Net v2, 3d_fullres, 1 of 1 folds, PlainConvUNet',
  );
  expect(readdirSync(out).sort()).toEqual([
    'head-0.f32',
    'manifest.json',
    'network-0.onnx',
    'network-0.planes.onnx',
    'network-0.weights',
  ]);
});

test('what cannot be run, and choices that there are not, are refused with 1; options that do not fit with 2', () => {
  const out = join(folder, 'refused');
  const refused = (...given: readonly string[]) => run(...given, '--out', out);
  expect(refused(nnunet('h_cascade')).stderr).toMatch(/needs the result of 3d_lowres as input.*\. Choose/);
  expect(refused(nnunet('h_cascade')).status).toBe(1);
  expect(refused(nnunet('ct_plain'), '--folds', '0,3').stderr).toContain(
    'has no fold 3. Choose among what it has: 0.',
  );
  expect(refused(nnunet('ct_plain'), '--precision', 'int4').status).toBe(2);
  expect(refused(checkpoint, '--folds', '0').stderr).toContain(
    '--folds and --configuration are for an nnU-Net',
  );
});
