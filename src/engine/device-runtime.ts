import { isOnDevice } from './device-tensors.ts';
import type { Device } from './engine.ts';
import type { DeviceTensor, Feeds, Runtime, Tensor, Tensors } from './runtime.ts';

const GPU: Device = {
  backend: 'webgpu',
  name: 'fake GPU',
  reason: { kind: 'preferred' },
  threads: 1,
  shaderF16: false,
  maxBufferBytes: 1,
};

/** What a fake GPU does; each may throw. */
export interface OnGpu {
  /** What it is called. */
  readonly name?: string;
  readonly open?: (graph: Uint8Array) => void | Promise<void>;
  readonly run?: (feeds: Feeds) => void | Promise<void>;
  readonly takeBack?: () => void;
}

/** For tests: a GPU, computed by `processor`, whose outputs stay on it where that is asked for; behind it the processor itself. */
export function deviceRuntime(processor: Runtime, on: OnGpu = {}) {
  /** What lies on the GPU. */
  const alive = new Map<DeviceTensor, Tensor>();
  const counts = { made: 0, takenBack: 0, runs: 0, keeping: 0 };
  const place = (tensor: Tensor): DeviceTensor => {
    counts.made++;
    const device: DeviceTensor = {
      dims: tensor.dims,
      bytes: tensor.data.byteLength,
      takeBack: async () => {
        const own = read(device);
        on.takeBack?.();
        counts.takenBack++;
        alive.delete(device);
        return own;
      },
      dispose: () => void alive.delete(device),
    };
    alive.set(device, tensor);
    return device;
  };
  const read = (tensor: Tensor | DeviceTensor): Tensor => {
    const own = isOnDevice(tensor) ? alive.get(tensor) : tensor;
    if (!own) throw new Error('A tensor was used after it had been let go of.');
    return own;
  };
  const inMemory = (feeds: Feeds): Tensors =>
    Object.fromEntries(Object.entries(feeds).map(([name, tensor]) => [name, read(tensor)]));
  const runtime: Runtime = {
    probe: async () => ({ ...GPU, name: on.name ?? GPU.name }),
    open: async (graph, backend, weights, options) => {
      const isGpu = backend === 'webgpu';
      if (isGpu) await on.open?.(graph);
      const session = await processor.open(graph, 'cpu', weights);
      const run = async (feeds: Feeds) => {
        if (!isGpu && Object.values(feeds).some(isOnDevice)) throw new Error('The GPU is gone.');
        if (isGpu) await on.run?.(feeds);
        counts.runs++;
        return session.run(inMemory(feeds));
      };
      if (!isGpu || !options?.keepsOutputs) return { ...session, run };
      counts.keeping++;
      const runOnDevice = async (feeds: Feeds) =>
        Object.fromEntries(Object.entries(await run(feeds)).map(([name, tensor]) => [name, place(tensor)]));
      return { ...session, run, runOnDevice };
    },
    fallback: (device, message) =>
      device.backend === 'webgpu'
        ? { ...device, backend: 'wasm', name: 'fake CPU', reason: { kind: 'webgpu-failed', message } }
        : undefined,
  };
  const bytes = () => [...alive.keys()].reduce((sum, tensor) => sum + tensor.bytes, 0);
  return { runtime, alive, counts, bytes };
}
