import type { Device } from './engine.ts';
import type { Content } from './pack-files.ts';

export type Backend = Device['backend'];

/** A dense array, slowest axis first. */
export interface Tensor {
  readonly dims: readonly number[];
  readonly data: Float32Array | Int32Array;
}

export type Tensors = Readonly<Record<string, Tensor>>;

/** A file of weights, by the name that graphs give it. */
export interface Weights {
  readonly path: string;
  readonly data: Content;
}

/** One graph, compiled. Inputs and outputs go by their names in the graph. */
export interface Session {
  run(feeds: Tensors): Promise<Tensors>;
  release(): Promise<void>;
}

/** What runs graphs: all that differs between the browser and Node. */
export interface Runtime {
  /** The device to begin with, and why that one. */
  probe(): Promise<Device>;
  open(graph: Uint8Array, backend: Backend, weights?: readonly Weights[]): Promise<Session>;
  /** Where to go on after `device` has failed with `message`; undefined where there is nowhere left. */
  fallback(device: Device, message: string): Device | undefined;
}
