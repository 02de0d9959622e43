import type { AnswerStore, KeptAnswer } from '#engine/answer-store.ts';
import { type Outcome, toAnswers } from '#engine/answers.ts';
import type { CallOptions, EncodeOptions, Segmentation, SegmentOptions } from '#engine/engine.ts';
import { FeatureCache } from '#engine/feature-cache.ts';
import { judged } from '#engine/judge-answer.ts';
import type { PackHost } from '#engine/pack-host.ts';
import { breathe } from '#engine/queue.ts';
import { Stopwatch } from '#engine/stopwatch.ts';
import type { InferenceStrategy, StrategyContext } from '#engine/strategies/strategy.ts';
import type { ReadPrompt } from '#engine/text-stage.ts';
import { AppError } from '#errors.ts';
import type { NnunetTiling } from '#model/manifest-nnunet.ts';
import { classBytes, type Decided } from '#model/nnunet/class-bytes.ts';
import { ontoScan } from '#model/nnunet/onto-scan.ts';
import type { Prompt, StructureId } from '#model/prompt.ts';
import type { Volume, VolumeId } from '#volume/types.ts';
import { decide } from './decide-labels.ts';
import { choiceKey, PreparedScan, readingOf, type Seen } from './prepared-scan.ts';
import { scanWindows } from './scan-windows.ts';

/**
 * An nnU-Net: all windows are run once, what the network says before its last layer is blended and kept, and all labels are
 * decided together for the first prompt. Every further prompt is a row of that layer, at the voxels where the label has a share.
 */
export class NnunetStrategy implements InferenceStrategy {
  readonly sharesWork = false;
  readonly #host: PackHost;
  readonly #tiling: NnunetTiling;
  readonly #kept: AnswerStore;
  readonly #scans: FeatureCache<PreparedScan>;
  readonly #cacheBytes: number;

  constructor(tiling: NnunetTiling, { host, answers, cacheBytes }: StrategyContext) {
    this.#host = host;
    this.#tiling = tiling;
    this.#kept = answers;
    this.#cacheBytes = cacheBytes;
    this.#scans = new FeatureCache(cacheBytes);
  }

  holds({ id, modality }: Pick<Volume, 'id' | 'modality'>): boolean {
    return this.#scans.get(id, modality) !== undefined;
  }

  async encode(volume: Volume, options: EncodeOptions): Promise<void> {
    const watch = new Stopwatch(options);
    let entry = this.#scans.get(volume.id, volume.modality);
    if (!entry) {
      await breathe(options.signal);
      entry = await watch.time('preprocess', (report) => new PreparedScan(volume, this.#tiling, report));
    }
    const scan = entry;
    await this.#host.attempt('encode', options, () => this.#seen(scan, watch, options));
  }

  async segment(
    volumeId: VolumeId,
    prompts: readonly Prompt[],
    options: SegmentOptions,
  ): Promise<readonly Segmentation[]> {
    const scan = this.#scans.get(volumeId);
    if (!scan) throw new AppError('internal', { where: 'segment before encode' });
    return this.#host.attempt('decode', options, () => this.#answer(scan, prompts, options));
  }

  forget(volumeId: VolumeId): void {
    this.#scans.forget(volumeId);
  }

  dropFeatures(): void {
    for (const scan of this.#scans.entries()) scan.seen = undefined;
  }

  async close(): Promise<void> {
    this.#scans.clear();
  }

  async #answer(
    scan: PreparedScan,
    prompts: readonly Prompt[],
    options: SegmentOptions,
  ): Promise<readonly Segmentation[]> {
    const { texts, sessions } = this.#host;
    const watch = new Stopwatch(options);
    const read = await watch.time('read-prompt', () => texts(prompts, sessions));
    const outcomes = new Map<ReadPrompt, Outcome>();
    if (read.some(({ understood }) => understood)) {
      const seen = await this.#seen(scan, watch, options);
      const decided = await this.#decided(seen, watch, options);
      this.#scans.put(scan);
      for (const [n, asked] of read.entries()) {
        await breathe(options.signal);
        const outcome = await watch.time('postprocess', (report) => {
          report(n, read.length);
          return asked.understood
            ? { ...this.#outcome(scan, decided, asked.structure, options), windows: seen.reading }
            : undefined;
        });
        if (outcome) outcomes.set(asked, outcome);
      }
    }
    const device = await this.#host.probe();
    const milliseconds = { ...scan.milliseconds, ...watch.milliseconds };
    const { body } = scan.beside;
    return toAnswers(read, { device, milliseconds, body, region: options.region }, (asked) =>
      outcomes.get(asked),
    );
  }

  #outcome(
    scan: PreparedScan,
    decided: Decided,
    structure: StructureId | undefined,
    { components = 'declared' }: SegmentOptions,
  ): Outcome {
    const { structures, output } = this.#host.manifest;
    const label = structures.find(({ id }) => id === structure)?.labelId;
    if (label === undefined) throw new Error('A prompt without a structure was understood.');
    const bytes = classBytes(decided, label);
    const { volumeId, grid, beside, input } = scan;
    const probabilities = {
      bytes: bytes?.data.byteLength ?? 0,
      at: (threshold: number) => ontoScan(bytes, decided.layout, input.scan, grid, threshold),
    };
    const answer: KeptAnswer = { volumeId, structure, probabilities, output, beside };
    // Nothing but the voxels says whether it is there.
    const peakProbability = decided.decision.peakOf(label);
    const evidence = { rawExistence: peakProbability, peakProbability };
    return { ...judged(answer, evidence, components), id: this.#kept.keep(answer) };
  }

  /** What the network says of a prepared scan under these choices, where it is not kept. */
  async #seen(scan: PreparedScan, watch: Stopwatch, options: EncodeOptions): Promise<Seen> {
    const { signal, windows: choices = {}, region } = options;
    const key = choiceKey(options, this.#tiling);
    if (scan.seen?.key === key) return scan.seen;
    scan.seen = undefined;
    const layout = scan.layout(region);
    const scanned = await watch.time('encode', (report) =>
      scanWindows({
        ...{ input: scan.input, tiling: this.#tiling, box: layout.box, signal, mirror: choices.mirror },
        sessions: this.#host.sessions,
        banks: this.#host.banks,
        width: this.#host.manifest.text.bank?.width ?? 0,
        mostBytes: this.#cacheBytes / 2,
        onWindow: report,
      }),
    );
    const inFloat16 = scanned.field.isHalf;
    const reading = readingOf(choices, this.#tiling, { folds: this.#host.banks.length, inFloat16 });
    scan.seen = { ...scanned, layout, key, reading, decided: undefined };
    scan.milliseconds = { ...watch.milliseconds };
    this.#scans.put(scan);
    return scan.seen;
  }

  /** The label of every voxel, decided once. */
  async #decided(seen: Seen, watch: Stopwatch, { signal }: CallOptions): Promise<Decided> {
    if (seen.decided) return seen.decided;
    const { layout, field, head } = seen;
    const decision = await watch.time('decode', (report) =>
      decide({ layout, field, head, host: this.#host, onSlice: report, signal }),
    );
    seen.decided = { layout, field, head, decision };
    return seen.decided;
  }
}
