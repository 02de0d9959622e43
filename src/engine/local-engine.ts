import { AppError } from '#errors.ts';
import { packFacts } from '#model/pack-facts.ts';
import { prepare } from '#model/preprocess.ts';
import type { Prompt } from '#model/prompt.ts';
import type { Volume, VolumeId } from '#volume/types.ts';
import { decodeTiles, promptsAtOnce } from './decode-stage.ts';
import { EncodedVolume, type Features } from './encoded-volume.ts';
import type {
  CallOptions,
  Device,
  Engine,
  LoadedModel,
  Segmentation,
  SegmentOptions,
  Stage,
} from './engine.ts';
import { messageOf, toAppError } from './failure.ts';
import { FeatureCache } from './feature-cache.ts';
import { type Outcome, toOutcome } from './mask-stage.ts';
import { openPack, type Pack, type ReadFile } from './pack-files.ts';
import { openSessions, type PackSessions } from './pack-sessions.ts';
import { breathe, Queue } from './queue.ts';
import type { Runtime, Tensors } from './runtime.ts';
import { Stopwatch } from './stopwatch.ts';
import { readBank, type TextBank } from './text-bank.ts';
import { type ReadPrompt, readTexts, stackRows, type Understood } from './text-stage.ts';

export interface LocalEngineOptions {
  readonly runtime: Runtime;
  readonly readFile: ReadFile;
  /** How much to keep of volumes encoded before; 1 GiB unless given. */
  readonly cacheBytes?: number;
}

interface Loaded {
  readonly pack: Pack;
  readonly bank: TextBank;
  sessions: PackSessions;
}

/** Segments here, on whatever `runtime` runs graphs with. It knows no pack but by its manifest. */
export class LocalEngine implements Engine {
  readonly #runtime: Runtime;
  readonly #readFile: ReadFile;
  readonly #queue = new Queue();
  readonly #volumes: FeatureCache<EncodedVolume>;
  #device: Device | undefined;
  #loaded: Loaded | undefined;

  constructor({ runtime, readFile, cacheBytes = 2 ** 30 }: LocalEngineOptions) {
    this.#runtime = runtime;
    this.#readFile = readFile;
    this.#volumes = new FeatureCache(cacheBytes);
  }

  async probe(): Promise<Device> {
    this.#device ??= await this.#runtime.probe();
    return this.#device;
  }

  load(manifestUrl: string, options: CallOptions = {}): Promise<LoadedModel> {
    return this.#queue.run(async () => {
      await this.#unload();
      const pack = await openPack(manifestUrl, this.#readFile, options);
      const sessions = await this.#attempt('compile', options, () => this.#open(pack, options));
      this.#loaded = { pack, bank: await readBank(pack), sessions };
      const { id, name, version, structures, groups, scores } = pack.manifest;
      return { id, name, version, structures, groups, scores, facts: packFacts(pack.manifest) };
    }, options.signal);
  }

  holds({ id, modality }: Pick<Volume, 'id' | 'modality'>): Promise<boolean> {
    return this.#queue.run(async () => this.#volumes.get(id, modality) !== undefined);
  }

  encode(volume: Volume, options: CallOptions = {}): Promise<void> {
    return this.#queue.run(async () => {
      const { manifest } = this.#model().pack;
      const watch = new Stopwatch(options);
      let entry = this.#volumes.get(volume.id, volume.modality);
      if (!entry) {
        await breathe(options.signal);
        const prepared = await watch.time('preprocess', (report) => prepare(volume, manifest.input, report));
        entry = new EncodedVolume(volume, prepared);
      }
      const encoded = entry;
      await this.#attempt('encode', options, () => this.#features(encoded, watch, options));
    }, options.signal);
  }

  segment(
    volumeId: VolumeId,
    prompts: readonly Prompt[],
    options: SegmentOptions = {},
  ): Promise<readonly Segmentation[]> {
    return this.#queue.run(async () => {
      this.#model();
      const volume = this.#volumes.get(volumeId);
      if (!volume) throw new AppError('internal', { where: 'segment before encode' });
      return this.#attempt('decode', options, () => this.#answer(volume, prompts, options));
    }, options.signal);
  }

  forget(volumeId: VolumeId): Promise<void> {
    return this.#queue.run(async () => this.#volumes.forget(volumeId));
  }

  dispose(): void {
    void this.#queue.run(() => this.#unload());
  }

  async #answer(
    volume: EncodedVolume,
    prompts: readonly Prompt[],
    options: SegmentOptions,
  ): Promise<readonly Segmentation[]> {
    const { pack, bank, sessions } = this.#model();
    const watch = new Stopwatch(options);
    const features = await this.#features(volume, watch, options);
    const read = await watch.time('read-prompt', () => readTexts(prompts, pack.manifest, bank, sessions));
    const understood = read.filter((prompt) => prompt.understood);
    const outcomes = await this.#outcomes(volume, features, understood, watch, options);
    const device = await this.probe();
    const milliseconds = { ...volume.milliseconds, ...watch.milliseconds };
    return read.map((asked): Segmentation => {
      const { prompt } = asked;
      if (!asked.understood) {
        const { nearest } = asked;
        return { kind: 'not-understood', prompt, structure: undefined, nearest, device, milliseconds };
      }
      const outcome = outcomes.get(asked);
      if (!outcome) throw new Error('A prompt was left without an outcome.');
      return { ...outcome, prompt, structure: asked.structure, device, milliseconds };
    });
  }

  /** Decodes in groups, so that the logits of few prompts are in memory at a time. */
  async #outcomes(
    volume: EncodedVolume,
    features: Features,
    prompts: readonly Understood[],
    watch: Stopwatch,
    { signal, components = 'declared' }: SegmentOptions,
  ): Promise<ReadonlyMap<ReadPrompt, Outcome>> {
    const { pack, sessions } = this.#model();
    const { input, output } = pack.manifest;
    const atOnce = promptsAtOnce(volume.prepared.grid.size);
    const tiles = volume.prepared.tiles.length;
    const total = tiles * Math.ceil(prompts.length / atOnce);
    const outcomes = new Map<ReadPrompt, Outcome>();
    for (let from = 0; from < prompts.length; from += atOnce) {
      const group = prompts.slice(from, from + atOnce);
      const text = stackRows(group.map(({ embedding }) => embedding));
      const { existence, logits } = await watch.time('decode', (report) => {
        const onTile = (done: number) => report((tiles * from) / atOnce + done, total);
        return decodeTiles({ volume, features, tiling: input.tiling, text, sessions, onTile, signal });
      });
      for (const [n, prompt] of group.entries()) {
        await breathe(signal);
        const outcome = await watch.time('postprocess', (report) => {
          report(from + n, prompts.length);
          return toOutcome(volume, {
            structure: prompt.structure,
            rawExistence: existence[n] ?? 0,
            logits: logits[n] ?? new Float32Array(),
            output,
            choice: components,
          });
        });
        outcomes.set(prompt, outcome);
      }
    }
    return outcomes;
  }

  /** The features of a prepared volume, encoded tile by tile where they are not kept. */
  async #features(volume: EncodedVolume, watch: Stopwatch, { signal }: CallOptions): Promise<Features> {
    if (volume.features) return volume.features;
    const { tiles, input } = volume.prepared;
    const { sessions } = this.#model();
    const features: (Tensors | undefined)[] = [];
    await watch.time('encode', async (report) => {
      for (const tile of tiles) {
        report(features.length, tiles.length);
        await breathe(signal);
        const image = input(tile);
        features.push(image && (await sessions.run('imageEncoder', { image })));
      }
      await breathe(signal);
      report(tiles.length, tiles.length);
    });
    volume.features = features;
    volume.milliseconds = { ...watch.milliseconds };
    this.#volumes.put(volume);
    return features;
  }

  #model(): Loaded {
    if (!this.#loaded) throw new AppError('internal', { where: 'no pack is loaded' });
    return this.#loaded;
  }

  async #open(pack: Pack, options: CallOptions): Promise<PackSessions> {
    const { backend } = await this.probe();
    const watch = new Stopwatch(options);
    return watch.time('compile', (report) => openSessions(pack, this.#runtime, backend, report));
  }

  async #unload(): Promise<void> {
    this.#volumes.clear();
    const loaded = this.#loaded;
    this.#loaded = undefined;
    await loaded?.sessions.release();
  }

  /** `task`, and again on the next device where this one fails it: never silently, for the device says why. */
  async #attempt<T>(stage: Stage, options: CallOptions, task: () => Promise<T>): Promise<T> {
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
      return this.#attempt(stage, options, task);
    }
  }

  /** Opens the graphs on the device there now is. Features of the last one go: it has failed. */
  async #reopen(options: CallOptions): Promise<void> {
    for (const volume of this.#volumes.entries()) volume.features = undefined;
    if (!this.#loaded) return;
    await this.#loaded.sessions.release();
    this.#loaded.sessions = await this.#open(this.#loaded.pack, options);
  }
}
