import { uniform } from '#model/noise.ts';

const CLASSIFIER_BIAS = 'predictor.classifier.bias';

/** The bias of the existence logit; were the tiny configuration's that of the full one, no slice would find its structure. */
export const CLASSIFIER_BIASES = { full: -5.4, tiny: 5.3 } as const;

const CONSTANTS: readonly (readonly [string, number])[] = [
  ['pixel_mean', 114.495],
  ['pixel_std', 57.63],
  ['logit_scale', 1],
];
const SCALES: readonly (readonly [string, number])[] = [
  ['token_embedding.weight', 0.5],
  ['positional_embedding', 0.25],
  ['query_feat_.weight', 1],
  ['query_embed_.weight', 1],
  ['classifier_query.weight', 1],
  ['level_embed.weight', 0.5],
];

/** Names of tensors with their shapes, slowest axis first. */
export type Shapes = Readonly<Record<string, readonly number[]>>;

/** Offset and scale of a tensor by its name; as training/medimageparse3d/synthetic.py. */
export function rule(
  key: string,
  shape: readonly number[],
  bias: number,
): readonly [offset: number, scale: number] {
  if (key.endsWith(CLASSIFIER_BIAS)) return [bias, 0];
  const constant = CONSTANTS.find(([suffix]) => key.endsWith(suffix));
  if (constant) return [constant[1], 0];
  const scaled = SCALES.find(([suffix]) => key.endsWith(suffix));
  if (scaled) return [0, scaled[1]];
  if (/gamma_[12]$/.test(key)) return [0.25, 0.05];
  if (shape.length < 2) return key.endsWith('weight') ? [1, 0.05] : [0, 0.02];
  const gain = key.includes('focal_layers') ? 1.5 : key.includes('predictor.classifier.weight') ? 4 : 1;
  return [0, gain / Math.sqrt(countOf(shape.slice(1)))];
}

/** `offset` + `scale`·v, v uniform with mean 0 and variance 1: a function of `key`. Twin: `spread` in synthetic.py. */
export function spread(
  key: string,
  shape: readonly number[],
  [offset, scale]: readonly [number, number],
): Float32Array<ArrayBuffer> {
  const count = countOf(shape);
  const [drawn, values, width] = [uniform(key, count), new Float32Array(count), Math.sqrt(3)];
  for (let i = 0; i < count; i++) {
    values[i] = offset + scale * ((2 * ((drawn[i] ?? 0) + 0.5 / 2 ** 24) - 1) * width);
  }
  return values;
}

/** A tensor of the synthetic checkpoint. */
export function syntheticTensor(key: string, shape: readonly number[], bias: number) {
  return spread(key, shape, rule(key, shape, bias));
}

interface Place {
  readonly key: string;
  readonly shape: readonly number[];
  readonly start: number;
  readonly end: number;
}

/** What stands before the tensors of a .safetensors file, and where they lie in it. */
function placed(shapes: Shapes): { head: Uint8Array<ArrayBuffer>; places: readonly Place[] } {
  let end = 0;
  const places = Object.entries(shapes).map(([key, shape]): Place => {
    const start = end;
    end += 4 * countOf(shape);
    return { key, shape, start, end };
  });
  const header = places.map(({ key, shape, start, end: stop }) => [
    key,
    { dtype: 'F32', shape, data_offsets: [start, stop] },
  ]);
  const text = new TextEncoder().encode(JSON.stringify(Object.fromEntries(header)));
  const head = new Uint8Array(8 + text.length);
  new DataView(head.buffer).setBigUint64(0, BigInt(text.length), true);
  head.set(text, 8);
  const moved = places.map((place) => ({
    ...place,
    start: place.start + head.length,
    end: place.end + head.length,
  }));
  return { head, places: moved };
}

/** A .safetensors checkpoint of these names and shapes, whose numbers are functions of the names. */
export function syntheticCheckpoint(shapes: Shapes, bias: number): Blob {
  const { head, places } = placed(shapes);
  return new Blob([head, ...places.map(({ key, shape }) => syntheticTensor(key, shape, bias))]);
}

/** The same as a source of `convert`, whose tensors are made as they are read and not kept. */
export function syntheticSource(name: string, shapes: Shapes, bias: number) {
  const { head, places } = placed(shapes);
  let held: { readonly key: string; readonly bytes: Uint8Array } | undefined;
  const bytesOf = ({ key, shape }: Place): Uint8Array => {
    if (held?.key !== key) held = { key, bytes: new Uint8Array(syntheticTensor(key, shape, bias).buffer) };
    return held.bytes;
  };
  const size = places.at(-1)?.end ?? head.length;
  const read = async (offset: number, length: number): Promise<Uint8Array> => {
    const part = new Uint8Array(Math.max(0, Math.min(length, size - offset)));
    const copy = (from: Uint8Array, start: number) => {
      const [first, last] = [Math.max(offset, start), Math.min(offset + part.length, start + from.length)];
      if (first < last) part.set(from.subarray(first - start, last - start), first - offset);
    };
    if (offset < head.length) copy(head, 0);
    for (const place of places) {
      if (place.start < offset + part.length && place.end > offset) copy(bytesOf(place), place.start);
    }
    return part;
  };
  return { name, size, read };
}

function countOf(shape: readonly number[]): number {
  return shape.reduce((product, n) => product * n, 1);
}
