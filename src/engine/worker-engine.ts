import { AppError, fromWire } from '#errors.ts';
import type { Prompt } from '#model/prompt.ts';
import type { Volume, VolumeId } from '#volume/types.ts';
import type {
  AnswerId,
  CallOptions,
  Device,
  Engine,
  JudgeOptions,
  LoadedModel,
  Segmentation,
  SegmentOptions,
  Shape,
} from './engine.ts';
import type { CallName, Calls, Reply, Request } from './messages.ts';

/** The near end of a worker, or of a MessagePort in a test. */
export interface EnginePort {
  postMessage(message: Request, transfer: Transferable[]): void;
  addEventListener(type: 'message', listener: (event: MessageEvent<Reply>) => void): void;
  addEventListener(type: 'error' | 'messageerror', listener: (event: Event) => void): void;
  terminate?(): void;
}

/** Ends a call. */
type Settling = Exclude<Reply, { kind: 'progress' | 'partial' }>;

interface Pending {
  settle(reply: Settling): void;
  onProgress?: SegmentOptions['onProgress'];
  onPartial?: SegmentOptions['onPartial'];
}

/**
 * An Engine on the far side of a port. `start` opens one; it is called on the first call, and again on the first call
 * after the worker has died. Calls that were pending then reject with 'device-lost'; the pack is loaded again before
 * the next call, and the caller encodes its volume again (`holds` says no).
 */
export class WorkerEngine implements Engine {
  readonly #start: () => EnginePort;
  readonly #pending = new Map<number, Pending>();
  #port: EnginePort | undefined;
  #manifestUrl: string | undefined;
  #nextId = 1;

  constructor(start: () => EnginePort) {
    this.#start = start;
  }

  probe(): Promise<Device> {
    return this.#call('probe', null);
  }

  async load(manifestUrl: string, options?: CallOptions): Promise<LoadedModel> {
    this.#manifestUrl = undefined;
    const model = await this.#call('load', { manifestUrl }, options);
    this.#manifestUrl = manifestUrl;
    return model;
  }

  holds({ id, modality }: Pick<Volume, 'id' | 'modality'>): Promise<boolean> {
    return this.#call('holds', { id, modality });
  }

  async encode(volume: Volume, options?: CallOptions): Promise<void> {
    if (await this.holds(volume)) return;
    options?.signal?.throwIfAborted();
    // Copied, then the copy given away: the caller still draws from the original.
    const data = volume.data.slice();
    await this.#call('encode', { volume: { ...volume, data } }, options, [data.buffer]);
  }

  segment(volumeId: VolumeId, prompts: readonly Prompt[], options?: SegmentOptions) {
    const { components = 'declared', slices } = options ?? {};
    return this.#call('segment', { volumeId, prompts, components, slices }, options) as Promise<
      readonly Segmentation[]
    >;
  }

  rejudge(answer: AnswerId, options: JudgeOptions): Promise<Shape | undefined> {
    return this.#port ? this.#call('rejudge', { answer, options }) : Promise.resolve(undefined);
  }

  async forget(volumeId: VolumeId): Promise<void> {
    if (this.#port) await this.#call('forget', { volumeId });
  }

  dispose(): void {
    this.#port?.terminate?.();
    this.#port = undefined;
    this.#settleAll((id) => ({ kind: 'cancelled', id }));
  }

  #open(): EnginePort {
    const port = this.#start();
    port.addEventListener('message', ({ data: reply }) => {
      const pending = this.#pending.get(reply.id);
      if (reply.kind === 'progress') {
        pending?.onProgress?.(reply.progress);
        return;
      }
      if (reply.kind === 'partial') {
        pending?.onPartial?.(reply.partial);
        return;
      }
      this.#pending.delete(reply.id);
      pending?.settle(reply);
    });
    port.addEventListener('error', (event) => this.#died(port, event));
    port.addEventListener('messageerror', (event) => this.#died(port, event));
    this.#port = port;
    // Ids are unique across ports, and a port keeps its messages in order: whatever is asked next finds the pack loaded.
    if (this.#manifestUrl !== undefined) {
      const given = { manifestUrl: this.#manifestUrl };
      port.postMessage({ kind: 'call', id: this.#nextId++, call: 'load', given }, []);
    }
    return port;
  }

  #died(port: EnginePort, event: Event): void {
    if (port !== this.#port) return;
    port.terminate?.();
    this.#port = undefined;
    const reason = 'message' in event && event.message ? String(event.message) : `worker ${event.type}`;
    this.#settleAll((id) => ({ kind: 'failed', id, error: { code: 'device-lost', details: { reason } } }));
  }

  #settleAll(reply: (id: number) => Settling): void {
    const pending = [...this.#pending];
    this.#pending.clear();
    for (const [id, { settle }] of pending) settle(reply(id));
  }

  #call<K extends CallName>(
    call: K,
    given: Calls[K]['given'],
    { signal, onProgress, onPartial }: SegmentOptions = {},
    transfer: Transferable[] = [],
  ): Promise<Calls[K]['back']> {
    if (signal?.aborted) return Promise.reject(signal.reason);
    const port = this.#port ?? this.#open();
    const id = this.#nextId++;
    return new Promise((resolve, reject) => {
      // The worker hears of it between two tiles; the caller need not wait for that.
      const cancel = () => {
        this.#pending.delete(id);
        port.postMessage({ kind: 'cancel', id }, []);
        reject(signal?.reason);
      };
      signal?.addEventListener('abort', cancel, { once: true });
      this.#pending.set(id, {
        ...(onProgress && { onProgress }),
        ...(onPartial && { onPartial }),
        settle: (reply) => {
          signal?.removeEventListener('abort', cancel);
          if (reply.kind === 'back') resolve(reply.back as Calls[K]['back']);
          else if (reply.kind === 'failed') reject(fromWire(reply.error));
          else reject(signal?.reason ?? new AppError('internal', { where: 'engine disposed' }));
        },
      });
      // `call` and `given` are tied by K; TypeScript cannot carry that tie into the union member.
      port.postMessage({ kind: 'call', id, call, given } as Request, transfer);
    });
  }
}
