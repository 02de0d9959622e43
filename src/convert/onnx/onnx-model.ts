import { bytesField, type Field, floatField, numberField, textField, writeMessage } from './protobuf.ts';

/*
 * Writes graphs of ONNX. Numbers of fields and types are those of onnx.proto
 * (https://github.com/onnx/onnx/blob/main/onnx/onnx.proto).
 */

/** Every operation that we write is in it, and onnxruntime-web runs all of them on WebGPU. */
const OPSET = 17;
const IR_VERSION = 8;

const [IR, PRODUCER, GRAPH, OPSET_IMPORT] = [1, 2, 7, 8] as const;
const [NODE, GRAPH_NAME, INITIALIZER, INPUT, OUTPUT] = [1, 2, 5, 11, 12] as const;
const [NODE_INPUT, NODE_OUTPUT, NODE_NAME, NODE_OPERATION, NODE_ATTRIBUTE] = [1, 2, 3, 4, 5] as const;
const ATTRIBUTE = { name: 1, float: 2, integer: 3, integers: 8, type: 20 } as const;
const [IS_FLOAT, IS_INTEGER, IS_INTEGERS] = [1, 2, 7] as const;
const TENSOR = { dimension: 1, type: 2, name: 8, raw: 9, external: 13, location: 14 } as const;
const EXTERNAL = 1;
const TYPES = { float32: 1, int8: 3, int64: 7, float16: 10 } as const;

export type OnnxType = keyof typeof TYPES;

/** What a node does besides its inputs: a whole number, several, or a fraction. */
export type OnnxAttribute = number | readonly number[] | { readonly float: number };

/** Numbers in a file beside the graph. */
export interface ExternalPlace {
  readonly file: string;
  readonly offset: number;
  readonly bytes: number;
}

/** A graph that is made node by node; each value has a name of its own. */
export class OnnxModel {
  readonly #nodes: Field[] = [];
  readonly #initializers: Field[] = [];
  readonly #inputs: Field[] = [];
  readonly #outputs: Field[] = [];

  /** A node with one output; its name. Attributes may not be negative. */
  node(
    operation: string,
    inputs: readonly string[],
    output: string,
    attributes: Readonly<Record<string, OnnxAttribute>> = {},
  ): string {
    const fields = [
      ...inputs.map((name) => textField(NODE_INPUT, name)),
      textField(NODE_OUTPUT, output),
      textField(NODE_NAME, output),
      textField(NODE_OPERATION, operation),
      ...Object.entries(attributes).map(([name, value]) =>
        bytesField(NODE_ATTRIBUTE, attribute(name, value)),
      ),
    ];
    this.#nodes.push(bytesField(NODE, writeMessage(fields)));
    return output;
  }

  /** Numbers that lie in another file. */
  external(name: string, type: OnnxType, dims: readonly number[], place: ExternalPlace): string {
    const entries = { location: place.file, offset: String(place.offset), length: String(place.bytes) };
    const external = Object.entries(entries).map(([key, value]) =>
      bytesField(TENSOR.external, writeMessage([textField(1, key), textField(2, value)])),
    );
    this.#initializer(name, type, dims, [...external, numberField(TENSOR.location, EXTERNAL)]);
    return name;
  }

  /** A few whole numbers, kept in the graph: shapes. */
  integers(name: string, values: readonly number[]): string {
    const raw = new Uint8Array(BigInt64Array.from(values, BigInt).buffer);
    this.#initializer(name, 'int64', [values.length], [bytesField(TENSOR.raw, raw)]);
    return name;
  }

  /** An input of float32. */
  input(name: string, shape: readonly number[]): string {
    this.#inputs.push(bytesField(INPUT, valueInfo(name, shape)));
    return name;
  }

  /** An output of float32. */
  output(name: string, shape: readonly number[]): void {
    this.#outputs.push(bytesField(OUTPUT, valueInfo(name, shape)));
  }

  bytes(): Uint8Array<ArrayBuffer> {
    const graph = [
      ...this.#nodes,
      textField(GRAPH_NAME, 'network'),
      ...this.#initializers,
      ...this.#inputs,
      ...this.#outputs,
    ];
    return writeMessage([
      numberField(IR, IR_VERSION),
      textField(PRODUCER, 'parse3d'),
      bytesField(GRAPH, writeMessage(graph)),
      bytesField(OPSET_IMPORT, writeMessage([textField(1, ''), numberField(2, OPSET)])),
    ]);
  }

  #initializer(name: string, type: OnnxType, dims: readonly number[], content: readonly Field[]): void {
    const tensor = [
      ...dims.map((length) => numberField(TENSOR.dimension, length)),
      numberField(TENSOR.type, TYPES[type]),
      textField(TENSOR.name, name),
      ...content,
    ];
    this.#initializers.push(bytesField(INITIALIZER, writeMessage(tensor)));
  }
}

function attribute(name: string, value: OnnxAttribute): Uint8Array {
  const named = textField(ATTRIBUTE.name, name);
  const type = (kind: number) => numberField(ATTRIBUTE.type, kind);
  if (typeof value === 'number')
    return writeMessage([named, numberField(ATTRIBUTE.integer, value), type(IS_INTEGER)]);
  if ('float' in value)
    return writeMessage([named, floatField(ATTRIBUTE.float, value.float), type(IS_FLOAT)]);
  const integers = value.map((each) => numberField(ATTRIBUTE.integers, each));
  return writeMessage([named, ...integers, type(IS_INTEGERS)]);
}

/** ValueInfoProto: name, type { tensor { element, shape { dimension { value } } } }. */
function valueInfo(name: string, shape: readonly number[]): Uint8Array {
  const dimensions = shape.map((count) => bytesField(1, writeMessage([numberField(1, count)])));
  const tensor = writeMessage([numberField(1, TYPES.float32), bytesField(2, writeMessage(dimensions))]);
  return writeMessage([textField(1, name), bytesField(2, writeMessage([bytesField(1, tensor)]))]);
}
