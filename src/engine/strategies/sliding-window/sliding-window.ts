import type { AnswerStore } from '#engine/answer-store.ts';
import { type Outcome, toAnswers, unlessUnfit } from '#engine/answers.ts';
import type { CallOptions, ReadyOptions, Segmentation, SegmentOptions } from '#engine/engine.ts';
import { FeatureCache } from '#engine/feature-cache.ts';
import type { PackHost } from '#engine/pack-host.ts';
import { breathe } from '#engine/queue.ts';
import { Stopwatch } from '#engine/stopwatch.ts';
import type { InferenceStrategy, StrategyContext } from '#engine/strategies/strategy.ts';
import { type ReadPrompt, stackRows, type Understood } from '#engine/text-stage.ts';
import { AppError } from '#errors.ts';
import { coveredBox } from '#model/blend.ts';
import { prompted } from '#model/manifest-kinds.ts';
import { nothingPrepared, prepare } from '#model/preprocess.ts';
import type { Prompt } from '#model/prompt.ts';
import { doubtOfBody } from '#model/scene/scene.ts';
import type { WindowTiling } from '#model/tilings.ts';
import { worldBox } from '#volume/affine.ts';
import { besideOf } from '#volume/patient-box.ts';
import type { Samples } from '#volume/samples.ts';
import type { Volume, VolumeId } from '#volume/types.ts';
import { decodeTiles, promptsAtOnce } from './decode-tiles.ts';
import { type DecodedPrompt, decodedBefore, decodedPrompt, LEAST_LOGIT } from './decoded-prompt.ts';
import { encodeTiles } from './encode-tiles.ts';
import { EncodedVolume, type Features } from './encoded-volume.ts';
import { judgeable, judgePrompt } from './judge-prompt.ts';
import { againOf, lookAgain, type SecondSight } from './look-again.ts';
import { decodeStructures, lookAround, placeIn } from './look-around.ts';
import { makeShaders } from './make-shaders.ts';
import { Rehearsal } from './rehearsal.ts';

/** Of what is kept of scans, how much may lie on the device: the page cannot ask a GPU how much memory it has left. */
const DEVICE_SHARE = 0.25;

/** The prompts of a call that are looked at again, and what hears of it. */
interface Again {
  readonly again: readonly Understood[];
  readonly watch: Stopwatch;
  readonly signal: AbortSignal | undefined;
}

/** Whole volumes: all windows are encoded first, and kept; each prompt then decodes all of them. */
export class SlidingWindow implements InferenceStrategy {
  readonly sharesWork = false;
  readonly #host: PackHost;
  readonly #tiling: WindowTiling;
  readonly #kept: AnswerStore;
  readonly #volumes: FeatureCache<EncodedVolume>;
  readonly #deviceBytes: number;
  /** Prepared before it was asked about, or not yet encoded to the end. */
  #ready: EncodedVolume | undefined;
  #rehearsal: Rehearsal | undefined;

  constructor(tiling: WindowTiling, { host, answers, cacheBytes }: StrategyContext) {
    this.#host = host;
    this.#tiling = tiling;
    this.#kept = answers;
    this.#volumes = new FeatureCache(cacheBytes);
    this.#deviceBytes = DEVICE_SHARE * cacheBytes;
  }

  holds({ id, modality }: Pick<Volume, 'id' | 'modality'>): boolean {
    return this.#volumes.get(id, modality) !== undefined;
  }

  async makeReady(volume: Volume | undefined, { signal, features = false }: ReadyOptions): Promise<void> {
    const kept = volume && this.#volumes.get(volume.id, volume.modality);
    const entry = kept ?? (volume && (await this.#readied(volume, {}, signal)));
    await breathe(signal);
    await makeShaders(this.#host, this.#tiling, signal);
    if (!features || !entry) return this.#rehearsed(signal);
    const seen = await this.#features(entry, signal ? { signal } : {});
    // Not cancelled half-way: a prompt that comes meanwhile waits for the same second.
    await this.#scene(entry, seen, undefined);
  }

  #rehearsed(signal: AbortSignal | undefined): Promise<void> {
    this.#rehearsal ??= new Rehearsal(this.#tiling, this.#host.manifest.output);
    return this.#rehearsal.run(signal);
  }

  async encode(volume: Volume, options: CallOptions): Promise<void> {
    const kept = this.#volumes.get(volume.id, volume.modality);
    const entry = kept ?? (await this.#readied(volume, options, options.signal));
    await this.#host.attempt('encode', options, () => this.#features(entry, options));
  }

  /** The volume as it is ready, or made so now, in the place of another. */
  async #readied(volume: Volume, options: CallOptions, signal: AbortSignal | undefined) {
    const { id, modality } = volume;
    if (this.#ready?.volumeId === id && this.#ready.modality === modality) return this.#ready;
    this.#dropReady();
    this.#ready = await this.#prepared(volume, new Stopwatch(options), signal);
    return this.#ready;
  }

  #dropReady(): void {
    this.#ready?.drop();
    this.#ready = undefined;
  }

  async #prepared(volume: Volume, watch: Stopwatch, signal: AbortSignal | undefined): Promise<EncodedVolume> {
    const { input } = prompted(this.#host.manifest);
    await breathe(signal);
    const beside = besideOf(volume);
    const { scene } = this.#host.manifest;
    const prepared = await watch.time('preprocess', (report) =>
      // Of what is larger than any patient a grid may not fit in memory.
      scene && doubtOfBody(beside.body, worldBox(volume.grid), scene) === 'size'
        ? nothingPrepared(volume.grid)
        : prepare(volume, input, this.#tiling, report),
    );
    const entry = new EncodedVolume(volume, prepared, beside);
    entry.milliseconds = { ...watch.milliseconds };
    return entry;
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
    if (this.#ready?.volumeId === volumeId) this.#dropReady();
    this.#volumes.forget(volumeId);
  }

  dropFeatures(): void {
    this.#ready?.drop();
    for (const volume of this.#volumes.entries()) {
      volume.drop();
      volume.again.clear();
    }
  }

  async close(): Promise<void> {
    this.#dropReady();
    this.#volumes.clear();
  }

  async #answer(
    volume: EncodedVolume,
    prompts: readonly Prompt[],
    options: SegmentOptions,
  ): Promise<readonly Segmentation[]> {
    const { texts, sessions } = this.#host;
    const watch = new Stopwatch(options);
    const features = await this.#features(volume, options);
    const read = await watch.time('read-prompt', () => texts(prompts, sessions));
    const understood = read.filter((prompt) => prompt.understood);
    const scene = await this.#scene(volume, features, options.signal);
    watch.add('decode', volume.lookMilliseconds);
    volume.lookMilliseconds = 0;
    const outcomes = await this.#outcomes(volume, features, understood, watch, options);
    const device = await this.#host.probe();
    const milliseconds = { ...volume.milliseconds, ...watch.milliseconds };
    const { body, jump } = volume.beside;
    const common = { device, milliseconds, body, jump, region: options.region, scene };
    return toAnswers(read, common, (asked) => unlessUnfit(outcomes.get(asked), scene, options.anyway));
  }

  /** Whether the scan is one that the pack can answer, looked at once. */
  async #scene(volume: EncodedVolume, features: Features, signal: AbortSignal | undefined) {
    if (!volume.scene) {
      const began = performance.now();
      const look = { volume, features, tiling: this.#tiling, signal };
      volume.scene = { check: await lookAround(this.#host, look) };
      volume.lookMilliseconds = performance.now() - began;
    }
    return volume.scene.check;
  }

  /** Decodes what was not decoded before, in groups, so that the logits of few prompts are in memory at a time. */
  async #outcomes(
    volume: EncodedVolume,
    features: Features,
    prompts: readonly Understood[],
    watch: Stopwatch,
    options: SegmentOptions,
  ): Promise<ReadonlyMap<ReadPrompt, Outcome>> {
    const outcomes = new Map<ReadPrompt, Outcome>();
    const again = prompts.filter(({ structure }) => againOf(this.#host.manifest, structure, volume.modality));
    const judge = async (prompt: Understood, decoded: DecodedPrompt): Promise<void> => {
      await breathe(options.signal);
      const second = await this.#second(volume, prompt, decoded, { again, watch, signal: options.signal });
      const outcome = await watch.time('postprocess', (report) => {
        report(outcomes.size, prompts.length);
        return this.#judged(volume, prompt, { ...decoded, second: second?.samples }, options);
      });
      const lookedAgain = second?.windows;
      outcomes.set(prompt, lookedAgain ? { ...outcome, lookedAgain } : outcome);
    };
    const unseen: Understood[] = [];
    for (const prompt of prompts) {
      const before = decodedBefore(prompt, volume.decoded);
      if (before) await judge(prompt, before);
      else unseen.push(prompt);
    }
    const atOnce = promptsAtOnce(coveredBox(volume.prepared.grid.size, volume.prepared.tiles));
    const tiles = volume.prepared.tiles.length;
    const total = tiles * Math.ceil(unseen.length / atOnce);
    for (let from = 0; from < unseen.length; from += atOnce) {
      const group = unseen.slice(from, from + atOnce);
      const { existence, blended } = await watch.time('decode', (report) => {
        const onTile = (done: number) => report((tiles * from) / atOnce + done, total);
        const text = stackRows(group.map(({ embedding }) => embedding));
        const { sessions } = this.#host;
        const job = { volume, features, tiling: this.#tiling, text, sessions, floor: LEAST_LOGIT };
        return decodeTiles({ ...job, onTile, signal: options.signal });
      });
      for (const [n, prompt] of group.entries()) {
        const { grid } = volume.prepared;
        const own = decodedPrompt(prompt.embedding, existence[n] ?? 0, blended(n), grid);
        await judge(prompt, own);
      }
    }
    return outcomes;
  }

  /** What a second look at a prompt of those that are looked at `again` comes to; undefined of others. */
  async #second(
    volume: EncodedVolume,
    prompt: Understood,
    { samples: first }: DecodedPrompt,
    { again, watch, signal }: Again,
  ): Promise<SecondSight | undefined> {
    const at = again.indexOf(prompt);
    if (at < 0) return undefined;
    return watch.time('decode', (report) => {
      const onWindow = (done: number, total: number) => report(at + done / total, again.length);
      const firsts = (structures: readonly string[]) => this.#firsts(volume, structures, signal);
      return lookAgain({ host: this.#host, volume, first, firsts, onWindow, signal }, prompt);
    });
  }

  /** What the pack's own rows say of structures, decoded where that was not done when the scan was looked at. */
  async #firsts(volume: EncodedVolume, structures: readonly string[], signal: AbortSignal | undefined) {
    const { features } = volume;
    if (!features) throw new AppError('internal', { where: 'a second look before encode' });
    const undecoded = structures.filter((id) => !volume.decoded.has(id));
    await decodeStructures(this.#host, { volume, features, tiling: this.#tiling, signal }, undecoded);
    return new Map([...volume.decoded].filter(([id]) => structures.includes(id)));
  }

  #judged(
    volume: EncodedVolume,
    { structure }: Understood,
    decoded: DecodedPrompt & { readonly second: Samples | undefined },
    options: SegmentOptions,
  ): Outcome {
    const { volumeId, grid, beside } = volume;
    const { region } = options;
    const { manifest } = this.#host;
    const { output } = manifest;
    const whereabouts = region ? undefined : placeIn(volume, structure, manifest);
    const decisive = { first: decoded.samples, second: decoded.second, grid, region };
    const answer = judgeable(decisive, { volumeId, structure, output, beside, whereabouts });
    return { ...judgePrompt(answer, decoded, options), id: this.#kept.keep(answer) };
  }

  /** The features of a prepared volume, encoded tile by tile as far as they are not kept; how long that took counts all its tiles. */
  async #features(volume: EncodedVolume, options: CallOptions): Promise<Features> {
    if (volume.features) return volume.features;
    const { signal } = options;
    const watch = new Stopwatch(options);
    const { sessions } = this.#host;
    const others = this.#volumes.entries().filter((each) => each !== volume);
    const taken = others.reduce((sum, each) => sum + each.deviceBytes, 0);
    const deviceBytes = Math.max(0, this.#deviceBytes - taken);
    const before = volume.encoded.length > 0 ? (volume.milliseconds.encode ?? 0) : 0;
    try {
      volume.features = await watch.time('encode', (report) =>
        encodeTiles(volume, { sessions, deviceBytes, report, signal }),
      );
    } finally {
      volume.milliseconds = { ...volume.milliseconds, encode: before + (watch.milliseconds.encode ?? 0) };
    }
    this.#volumes.put(volume);
    if (this.#ready === volume) this.#ready = undefined;
    return volume.features;
  }
}
