import { AppError, type ErrorCode } from '#errors.ts';
import type { Prompt } from '#model/prompt.ts';
import type { Unread } from '#prompt/classify-text.ts';
import { type ClientPort, RpcClient } from '#rpc/client.ts';
import { transferablesOf } from '#rpc/transferables.ts';
import type { Volume, VolumeId } from '#volume/types.ts';
import type {
  AnswerId,
  CallOptions,
  Device,
  EncodeOptions,
  Instance,
  JudgeOptions,
  LoadedModel,
  ReadyOptions,
  RemoteEngine,
  Segmentation,
  SegmentOptions,
  Shape,
  Speed,
} from './engine.ts';
import type { EngineCalls } from './messages.ts';

/**
 * A worker hears nothing while WebAssembly computes. The longest step is a slice of MedImageParse 3D: half a minute on eight
 * threads, minutes on two.
 */
const SILENCE_MS = 300_000;

/**
 * After these a worker is not to be used: a runtime that did not start stays so, and WebAssembly that ran out of memory or
 * failed in a way that nobody foresaw may be left with a broken heap.
 */
const SPOILING: ReadonlySet<ErrorCode> = new Set(['runtime-unavailable', 'out-of-memory', 'internal']);

export interface WorkerEngineOptions {
  /** See `RpcClientOptions`; five minutes unless given. */
  readonly silenceMs?: number;
}

/**
 * An Engine on the far side of a port. `start` opens one; it is called on the first call, and again on the first call
 * after the worker was lost. Calls that were pending then reject with 'worker-lost'; the pack is loaded again before
 * the next call, and the caller encodes its volume again (`holds` says no).
 */
export class WorkerEngine implements RemoteEngine {
  readonly #rpc: RpcClient<EngineCalls>;
  readonly #quietListeners = new Set<(quietMs: number | undefined) => void>();
  #manifestUrl: string | undefined;

  constructor(start: () => ClientPort, { silenceMs = SILENCE_MS }: WorkerEngineOptions = {}) {
    this.#rpc = new RpcClient({
      start,
      silenceMs,
      onRestart: () => this.#reload(),
      onQuiet: (quietMs) => {
        for (const listener of this.#quietListeners) listener(quietMs);
      },
      // `encode` makes a copy for it; what threads share is not given away.
      transferables: (call, given) => (call === 'encode' ? transferablesOf(given) : []),
    });
  }

  probe(): Promise<Device> {
    return this.#rpc.call('probe', []);
  }

  measureSpeed(options?: CallOptions): Promise<Speed> {
    return this.#rpc.call('measureSpeed', [], options);
  }

  async load(manifestUrl: string, options?: CallOptions): Promise<LoadedModel> {
    this.#manifestUrl = undefined;
    try {
      const model = await this.#rpc.call('load', [manifestUrl], options);
      this.#manifestUrl = manifestUrl;
      return model;
    } catch (error) {
      throw this.#parted(error);
    }
  }

  holds({ id, modality }: Pick<Volume, 'id' | 'modality'>): Promise<boolean> {
    return this.#rpc.call('holds', [{ id, modality }]);
  }

  /** No scan is prepared where threads do not share the voxels: copying them would hold up the page. */
  async makeReady(volume: Volume | undefined, options?: ReadyOptions): Promise<void> {
    if (!this.#rpc.isOpen) return;
    const shared = volume && isShared(volume) ? volume : undefined;
    await this.#rpc.call('makeReady', [shared], options).catch((error: unknown) => {
      throw this.#parted(error);
    });
  }

  async encode(volume: Volume, options?: EncodeOptions): Promise<void> {
    if (await this.holds(volume)) return;
    options?.signal?.throwIfAborted();
    // Where threads cannot share the voxels a copy is given away: the caller still draws from the original.
    const data = isShared(volume) ? volume.data : volume.data.slice();
    await this.#rpc.call('encode', [{ ...volume, data }], options).catch((error: unknown) => {
      throw this.#parted(error);
    });
  }

  unread(prompts: readonly Prompt[]): Promise<readonly (Unread | undefined)[]> {
    return this.#rpc.call('unread', [prompts]).catch((error: unknown) => {
      throw this.#parted(error);
    });
  }

  async segment(
    volumeId: VolumeId,
    prompts: readonly Prompt[],
    options?: SegmentOptions,
  ): Promise<readonly Segmentation[]> {
    return this.#rpc.call('segment', [volumeId, prompts], options).catch((error: unknown) => {
      throw this.#parted(error);
    });
  }

  async rejudge(answer: AnswerId, options: JudgeOptions): Promise<Shape | undefined> {
    return this.#rpc.isOpen ? this.#rpc.call('rejudge', [answer], options) : undefined;
  }

  async instances(answer: AnswerId, options: JudgeOptions): Promise<readonly Instance[] | undefined> {
    return this.#rpc.isOpen ? this.#rpc.call('instances', [answer], options) : undefined;
  }

  async forget(volumeId: VolumeId): Promise<void> {
    if (this.#rpc.isOpen) await this.#rpc.call('forget', [volumeId]);
  }

  restart(): void {
    this.#rpc.end(new DOMException('The engine was started anew', 'AbortError'));
  }

  onQuiet(listener: (quietMs: number | undefined) => void): () => void {
    this.#quietListeners.add(listener);
    return () => this.#quietListeners.delete(listener);
  }

  dispose(): void {
    this.#manifestUrl = undefined;
    this.#rpc.end(new DOMException('The engine was disposed of', 'AbortError'));
  }

  /** `error`, having parted with a worker that cannot go on after it. */
  #parted(error: unknown): unknown {
    if (error instanceof AppError && SPOILING.has(error.code)) this.#rpc.end(error);
    return error;
  }

  /** A port keeps its messages in order: whatever is asked next finds the pack loaded, or fails as the loading did. */
  #reload(): void {
    if (this.#manifestUrl === undefined) return;
    this.#rpc.call('load', [this.#manifestUrl]).catch((error: Error) => {
      if (!isError(error, 'worker-lost')) this.#rpc.end(error);
    });
  }
}

function isShared({ data }: Volume): boolean {
  return !(data.buffer instanceof ArrayBuffer);
}

function isError(error: unknown, code: ErrorCode): error is AppError {
  return error instanceof AppError && error.code === code;
}
