import {
  bytesField,
  type Field,
  numberField,
  readMessage,
  textField,
  textsOf,
  writeMessage,
} from '#convert/onnx/protobuf.ts';

// Numbers of fields in onnx.proto.
const GRAPH = 7;
const [NODE, INITIALIZER, INPUT, OUTPUT] = [1, 5, 11, 12] as const;
const [NODE_INPUT, NODE_OUTPUT, NODE_OPERATION] = [1, 2, 4] as const;
const [TENSOR_TYPE, TENSOR_NAME, TENSOR_EXTERNAL] = [2, 8, 13] as const;
const VALUE_NAME = 1;
const FLOAT32 = 1;

interface GraphNode {
  readonly operation: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly field: Field;
}

/** A graph of onnx, to look at values inside it. */
export class OnnxGraph {
  readonly #model: readonly Field[];
  readonly #graph: readonly Field[];
  readonly nodes: readonly GraphNode[];

  constructor(bytes: Uint8Array) {
    this.#model = readMessage(bytes);
    this.#graph = readMessage(this.#model.find(({ number }) => number === GRAPH)?.bytes ?? new Uint8Array());
    this.nodes = this.#graph.filter(({ number }) => number === NODE).map(nodeOf);
  }

  /** The nodes that a value goes into, in their order. */
  users(value: string): readonly GraphNode[] {
    return this.nodes.filter(({ inputs }) => inputs.includes(value));
  }

  /** What the only, or the n-th node that a value goes into makes of it. */
  madeOf(value: string, n = 0): string {
    return only(this.users(value)[n]?.outputs, value);
  }

  /** What goes, besides the weight, into the node that a weight belongs to. */
  inputBeside(weight: string): string {
    return only(this.users(weight)[0]?.inputs, weight);
  }

  /** The first output of an `operation` behind `value`. */
  behind(value: string, operation: string): string {
    let reached = [value];
    while (reached.length > 0) {
      const users = reached.flatMap((each) => this.users(each));
      const found = users.find((node) => node.operation === operation);
      if (found) return only(found.outputs, value);
      reached = users.flatMap(({ outputs }) => outputs);
    }
    throw new Error(`There is no ${operation} behind ${value}.`);
  }

  outputNames(): readonly string[] {
    return this.#named(OUTPUT);
  }

  /** The part of the graph that gives `outputs`, `inputs` being given: float32 of these shapes. Other inputs stay. */
  cut(outputs: readonly string[], inputs: Readonly<Record<string, readonly number[]>> = {}): Uint8Array {
    const needed = new Set(outputs);
    const kept: Field[] = [];
    for (const { outputs: made, inputs: given, field } of this.nodes.toReversed()) {
      if (!made.some((name) => needed.has(name) && !(name in inputs))) continue;
      kept.unshift(field);
      for (const name of given) needed.add(name);
    }
    const isNeeded = (field: Field, nameField: number) =>
      textsOf(readMessage(field.bytes), nameField).some((name) => needed.has(name) && !(name in inputs));
    const rest = this.#graph.filter((field) => {
      if (field.number === INITIALIZER) return isNeeded(field, TENSOR_NAME);
      return field.number === INPUT
        ? isNeeded(field, VALUE_NAME)
        : field.number !== NODE && field.number !== OUTPUT;
    });
    return this.#written([
      ...kept,
      ...rest,
      ...Object.entries(inputs).map(([name, shape]) => bytesField(INPUT, valueInfo(name, shape))),
      ...outputs.map((name) => bytesField(OUTPUT, writeMessage([textField(VALUE_NAME, name)]))),
    ]);
  }

  /** The graph with every weight stored as float32, where `place` says that the one from byte `offset` now lies. */
  withFloat32(place: (offset: number) => { readonly offset: number; readonly bytes: number }): Uint8Array {
    return this.#written(
      this.#graph.map((field) =>
        field.number === INITIALIZER ? bytesField(INITIALIZER, moved(field.bytes, place)) : field,
      ),
    );
  }

  #named(number: number): readonly string[] {
    const fields = this.#graph.filter((field) => field.number === number);
    return fields.flatMap(({ bytes }) => textsOf(readMessage(bytes), VALUE_NAME));
  }

  #written(graph: readonly Field[]): Uint8Array {
    const changed = bytesField(GRAPH, writeMessage(graph));
    return writeMessage(this.#model.map((field) => (field.number === GRAPH ? changed : field)));
  }
}

function nodeOf(field: Field): GraphNode {
  const fields = readMessage(field.bytes);
  const [operation = ''] = textsOf(fields, NODE_OPERATION);
  return { field, operation, inputs: textsOf(fields, NODE_INPUT), outputs: textsOf(fields, NODE_OUTPUT) };
}

function only(names: readonly string[] | undefined, value: string): string {
  const [name] = names ?? [];
  if (name === undefined) throw new Error(`Nothing is made of ${value}.`);
  return name;
}

/** Where tensors lie that are not in the graph's own file: entries of a key and a value. */
function moved(tensor: Uint8Array, place: (offset: number) => { offset: number; bytes: number }): Uint8Array {
  const fields = readMessage(tensor);
  const entries = fields
    .filter(({ number }) => number === TENSOR_EXTERNAL)
    .map(({ bytes }) => readMessage(bytes).map((field) => new TextDecoder().decode(field.bytes)));
  const { location = '', offset = '' } = Object.fromEntries(entries) as Record<string, string>;
  const now = place(Number(offset));
  const external = { location, offset: String(now.offset), length: String(now.bytes) };
  return writeMessage([
    ...fields.filter(({ number }) => number !== TENSOR_EXTERNAL && number !== TENSOR_TYPE),
    numberField(TENSOR_TYPE, FLOAT32),
    ...Object.entries(external).map(([key, value]) =>
      bytesField(TENSOR_EXTERNAL, writeMessage([textField(1, key), textField(2, value)])),
    ),
  ]);
}

/** ValueInfoProto: name, type { tensor { element, shape { dimension { value } } } }. */
function valueInfo(name: string, shape: readonly number[]): Uint8Array {
  const dimensions = shape.map((count) => bytesField(1, writeMessage([numberField(1, count)])));
  const tensor = writeMessage([numberField(1, FLOAT32), bytesField(2, writeMessage(dimensions))]);
  return writeMessage([textField(VALUE_NAME, name), bytesField(2, writeMessage([bytesField(1, tensor)]))]);
}
