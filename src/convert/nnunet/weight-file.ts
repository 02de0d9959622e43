import { countOf } from '#convert/checkpoint.ts';
import { type Encoding, encodedBytes } from '#convert/encode.ts';
import type { ExternalPlace, OnnxModel, OnnxType } from '#convert/onnx/onnx-model.ts';

/** What a weight of a graph is made of. */
export type WeightSource =
  /** A tensor of the checkpoint as it is. */
  | { readonly kind: 'tensor'; readonly name: string }
  /** Of a transposed convolution, (from, to, kernel), as the weight of one over single voxels: (to · kernel, from). */
  | { readonly kind: 'transposed'; readonly name: string; readonly from: number }
  /** Each number so many times in a row. */
  | { readonly kind: 'repeated'; readonly name: string; readonly times: number }
  | { readonly kind: 'constant'; readonly value: number };

export interface PlacedWeight {
  readonly source: WeightSource;
  readonly encoding: Encoding;
  /** Rows of the weight, each with a scale of its own where it is stored as int8. */
  readonly rows: number;
  readonly rowLength: number;
  readonly offset: number;
  readonly bytes: number;
  readonly scale: { readonly offset: number; readonly bytes: number } | undefined;
}

export type Precision = 'float32' | 'float16' | 'int8';

const ALIGNMENT = 64;
const TYPES: Readonly<Partial<Record<Encoding, OnnxType>>> = {
  float32: 'float32',
  float16: 'float16',
  'int8-rows': 'int8',
};
/** FLOAT of TensorProto. */
const TO_FLOAT32 = 1;

/** Places the weights of a graph one behind the other in a file beside it, and writes how they are widened to float32. */
export class WeightFile {
  readonly path: string;
  readonly weights: PlacedWeight[] = [];
  readonly #model: OnnxModel;
  #end = 0;

  constructor(path: string, model: OnnxModel) {
    this.path = path;
    this.#model = model;
  }

  /** Where the last weight ends. */
  get bytes(): number {
    const last = this.weights.at(-1);
    const end = last?.scale ?? last;
    return end ? end.offset + end.bytes : 0;
  }

  /** The value `name` of float32 with these dimensions, the first counting its rows. */
  add(name: string, source: WeightSource, dims: readonly number[], encoding: Encoding): string {
    const [rows = 1, ...rest] = dims;
    const rowLength = countOf(rest);
    const { data, scale } = encodedBytes(rows * rowLength, rowLength, encoding);
    const place = this.#place(data);
    const scalePlace = scale > 0 ? this.#place(scale) : undefined;
    this.weights.push({
      ...{ source, encoding, rows, rowLength, offset: place.offset, bytes: data },
      scale: scalePlace && { offset: scalePlace.offset, bytes: scale },
    });
    const type = TYPES[encoding] ?? 'float32';
    if (encoding === 'float32') return this.#model.external(name, type, dims, place);
    const stored = this.#model.external(`${name}.${type}`, type, dims, place);
    if (!scalePlace) return this.#model.node('Cast', [stored], name, { to: TO_FLOAT32 });
    const scales = this.#model.external(`${name}.scale`, 'float32', [rows], scalePlace);
    return this.#model.node('DequantizeLinear', [stored, scales], name, { axis: 0 });
  }

  #place(bytes: number): ExternalPlace {
    const offset = this.#end;
    this.#end += Math.ceil(bytes / ALIGNMENT) * ALIGNMENT;
    return { file: this.path, offset, bytes };
  }
}
