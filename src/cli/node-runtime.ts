import { readFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import type { InferenceSession } from 'onnxruntime-node';
import type { Device } from '#engine/engine.ts';
import { memoryOptions } from '#engine/memory-options.ts';
import { wrapSession } from '#engine/ort-tensors.ts';
import { bytesOf, type ReadFile } from '#engine/pack-files.ts';
import type { Tensor as Plain, Runtime, Tensors } from '#engine/runtime.ts';
import { openGraph, Tensor } from './open-graph.ts';

/** onnxruntime-node on the CPU, with as many threads as it likes unless told: the same graphs, without a browser. */
export function cpuRuntime(threads?: number): Runtime {
  const device: Device = {
    backend: 'cpu',
    name: 'onnxruntime-node',
    reason: { kind: 'preferred' },
    threads: threads ?? availableParallelism(),
    shaderF16: false,
    maxBufferBytes: 2 ** 32,
  };
  return {
    probe: async () => device,
    open: async (graph, _backend, weights = []) => {
      const externalData = await Promise.all(
        weights.map(async ({ path, data }) => ({ path, data: await bytesOf(data) })),
      );
      return wrapSession(
        await openGraph(graph, {
          ...optionsFor(threads),
          ...memoryOptions(weights),
          externalData,
        }),
        toOrt,
      );
    },
    fallback: () => undefined,
  };
}

/** Runs the graph at `path`, whose weights lie beside it, once; what it gives may be of any type. */
export async function runAt(path: string, feeds: Tensors, threads?: number) {
  const session = await openGraph(path, optionsFor(threads));
  const given = Object.entries(feeds).map(([name, tensor]) => [name, toOrt(tensor)]);
  const results = await session.run(Object.fromEntries(given));
  await session.release();
  return results;
}

function optionsFor(threads: number | undefined): InferenceSession.SessionOptions {
  return {
    executionProviders: ['cpu'],
    // Its warnings, of constants without use, would drown what commands say.
    logSeverityLevel: 3,
    ...(threads === undefined ? {} : { intraOpNumThreads: threads }),
  };
}

function toOrt({ dims, data }: Plain): Tensor {
  return data instanceof Float32Array ? new Tensor('float32', data, dims) : new Tensor('int32', data, dims);
}

export const nodeRuntime: Runtime = cpuRuntime();

/** A file at a file: URL. */
export const readDisk: ReadFile = async (url, onBytes, signal) => {
  const bytes = await readFile(fileURLToPath(url), signal ? { signal } : {});
  onBytes(bytes.length);
  return new Uint8Array(bytes);
};
