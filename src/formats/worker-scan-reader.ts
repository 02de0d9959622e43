import { type ClientPort, RpcClient } from '#rpc/client.ts';
import type { ReaderCalls, SentListing } from './reader-messages.ts';
import type { GivenFile, ListFilesOptions, ScanList, ScanReader } from './scan-reader.ts';

/** The largest scans are hashed and searched for seconds without a word, and longer on a busy machine. */
const SILENCE_MS = 300_000;
/** The number of no worker. */
const FORGOTTEN = 0;

/**
 * A ScanReader on the far side of a port. `start` opens one at once, so that a scan can be opened when the site cannot be
 * reached any more, and again after the worker was lost: then what was being read rejects with 'worker-lost', and what was
 * listed is listed anew when a scan of it is wanted.
 */
export class WorkerScanReader implements ScanReader {
  readonly #rpc: RpcClient<ReaderCalls>;
  /** How many workers there have been. */
  #worker = 1;

  constructor(start: () => ClientPort) {
    const onRestart = () => {
      this.#worker += 1;
    };
    this.#rpc = new RpcClient({ start, silenceMs: SILENCE_MS, onRestart });
    // A worker that does not load says so to whoever wants it first.
    this.#rpc.call('ready', []).catch(() => undefined);
  }

  async list(files: readonly GivenFile[], options?: ListFilesOptions): Promise<ScanList> {
    const send = (more?: ListFilesOptions) => this.#rpc.call('list', [files], more);
    const first = await send(options);
    let kept: { readonly worker: number; readonly listing: SentListing } = {
      worker: this.#worker,
      listing: first,
    };
    const handle = async (): Promise<number> => {
      // The call that finds the worker gone starts the next one.
      if (!this.#rpc.isOpen) await this.#rpc.call('ready', []);
      if (kept.worker !== this.#worker) kept = { listing: await send(), worker: this.#worker };
      return kept.listing.handle;
    };
    const close = () => {
      if (!this.#rpc.isOpen || kept.worker !== this.#worker) return;
      this.#rpc.call('forget', [kept.listing.handle]).catch(() => undefined);
      kept = { ...kept, worker: FORGOTTEN };
      isClosed = true;
    };
    let isClosed = false;
    /** A list that was closed is looked at anew for one call. */
    const once = async <T>(call: (handle: number) => Promise<T>): Promise<T> => {
      const wasClosed = isClosed;
      try {
        return await call(await handle());
      } finally {
        if (wasClosed) close();
      }
    };
    return {
      scans: first.scans,
      segmentations: first.segmentations,
      apart: first.apart,
      segments: (at, grid, more) => once((kept) => this.#rpc.call('segments', [kept, at, grid], more)),
      open: async (n, more) => this.#rpc.call('open', [await handle(), n], more),
      picture: async (n, more) => this.#rpc.call('picture', [await handle(), n], more),
      segmentation: (n, wish) => once((kept) => this.#rpc.call('segmentation', [kept, n, wish])),
      close,
    };
  }
}
