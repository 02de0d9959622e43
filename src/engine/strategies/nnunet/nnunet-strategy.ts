import type { AnswerStore, KeptAnswer } from '#engine/answer-store.ts';
import { type Outcome, toAnswers } from '#engine/answers.ts';
import type { EncodeOptions, Segmentation, SegmentOptions } from '#engine/engine.ts';
import { FeatureCache } from '#engine/feature-cache.ts';
import { judged } from '#engine/judge-answer.ts';
import type { PackHost } from '#engine/pack-host.ts';
import { breathe } from '#engine/queue.ts';
import { Stopwatch } from '#engine/stopwatch.ts';
import type { InferenceStrategy, StrategyContext } from '#engine/strategies/strategy.ts';
import type { ReadPrompt } from '#engine/text-stage.ts';
import { AppError } from '#errors.ts';
import type { NnunetTiling } from '#model/manifest-nnunet.ts';
import { type ClassBytes, classBytes, type Decided } from '#model/nnunet/class-bytes.ts';
import type { Layout } from '#model/nnunet/layout.ts';
import { ontoScan } from '#model/nnunet/onto-scan.ts';
import type { Prompt, StructureId } from '#model/prompt.ts';
import type { Mask, Volume, VolumeId } from '#volume/types.ts';
import { type Answerable, type Call, Looks } from './looks.ts';
import { PreparedScan } from './prepared-scan.ts';

/**
 * An nnU-Net: windows are run once, what the network says before its last layer is blended and kept, and all labels are
 * decided together for the first prompt. Every further prompt is a row of that layer, at the voxels where the label has a share.
 */
export class NnunetStrategy implements InferenceStrategy {
  readonly sharesWork = false;
  readonly #host: PackHost;
  readonly #tiling: NnunetTiling;
  readonly #kept: AnswerStore;
  readonly #scans: FeatureCache<PreparedScan>;
  readonly #looks: Looks;

  constructor(tiling: NnunetTiling, { host, answers, cacheBytes }: StrategyContext) {
    this.#host = host;
    this.#tiling = tiling;
    this.#kept = answers;
    this.#scans = new FeatureCache(cacheBytes);
    this.#looks = new Looks({ host, tiling, cacheBytes, onSeen: (scan) => this.#scans.put(scan) });
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
    if (!this.#isPartial(options)) {
      await this.#host.attempt('encode', options, () => this.#looks.whole(scan, { watch, options }));
    } else if (!scan.seen) {
      scan.milliseconds = { ...watch.milliseconds };
      this.#scans.put(scan);
    }
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
    for (const scan of this.#scans.entries()) scan.forgetSeen();
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
    let region = options.region;
    if (read.some(({ understood }) => understood)) {
      const { seen, decided } = await this.#answerable(scan, read, { watch, options });
      region = seen.part ?? region;
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
    const { body, jump } = scan.beside;
    return toAnswers(read, { device, milliseconds, body, jump, region }, (asked) => outcomes.get(asked));
  }

  /** What these prompts are answered from. */
  async #answerable(scan: PreparedScan, read: readonly ReadPrompt[], call: ShownCall): Promise<Answerable> {
    if (!this.#isPartial(call.options)) {
      const seen = await this.#looks.whole(scan, call);
      return { seen, decided: await this.#looks.decided(seen, call) };
    }
    const labels = read.flatMap((asked) => (asked.understood ? [this.#labelOf(asked.structure)] : []));
    return this.#looks.about(scan, labels, call, ({ decided }) => {
      for (const [prompt, asked] of read.entries()) {
        if (!asked.understood) continue;
        const mask = maskOf(scan, classBytes(decided, this.#labelOf(asked.structure)), decided.layout, HALF);
        if (mask.data.length > 0) call.options.onPartial?.({ prompt, mask });
      }
    });
  }

  /** Windows are run as prompts need them: where structures are of one piece, and nobody wants more. */
  #isPartial({ windows: { reach = 'all' } = {} }: EncodeOptions): boolean {
    return reach === 'asked' && this.#tiling.onePiece === true;
  }

  #labelOf(structure: StructureId | undefined): number {
    const label = this.#host.manifest.structures.find(({ id }) => id === structure)?.labelId;
    if (label === undefined) throw new Error('A prompt without a structure was understood.');
    return label;
  }

  #outcome(
    scan: PreparedScan,
    decided: Decided,
    structure: StructureId | undefined,
    { components = 'declared' }: SegmentOptions,
  ): Outcome {
    const { output } = this.#host.manifest;
    const label = this.#labelOf(structure);
    const bytes = classBytes(decided, label);
    const { volumeId, beside } = scan;
    // An answer outlives what the network said, and must not hold it.
    const { layout } = decided;
    const probabilities = {
      bytes: bytes?.data.byteLength ?? 0,
      at: (threshold: number) => maskOf(scan, bytes, layout, threshold),
    };
    const answer: KeptAnswer = { volumeId, structure, probabilities, output, beside };
    // Nothing but the voxels says whether it is there.
    const peakProbability = decided.decision.peakOf(label);
    const evidence = { rawExistence: peakProbability, peakProbability };
    return { ...judged(answer, evidence, components), id: this.#kept.keep(answer) };
  }
}

type ShownCall = Call & { readonly options: SegmentOptions };

/** Of nnU-Net's own labels. */
const HALF = 0.5;

function maskOf(
  { grid, input }: Pick<PreparedScan, 'grid' | 'input'>,
  bytes: ClassBytes | undefined,
  layout: Layout,
  threshold: number,
): Mask {
  return ontoScan(bytes, layout, input.scan, grid, threshold);
}
