import {
  attributeOf,
  FLOAT,
  type Graph,
  HALF,
  type Initializer,
  integers,
  isFloat,
  listOf,
  type Node,
  node,
  renamed,
  renamedInput,
  tensorTypeOf,
} from './onnx.ts';

/** Computes in float16: weights, inputs and constants are cast once, outputs are cast back. */
export function toHalf(graph: Graph): Graph {
  const name = (value: string) => `${value}/float32`;
  const wide = new Set(graph.initializers.filter(({ type }) => type === FLOAT).map((each) => each.name));
  const constants = new Set(graph.nodes.filter(givesFloats).flatMap(({ outputs }) => outputs));
  const given = new Set(graph.inputs.filter(isFloat).map((each) => each.name));
  const cast = [...wide, ...given].map((value) => node('Cast', [name(value)], value, { to: HALF }));
  return {
    nodes: [
      ...cast,
      ...graph.nodes.flatMap((each) =>
        narrowed(each, { name, isWide: (value) => wide.has(value) || constants.has(value) }),
      ),
      ...graph.outputs.map((value) => node('Cast', [value], `${value}/out`, { to: FLOAT })),
    ],
    initializers: graph.initializers.map((each) =>
      wide.has(each.name) ? renamed(each, name(each.name)) : each,
    ),
    inputs: graph.inputs.map((each) => (given.has(each.name) ? renamedInput(each, name(each.name)) : each)),
    outputs: graph.outputs.map((value) => `${value}/out`),
  };
}

interface Names {
  readonly name: (value: string) => string;
  readonly isWide: (value: string) => boolean;
}

function narrowed(each: Node, { name, isWide }: Names): readonly Node[] {
  if (each.operation === 'Cast' && attributeOf(each, 'to') === FLOAT)
    return [{ ...each, attributes: node('Cast', [], '', { to: HALF }).attributes }];
  const [output = ''] = each.outputs;
  if (givesFloats(each))
    return [{ ...each, outputs: [name(output)] }, node('Cast', [name(output)], output, { to: HALF })];
  // Weights that are whole numbers: up to opset 18 their scales are float32.
  if (each.operation === 'DequantizeLinear') {
    const inputs = each.inputs.map((value) => (isWide(value) ? name(value) : value));
    const whole = { ...each, inputs, outputs: [name(output)] };
    return [whole, node('Cast', [name(output)], output, { to: HALF })];
  }
  // Its scales are float32 whatever the image is.
  if (each.operation === 'Resize')
    return [
      { ...each, inputs: each.inputs.map((value, n) => (n > 0 && isWide(value) ? name(value) : value)) },
    ];
  return [each];
}

function givesFloats(each: Node): boolean {
  if (each.operation === 'Constant') return tensorTypeOf(each, 'value') === FLOAT;
  return each.operation === 'ConstantOfShape' && (tensorTypeOf(each, 'value') ?? FLOAT) === FLOAT;
}

export function isDeep({ nodes }: Graph): boolean {
  return nodes.some((each) => each.operation === 'Conv' && listOf(each, 'kernel_shape').length === 3);
}

/** Each 3D convolution as a 2D one: slices are the batch, and a kernel's depth is more channels of slices beside it. */
export function toPlanes(graph: Graph): Graph {
  const added: Initializer[] = [];
  const nodes = graph.nodes.flatMap((each, n) => {
    const kernel = listOf(each, 'kernel_shape');
    const isPlain =
      each.operation === 'Conv' && kernel.length === 3 && (attributeOf(each, 'group') ?? 1) === 1;
    if (!isPlain || listOf(each, 'dilations').some((step) => step !== 1)) return [each];
    const weight = weightOf(graph, each.inputs[1] ?? '');
    if (!weight) return [each];
    return planes(each, weight, { prefix: `planes${n}`, add: (constant) => added.push(constant) });
  });
  return { ...graph, nodes, initializers: [...graph.initializers, ...added] };
}

const WIDENING: ReadonlySet<string> = new Set(['Cast', 'DequantizeLinear']);

/** A weight by its name, also where it is stored in another type. */
function weightOf({ nodes, initializers }: Graph, value: string): Initializer | undefined {
  const widening = nodes.find(({ operation, outputs }) => WIDENING.has(operation) && outputs[0] === value);
  const stored = widening?.inputs[0] ?? value;
  return initializers.find(({ name }) => name === stored);
}

function planes(
  conv: Node,
  weight: Initializer,
  { prefix, add }: { prefix: string; add: (constant: Initializer) => void },
): readonly Node[] {
  const [value = '', kernel = '', ...bias] = conv.inputs;
  const [output = ''] = conv.outputs;
  const [out = 1, channels = 1, depth = 1, rows = 1, columns = 1] = weight.dims;
  const [front = 0, top = 0, left = 0, back = 0, bottom = 0, right = 0] = listOf(conv, 'pads');
  const [through = 1, down = 1, across = 1] = listOf(conv, 'strides');
  const own = (part: string) => `${prefix}/${part}`;
  const constant = (part: string, values: readonly number[]) => {
    add(integers(own(part), values));
    return own(part);
  };
  const first = constant('first', [0]);
  const step = constant('step', [through]);
  const shifted = Array.from({ length: depth }, (_, at) => own(`slices${at}`));
  return [
    node('Transpose', [value], own('turned'), { perm: [0, 2, 1, 3, 4] }),
    node('Squeeze', [own('turned'), first], own('slices')),
    node('Pad', [own('slices'), constant('pads', [front, 0, 0, 0, back, 0, 0, 0])], own('padded')),
    ...shifted.map((name, at) => {
      const end = at === depth - 1 ? 2 ** 40 : at - (depth - 1);
      const range = [constant(`from${at}`, [at]), constant(`to${at}`, [end])];
      return node('Slice', [own('padded'), ...range, first, step], name);
    }),
    node('Concat', shifted, own('stacked'), { axis: 1 }),
    node('Transpose', [kernel], own('kernel'), { perm: [0, 2, 1, 3, 4] }),
    node(
      'Reshape',
      [own('kernel'), constant('shape', [out, channels * depth, rows, columns])],
      own('weight'),
    ),
    node('Conv', [own('stacked'), own('weight'), ...bias], own('flat'), {
      kernel_shape: [rows, columns],
      pads: [top, left, bottom, right],
      strides: [down, across],
    }),
    node('Unsqueeze', [own('flat'), first], own('volume')),
    node('Transpose', [own('volume')], output, { perm: [0, 2, 1, 3, 4] }),
  ];
}

/** Gives only the largest value along axis 1 of each output, so that copying outputs back takes no time to speak of. */
export function reduced(graph: Graph): Graph {
  const largest = graph.outputs.map((value) =>
    node('ReduceMax', [value], `${value}/largest`, { axes: [1], keepdims: 1 }),
  );
  return {
    ...graph,
    nodes: [...graph.nodes, ...largest],
    outputs: graph.outputs.map((value) => `${value}/largest`),
  };
}
