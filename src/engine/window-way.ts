import { AppError } from '#errors.ts';
import type { WindowTiling } from '#model/manifest.ts';
import { prepare } from '#model/preprocess.ts';
import type { Prompt } from '#model/prompt.ts';
import type { Volume, VolumeId } from '#volume/types.ts';
import { toAnswers } from './answers.ts';
import { decodeTiles, promptsAtOnce } from './decode-stage.ts';
import { EncodedVolume, type Features } from './encoded-volume.ts';
import type { CallOptions, Segmentation, SegmentOptions } from './engine.ts';
import { FeatureCache } from './feature-cache.ts';
import { type Outcome, toOutcome } from './mask-stage.ts';
import type { PackHost } from './pack-host.ts';
import { breathe } from './queue.ts';
import type { Tensors } from './runtime.ts';
import { Stopwatch } from './stopwatch.ts';
import { type ReadPrompt, stackRows, type Understood } from './text-stage.ts';
import type { Way } from './way.ts';

/** Whole volumes: all windows are encoded first, and kept; each prompt then decodes all of them. */
export class WindowWay implements Way {
  readonly #host: PackHost;
  readonly #tiling: WindowTiling;
  readonly #volumes: FeatureCache<EncodedVolume>;

  constructor(host: PackHost, tiling: WindowTiling, cacheBytes: number) {
    this.#host = host;
    this.#tiling = tiling;
    this.#volumes = new FeatureCache(cacheBytes);
  }

  holds({ id, modality }: Pick<Volume, 'id' | 'modality'>): boolean {
    return this.#volumes.get(id, modality) !== undefined;
  }

  async encode(volume: Volume, options: CallOptions): Promise<void> {
    const { input } = this.#host.manifest;
    const watch = new Stopwatch(options);
    let entry = this.#volumes.get(volume.id, volume.modality);
    if (!entry) {
      await breathe(options.signal);
      const prepared = await watch.time('preprocess', (report) =>
        prepare(volume, input, this.#tiling, report),
      );
      entry = new EncodedVolume(volume, prepared);
    }
    const encoded = entry;
    await this.#host.attempt('encode', options, () => this.#features(encoded, watch, options));
  }

  async segment(
    volumeId: VolumeId,
    prompts: readonly Prompt[],
    options: SegmentOptions,
  ): Promise<readonly Segmentation[]> {
    const volume = this.#volumes.get(volumeId);
    if (!volume) throw new AppError('internal', { where: 'segment before encode' });
    return this.#host.attempt('decode', options, () => this.#answer(volume, prompts, options));
  }

  forget(volumeId: VolumeId): void {
    this.#volumes.forget(volumeId);
  }

  dropFeatures(): void {
    for (const volume of this.#volumes.entries()) volume.features = undefined;
  }

  async close(): Promise<void> {
    this.#volumes.clear();
  }

  async #answer(
    volume: EncodedVolume,
    prompts: readonly Prompt[],
    options: SegmentOptions,
  ): Promise<readonly Segmentation[]> {
    const { texts, sessions } = this.#host;
    const watch = new Stopwatch(options);
    const features = await this.#features(volume, watch, options);
    const read = await watch.time('read-prompt', () => texts(prompts, sessions));
    const understood = read.filter((prompt) => prompt.understood);
    const outcomes = await this.#outcomes(volume, features, understood, watch, options);
    const device = await this.#host.probe();
    const milliseconds = { ...volume.milliseconds, ...watch.milliseconds };
    return toAnswers(read, { device, milliseconds }, (asked) => outcomes.get(asked));
  }

  /** Decodes in groups, so that the logits of few prompts are in memory at a time. */
  async #outcomes(
    volume: EncodedVolume,
    features: Features,
    prompts: readonly Understood[],
    watch: Stopwatch,
    { signal, components = 'declared' }: SegmentOptions,
  ): Promise<ReadonlyMap<ReadPrompt, Outcome>> {
    const { manifest, sessions } = this.#host;
    const atOnce = promptsAtOnce(volume.prepared.grid.size);
    const tiles = volume.prepared.tiles.length;
    const total = tiles * Math.ceil(prompts.length / atOnce);
    const outcomes = new Map<ReadPrompt, Outcome>();
    for (let from = 0; from < prompts.length; from += atOnce) {
      const group = prompts.slice(from, from + atOnce);
      const text = stackRows(group.map(({ embedding }) => embedding));
      const { existence, logits } = await watch.time('decode', (report) => {
        const onTile = (done: number) => report((tiles * from) / atOnce + done, total);
        return decodeTiles({ volume, features, tiling: this.#tiling, text, sessions, onTile, signal });
      });
      for (const [n, prompt] of group.entries()) {
        await breathe(signal);
        const outcome = await watch.time('postprocess', (report) => {
          report(from + n, prompts.length);
          return toOutcome(volume, {
            structure: prompt.structure,
            rawExistence: existence[n] ?? 0,
            logits: logits[n] ?? new Float32Array(),
            output: manifest.output,
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
    const { sessions } = this.#host;
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
}
