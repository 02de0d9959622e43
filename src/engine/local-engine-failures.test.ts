import { expect, test } from 'vitest';
import { nodeRuntime, readDisk } from '#cli/node-runtime.ts';
import { AppError } from '#errors.ts';
import type { Prompt, StructureId } from '#model/prompt.ts';
import { BALL_GRIDS, ballVolume } from '#testing/ball.ts';
import type { Grid } from '#volume/types.ts';
import type { Device, Segmentation } from './engine.ts';
import { LocalEngine } from './local-engine.ts';
import { bytesOf, type ReadFile } from './pack-files.ts';
import type { Runtime, Session, Tensors } from './runtime.ts';

const PACK = new URL('../testing/packs/analytic-windows/manifest.json', import.meta.url).href;
const EDGE: Prompt = { text: 'edge', structure: 'edge' as StructureId };
const VOLUME = ballVolume(BALL_GRIDS['along the patient'] as Grid);

const GPU: Device = {
  backend: 'webgpu',
  name: 'fake GPU',
  reason: { kind: 'preferred' },
  threads: 1,
  shaderF16: false,
  maxBufferBytes: 1,
};

/** A GPU before the CPU; `onGpu` may throw instead of opening a graph or of running it. */
function gpuFirst(onGpu: { open?: () => void; run?: (feeds: Tensors) => void }): Runtime {
  const open = async (graph: Uint8Array, backend: Device['backend']): Promise<Session> => {
    if (backend === 'webgpu') onGpu.open?.();
    const session = await nodeRuntime.open(graph, backend);
    const run = async (feeds: Tensors) => {
      if (backend === 'webgpu') onGpu.run?.(feeds);
      return session.run(feeds);
    };
    return { ...session, run };
  };
  const fallback = (device: Device, message: string): Device | undefined =>
    device.backend === 'webgpu'
      ? { ...device, backend: 'wasm', name: 'fake CPU', reason: { kind: 'webgpu-failed', message } }
      : undefined;
  return { probe: async () => GPU, open, fallback };
}

async function segmentOn(runtime: Runtime): Promise<Segmentation | undefined> {
  const engine = new LocalEngine({ runtime, readFile: readDisk });
  await engine.load(PACK);
  await engine.encode(VOLUME);
  return (await engine.segment(VOLUME.id, [EDGE]))[0];
}

const fail = (message: string) => () => {
  throw new Error(message);
};

const FELL_BACK = { backend: 'wasm', reason: { kind: 'webgpu-failed', message: 'Conv3D: no' } };

test('a GPU that works is used', async () => {
  expect(await segmentOn(gpuFirst({}))).toMatchObject({ kind: 'found', device: { backend: 'webgpu' } });
});

test('graphs that do not open on the GPU are opened on WebAssembly, and the answer says why', async () => {
  const answer = await segmentOn(gpuFirst({ open: fail('Conv3D: no') }));
  expect(answer).toMatchObject({ kind: 'found', device: FELL_BACK });
});

test('a GPU that fails while a volume is encoded is left for WebAssembly', async () => {
  let tiles = 0;
  const run = (feeds: Tensors) => {
    if (feeds['image'] && ++tiles === 3) throw new Error('Conv3D: no');
  };
  expect(await segmentOn(gpuFirst({ run }))).toMatchObject({ kind: 'found', device: FELL_BACK });
});

test('a GPU that fails while a prompt is decoded costs the features, which are encoded again', async () => {
  const encodedOn: string[] = [];
  const run = (feeds: Tensors) => {
    if (feeds['image']) encodedOn.push('webgpu');
    if (feeds['text']) throw new Error('Conv3D: no');
  };
  const runtime = gpuFirst({ run });
  const engine = new LocalEngine({ runtime, readFile: readDisk });
  await engine.load(PACK);
  await engine.encode(VOLUME);
  const stages = new Set<string>();
  const [answer] = await engine.segment(VOLUME.id, [EDGE], { onProgress: ({ stage }) => stages.add(stage) });
  expect(answer).toMatchObject({ kind: 'found', device: FELL_BACK });
  expect(encodedOn.length).toBeGreaterThan(0);
  expect(stages).toContain('encode');
  expect(await engine.probe()).toMatchObject(FELL_BACK);
});

test('numbers that are not numbers count as a failure of the GPU', async () => {
  const runtime = gpuFirst({});
  const open: Runtime['open'] = async (graph, backend) => {
    const session = await runtime.open(graph, backend);
    const run = async (feeds: Tensors) => {
      const results = await session.run(feeds);
      const existence = results['existenceLogits'];
      if (backend === 'webgpu' && existence) existence.data.fill(Number.NaN);
      return results;
    };
    return { ...session, run };
  };
  const answer = await segmentOn({ ...runtime, open });
  expect(answer).toMatchObject({
    kind: 'found',
    device: { backend: 'wasm', reason: { kind: 'webgpu-failed' } },
  });
});

test.each([
  'std::bad_alloc',
  'Out of memory',
  'Array buffer allocation failed',
  'memory access out of bounds',
  'Failed to allocate memory for requested buffer',
])('"%s" with nowhere left to go is out of memory', async (message) => {
  const runtime: Runtime = {
    ...nodeRuntime,
    open: async (graph, backend) => {
      const session = await nodeRuntime.open(graph, backend);
      const run = async (feeds: Tensors) => {
        if (feeds['image']) throw new RangeError(message);
        return session.run(feeds);
      };
      return { ...session, run };
    },
  };
  await expect(segmentOn(runtime)).rejects.toMatchObject({
    code: 'out-of-memory',
    details: { stage: 'encode' },
  });
});

/** The pack with one of its files changed or gone. */
function tampered(
  name: string,
  change: (bytes: Uint8Array<ArrayBuffer>) => Uint8Array<ArrayBuffer>,
): ReadFile {
  return async (url, onBytes, signal) => {
    const bytes = await bytesOf(await readDisk(url, onBytes, signal));
    return url.endsWith(name) ? change(bytes) : bytes;
  };
}

const load = (readFile: ReadFile) => new LocalEngine({ runtime: nodeRuntime, readFile }).load(PACK);

test('a weight file with one bit changed is refused before it is opened', async () => {
  const flip = (bytes: Uint8Array<ArrayBuffer>) => bytes.with(100, (bytes[100] ?? 0) ^ 1);
  await expect(load(tampered('image-encoder.onnx', flip))).rejects.toMatchObject({
    code: 'weights-corrupt',
    details: { file: 'image-encoder.onnx' },
  });
});

test('a file that cannot be read is named, with the reason', async () => {
  const gone = tampered('text-encoder.onnx', fail('HTTP 404'));
  await expect(load(gone)).rejects.toMatchObject({
    code: 'pack-unreachable',
    details: { file: 'text-encoder.onnx', reason: 'HTTP 404' },
  });
});

test('a page in place of the manifest is refused', async () => {
  const html = tampered('manifest.json', () => new TextEncoder().encode('<!doctype html>'));
  await expect(load(html)).rejects.toMatchObject({
    code: 'pack-invalid',
    details: { reason: 'is not JSON' },
  });
});

test('a graph that is no graph is refused by the name of its field', async () => {
  const runtime: Runtime = { ...nodeRuntime, open: () => nodeRuntime.open(new Uint8Array(8), 'cpu') };
  const engine = new LocalEngine({ runtime, readFile: readDisk });
  await expect(engine.load(PACK)).rejects.toMatchObject({
    code: 'pack-invalid',
    details: { field: 'graphs.imageEncoder.file' },
  });
});

test('a runtime that does not start is said to be so; neither the pack nor the GPU is blamed', async () => {
  const open = fail('unused');
  const runtime: Runtime = {
    ...gpuFirst({ open }),
    open: () => Promise.reject(new AppError('runtime-unavailable', { reason: 'HTTP 404' })),
  };
  const engine = new LocalEngine({ runtime, readFile: readDisk });
  await expect(engine.load(PACK)).rejects.toMatchObject({
    code: 'runtime-unavailable',
    details: { reason: 'HTTP 404' },
  });
});

test('files are let go of once graphs are open, and read and verified anew for the next device', async () => {
  const reads = new Map<string, number>();
  let isTampered = false;
  const readFile: ReadFile = async (url, ...rest) => {
    const name = url.split('/').at(-1) ?? '';
    reads.set(name, 1 + (reads.get(name) ?? 0));
    const bytes = await bytesOf(await readDisk(url, ...rest));
    return isTampered ? bytes.with(100, (bytes[100] ?? 0) ^ 1) : bytes;
  };
  const run = (feeds: Tensors) => {
    if (feeds['image']) throw new Error('Conv3D: no');
  };
  const engine = new LocalEngine({ runtime: gpuFirst({ run }), readFile });
  await engine.load(PACK);
  expect([...reads.values()].every((count) => count === 1)).toBe(true);
  isTampered = true;
  await expect(engine.encode(VOLUME)).rejects.toMatchObject({ code: 'weights-corrupt' });
  isTampered = false;
  await engine.load(PACK);
  await engine.encode(VOLUME);
  expect(await engine.probe()).toMatchObject(FELL_BACK);
  expect(reads.get('image-encoder.onnx')).toBe(3);
});

test('one graph’s files are let go of before the next is opened', async () => {
  const opened: string[] = [];
  const read: string[] = [];
  const readFile: ReadFile = (url, ...rest) => {
    read.push(url.split('/').at(-1) ?? '');
    return readDisk(url, ...rest);
  };
  let graphs = 0;
  const open = () => {
    graphs += 1;
    if (graphs < 3) return;
    opened.push(...read.splice(0));
    throw new Error('Conv3D: no');
  };
  const engine = new LocalEngine({ runtime: gpuFirst({ open }), readFile });
  await engine.load(PACK);
  expect(await engine.probe()).toMatchObject(FELL_BACK);
  // The third graph failed on the GPU: for WebAssembly the first two came from their place again, the third from memory.
  expect(opened).toEqual(expect.arrayContaining(['image-encoder.onnx', 'text-encoder.onnx']));
  expect(read.sort()).toEqual(['image-encoder.onnx', 'text-encoder.onnx']);
});

test('a download that is cancelled rejects with the reason', async () => {
  const controller = new AbortController();
  const engine = new LocalEngine({ runtime: nodeRuntime, readFile: readDisk });
  const loading = engine.load(PACK, {
    signal: controller.signal,
    onProgress: () => controller.abort(new Error('stop')),
  });
  await expect(loading).rejects.toThrow('stop');
  await engine.load(PACK);
});
