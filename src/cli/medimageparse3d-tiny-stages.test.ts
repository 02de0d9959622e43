import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { convert } from '#convert/convert.ts';
import { blobSource } from '#convert/source.ts';
import { decoderFigures, drawFigures, turned } from '#testing/decoder-stages.ts';
import { ALLOWED_TINY as ALLOWED, type Figure, largestFigure } from '#testing/figures.ts';
import {
  decode,
  encode,
  imageOf,
  noiseOf,
  type Run,
  readTexts,
  type Sizes,
  stacked,
  type Values,
} from '#testing/graph-stages.ts';
import { hasReference, type NumpyArray, referenceArrays, referenceJson } from '#testing/npz.ts';
import { OnnxGraph } from '#testing/onnx-graph.ts';
import { pixelFigures } from '#testing/pixel-stages.ts';
import { tinyCheckpoint, tinyGraph, tinyRecipe } from '#testing/tiny-medimageparse3d.ts';
import { diskSink } from './disk.ts';
import { runAt } from './node-runtime.ts';

const LEVELS = ['y_a', 'y_b', 'y_c'];

let folder = '';
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'parse3d-tiny-stages-'));
  await convert(blobSource('tiny.safetensors', tinyCheckpoint()), tinyRecipe(), diskSink(folder));
}, 60_000);
afterAll(() => rmSync(folder, { recursive: true }));

const run: Run = async (graph, feeds) => {
  // A graph finds its weights beside it.
  const path = join(folder, 'stage.onnx');
  writeFileSync(path, graph);
  return (await runAt(path, feeds)) as unknown as Values;
};

function hold(found: readonly Figure[]): void {
  expect(found.length).toBeGreaterThan(0);
  for (const { what, measured, allowed } of found) expect(measured, what).toBeLessThanOrEqual(allowed);
}

function promptsOf({ token_ids: ids, token_lengths: lengths }: Readonly<Record<string, NumpyArray>>) {
  const all = Array.from(ids?.data ?? [], Number);
  const longest = ids?.shape[1] ?? 0;
  return Array.from(lengths?.data ?? [], Number).map((length, n) =>
    Int32Array.from(all.slice(n * longest, n * longest + length)),
  );
}

/** Of one slice, what the goldens hold of all. */
function inputOf({ norm_input: all }: Readonly<Record<string, NumpyArray>>, at: number) {
  if (!all) return {};
  const [depth = 1, ...shape] = all.shape;
  const each = all.data.length / depth;
  return {
    norm_input: { shape, data: all.data.slice(at * each, (at + 1) * each) as Float32Array<ArrayBuffer> },
  };
}

/** The words of a case's noise keys before the slice. */
function seedOf(name: string): string {
  const { cases } = referenceJson('tiny/index.json') as { cases: Record<string, { noise_key: string }> };
  return /^noise\/(.*)\/s\{slice\}/.exec(cases[name]?.noise_key ?? '')?.[1] ?? '';
}

test.runIf(hasReference).each(['a', 'b', 'c'])(
  'every stage, layer and draw of the tiny configuration is the original’s: case %s',
  async (name) => {
    const wanted = referenceArrays(`tiny/case_${name}.npz`);
    const [depth = 0, h = 0, w = 0] = wanted['volume']?.shape ?? [];
    const at = Number(wanted['slice']?.data[0]);
    const sizes: Sizes = { heads: 4, layers: 3, image: [h, w] };
    const [encoder, decoder] = ['image-encoder', 'prompt-decoder'].map(
      (graph) => new OnnxGraph(tinyGraph(graph, `${h}x${w}`)),
    ) as [OnnxGraph, OnnxGraph];
    const text = await readTexts(run, new OnnxGraph(tinyGraph('text-encoder')), promptsOf(wanted));
    hold([largestFigure('text', turned(text), wanted['grounding_tokens'], ALLOWED.feature)]);
    const found: Values[] = [];
    for (let slice = 0; slice < depth; slice++) {
      const { features, stages } = await encode(run, encoder, imageOf(wanted['volume'], slice), LEVELS);
      const noise = noiseOf(seedOf(name), slice, text.dims[0] ?? 0, sizes);
      const { outputs, values } = await decode(run, decoder, { text, ...features, ...noise });
      found.push(outputs);
      if (slice !== at) continue;
      hold(pixelFigures(stages, { ...wanted, ...inputOf(wanted, at) }, ALLOWED));
      hold([...drawFigures(values.seen, wanted, ALLOWED), ...decoderFigures(values, wanted, ALLOWED)]);
    }
    hold([
      largestFigure('mask', stacked(found, 'maskLogits'), wanted['pred_gmasks'], ALLOWED.logit),
      largestFigure('edge', stacked(found, 'edgeLogits'), wanted['edge_masks'], ALLOWED.logit),
      largestFigure('existence', stacked(found, 'existenceLogits'), wanted['existence'], ALLOWED.feature),
    ]);
  },
);
