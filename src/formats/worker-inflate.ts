import { AppError } from '#errors.ts';
import { type ClientPort, RpcClient } from '#rpc/client.ts';
import { gunzipInto } from './gzip.ts';
import type { InflateCalls } from './inflate-messages.ts';
import type { Gunzip } from './scan-file.ts';

/** Less is inflated before another thread has begun. */
const LEAST_BYTES = 1 << 20;
/** Its blocks come from the disk, however slow that is. */
const SILENCE_MS = 300_000;

/**
 * Inflates in a thread of its own, so that the caller's can look at the voxels meanwhile. What cannot go there is inflated here, and
 * so is what was under way when the thread was lost.
 */
export class WorkerInflate {
  readonly #rpc: RpcClient<InflateCalls>;

  constructor(start: () => ClientPort) {
    this.#rpc = new RpcClient({ start, silenceMs: SILENCE_MS });
  }

  /** Starts the thread if it will be worth it for one of `files`: then it has loaded by the time that one is opened. */
  prepare(files: readonly { readonly size: number }[]): void {
    if (this.#rpc.isOpen || !files.some(({ size }) => size >= LEAST_BYTES)) return;
    // A thread that does not load is heard of by whoever wants it first.
    this.#rpc.call('ready', []).catch(() => undefined);
  }

  readonly gunzip: Gunzip = async (file, target, offset, options) => {
    const { name, folder, size, blob } = file;
    const isShared = typeof SharedArrayBuffer === 'function' && target.buffer instanceof SharedArrayBuffer;
    if (!blob || !isShared || size < LEAST_BYTES) return gunzipInto(file, target, offset, options);
    try {
      const sent = { path: `${folder}/${name}`, content: blob };
      const { gunzip: _, ...rest } = options;
      return await this.#rpc.call('gunzip', [sent, target, offset], rest);
    } catch (error) {
      if (!(error instanceof AppError && error.code === 'worker-lost')) throw error;
      options.onFilled?.(0);
      return gunzipInto(file, target, offset, options);
    }
  };
}
