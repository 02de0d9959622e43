import type { AnswerStore } from '#engine/answer-store.ts';
import { toAnswers } from '#engine/answers.ts';
import type {
  CallOptions,
  Segmentation,
  SegmentOptions,
  SliceChoices,
  SliceReading,
} from '#engine/engine.ts';
import { FeatureCache } from '#engine/feature-cache.ts';
import { judged } from '#engine/judge-answer.ts';
import type { PackHost } from '#engine/pack-host.ts';
import { SliceFeatures } from '#engine/slice-features.ts';
import { Stopwatch } from '#engine/stopwatch.ts';
import type { InferenceStrategy, StrategyContext } from '#engine/strategies/strategy.ts';
import type { ReadPrompt, Understood } from '#engine/text-stage.ts';
import { AppError } from '#errors.ts';
import type { Preset } from '#model/manifest.ts';
import { prompted } from '#model/manifest-kinds.ts';
import { choosePreset, presetsOf } from '#model/presets.ts';
import type { Prompt, StructureId } from '#model/prompt.ts';
import { outward, sliceAt, slicesIn } from '#model/slice-plan.ts';
import { type Wording, wordingOf } from '#model/targets.ts';
import type { SliceTiling } from '#model/tilings.ts';
import type { Beside } from '#volume/measure.ts';
import { besideOf } from '#volume/patient-box.ts';
import type { Modality, Volume, VolumeId } from '#volume/types.ts';
import { GrowingAnswer, padded, type SliceGroup } from './slice-group.ts';
import { SliceNoise } from './slice-noise.ts';
import { SliceSweep } from './slice-sweep.ts';
import { SliceView } from './slice-view.ts';

const SEED = '0';

/** A scan whose slices may be asked for. */
class Scan {
  readonly volume: Volume;
  readonly volumeId: VolumeId;
  readonly modality: Modality;
  readonly bytes: number;
  readonly beside: Beside;
  readonly #views = new Map<string, SliceView>();

  constructor(volume: Volume) {
    this.volume = volume;
    this.volumeId = volume.id;
    this.modality = volume.modality;
    this.bytes = volume.data.byteLength;
    this.beside = besideOf(volume);
  }

  seenAs(preset: Preset, tiling: SliceTiling, axes: string | undefined): SliceView {
    const key = `${preset.id} ${axes ?? ''}`;
    const view = this.#views.get(key) ?? new SliceView(this.volume, preset, tiling, axes);
    this.#views.set(key, view);
    return view;
  }
}

interface Call {
  readonly scan: Scan;
  readonly prompts: readonly Prompt[];
  readonly options: SegmentOptions;
  readonly watch: Stopwatch;
}

interface Asked {
  readonly asked: Understood;
  /** Its place in the call. */
  readonly prompt: number;
}

interface Read {
  readonly read: readonly ReadPrompt[];
  readonly groups: readonly SliceGroup[];
}

/** Slice by slice: each is encoded when the first prompt wants it, and answers every prompt that is under way. */
export class SliceStrategy implements InferenceStrategy {
  readonly sharesWork = true;
  readonly #host: PackHost;
  readonly #tiling: SliceTiling;
  readonly #kept: AnswerStore;
  readonly #scans: FeatureCache<Scan>;
  readonly #features: SliceFeatures;
  readonly #sweep: SliceSweep;

  constructor(tiling: SliceTiling, { host, answers, cacheBytes, disk }: StrategyContext) {
    this.#host = host;
    this.#kept = answers;
    this.#tiling = tiling;
    this.#scans = new FeatureCache(cacheBytes);
    this.#features = new SliceFeatures(cacheBytes, disk);
    const noise = new SliceNoise(prompted(host.manifest).graphs.promptDecoder.noise ?? []);
    this.#sweep = new SliceSweep(host, tiling, this.#features, noise);
  }

  holds({ id, modality }: Pick<Volume, 'id' | 'modality'>): boolean {
    return this.#scans.get(id, modality) !== undefined;
  }

  async encode(volume: Volume, { signal, onProgress }: CallOptions): Promise<void> {
    signal?.throwIfAborted();
    onProgress?.({ stage: 'preprocess', done: 0, total: 1 });
    if (!this.holds(volume)) this.#scans.put(new Scan(volume));
    onProgress?.({ stage: 'preprocess', done: 1, total: 1 });
  }

  segment(
    volumeId: VolumeId,
    prompts: readonly Prompt[],
    options: SegmentOptions,
  ): Promise<readonly Segmentation[]> {
    const scan = this.#scans.get(volumeId);
    if (!scan) return Promise.reject(new AppError('internal', { where: 'segment before encode' }));
    const call: Call = { scan, prompts, options, watch: new Stopwatch(options) };
    return new Promise((resolve, reject) => {
      let begun: Read | undefined;
      this.#sweep.add({
        options,
        watch: call.watch,
        start: async () => {
          begun = await this.#read(call);
          return begun.groups;
        },
        done: () => void this.#answers(call, begun ?? { read: [], groups: [] }).then(resolve, reject),
        failed: reject,
      });
    });
  }

  forget(volumeId: VolumeId): void {
    this.#scans.forget(volumeId);
    void this.#features.drop(`${volumeId}/`);
  }

  dropFeatures(): void {
    void this.#features.drop('');
  }

  async close(): Promise<void> {
    await this.#sweep.stop(new DOMException('Another model was loaded', 'AbortError'));
    this.#scans.clear();
    await this.#features.drop('');
  }

  async #read({ scan, prompts, options }: Call): Promise<Read> {
    const choices = options.slices ?? {};
    const sent = this.#sent(prompts, scan.modality, choices);
    const worded = prompts.map((prompt, n) => ({ ...prompt, text: sent[n]?.text ?? prompt.text }));
    const answered = await this.#host.texts(worded, this.#host.sessions);
    // An answer is to what was typed.
    const read = answered.map((each, n): ReadPrompt => ({ ...each, prompt: prompts[n] ?? each.prompt }));
    const understood = read
      .map((asked, prompt) => ({ asked, prompt }))
      .filter((each): each is Asked => each.asked.understood);
    const isTeam = choices.together && understood.length > 0;
    const teams = isTeam ? [understood] : understood.map((each) => [each]);
    const onPartial: SliceGroup['onPartial'] = (partial) => {
      if (!options.signal?.aborted) options.onPartial?.(partial);
    };
    const { region } = options;
    return {
      read,
      groups: teams.map((team) => this.#group(scan, team, { choices, region, sent, onPartial })),
    };
  }

  /** What the pack is asked with, in the words of its training. */
  #sent(prompts: readonly Prompt[], modality: Modality, { parts }: SliceChoices): readonly Wording[] {
    const { targets, structures } = this.#host.manifest;
    if (!targets) return prompts.map(({ text }) => ({ text }));
    const nameOf = (id: StructureId) => structures.find((each) => each.id === id)?.name ?? id;
    return prompts.map((prompt) => wordingOf(prompt, targets, { modality, parts }, nameOf));
  }

  /** Prompts that go through the slices together. */
  #group(
    scan: Scan,
    team: readonly Asked[],
    {
      choices,
      region,
      sent,
      onPartial,
    }: Pick<SliceGroup, 'sent' | 'onPartial' | 'region'> & { readonly choices: SliceChoices },
  ): SliceGroup {
    const { together = false, seed = SEED, preset, startAt, axes } = choices;
    const { input, output } = prompted(this.#host.manifest);
    const presets = presetsOf(input, scan.volume);
    const asked = sent[team[0]?.prompt ?? 0];
    const chosen = choosePreset(asked?.text ?? '', presets, preset);
    const view = scan.seenAs(chosen, this.#tiling, axes ?? asked?.axes);
    const { count } = view.plan.slices;
    const start = startAt ? sliceAt(view.plan, startAt) : Math.floor(count / 2);
    const [first, past] = region ? slicesIn(view.plan, region.voxels) : [0, count];
    const inside = Math.min(past - 1, Math.max(first, start));
    return {
      ...{ view, seed, together, region, sent, onPartial },
      existenceThreshold: choices.existenceThreshold ?? output.existenceThreshold,
      text: padded(team.map(({ asked }) => asked.embedding)),
      answers: team.map(({ prompt }) => new GrowingAnswer(prompt, count)),
      todo: new Set(outward(count, inside).filter((slice) => slice >= first && slice < past)),
    };
  }

  async #answers({ scan, options, watch }: Call, { read, groups }: Read): Promise<readonly Segmentation[]> {
    const device = await this.#host.probe();
    const { body, jump } = scan.beside;
    return toAnswers(
      read,
      { device, milliseconds: watch.milliseconds, body, jump, region: options.region },
      (asked) => {
        const group = groups.find(({ answers }) => answers.some(({ prompt }) => read[prompt] === asked));
        const growing = group?.answers.find(({ prompt }) => read[prompt] === asked);
        if (!group || !growing || !asked.understood) return undefined;
        const { volumeId, volume, beside } = scan;
        const { structure } = asked;
        const output = { ...this.#host.manifest.output, existenceThreshold: group.existenceThreshold };
        const probabilities = growing.probabilities(volume.grid, output.maskThreshold);
        const edges = growing.edges(volume.grid);
        const answer = { volumeId, structure, probabilities, output, beside, edges };
        const evidence = { rawExistence: growing.existence, peakProbability: growing.peak };
        const verdict = judged(answer, evidence, options.components ?? 'declared');
        return { ...verdict, id: this.#kept.keep(answer), slices: readingOf(group, growing) };
      },
    );
  }
}

function readingOf(group: SliceGroup, { prompt, there, existences }: GrowingAnswer): SliceReading {
  const { view, seed, together, existenceThreshold, sent } = group;
  const { axes, through, slices } = view.plan;
  const { low, high } = view.window;
  return {
    ...{ text: sent[prompt]?.text ?? '', seed, preset: view.preset.name, low, high, axes, through },
    ...{ count: slices.count, looked: existences.filter((each) => each !== null).length },
    ...{ there, together, existence: existences, existenceThreshold },
  };
}
