import { type ClientPort, RpcClient } from '#rpc/client.ts';
import type { OpenedScan } from './reader.ts';
import type { ReaderCalls } from './reader-messages.ts';
import type { ReadOptions } from './scan-file.ts';
import type { ScanReader } from './scan-reader.ts';

/** The largest scans are hashed and searched for seconds without a word, and longer on a busy machine. */
const SILENCE_MS = 300_000;

/**
 * A ScanReader on the far side of a port. `start` opens one at once, so that a scan can be opened when the site cannot be
 * reached any more, and again after the worker was lost: then what was being read rejects with 'worker-lost'.
 */
export class WorkerScanReader implements ScanReader {
  readonly #rpc: RpcClient<ReaderCalls>;

  constructor(start: () => ClientPort) {
    this.#rpc = new RpcClient({ start, silenceMs: SILENCE_MS });
    // A worker that does not load says so to whoever wants it first.
    this.#rpc.call('ready', []).catch(() => undefined);
  }

  read(files: readonly File[], options?: ReadOptions): Promise<OpenedScan> {
    const sent = files.map((file) => ({ name: file.name, content: file }));
    return this.#rpc.call('read', [sent], options);
  }
}
