import { uniform } from '#model/noise.ts';

const CONSTANTS: readonly (readonly [string, number])[] = [
  ['pixel_mean', 114.495],
  ['pixel_std', 57.63],
  ['logit_scale', 1],
  // The tiny configuration's; else none of its slices would find their structure.
  ['predictor.classifier.bias', 5.3],
];
const SCALES: readonly (readonly [string, number])[] = [
  ['token_embedding.weight', 0.5],
  ['positional_embedding', 0.25],
  ['query_feat_.weight', 1],
  ['query_embed_.weight', 1],
  ['classifier_query.weight', 1],
  ['level_embed.weight', 0.5],
];

/** Offset and scale of a tensor by its name; as training/medimageparse3d/synthetic.py. */
function rule(key: string, shape: readonly number[]): readonly [offset: number, scale: number] {
  const constant = CONSTANTS.find(([suffix]) => key.endsWith(suffix));
  if (constant) return [constant[1], 0];
  const scaled = SCALES.find(([suffix]) => key.endsWith(suffix));
  if (scaled) return [0, scaled[1]];
  if (/gamma_[12]$/.test(key)) return [0.25, 0.05];
  if (shape.length < 2) return key.endsWith('weight') ? [1, 0.05] : [0, 0.02];
  const gain = key.includes('focal_layers') ? 1.5 : key.includes('predictor.classifier.weight') ? 4 : 1;
  return [0, gain / Math.sqrt(shape.slice(1).reduce((product, n) => product * n, 1))];
}

function tensor(key: string, shape: readonly number[]): Float32Array<ArrayBuffer> {
  const [offset, scale] = rule(key, shape);
  const count = shape.reduce((product, n) => product * n, 1);
  const [drawn, values, spread] = [uniform(key, count), new Float32Array(count), Math.sqrt(3)];
  for (let i = 0; i < count; i++) {
    values[i] = offset + scale * ((2 * ((drawn[i] ?? 0) + 0.5 / 2 ** 24) - 1) * spread);
  }
  return values;
}

/** A .safetensors checkpoint of these names and shapes, whose numbers are functions of the names. */
export function syntheticCheckpoint(shapes: Readonly<Record<string, readonly number[]>>): Blob {
  const header: Record<string, unknown> = {};
  const tensors: Float32Array<ArrayBuffer>[] = [];
  let end = 0;
  for (const [name, shape] of Object.entries(shapes)) {
    const values = tensor(name, shape);
    tensors.push(values);
    header[name] = { dtype: 'F32', shape, data_offsets: [end, end + values.byteLength] };
    end += values.byteLength;
  }
  const text = new TextEncoder().encode(JSON.stringify(header));
  const length = new BigUint64Array([BigInt(text.length)]);
  return new Blob([length, text, ...tensors]);
}
