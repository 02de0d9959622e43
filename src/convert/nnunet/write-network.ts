import { countOf, FLOAT_BYTES, type StoredTensor } from '#convert/checkpoint.ts';
import { encode } from '#convert/encode.ts';
import { toFloat32 } from '#convert/floats.ts';
import { readExactly, type Source } from '#convert/source.ts';
import { type HashedOutput, ofTensor } from '#convert/write-weights.ts';
import type { PlacedWeight, WeightSource } from './weight-file.ts';

/** A checkpoint's tensors, and the file that they lie in. */
export interface Weights {
  readonly source: Source;
  readonly tensors: ReadonlyMap<string, StoredTensor>;
}

/** Numbers that are in memory at once, where a tensor can be read in parts. */
const CHUNK = 2 ** 20;

/** The file of weights of a network's graph, one weight after another. @throws Refusal */
export async function writeNetwork(
  out: HashedOutput,
  placed: readonly PlacedWeight[],
  weights: Weights,
): Promise<void> {
  for (const weight of placed) await writeWeight(out, weight, weights);
}

async function writeWeight(out: HashedOutput, weight: PlacedWeight, weights: Weights): Promise<void> {
  const { source, encoding, rows, rowLength, scale } = weight;
  const scales: Uint8Array[] = [];
  await out.seek(weight.offset);
  const step = source.kind === 'tensor' ? Math.max(1, Math.floor(CHUNK / Math.max(rowLength, 1))) : rows;
  for (let first = 0; first < rows; first += step) {
    const count = Math.min(step, rows - first);
    const values = await valuesOf(source, weights, { first, count, rowLength });
    const encoded = ofTensor(nameOf(source), () => encode(values, rowLength, encoding));
    await out.append(encoded.data);
    scales.push(encoded.scale);
  }
  if (!scale) return;
  await out.seek(scale.offset);
  for (const part of scales) await out.append(part);
}

interface Rows {
  readonly first: number;
  readonly count: number;
  readonly rowLength: number;
}

async function valuesOf(source: WeightSource, weights: Weights, rows: Rows): Promise<Float32Array> {
  switch (source.kind) {
    case 'tensor':
      return readNumbers(weights, source.name, rows.first * rows.rowLength, rows.count * rows.rowLength);
    case 'transposed':
      return transposed(await readTensor(weights, source.name), source.from);
    case 'repeated': {
      const values = await readTensor(weights, source.name);
      return Float32Array.from(
        { length: values.length * source.times },
        (_, n) => values[Math.floor(n / source.times)] ?? 0,
      );
    }
    case 'constant':
      return new Float32Array(rows.count * rows.rowLength).fill(source.value);
  }
}

/** Rows and columns of a matrix with `rows` rows exchanged. */
function transposed(values: Float32Array, rows: number): Float32Array {
  const columns = values.length / rows;
  const turned = new Float32Array(values.length);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++)
      turned[column * rows + row] = values[row * columns + column] ?? 0;
  }
  return turned;
}

/**
 * The head as rows: per class, from the background on, its weights and last its bias; float32. So a class is a row of a pack's
 * bank, and its logit the product of that row with a voxel's features and a 1.
 */
export async function headRows(weights: Weights, head: string): Promise<Float32Array> {
  const kernel = await readTensor(weights, `${head}.weight`);
  const bias = await readTensor(weights, `${head}.bias`);
  const width = kernel.length / bias.length;
  const rows = new Float32Array(bias.length * (width + 1));
  for (let row = 0; row < bias.length; row++) {
    rows.set(kernel.subarray(row * width, (row + 1) * width), row * (width + 1));
    rows[row * (width + 1) + width] = bias[row] ?? 0;
  }
  return rows;
}

function readTensor(weights: Weights, name: string): Promise<Float32Array> {
  return readNumbers(weights, name, 0, countOf(weights.tensors.get(name)?.shape ?? [0]));
}

async function readNumbers({ source, tensors }: Weights, name: string, first: number, count: number) {
  const tensor = tensors.get(name);
  if (!tensor) throw new Error(`${name} was not checked`);
  const bytes = FLOAT_BYTES[tensor.dtype];
  const read = await readExactly(source, tensor.offset + first * bytes, count * bytes);
  return ofTensor(name, () => toFloat32(read, tensor.dtype));
}

function nameOf(source: WeightSource): string {
  return source.kind === 'constant' ? 'constant' : source.name;
}
