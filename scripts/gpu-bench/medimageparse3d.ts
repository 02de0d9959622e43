import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { toHalves } from '#convert/floats.ts';
import { CLASSIFIER_BIASES, rule, type Shapes } from '#testing/synthetic-weights.ts';
import { randomFloats } from './random-floats.ts';

const SHIPPED = new URL('../../public/models/medimageparse3d/float16/', import.meta.url);
const SMALL = new URL('../../src/testing/fixtures/medimageparse3d-tiny/float32/', import.meta.url);
/** Numbers that are drawn; a larger tensor holds them over and over. */
const BLOCK = 65_521;

interface Layout {
  readonly checkpoint: Shapes;
  readonly files: readonly {
    readonly path: string;
    readonly bytes: number;
    readonly tensors: readonly {
      readonly source: string;
      readonly encoding: string;
      readonly offset: number;
      readonly bytes: number;
    }[];
  }[];
}

export interface WithWeights {
  readonly graph: Uint8Array;
  readonly weights: readonly { readonly path: string; readonly data: Uint8Array }[];
}

/**
 * A graph of MedImageParse 3D with random weights as its layout wants them: at full size they are float16 and are cast to
 * float32 as the graph is opened; the tiny configuration's are float32.
 */
export function medImageParse3d(name: 'image-encoder' | 'prompt-decoder', isTiny: boolean): WithWeights {
  const inflated = (path: string) =>
    gunzipSync(readFileSync(new URL(`${path}.gz`, isTiny ? SMALL : SHIPPED)));
  const layout = JSON.parse(inflated('layout.json').toString()) as Layout;
  const file = layout.files.find(({ path }) => path === `${name}.weights`);
  if (!file) throw new Error(`The layout has no ${name}.weights.`);
  const data = new Uint8Array(file.bytes);
  for (const { source, encoding, offset, bytes } of file.tensors) {
    const shape = layout.checkpoint[source] ?? [];
    const own = rule(source, shape, isTiny ? CLASSIFIER_BIASES.tiny : CLASSIFIER_BIASES.full);
    data.subarray(offset, offset + bytes).set(numbers(encoding, bytes, own));
  }
  return { graph: new Uint8Array(inflated(`${name}.onnx`)), weights: [{ path: file.path, data }] };
}

function numbers(encoding: string, bytes: number, own: readonly [number, number]): Uint8Array {
  if (encoding === 'float32') return new Uint8Array(randomFloats(bytes / 4, own).buffer);
  if (encoding !== 'float16') throw new Error(`Weights are not made as ${encoding}.`);
  const block = new Uint8Array(toHalves(randomFloats(Math.min(BLOCK, bytes / 2), own)).buffer);
  const all = new Uint8Array(bytes);
  all.set(block);
  for (let end = block.length; end < bytes; end *= 2) all.copyWithin(end, 0, Math.min(end, bytes - end));
  return all;
}
