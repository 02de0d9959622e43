import { type ClientPort, RpcClient } from '#rpc/client.ts';
import type { PairFigures } from '#volume/compare/compare-masks.ts';
import type { Difference } from '#volume/compare/difference.ts';
import type { Marks } from '#volume/edit/edits.ts';
import type { Operation } from '#volume/edit/operations.ts';
import type { Keep, Mask, Measurement, Outline, Volume } from '#volume/types.ts';
import type { EditCalls } from './edit-calls.ts';
import type { Editor } from './editor.ts';

/**
 * Edits in a worker, which starts with the first mask. A scan in shared memory is read where it lies, another is copied once; of
 * a mask the worker is given the bytes of its box. Where it is lost, calls reject with AppError 'worker-lost' and the next
 * starts another.
 */
export class WorkerEditor implements Editor {
  readonly #rpc: RpcClient<EditCalls>;
  #scan: Volume | undefined;
  /** What the worker there is now was given. */
  #given: Volume | undefined;

  constructor(start: () => ClientPort) {
    this.#rpc = new RpcClient<EditCalls>({
      start,
      transferables: (call, given) =>
        call === 'open' ? [] : given.filter(isMask).map((mask) => mask.data.buffer as ArrayBuffer),
    });
  }

  async open(scan: Volume | undefined): Promise<void> {
    this.#scan = scan;
    if (this.#rpc.isOpen && this.#given !== scan) await this.#give();
  }

  async measure(mask: Mask): Promise<Measurement> {
    await this.#ready();
    return this.#rpc.call('measure', [copied(mask)]);
  }

  async outline(whole: Mask, threshold: number, keep: Keep): Promise<Outline> {
    await this.#ready();
    return this.#rpc.call('outline', [copied(whole), threshold, keep]);
  }

  async compare(reference: Mask, other: Mask): Promise<PairFigures> {
    return this.#rpc.call('compare', [copied(reference), copied(other)]);
  }

  async difference(reference: Mask, other: Mask): Promise<Difference> {
    return this.#rpc.call('difference', [copied(reference), copied(other)]);
  }

  async change(mask: Mask, operation: Operation): Promise<Marks | undefined> {
    await this.#ready();
    return this.#rpc.call('change', [copied(mask), operation]);
  }

  async #ready(): Promise<void> {
    if (!this.#rpc.isOpen || this.#given !== this.#scan) await this.#give();
  }

  async #give(): Promise<void> {
    const scan = this.#scan;
    // What is asked meanwhile is asked after it.
    this.#given = scan;
    try {
      await this.#rpc.call('open', [scan]);
    } catch (error) {
      this.#given = undefined;
      throw error;
    }
  }
}

const isMask = (given: unknown): given is Mask =>
  typeof given === 'object' && given !== null && 'box' in given && 'level' in given;

/** To be given away. */
const copied = (mask: Mask): Mask => ({ ...mask, data: mask.data.slice() });
