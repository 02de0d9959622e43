import { readFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import type { Device } from '#engine/engine.ts';
import { wrapSession } from '#engine/ort-tensors.ts';
import { bytesOf, type ReadFile } from '#engine/pack-files.ts';
import type { Runtime } from '#engine/runtime.ts';

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
      const session = await InferenceSession.create(graph, {
        executionProviders: ['cpu'],
        // Its warnings, of constants without use, would drown what commands say.
        logSeverityLevel: 3,
        externalData,
        ...(threads === undefined ? {} : { intraOpNumThreads: threads }),
      });
      return wrapSession(session, ({ dims, data }) =>
        data instanceof Float32Array ? new Tensor('float32', data, dims) : new Tensor('int32', data, dims),
      );
    },
    fallback: () => undefined,
  };
}

export const nodeRuntime: Runtime = cpuRuntime();

/** A file at a file: URL. */
export const readDisk: ReadFile = async (url, onBytes, signal) => {
  const bytes = await readFile(fileURLToPath(url), signal ? { signal } : {});
  onBytes(bytes.length);
  return new Uint8Array(bytes);
};
