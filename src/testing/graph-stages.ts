import { uniform } from '#model/noise.ts';
import { mirrored } from '#model/slice-input.ts';
import { type DecoderValues, decoderStages, noiseOfBits } from './decoder-stages.ts';
import { bytesIn, type NumpyArray } from './npz.ts';
import type { OnnxGraph } from './onnx-graph.ts';
import { pixelStages, type Value } from './pixel-stages.ts';

export type Values = Readonly<Record<string, Value>>;

interface Tokens {
  readonly dims: readonly number[];
  readonly data: Int32Array;
}

/** Opens a graph with the synthetic weights, runs it once and closes it. */
export type Run = (graph: Uint8Array, feeds: Readonly<Record<string, Value | Tokens>>) => Promise<Values>;

const STRIDES = [32, 16, 8] as const;
const QUERIES = 16;
const [CONTEXT, END] = [77, 49407] as const;

/** What noise is drawn for: images of h × w pixels. */
export interface Sizes {
  readonly heads: number;
  readonly layers: number;
  readonly image: readonly [h: number, w: number];
}

/** The full configuration's, for square images. */
export function fullSizes(side: number): Sizes {
  return { heads: 8, layers: 9, image: [side, side] };
}

/** Slice `at` of grey values (D, h, w), the one before and the one behind. */
export function imageOf(volume: NumpyArray | undefined, at: number): Value {
  const [depth = 1, h = 1, w = 1] = volume?.shape ?? [];
  const [grey, area] = [bytesIn(volume), h * w];
  const data = new Float32Array(3 * area);
  [0, -1, 1].forEach((offset, n) => {
    const slice = mirrored(at + offset, depth);
    data.set(grey.subarray(slice * area, (slice + 1) * area), n * area);
  });
  return { dims: [1, 3, h, w], data };
}

/** Pixels that a layer looks at. */
function pixelsOf(layer: number, [h, w]: Sizes['image']): number {
  const stride = STRIDES[layer % STRIDES.length] ?? 1;
  return (h / stride) * (w / stride);
}

/** Noise of every layer (P, heads, Q, h·w), drawn as the goldens' was. */
export function noiseOf(seed: string, slice: number, prompts: number, sizes: Sizes): Values {
  const drawn = Array.from({ length: sizes.layers }, (_, layer): [string, Value] => {
    const pixels = pixelsOf(layer, sizes.image);
    const count = sizes.heads * QUERIES * pixels;
    const data = new Float32Array(prompts * count);
    for (let p = 0; p < prompts; p++)
      data.set(uniform(`noise/${seed}/s${slice}/p${p}/l${layer}`, count), p * count);
    return [`noise${layer}`, { dims: [prompts, sizes.heads, QUERIES, pixels], data }];
  });
  return Object.fromEntries(drawn);
}

/** Noise with which every layer sees what the goldens' did. */
export function noiseOfAllBits(wanted: Readonly<Record<string, NumpyArray>>, sizes: Sizes): Values {
  const drawn = Array.from({ length: sizes.layers }, (_, layer): [string, Value] => [
    `noise${layer}`,
    noiseOfBits(layer, wanted, sizes.heads, pixelsOf(layer, sizes.image)),
  ]);
  return Object.fromEntries(drawn);
}

/** Rows of padded token ids, each up to its first end mark. */
export function tokensOf(ids: NumpyArray | undefined): readonly Int32Array[] {
  const all = Array.from(ids?.data ?? [], Number);
  return Array.from({ length: all.length / CONTEXT }, (_, row) => {
    const own = all.slice(CONTEXT * row, CONTEXT * (row + 1));
    return Int32Array.from(own.slice(0, own.indexOf(END) + 1));
  });
}

/** Embeddings (P, T, C) of prompts that are read one by one; behind shorter ones are zeros. */
export async function readTexts(run: Run, graph: OnnxGraph, prompts: readonly Int32Array[]): Promise<Value> {
  const bytes = graph.cut(graph.outputNames());
  const longest = Math.max(...prompts.map(({ length }) => length));
  const embeddings: Value[] = [];
  for (const data of prompts) {
    const { embedding } = await run(bytes, { tokens: { dims: [1, data.length], data } });
    if (embedding) embeddings.push(embedding);
  }
  const width = embeddings[0]?.dims[2] ?? 0;
  const data = new Float32Array(prompts.length * longest * width);
  embeddings.forEach((embedding, n) => {
    data.set(embedding.data, n * longest * width);
  });
  return { dims: [prompts.length, longest, width], data };
}

/** The image encoder's outputs, and its stages by the goldens' names. */
export async function encode(run: Run, graph: OnnxGraph, image: Value, levels: readonly string[]) {
  const stages = pixelStages(graph, levels);
  const names = graph.outputNames();
  const outputs = await run(graph.cut([...names, ...Object.values(stages)]), { image });
  const features = Object.fromEntries(names.map((name) => [name, valueIn(outputs, name)]));
  return { features, stages: byStage(outputs, stages) };
}

/** The prompt decoder's outputs, and what the goldens hold of its inside. */
export async function decode(run: Run, graph: OnnxGraph, feeds: Values) {
  const stages = decoderStages(graph);
  const inside = Object.values(stages).flat();
  const outputs = await run(graph.cut([...graph.outputNames(), ...inside]), feeds);
  const all = (names: readonly string[]) => names.map((name) => valueIn(outputs, name));
  const values: DecoderValues = {
    queries: all(stages.queries),
    embedded: all(stages.embedded),
    existence: all(stages.existence),
    combined: all(stages.combined),
    maskFeatures: valueIn(feeds, 'maskFeatures'),
    seen: all(stages.seen).map(({ data }) => Uint8Array.from(data)),
  };
  return { outputs, values };
}

export function byStage(outputs: Values, stages: Readonly<Record<string, string>>): Values {
  return Object.fromEntries(Object.entries(stages).map(([stage, name]) => [stage, valueIn(outputs, name)]));
}

export function valueIn(values: Values, name: string): Value {
  const value = values[name];
  if (!value) throw new Error(`${name} is missing.`);
  return value;
}

/** What slices gave of one output, each (P, …), as the goldens have it: (P, D, …). */
export function stacked(slices: readonly Values[], name: string): Float32Array {
  const each = slices.map((values) => valueIn(values, name));
  const prompts = each[0]?.dims[0] ?? 0;
  const parts = Array.from({ length: prompts }, (_, prompt) =>
    each.map(({ data }) =>
      data.subarray((prompt * data.length) / prompts, ((prompt + 1) * data.length) / prompts),
    ),
  ).flat();
  const whole = new Float32Array(parts.reduce((sum, { length }) => sum + length, 0));
  let end = 0;
  for (const part of parts) {
    whole.set(part, end);
    end += part.length;
  }
  return whole;
}
