import type { Device } from './engine.ts';
import type { Content } from './pack-files.ts';

export type Backend = Device['backend'];

/** A dense array, slowest axis first. */
export interface Tensor {
  readonly dims: readonly number[];
  readonly data: Float32Array | Int32Array;
}

export type Tensors = Readonly<Record<string, Tensor>>;

/** An array that stays on the device where a session computed it, for sessions of the same runtime to read. */
export interface DeviceTensor {
  readonly dims: readonly number[];
  readonly bytes: number;
  /** Copies it into memory; the device lets go of it. @throws what the device does. */
  takeBack(): Promise<Tensor>;
  /** Lets go of it; again, or once the device is lost, that is nothing. Whoever holds it must. */
  dispose(): void;
}

export type Feeds = Readonly<Record<string, Tensor | DeviceTensor>>;

/** A file of weights, by the name that graphs give it. */
export interface Weights {
  readonly path: string;
  readonly data: Content;
}

/** One graph, compiled. Inputs and outputs go by their names in the graph. */
export interface Session {
  run(feeds: Feeds): Promise<Tensors>;
  /** As `run`, with outputs that stay on the device; only of a session that was opened for it, and where the runtime can. */
  runOnDevice?(feeds: Feeds): Promise<Readonly<Record<string, DeviceTensor>>>;
  release(): Promise<void>;
}

export interface OpenOptions {
  /** Outputs are to stay on the device where they can: `Session.runOnDevice`. */
  readonly keepsOutputs?: boolean;
}

/** What runs graphs: all that differs between the browser and Node. */
export interface Runtime {
  /** The device to begin with, and why that one. */
  probe(): Promise<Device>;
  open(
    graph: Uint8Array,
    backend: Backend,
    weights?: readonly Weights[],
    options?: OpenOptions,
  ): Promise<Session>;
  /** Where to go on after `device` has failed with `message`; undefined where there is nowhere left. */
  fallback(device: Device, message: string): Device | undefined;
}
