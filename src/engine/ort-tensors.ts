import { takeBackTensors } from './device-tensors.ts';
import type { DeviceTensor, Feeds, Session, Tensor, Tensors } from './runtime.ts';

/** As much of an onnxruntime tensor as we touch: the same in the browser and in Node. */
interface OrtTensor {
  readonly type: string;
  readonly dims: readonly number[];
  /** Throws where the tensor is not in memory. */
  readonly data: unknown;
  getData(release?: boolean): Promise<unknown>;
  dispose(): void;
}

interface OrtSession<T extends OrtTensor> {
  run(feeds: Record<string, T>): Promise<Record<string, OrtTensor>>;
  release(): Promise<void>;
}

/** What device tensors are, to the onnxruntime that made them. */
const held = new WeakMap<DeviceTensor, OrtTensor>();

/**
 * An onnxruntime session as a Session; `toOrt` makes tensors of that runtime. `keepsOutputs`: it was opened so that its outputs
 * stay on the device.
 */
export function wrapSession<T extends OrtTensor>(
  session: OrtSession<T>,
  toOrt: (tensor: Tensor) => T,
  keepsOutputs = false,
): Session {
  const run = (feeds: Feeds) => {
    const given = Object.entries(feeds).map(([name, tensor]) => [name, ownOf(tensor)] as const);
    return session.run(Object.fromEntries(given));
  };
  const ownOf = (tensor: Tensor | DeviceTensor): T => {
    if ('data' in tensor) return toOrt(tensor);
    const own = held.get(tensor);
    if (!own) throw new Error('A tensor is of another runtime.');
    return own as T;
  };
  const release = () => session.release();
  if (!keepsOutputs) return { run: async (feeds) => inMemory(await run(feeds)), release };
  const runOnDevice = async (feeds: Feeds) => onDevice(await run(feeds));
  return { run: async (feeds) => takeBackTensors(await runOnDevice(feeds)), runOnDevice, release };
}

function inMemory(results: Record<string, OrtTensor>): Tensors {
  const tensors = Object.entries(results).map(([name, { type, dims, data }]) => [
    name,
    tensorOf(name, type, dims, data),
  ]);
  return Object.fromEntries(tensors);
}

function tensorOf(name: string, type: string, dims: readonly number[], data: unknown): Tensor {
  if (data instanceof Float32Array || data instanceof Int32Array) return { dims, data };
  throw new Error(`Output ${name} is ${type}; packs give float32 or int32.`);
}

function onDevice(results: Record<string, OrtTensor>): Record<string, DeviceTensor> {
  const tensors = Object.entries(results).map(([name, tensor]) => {
    const { type, dims } = tensor;
    const bytes = dims.reduce((product, count) => product * count, Float32Array.BYTES_PER_ELEMENT);
    const device: DeviceTensor = {
      dims,
      bytes,
      takeBack: async () => tensorOf(name, type, dims, await tensor.getData(true)),
      dispose: () => dispose(tensor),
    };
    held.set(device, tensor);
    return [name, device];
  });
  return Object.fromEntries(tensors);
}

function dispose(tensor: OrtTensor): void {
  try {
    tensor.dispose();
  } catch {
    // Its device is lost, and its memory with it.
  }
}
