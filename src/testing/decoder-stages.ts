import { differingOf, euclideanOf, unpacked } from './differences.ts';
import { ALLOWED, type Figure, largestFigure } from './figures.ts';
import { bytesIn, floatsIn, type NumpyArray } from './npz.ts';
import type { OnnxGraph } from './onnx-graph.ts';
import type { Value } from './pixel-stages.ts';

type Goldens = Readonly<Record<string, NumpyArray>>;

const QUERIES = 16;
/** Layers behind which the goldens of the full configuration hold the state of the existence token. */
const HELD = [0, 4, 8];

/** Values of the prompt decoder's graph that the goldens hold. */
export function decoderStages(graph: OnnxGraph) {
  const behindNorm = (layer: string) => graph.madeOf(`sem_seg_head.predictor.${layer}.norm.weight`);
  const embedded = graph.users('sem_seg_head.predictor.mask_embed.layers.2.weight');
  const layers = embedded.slice(1).map((_, layer) => layer);
  return {
    /** (P, Q, C) before the first layer and behind each. */
    queries: [
      behindNorm('initial_ffn_layer'),
      ...layers.map((layer) => behindNorm(`transformer_ffn_layers.${layer}`)),
    ],
    /** (P·Q, C): what mask features are multiplied with, before the first layer and behind each. */
    embedded: embedded.map(({ outputs }) => outputs[0] ?? ''),
    /** (P, 1, C) per layer. */
    existence: layers.map((layer) => behindNorm(`classifier_ffn_layers.${layer}`)),
    /** (P, Q + T, C) per layer. */
    combined: layers.map((layer) => behindNorm(`transformer_self_attention_layers.${layer}`)),
    /** bool (P, heads, Q, h·w) per layer. */
    seen: layers.map((layer) => graph.madeOf(`noise${layer}`)),
  };
}

/** (P, N, C) as the goldens have it, (N, P, C). */
export function turned({ dims, data }: Value): Float32Array {
  const [prompts = 1, count = 1, width = 1] = dims;
  const made = new Float32Array(data.length);
  for (let p = 0; p < prompts; p++) {
    for (let n = 0; n < count; n++) {
      made.set(
        data.subarray((p * count + n) * width, (p * count + n + 1) * width),
        (n * prompts + p) * width,
      );
    }
  }
  return made;
}

function turnedAll(values: readonly Value[]): Float32Array {
  return Float32Array.from(values.flatMap((value) => [...turned(value)]));
}

/** Positions that fell the other way than the goldens' in each layer, from what each row sees. */
export function drawFigures(
  seen: readonly Uint8Array[],
  wanted: Goldens,
  bounds = ALLOWED,
): readonly Figure[] {
  return seen.map((data, layer) => {
    const [bits, counts] = [wanted[`boltz_l${layer}`], wanted[`kept_count_l${layer}`]];
    const [first = 1, second = 1] = (bits ?? counts)?.shape ?? [];
    const [rows, length] = [first * second, data.length / (first * second)];
    const own = Array.from({ length: rows }, (_, row) =>
      data.subarray(row * length, (row + 1) * length).reduce((sum, each) => sum + each, 0),
    );
    const flips = bits
      ? differingOf(
          data.map((each) => 1 - each),
          unpacked(bytesIn(bits), rows, length),
        )
      : own.reduce((sum, count, row) => sum + Math.abs(count - Number(counts?.data[row])), 0);
    const measured = flips / data.length;
    return { what: `draws of layer ${layer}: share`, measured, allowed: bounds.flippedShare };
  });
}

/** States of the queries, where draws may have fallen the other way. */
export function stateFigure(queries: readonly Value[], wanted: Goldens): Figure {
  const measured = euclideanOf(turnedAll(queries), floatsIn(wanted['query_states']));
  return { what: 'queries: relative', measured, allowed: ALLOWED.stateApart };
}

export interface DecoderValues {
  readonly queries: readonly Value[];
  readonly embedded: readonly Value[];
  readonly existence: readonly Value[];
  readonly combined: readonly Value[];
  /** (C, h, w) */
  readonly maskFeatures: Value;
  /** Per layer, in rows of h·w: 1 where a row sees a position. */
  readonly seen: readonly Uint8Array[];
}

/** Everything that the goldens hold of the decoder of one slice, where each layer saw what the goldens' did. */
export function decoderFigures(
  { queries, embedded, existence, combined, maskFeatures }: DecoderValues,
  wanted: Goldens,
  { feature, logit } = ALLOWED,
): readonly Figure[] {
  const logits = embedded.map((each) => logitsOf(each, maskFeatures));
  const pixels = maskFeatures.data.length / (maskFeatures.dims[0] ?? 1);
  const ends = logits.flatMap((each) => [
    ...each.filter((_, i) => [0, QUERIES - 1].includes(Math.floor(i / pixels) % QUERIES)),
  ]);
  const held = existence.filter((_, layer) => HELD.includes(layer));
  const last = logits.at(-1) ?? new Float32Array();
  const made: [name: string, got: Float32Array, allowed: number][] = [
    ['query_states', turnedAll(queries), feature],
    ['existence_state', turnedAll(held), feature],
    ['existence_states', turnedAll(existence), feature],
    ['combined_after_sa_last', turnedAll(combined.slice(-1)), feature],
    ['combined_after_sa', turnedAll(combined), feature],
    ['mask_logits_layers_q0_q15', Float32Array.from(ends), logit],
    ...logits.map((each, layer): [string, Float32Array, number] => [
      `mask_logits_before_l${layer}`,
      each,
      logit,
    ]),
    ['all16_logits', last, logit],
    ['final_16_logits', last, logit],
  ];
  return made
    .filter(([name]) => wanted[name] !== undefined)
    .map(([name, got, allowed]) => largestFigure(name, got, wanted[name], allowed));
}

/** (P·Q, C) times (C, h, w): (P·Q, h·w). */
function logitsOf(embedded: Value, { dims, data: features }: Value): Float32Array {
  const [width = 1] = dims;
  const [pixels, rows] = [features.length / width, embedded.data.length / width];
  const logits = new Float32Array(rows * pixels);
  for (let row = 0; row < rows; row++) {
    for (let c = 0; c < width; c++) {
      const factor = embedded.data[row * width + c] ?? 0;
      for (let n = 0; n < pixels; n++) {
        const at = row * pixels + n;
        logits[at] = (logits[at] ?? 0) + factor * (features[c * pixels + n] ?? 0);
      }
    }
  }
  return logits;
}

/** Noise (P, heads, Q, h·w) that makes a layer see what the goldens' did: no probability is below −1 or reaches 2. */
export function noiseOfBits(layer: number, wanted: Goldens, heads: number, pixels: number): Value {
  const bits = wanted[`used_l${layer}`];
  const [first = 1, second = 1] = bits?.shape ?? [];
  const blocked = unpacked(bytesIn(bits), first * second, pixels);
  return {
    dims: [first / heads, heads, second, pixels],
    data: Float32Array.from(blocked, (each) => (each ? -1 : 2)),
  };
}
