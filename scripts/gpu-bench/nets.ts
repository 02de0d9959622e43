import { readFileSync } from 'node:fs';
import type { InferenceSession } from 'onnxruntime-node';
import { openGraph, Tensor } from '#cli/open-graph.ts';
import { readManifest } from '#model/manifest.ts';
import { medImageParse3d, type WithWeights } from './medimageparse3d.ts';
import { type Graph, input, node, readGraph, writeGraph } from './onnx.ts';
import { randomFloats } from './random-floats.ts';
import { reduced } from './transforms.ts';
import { FULL, TINY, unet } from './unet.ts';

export type Feeds = Readonly<Record<string, Tensor>>;

export interface Net {
  readonly graph: Graph;
  readonly weights: WithWeights['weights'];
  readonly feeds: Feeds;
  /** Of one run, a multiplication and an addition counted as two; nothing where nobody has counted. */
  readonly gflop: number | undefined;
  /** How often it is run. */
  readonly runs: number;
}

const MINI = new URL('../../public/models/mini/', import.meta.url);
/** Of docs/medimageparse3d.md. */
const GFLOP = { slice: 586.77, slicePrompt: 3 };
const MINI_WINDOW = [32, 144, 176];
const SLICES = 10;
const RUNS = 15;
const TOKENS = 12;

/** Each net by its name, made when it is wanted. */
export const NETS: Readonly<Record<string, (isTiny: boolean) => Net | Promise<Net>>> = {
  matmul: (isTiny) => {
    const side = isTiny ? 64 : 4096;
    const graph: Graph = {
      nodes: [node('MatMul', ['a', 'b'], 'product')],
      initializers: [],
      inputs: [input('a', [side, side]), input('b', [side, side])],
      outputs: ['product'],
    };
    const feeds = { a: random([side, side]), b: random([side, side]) };
    return { ...net(reduced(graph), feeds), gflop: (2 * side ** 3) / 1e9 };
  },
  'mini-encoder': (isTiny) => miniEncoder(mini('image-encoder'), miniSize(isTiny)),
  'mini-planes': (isTiny) => miniEncoder(mini('image-encoder.planes'), miniSize(isTiny)),
  'mini-decoder': async (isTiny) => {
    const size = miniSize(isTiny);
    const features = await onCpu(mini('image-encoder'), miniWeights(), { image: random([1, 1, ...size]) });
    const graph = mini('prompt-decoder');
    return {
      ...net(graph, await decoderFeeds(graph, [], features)),
      ...{ gflop: miniGflop('promptGflop', size) },
    };
  },
  unet: (isTiny) => {
    const shape = isTiny ? TINY : FULL;
    const { graph, gflop } = unet(shape);
    return { ...net(reduced(graph), { image: random([1, 1, ...shape.patch]) }), gflop };
  },
  'medimageparse3d-encoder': (isTiny) => {
    const { graph, weights } = medImageParse3d('image-encoder', isTiny);
    const read = reduced(readGraph(graph));
    return {
      ...net(read, { image: slice(isTiny) }),
      ...{ weights, gflop: isTiny ? undefined : GFLOP.slice, runs: SLICES },
    };
  },
  'medimageparse3d-decoder': async (isTiny) => {
    const encoder = medImageParse3d('image-encoder', isTiny);
    const features = await onCpu(readGraph(encoder.graph), encoder.weights, { image: slice(isTiny) });
    const { graph, weights } = medImageParse3d('prompt-decoder', isTiny);
    const read = readGraph(graph);
    return {
      ...net(read, await decoderFeeds(read, weights, features)),
      ...{ weights, gflop: isTiny ? undefined : GFLOP.slicePrompt, runs: SLICES },
    };
  },
};

function net(graph: Graph, feeds: Feeds): Net {
  return { graph, feeds, weights: [], gflop: undefined, runs: RUNS };
}

function mini(name: string): Graph {
  return readGraph(new Uint8Array(readFileSync(new URL(`${name}.onnx`, MINI))));
}

function miniWeights(): Net['weights'] {
  const path = 'image-encoder.weights';
  return [{ path, data: new Uint8Array(readFileSync(new URL(path, MINI))) }];
}

function miniEncoder(graph: Graph, size: readonly number[]): Net {
  const feeds = { image: random([1, 1, ...size]) };
  return { ...net(reduced(graph), feeds), weights: miniWeights(), gflop: miniGflop('windowGflop', size) };
}

/** What the pack says of its largest window, which MINI_WINDOW is, for a window of another size. */
function miniGflop(part: 'windowGflop' | 'promptGflop', size: readonly number[]): number | undefined {
  const { compute } = readManifest(JSON.parse(readFileSync(new URL('manifest.json', MINI), 'utf8')));
  return compute && (compute[part] * voxels(size)) / voxels(MINI_WINDOW);
}

function miniSize(isTiny: boolean): readonly number[] {
  return isTiny ? [16, 16, 16] : MINI_WINDOW;
}

function voxels(size: readonly number[]): number {
  return size.reduce((product, count) => product * count, 1);
}

function random(dims: readonly number[], rule: readonly [number, number] = [0, 1]): Tensor {
  return new Tensor('float32', randomFloats(voxels(dims), rule), dims);
}

/** Grey values as a slice and its neighbours have them. */
function slice(isTiny: boolean): Tensor {
  const side = isTiny ? 128 : 512;
  return random([1, 3, side, side], [127, 60]);
}

async function onCpu(graph: Graph, weights: Net['weights'], feeds: Feeds): Promise<Feeds> {
  const session = await open(graph, weights, ['cpu']);
  try {
    return (await session.run(feeds)) as Feeds;
  } finally {
    await session.release();
  }
}

/** What an encoder gave, and random numbers for the decoder's other inputs. */
async function decoderFeeds(graph: Graph, weights: Net['weights'], features: Feeds): Promise<Feeds> {
  const session = await open(graph, weights, ['cpu']);
  const sizes: Readonly<Record<string, number>> = { prompts: 1, tokens: TOKENS };
  const feeds = session.inputMetadata.map((each): [string, Tensor] => {
    const known = features[each.name];
    if (known) return [each.name, known];
    if (!each.isTensor) throw new Error(`${each.name} is no tensor.`);
    const dims = each.shape.map((count) => (typeof count === 'number' ? count : (sizes[count] ?? 1)));
    return [each.name, random(dims, each.name.startsWith('noise') ? [0.5, 0.28] : [0, 1])];
  });
  await session.release();
  return Object.fromEntries(feeds);
}

export function open(
  graph: Graph,
  weights: Net['weights'],
  executionProviders: readonly string[],
  extra?: Record<string, unknown>,
): Promise<InferenceSession> {
  return openGraph(writeGraph(graph), {
    executionProviders: [...executionProviders],
    externalData: [...weights],
    logSeverityLevel: 4,
    ...(extra && { extra }),
  });
}
