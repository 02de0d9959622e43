import {
  bytesField,
  type Field,
  numberField,
  readMessage,
  textField,
  textsOf,
  writeMessage,
} from '#convert/onnx/protobuf.ts';

/** Element types of onnx.proto. */
export const [FLOAT, INT64, HALF] = [1, 7, 10] as const;

// Numbers of fields in onnx.proto.
const [IR_VERSION, OPSETS, GRAPH] = [1, 8, 7] as const;
const [NODE, GRAPH_NAME, INITIALIZER, INPUT, OUTPUT] = [1, 2, 5, 11, 12] as const;
const [NODE_INPUT, NODE_OUTPUT, NODE_OPERATION, NODE_ATTRIBUTE] = [1, 2, 4, 5] as const;
const [ATTRIBUTE_NAME, ATTRIBUTE_FLOAT, ATTRIBUTE_INT, ATTRIBUTE_TENSOR] = [1, 2, 3, 5] as const;
const [ATTRIBUTE_INTS, ATTRIBUTE_TYPE] = [8, 20] as const;
const [TYPE_FLOAT, TYPE_INT, TYPE_INTS] = [1, 2, 7] as const;
const [TENSOR_DIMS, TENSOR_TYPE, TENSOR_NAME, TENSOR_RAW] = [1, 2, 8, 9] as const;
const FIXED32 = 5;
const OPSET = 17;

export interface Node {
  readonly operation: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes: readonly Field[];
}

export interface Initializer {
  readonly name: string;
  readonly type: number;
  readonly dims: readonly number[];
  readonly field: Uint8Array;
}

/** A graph of onnx to be changed: what its nodes do, its weights, and what goes in and comes out. */
export interface Graph {
  readonly nodes: readonly Node[];
  readonly initializers: readonly Initializer[];
  readonly inputs: readonly { readonly name: string; readonly field: Uint8Array }[];
  readonly outputs: readonly string[];
}

/** @throws Error for another version of the operations than all of ours are written in. */
export function readGraph(bytes: Uint8Array): Graph {
  const model = readMessage(bytes);
  const opsets = model.filter(({ number }) => number === OPSETS).map((field) => readMessage(field.bytes));
  if (opsets.some((fields) => numberIn(fields, 2) !== OPSET))
    throw new Error(`The graph is not of opset ${OPSET}.`);
  const fields = readMessage(only(model, GRAPH));
  const all = (number: number) =>
    fields.filter((field) => field.number === number).map(({ bytes: own }) => own);
  const nameOf = (field: Uint8Array) => textsOf(readMessage(field), 1)[0] ?? '';
  return {
    nodes: all(NODE).map(readNode),
    initializers: all(INITIALIZER).map(readInitializer),
    inputs: all(INPUT).map((field) => ({ name: nameOf(field), field })),
    outputs: all(OUTPUT).map(nameOf),
  };
}

export function writeGraph({ nodes, initializers, inputs, outputs }: Graph): Uint8Array {
  const graph = [
    ...nodes.map((node) => bytesField(NODE, writeNode(node))),
    textField(GRAPH_NAME, 'graph'),
    ...initializers.map(({ field }) => bytesField(INITIALIZER, field)),
    ...inputs.map(({ field }) => bytesField(INPUT, field)),
    ...outputs.map((name) => bytesField(OUTPUT, writeMessage([textField(1, name)]))),
  ];
  return writeMessage([
    numberField(IR_VERSION, 8),
    bytesField(GRAPH, writeMessage(graph)),
    bytesField(OPSETS, writeMessage([textField(1, ''), numberField(2, OPSET)])),
  ]);
}

function readNode(bytes: Uint8Array): Node {
  const fields = readMessage(bytes);
  return {
    operation: textsOf(fields, NODE_OPERATION)[0] ?? '',
    inputs: textsOf(fields, NODE_INPUT),
    outputs: textsOf(fields, NODE_OUTPUT),
    attributes: fields.filter(({ number }) => number === NODE_ATTRIBUTE),
  };
}

function writeNode({ operation, inputs, outputs, attributes }: Node): Uint8Array {
  return writeMessage([
    ...inputs.map((name) => textField(NODE_INPUT, name)),
    ...outputs.map((name) => textField(NODE_OUTPUT, name)),
    textField(NODE_OPERATION, operation),
    ...attributes,
  ]);
}

function readInitializer(field: Uint8Array): Initializer {
  const fields = readMessage(field);
  return {
    name: textsOf(fields, TENSOR_NAME)[0] ?? '',
    type: numberIn(fields, TENSOR_TYPE) ?? 0,
    dims: numbersIn(fields, TENSOR_DIMS),
    field,
  };
}

/** The same tensor under another name. */
export function renamed({ field, ...rest }: Initializer, name: string): Initializer {
  const fields = readMessage(field).filter(({ number }) => number !== TENSOR_NAME);
  return { ...rest, name, field: writeMessage([...fields, textField(TENSOR_NAME, name)]) };
}

export function tensor(
  name: string,
  dims: readonly number[],
  data: Float32Array | BigInt64Array,
): Initializer {
  const type = data instanceof Float32Array ? FLOAT : INT64;
  const field = writeMessage([
    ...dims.map((count) => numberField(TENSOR_DIMS, count)),
    numberField(TENSOR_TYPE, type),
    textField(TENSOR_NAME, name),
    bytesField(TENSOR_RAW, new Uint8Array(data.buffer, data.byteOffset, data.byteLength)),
  ]);
  return { name, type, dims, field };
}

export function integers(name: string, values: readonly number[]): Initializer {
  return tensor(name, [values.length], BigInt64Array.from(values, BigInt));
}

/** A float32 input. */
export function input(name: string, dims: readonly number[]): Graph['inputs'][number] {
  const shape = dims.map((count) => bytesField(1, writeMessage([numberField(1, count)])));
  const type = writeMessage([numberField(1, FLOAT), bytesField(2, writeMessage(shape))]);
  return {
    name,
    field: writeMessage([textField(1, name), bytesField(2, writeMessage([bytesField(1, type)]))]),
  };
}

/** Whether an input is of float32. */
export function isFloat({ field }: Graph['inputs'][number]): boolean {
  const type = only(readMessage(field), 2);
  return numberIn(readMessage(only(readMessage(type), 1)), 1) === FLOAT;
}

/** The same input under another name. */
export function renamedInput({ field }: Graph['inputs'][number], name: string): Graph['inputs'][number] {
  const rest = readMessage(field).filter(({ number }) => number !== 1);
  return { name, field: writeMessage([textField(1, name), ...rest]) };
}

/** A node with attributes that are whole numbers from zero up, lists of them, or, as `{ float }`, a float. */
export function node(
  operation: string,
  inputs: readonly string[],
  output: string,
  attributes: Readonly<Record<string, number | readonly number[] | { readonly float: number }>> = {},
): Node {
  const fields = Object.entries(attributes).map(([name, value]) =>
    bytesField(NODE_ATTRIBUTE, writeMessage([textField(ATTRIBUTE_NAME, name), ...attributeFields(value)])),
  );
  return { operation, inputs, outputs: [output], attributes: fields };
}

function attributeFields(value: number | readonly number[] | { readonly float: number }): readonly Field[] {
  if (typeof value === 'number')
    return [numberField(ATTRIBUTE_INT, value), numberField(ATTRIBUTE_TYPE, TYPE_INT)];
  if ('float' in value) {
    const bytes = new Uint8Array(Float32Array.of(value.float).buffer);
    return [{ number: ATTRIBUTE_FLOAT, wire: FIXED32, bytes }, numberField(ATTRIBUTE_TYPE, TYPE_FLOAT)];
  }
  return [...value.map((each) => numberField(ATTRIBUTE_INTS, each)), numberField(ATTRIBUTE_TYPE, TYPE_INTS)];
}

/** A whole number that is an attribute of a node. */
export function attributeOf({ attributes }: Node, name: string): number | undefined {
  return numberIn(attributeNamed(attributes, name), ATTRIBUTE_INT);
}

/** A list of whole numbers that is an attribute of a node, empty where there is none. */
export function listOf({ attributes }: Node, name: string): readonly number[] {
  return numbersIn(attributeNamed(attributes, name), ATTRIBUTE_INTS);
}

/** Element type of a tensor that is an attribute of a node. */
export function tensorTypeOf({ attributes }: Node, name: string): number | undefined {
  const own = attributeNamed(attributes, name).find(({ number }) => number === ATTRIBUTE_TENSOR);
  return own && numberIn(readMessage(own.bytes), TENSOR_TYPE);
}

function attributeNamed(attributes: readonly Field[], name: string): readonly Field[] {
  const each = attributes.map(({ bytes }) => readMessage(bytes));
  return each.find((fields) => textsOf(fields, ATTRIBUTE_NAME)[0] === name) ?? [];
}

function only(fields: readonly Field[], number: number): Uint8Array {
  const found = fields.find((field) => field.number === number);
  if (!found) throw new Error(`The message has no field ${number}.`);
  return found.bytes;
}

function numberIn(fields: readonly Field[], number: number): number | undefined {
  return numbersIn(fields, number)[0];
}

/** Numbers of a repeated field, packed or not. */
function numbersIn(fields: readonly Field[], number: number): readonly number[] {
  const found: number[] = [];
  for (const { bytes } of fields.filter((field) => field.number === number)) {
    let value = 0;
    let factor = 1;
    for (const byte of bytes) {
      value += (byte & 0x7f) * factor;
      factor *= 0x80;
      if (byte & 0x80) continue;
      found.push(value);
      [value, factor] = [0, 1];
    }
  }
  return found;
}
