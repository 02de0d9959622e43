import { AppError } from '#errors.ts';
import type { ModelManifest } from '#model/manifest.ts';
import type { CallOptions, Device, Speed, Stage } from './engine.ts';
import { messageOf, toAppError } from './failure.ts';
import { measureSpeed } from './measure-speed.ts';
import { openPack, type Pack, type ReadFile } from './pack-files.ts';
import { openSessions, type PackSessions } from './pack-sessions.ts';
import type { Runtime, Session } from './runtime.ts';
import { SPEED_GRAPH } from './speed-graph.ts';
import { readBanks } from './text-bank.ts';
import { openTexts, type ReadTexts } from './text-stage.ts';

interface Loaded {
  readonly pack: Pack;
  readonly banks: readonly Float32Array[];
  readonly texts: ReadTexts;
  sessions: PackSessions;
}

/** The pack that is loaded, its graphs on the device there is, and what happens when that device fails. */
export class PackHost {
  readonly #runtime: Runtime;
  readonly #readFile: ReadFile;
  readonly #onLost: () => void;
  #device: Device | undefined;
  #loaded: Loaded | undefined;

  /** `onLost`: a device has failed; what it computed is not to be trusted. */
  constructor(runtime: Runtime, readFile: ReadFile, onLost: () => void) {
    this.#runtime = runtime;
    this.#readFile = readFile;
    this.#onLost = onLost;
  }

  async probe(): Promise<Device> {
    this.#device ??= await this.#runtime.probe();
    return this.#device;
  }

  /** @throws AppError as `openPack`, `openSessions`, `readBanks` and `openTexts`. */
  async load(manifestUrl: string, options: CallOptions): Promise<ModelManifest> {
    const pack = await openPack(manifestUrl, this.#readFile, options);
    const banks = await readBanks(pack);
    const texts = await openTexts(pack, banks);
    const sessions = await this.attempt('compile', options, () => this.#open(pack, options));
    pack.files.release();
    this.#loaded = { pack, banks, texts, sessions };
    return pack.manifest;
  }

  async unload(): Promise<void> {
    const loaded = this.#loaded;
    this.#loaded = undefined;
    await loaded?.sessions.release();
  }

  /** @throws AppError 'internal' where no pack is loaded. */
  get manifest(): ModelManifest {
    return this.#require().pack.manifest;
  }

  /** The numbers of the pack's banks: its own, then those of further folds. */
  get banks(): readonly Float32Array[] {
    return this.#require().banks;
  }

  get texts(): ReadTexts {
    return this.#require().texts;
  }

  get sessions(): PackSessions {
    return this.#require().sessions;
  }

  /** Opens a graph that is no pack's, on the processor: a result must not depend on which GPU there is. */
  async openOwn(graph: Uint8Array): Promise<Session> {
    const { backend } = await this.probe();
    return this.#runtime.open(graph, backend === 'webgpu' ? 'wasm' : backend);
  }

  /** How fast the device is that packs run on. A failure is told, and no other device tried. */
  async measureSpeed(signal: AbortSignal | undefined): Promise<Speed> {
    const { backend } = await this.probe();
    const session = await this.#runtime.open(SPEED_GRAPH, backend);
    try {
      return await measureSpeed(session, backend, { now: () => performance.now(), signal });
    } finally {
      await session.release().catch(() => undefined);
    }
  }

  /** `task`, and again on the next device where this one fails it: never silently, for the device says why. */
  async attempt<T>(stage: Stage, options: CallOptions, task: () => Promise<T>): Promise<T> {
    try {
      return await task();
    } catch (error) {
      options.signal?.throwIfAborted();
      if (error instanceof AppError) throw error;
      const next = this.#runtime.fallback(await this.probe(), messageOf(error));
      if (!next) throw toAppError(error, stage);
      this.#device = next;
      await this.#reopen(options).catch((failure: unknown) => {
        throw toAppError(failure, 'compile');
      });
      return this.attempt(stage, options, task);
    }
  }

  /** Opens the graphs on the device there now is. */
  async #reopen(options: CallOptions): Promise<void> {
    this.#onLost();
    if (!this.#loaded) return;
    await this.#loaded.sessions.release();
    this.#loaded.sessions = await this.#open(this.#loaded.pack, options);
  }

  async #open(pack: Pack, options: CallOptions): Promise<PackSessions> {
    return openSessions(pack, this.#runtime, await this.probe(), options);
  }

  #require(): Loaded {
    if (!this.#loaded) throw new AppError('internal', { where: 'no pack is loaded' });
    return this.#loaded;
  }
}
