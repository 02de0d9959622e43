import { AppError } from '#errors.ts';
import type { ModelManifest } from '#model/manifest.ts';
import { describePack } from '#model/pack-description.ts';
import { packFacts } from '#model/pack-facts.ts';
import { packWork } from '#model/passport/pack-work.ts';
import type { Prompt } from '#model/prompt.ts';
import type { Unread } from '#prompt/classify-text.ts';
import type { Volume, VolumeId } from '#volume/types.ts';
import { AnswerStore } from './answer-store.ts';
import type {
  AnswerId,
  CallOptions,
  Device,
  EncodeOptions,
  Engine,
  Instance,
  JudgeOptions,
  LoadedModel,
  ReadyOptions,
  Segmentation,
  SegmentOptions,
  Shape,
  Speed,
} from './engine.ts';
import { keptInstances, outlineAt } from './judge-answer.ts';
import type { ReadFile } from './pack-files.ts';
import { PackHost } from './pack-host.ts';
import { orAborted, Queue } from './queue.ts';
import type { Runtime } from './runtime.ts';
import type { FeatureDisk } from './slice-features.ts';
import { strategyFor } from './strategies/strategies.ts';
import type { InferenceStrategy } from './strategies/strategy.ts';

export interface LocalEngineOptions {
  readonly runtime: Runtime;
  readonly readFile: ReadFile;
  /** How much to keep in memory of what was encoded before; 1 GiB unless given. */
  readonly cacheBytes?: number;
  /** Where features of slices go that memory has no room for; they are encoded again where there is none. */
  readonly disk?: FeatureDisk;
}

/** For judging answers again: some hundred of them, or fewer of very large scans. */
const ANSWER_BYTES = 256 * 2 ** 20;

/** Segments here, on whatever `runtime` runs graphs with. It knows no pack but by its manifest. */
export class LocalEngine implements Engine {
  readonly #options: LocalEngineOptions;
  readonly #host: PackHost;
  readonly #queue = new Queue();
  readonly #answers = new AnswerStore(ANSWER_BYTES);
  #strategy: InferenceStrategy | undefined;

  constructor(options: LocalEngineOptions) {
    this.#options = options;
    this.#host = new PackHost(options.runtime, options.readFile, () => this.#strategy?.dropFeatures());
  }

  probe(): Promise<Device> {
    return this.#host.probe();
  }

  measureSpeed({ signal }: CallOptions = {}): Promise<Speed> {
    return this.#queue.run(() => this.#host.measureSpeed(signal), signal);
  }

  load(manifestUrl: string, options: CallOptions = {}): Promise<LoadedModel> {
    return this.#queue.run(async () => {
      await this.#unload();
      const manifest = await this.#host.load(manifestUrl, options);
      const { cacheBytes = 2 ** 30, disk } = this.#options;
      const context = { host: this.#host, answers: this.#answers, cacheBytes, disk };
      const strategy = strategyFor(manifest.input.tiling, context);
      this.#strategy = strategy;
      return loadedModel(manifest, strategy);
    }, options.signal);
  }

  holds(volume: Pick<Volume, 'id' | 'modality'>): Promise<boolean> {
    return this.#queue.run(async () => this.#strategy?.holds(volume) ?? false);
  }

  makeReady(volume: Volume | undefined, options: ReadyOptions = {}): Promise<void> {
    return this.#queue.run(async () => this.#strategy?.makeReady?.(volume, options), options.signal);
  }

  encode(volume: Volume, options: EncodeOptions = {}): Promise<void> {
    return this.#queue.run(() => this.#require().encode(volume, options), options.signal);
  }

  unread(prompts: readonly Prompt[]): Promise<readonly (Unread | undefined)[]> {
    return this.#queue.run(async () => {
      const read = await this.#host.attempt('read-prompt', {}, () =>
        this.#host.texts(prompts, this.#host.sessions),
      );
      return read.map((each) =>
        each.understood ? undefined : { nearest: each.nearest, isReading: each.isReading },
      );
    });
  }

  async segment(
    volumeId: VolumeId,
    prompts: readonly Prompt[],
    options: SegmentOptions = {},
  ): Promise<readonly Segmentation[]> {
    const { signal } = options;
    // Wrapped, so that calls which share their work do not wait in the queue for each other's answers.
    const { answers } = await this.#queue.run(async () => {
      const strategy = this.#require();
      const started = strategy.segment(volumeId, prompts, options);
      started.catch(() => undefined);
      if (!strategy.sharesWork) await started;
      return { answers: started };
    }, signal);
    return signal ? orAborted(answers, signal) : answers;
  }

  async rejudge(answer: AnswerId, { threshold, components }: JudgeOptions): Promise<Shape | undefined> {
    const kept = this.#answers.get(answer);
    return kept && outlineAt(kept, threshold, components);
  }

  async instances(answer: AnswerId, options: JudgeOptions): Promise<readonly Instance[] | undefined> {
    const kept = this.#answers.get(answer);
    return kept && keptInstances(kept, options, this.#answers);
  }

  forget(volumeId: VolumeId): Promise<void> {
    return this.#queue.run(async () => {
      this.#strategy?.forget(volumeId);
      this.#answers.forget(volumeId);
    });
  }

  dispose(): void {
    void this.#queue.run(() => this.#unload());
  }

  #require(): InferenceStrategy {
    if (!this.#strategy) throw new AppError('internal', { where: 'no pack is loaded' });
    return this.#strategy;
  }

  async #unload(): Promise<void> {
    const strategy = this.#strategy;
    this.#strategy = undefined;
    await strategy?.close();
    this.#answers.clear();
    await this.#host.unload();
  }
}

function loadedModel(manifest: ModelManifest, { sharesWork }: InferenceStrategy): LoadedModel {
  const { id, name, version, structures, groups, scores, input, targets } = manifest;
  const presets = (input.presets ?? []).map((preset) => ({
    id: preset.id,
    name: preset.name,
    modality: preset.modality,
  }));
  const { takesAnyText } = describePack(manifest);
  return {
    ...{ id, name, version, structures, groups, scores, takesAnyText },
    ...(targets && { targets }),
    ...{ facts: packFacts(manifest), work: packWork(manifest), sharesWork, presets },
  };
}
