import { everyNth, statistics, thinned } from './differences.ts';
import { ALLOWED, type Figure, largestFigure } from './figures.ts';
import type { NumpyArray } from './npz.ts';
import type { OnnxGraph } from './onnx-graph.ts';

/** What a graph gave, slowest axis first. */
export interface Value {
  readonly dims: readonly number[];
  readonly data: Float32Array;
}

type Goldens = Readonly<Record<string, NumpyArray>>;

/** What the goldens call the levels that the decoder looks at, for images of `side` pixels. */
export function levelNames(side: number): readonly string[] {
  return [32, 16, 8].map((stride) => `y${side / stride}`);
}

/** The goldens' stages of the image encoder, by their names there, as values of the graph. */
export function pixelStages(
  graph: OnnxGraph,
  [coarse = '', middle = '', fine = '']: readonly string[],
): Readonly<Record<string, string>> {
  const weight = (layer: string) => `sem_seg_head.pixel_decoder.${layer}.weight`;
  const level = (layer: string) => graph.behind(graph.madeOf(weight(layer)), 'Relu');
  return {
    norm_input: graph.inputBeside('backbone.patch_embed.proj.weight'),
    res2: graph.inputBeside(weight('adapter_1')),
    res3: graph.inputBeside(weight('adapter_2')),
    res4: graph.inputBeside(weight('adapter_3')),
    res5: graph.inputBeside(weight('input_proj')),
    encoder_out: graph.inputBeside(weight('layer_4')),
    [coarse]: level('layer_4'),
    [middle]: level('layer_3'),
    [fine]: level('layer_2'),
    mask_features: graph.madeOf(weight('mask_features')),
  };
}

/** Every golden that is one of these stages, whole, thinned or as statistics, beside what the graph gave. */
export function pixelFigures(
  values: Readonly<Record<string, Value>>,
  wanted: Goldens,
  bounds = ALLOWED,
): readonly Figure[] {
  return Object.entries(wanted).flatMap(([name, golden]) => {
    const [stage = ''] = name.replace(/^stats_/, '').split(/_(?:[cs]\d|stride|corner)/);
    const value = values[stage];
    if (!value) return [];
    const allowed = name.startsWith('stats_') ? bounds.statistics : allowedOf(stage, bounds);
    return [largestFigure(name, partOf(value, name, golden.shape), golden, allowed)];
  });
}

function allowedOf(stage: string, bounds: typeof ALLOWED): number {
  if (stage === 'norm_input') return bounds.input;
  return stage.startsWith('res') ? bounds.backbone : bounds.feature;
}

/** Of (1, C, h, w) what a golden's name says that it holds. */
function partOf({ dims, data }: Value, name: string, shape: readonly number[]): Float32Array {
  const [, channels = 1, h = 1, w = 1] = dims;
  if (name.startsWith('stats_')) return statistics(data, channels);
  const stride = /_stride(\d+)$/.exec(name);
  if (stride) return everyNth(data, [h, w], Number(stride[1]));
  if (!name.endsWith('_corner')) return thinned(data, dims, name);
  const [some = 0, rows = 0, columns = 0] = shape;
  const isInside = (i: number) => i < some * h * w && Math.floor(i / w) % h < rows && i % w < columns;
  return data.filter((_, i) => isInside(i));
}
