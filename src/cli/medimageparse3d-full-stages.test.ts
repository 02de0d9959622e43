import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { convert } from '#convert/convert.ts';
import { decoderFigures, drawFigures, stateFigure, turned } from '#testing/decoder-stages.ts';
import { everyNth, largestOf } from '#testing/differences.ts';
import { ALLOWED, type Figure, largestFigure, mapFigures } from '#testing/figures.ts';
import { fullCheckpoint, fullRecipe } from '#testing/full-medimageparse3d.ts';
import {
  byStage,
  decode,
  encode,
  fullSizes,
  imageOf,
  noiseOf,
  noiseOfAllBits,
  type Run,
  readTexts,
  stacked,
  tokensOf,
  type Values,
  valueIn,
} from '#testing/graph-stages.ts';
import { floatsIn, hasReference, referenceArrays, referenceJson } from '#testing/npz.ts';
import { OnnxGraph } from '#testing/onnx-graph.ts';
import { levelNames, pixelFigures, pixelStages, type Value } from '#testing/pixel-stages.ts';
import { CLASSIFIER_BIASES, spread, syntheticTensor } from '#testing/synthetic-weights.ts';
import { diskSink } from './disk.ts';
import { runAt } from './node-runtime.ts';

const SMALL = 128;
const THREADS = 1;
const MINUTES = 60_000;

/** Minutes, 4 GB of memory and 1.5 GB of disk. */
const isAsked = hasReference && process.env['PARSE3D_FULL'] !== undefined;
/** A folder with graphs for images of 128², which only tests use and the exporter makes. */
const small = process.env['PARSE3D_SMALL_GRAPHS'];

let folder = '';
const figures: Record<string, { measured: string; allowed: string }> = {};

beforeAll(async () => {
  if (!isAsked) return;
  folder = mkdtempSync(join(tmpdir(), 'parse3d-full-stages-'));
  const recipe = fullRecipe();
  await convert(fullCheckpoint(recipe.layout.checkpoint), recipe, diskSink(folder));
}, 15 * MINUTES);
afterAll(() => {
  if (!isAsked) return;
  rmSync(folder, { recursive: true });
  console.table(figures);
});

function hold(where: string, found: readonly Figure[]): void {
  expect(found.length).toBeGreaterThan(0);
  for (const { what, measured, allowed } of found) {
    figures[`${where}: ${what}`] = { measured: measured.toExponential(1), allowed: allowed.toPrecision(1) };
    expect(measured, `${where}: ${what}`).toBeLessThanOrEqual(allowed);
  }
}

async function graphOf(name: string, madeBy?: string): Promise<OnnxGraph> {
  return new OnnxGraph(await fullRecipe(madeBy).copy(`${name}.onnx`));
}

const run: Run = async (graph, feeds) => {
  // A graph finds its weights beside it.
  const path = join(folder, 'stage.onnx');
  writeFileSync(path, graph);
  return (await runAt(path, feeds, THREADS)) as unknown as Values;
};

const golden = test.runIf(isAsked);

golden(
  'every synthetic weight equals its probe, bit for bit',
  () => {
    const { tensors } = referenceJson('recipe_check.json') as {
      tensors: Record<string, { shape: number[]; sha256: string }>;
    };
    expect(Object.keys(tensors)).toHaveLength(1050);
    for (const [name, { shape, sha256 }] of Object.entries(tensors)) {
      const values = syntheticTensor(name, shape, CLASSIFIER_BIASES.full);
      expect(createHash('sha256').update(values).digest('hex').slice(0, 16), name).toBe(sha256);
    }
  },
  10 * MINUTES,
);

golden(
  'texts of 8, 17 and 77 tokens, and a padded batch',
  async () => {
    const wanted = referenceArrays('text_embeddings.npz');
    const graph = await graphOf('text-encoder');
    for (const n of [0, 1, 2]) {
      const { dims, data } = await readTexts(run, graph, tokensOf(wanted[`ids_${n}`]));
      hold('text', [largestFigure(`${dims[1]} tokens`, data, wanted[`emb_${n}`], ALLOWED.feature)]);
    }
    const batch = await readTexts(run, graph, tokensOf(referenceArrays('full_e2e_p3.npz')['tokens']));
    hold('text', [largestFigure('padded batch', turned(batch), wanted['batch3'], ALLOWED.feature)]);
  },
  10 * MINUTES,
);

golden(
  'every stage of slice 2 at 512²',
  async () => {
    const wanted = referenceArrays('full_512_slice2_p3_stages.npz');
    const image = imageOf(referenceArrays('pre_a_axis0_300x260.npz')['output'], 2);
    const { features, stages } = await encode(run, await graphOf('image-encoder'), image, levelNames(512));
    hold('slice 2', pixelFigures(stages, wanted));
    const tokens = tokensOf(referenceArrays('full_e2e_p3.npz')['tokens']);
    const text = await readTexts(run, await graphOf('text-encoder'), tokens);
    const feeds = { text, ...features, ...noiseOf('dev/e2e_p3', 2, tokens.length, fullSizes(512)) };
    const { values } = await decode(run, await graphOf('prompt-decoder'), feeds);
    hold('slice 2', [...drawFigures(values.seen, wanted), stateFigure(values.queries, wanted)]);
  },
  20 * MINUTES,
);

golden(
  'the pixel decoder alone at 512²',
  async () => {
    const graph = await graphOf('image-encoder');
    const {
      norm_input: _,
      res2 = '',
      res3 = '',
      res4 = '',
      res5 = '',
      ...stages
    } = pixelStages(graph, levelNames(512));
    const given = [res2, res3, res4, res5].map((name, n): [string, Value] => {
      const dims = [1, 192 * 2 ** n, 128 / 2 ** n, 128 / 2 ** n];
      return [name, { dims, data: spread(`input/pd512/res${n + 2}`, dims, [0, 1]) }];
    });
    const shapes = Object.fromEntries(given.map(([name, { dims }]) => [name, dims]));
    const outputs = await run(graph.cut(Object.values(stages), shapes), Object.fromEntries(given));
    const wanted = referenceArrays('pixel_decoder_512_recipe_inputs.npz');
    hold('pixel decoder', pixelFigures(byStage(outputs, stages), wanted));
  },
  10 * MINUTES,
);

/** Image features (1, 512, side, side) of the recipe; mask features are coarse ones repeated 4 × 4, and fine ones. */
function recipeFeatures(graph: OnnxGraph): Values {
  const { y16 = '', y32 = '', y64 = '', mask_features: mask = '' } = pixelStages(graph, levelNames(512));
  const levels = [y16, y32, y64].map((name, n): [string, Value] => {
    const dims = [1, 512, 16 * 2 ** n, 16 * 2 ** n];
    const data = spread(`input/dec512/y${dims[2]}`, dims, [0.25, 0.7]).map((value) => Math.max(value, 0));
    return [name, { dims, data }];
  });
  const coarse = spread('input/dec512/mask_coarse', [1, 512, 32, 32], [0, 0.45]);
  const dims = [1, 512, 128, 128];
  const data = spread('input/dec512/mask_fine', dims, [0, 0.2]).map((fine, i) => {
    const [channel, row, column] = [i >> 14, (i >> 7) & 127, i & 127];
    return fine + (coarse[channel * 1024 + (row >> 2) * 32 + (column >> 2)] ?? Number.NaN);
  });
  return Object.fromEntries([...levels, [mask, { dims, data }]]);
}

golden(
  'the prompt decoder alone at 512²',
  async () => {
    const wanted = referenceArrays('decoder_512_recipe_inputs.npz');
    const graph = await graphOf('image-encoder');
    const given = recipeFeatures(graph);
    const shapes = Object.fromEntries(Object.entries(given).map(([name, { dims }]) => [name, dims]));
    const features = await run(graph.cut(graph.outputNames(), shapes), given);
    const tokens = spread('input/dec512/tokens', [9, 2, 512], [0, 0.9]);
    const text = { dims: [2, 9, 512], data: turned({ dims: [9, 2, 512], data: tokens }) };
    const feeds = { text, ...features, ...noiseOf('dev/dec512', 0, 2, fullSizes(512)) };
    const { outputs, values } = await decode(run, await graphOf('prompt-decoder'), feeds);
    const edge = everyNth(valueIn(outputs, 'edgeLogits').data, [128, 128], 4);
    const existence = valueIn(outputs, 'existenceLogits').data;
    hold('prompt decoder', [
      ...drawFigures(values.seen, wanted),
      stateFigure(values.queries, wanted),
      ...mapFigures('mask', valueIn(outputs, 'maskLogits').data, wanted['mask_logits']),
      ...mapFigures('edge', edge, wanted['edge_logits_stride4']),
      largestFigure('existence', existence, wanted['existence'], ALLOWED.existence),
    ]);
  },
  10 * MINUTES,
);

const smallGolden = test.runIf(isAsked && small !== undefined);

smallGolden('the graphs for images of 128² have their weights where those for 512² do', () => {
  expect(fullRecipe(small).layout.files).toEqual(fullRecipe().layout.files);
});

smallGolden.each(['small_p3', 'small_p1'])(
  'every stage and layer at 128², and whole volumes: %s',
  async (name) => {
    const wanted = referenceArrays(`full_${name}.npz`);
    const [depth = 0] = wanted['volume']?.shape ?? [];
    const at = Number(wanted['slice']?.data[0]);
    const [encoder, decoder] = [
      await graphOf('image-encoder', small),
      await graphOf('prompt-decoder', small),
    ];
    const tokens = tokensOf(wanted['tokens']);
    const text = await readTexts(run, await graphOf('text-encoder', small), tokens);
    hold(name, [largestFigure('text', turned(text), wanted['grounding_tokens'], ALLOWED.feature)]);
    const found: Values[] = [];
    for (let slice = 0; slice < depth; slice++) {
      const { features, stages } = await encode(
        run,
        encoder,
        imageOf(wanted['volume'], slice),
        levelNames(SMALL),
      );
      const feeds = { text, ...features, ...noiseOf(`dev/${name}`, slice, tokens.length, fullSizes(SMALL)) };
      const { outputs, values } = await decode(run, decoder, feeds);
      found.push(outputs);
      if (slice !== at) continue;
      hold(name, [...pixelFigures(stages, wanted), ...drawFigures(values.seen, wanted)]);
      const given = { text, ...features, ...noiseOfAllBits(wanted, fullSizes(SMALL)) };
      const same = await decode(run, decoder, given);
      hold(name, decoderFigures(same.values, wanted));
      const existence = stacked([same.outputs], 'existenceLogits');
      const own = floatsIn(wanted['existence_all']).filter((_, i) => i % depth === at);
      hold(name, [{ what: 'existence', measured: largestOf(existence, own), allowed: ALLOWED.feature }]);
    }
    hold(`${name} end to end`, [
      ...mapFigures('mask', stacked(found, 'maskLogits'), wanted['pred_gmasks_all']),
      ...mapFigures('edge', stacked(found, 'edgeLogits'), wanted['edge_masks_all'], depth),
      largestFigure(
        'existence',
        stacked(found, 'existenceLogits'),
        wanted['existence_all'],
        ALLOWED.existence,
      ),
    ]);
  },
  10 * MINUTES,
);
