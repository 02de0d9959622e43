import { AppError } from '#errors.ts';
import type { ModelManifest } from '#model/manifest.ts';
import { packFacts } from '#model/pack-facts.ts';
import type { Prompt } from '#model/prompt.ts';
import type { Volume, VolumeId } from '#volume/types.ts';
import type { CallOptions, Device, Engine, LoadedModel, Segmentation, SegmentOptions } from './engine.ts';
import type { ReadFile } from './pack-files.ts';
import { PackHost } from './pack-host.ts';
import { orAborted, Queue } from './queue.ts';
import type { Runtime } from './runtime.ts';
import type { FeatureDisk } from './slice-features.ts';
import { SliceWay } from './slice-way.ts';
import type { Way } from './way.ts';
import { WindowWay } from './window-way.ts';

export interface LocalEngineOptions {
  readonly runtime: Runtime;
  readonly readFile: ReadFile;
  /** How much to keep in memory of what was encoded before; 1 GiB unless given. */
  readonly cacheBytes?: number;
  /** Where features of slices go that memory has no room for; they are encoded again where there is none. */
  readonly disk?: FeatureDisk;
}

/** Segments here, on whatever `runtime` runs graphs with. It knows no pack but by its manifest. */
export class LocalEngine implements Engine {
  readonly #options: LocalEngineOptions;
  readonly #host: PackHost;
  readonly #queue = new Queue();
  #way: Way | undefined;

  constructor(options: LocalEngineOptions) {
    this.#options = options;
    this.#host = new PackHost(options.runtime, options.readFile, () => this.#way?.dropFeatures());
  }

  probe(): Promise<Device> {
    return this.#host.probe();
  }

  load(manifestUrl: string, options: CallOptions = {}): Promise<LoadedModel> {
    return this.#queue.run(async () => {
      await this.#unload();
      const manifest = await this.#host.load(manifestUrl, options);
      this.#way = this.#wayOf(manifest);
      return loadedModel(manifest);
    }, options.signal);
  }

  holds(volume: Pick<Volume, 'id' | 'modality'>): Promise<boolean> {
    return this.#queue.run(async () => this.#way?.holds(volume) ?? false);
  }

  encode(volume: Volume, options: CallOptions = {}): Promise<void> {
    return this.#queue.run(() => this.#require().encode(volume, options), options.signal);
  }

  async segment(
    volumeId: VolumeId,
    prompts: readonly Prompt[],
    options: SegmentOptions = {},
  ): Promise<readonly Segmentation[]> {
    const { signal } = options;
    // Wrapped, so that calls which a way runs side by side do not wait in the queue for each other's answers.
    const { answers } = await this.#queue.run(async () => {
      const way = this.#require();
      const started = way.segment(volumeId, prompts, options);
      started.catch(() => undefined);
      if (!(way instanceof SliceWay)) await started;
      return { answers: started };
    }, signal);
    return signal ? orAborted(answers, signal) : answers;
  }

  forget(volumeId: VolumeId): Promise<void> {
    return this.#queue.run(async () => this.#way?.forget(volumeId));
  }

  dispose(): void {
    void this.#queue.run(() => this.#unload());
  }

  #wayOf({ input: { tiling } }: ModelManifest): Way {
    const { cacheBytes = 2 ** 30, disk } = this.#options;
    if (tiling.kind === 'window-3d') return new WindowWay(this.#host, tiling, cacheBytes);
    return new SliceWay(this.#host, tiling, cacheBytes, disk);
  }

  #require(): Way {
    if (!this.#way) throw new AppError('internal', { where: 'no pack is loaded' });
    return this.#way;
  }

  async #unload(): Promise<void> {
    const way = this.#way;
    this.#way = undefined;
    await way?.close();
    await this.#host.unload();
  }
}

function loadedModel(manifest: ModelManifest): LoadedModel {
  const { id, name, version, structures, groups, scores, input } = manifest;
  const presets = (input.presets ?? []).map((preset) => ({
    id: preset.id,
    name: preset.name,
    modality: preset.modality,
  }));
  const bySlices = input.tiling.kind === 'slices-2.5d';
  return { id, name, version, structures, groups, scores, facts: packFacts(manifest), bySlices, presets };
}
