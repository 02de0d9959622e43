import type { CallOptions, Stage } from '#engine/engine.ts';
import type { PackHost } from '#engine/pack-host.ts';
import { breathe } from '#engine/queue.ts';
import type { Tensors } from '#engine/runtime.ts';
import type { SliceFeatures } from '#engine/slice-features.ts';
import type { Stopwatch } from '#engine/stopwatch.ts';
import type { SliceTiling } from '#model/tilings.ts';
import { BLANK, type SliceAnswer, sliceAnswers } from './slice-decode.ts';
import type { SliceGroup } from './slice-group.ts';
import type { SliceNoise } from './slice-noise.ts';
import type { SliceView } from './slice-view.ts';

/** A call under way: its groups share its progress, its signal and its end. */
export interface SliceJob {
  /** Reads the prompts; undefined groups have not been read yet. @throws AppError for what this call alone is to blame. */
  readonly start: () => Promise<readonly SliceGroup[]>;
  readonly options: CallOptions;
  readonly watch: Stopwatch;
  readonly done: () => void;
  readonly failed: (error: unknown) => void;
}

interface Running {
  readonly job: SliceJob;
  readonly groups: readonly SliceGroup[];
  /** Slices of the group that has the most. */
  readonly total: number;
}

/** Goes through the slices that any call wants, one at a time, answering every call that wants it. */
export class SliceSweep {
  readonly #host: PackHost;
  readonly #tiling: SliceTiling;
  readonly #features: SliceFeatures;
  readonly #noise: SliceNoise;
  #waiting: SliceJob[] = [];
  #running: Running[] = [];
  #loop: Promise<void> | undefined;

  constructor(host: PackHost, tiling: SliceTiling, features: SliceFeatures, noise: SliceNoise) {
    this.#host = host;
    this.#tiling = tiling;
    this.#features = features;
    this.#noise = noise;
  }

  /** Joins what is under way, or begins. */
  add(job: SliceJob): void {
    this.#waiting.push(job);
    this.#loop ??= this.#run().finally(() => {
      this.#loop = undefined;
    });
  }

  /** Ends every call with `reason`, and resolves when no graph runs any more. */
  async stop(reason: unknown): Promise<void> {
    for (const job of [...this.#waiting, ...this.#running.map(({ job: running }) => running)])
      job.failed(reason);
    this.#waiting = [];
    this.#running = [];
    await this.#loop;
  }

  async #run(): Promise<void> {
    await breathe(undefined);
    while (this.#waiting.length > 0 || this.#running.length > 0) {
      this.#dropAborted();
      await this.#admit();
      const next = this.#next();
      if (next) await this.#step(next.view, next.index);
      this.#finish();
      await breathe(undefined);
    }
  }

  #dropAborted(): void {
    const isAborted = ({ options: { signal }, failed }: SliceJob) => {
      if (signal?.aborted) failed(signal.reason);
      return signal?.aborted ?? false;
    };
    this.#waiting = this.#waiting.filter((job) => !isAborted(job));
    this.#running = this.#running.filter(({ job }) => !isAborted(job));
  }

  /** Reads the prompts of calls that have come meanwhile. */
  async #admit(): Promise<void> {
    for (const job of this.#waiting.splice(0)) {
      try {
        const groups = await this.#host.attempt('read-prompt', job.options, () =>
          job.watch.time('read-prompt', job.start),
        );
        const total = Math.max(0, ...groups.map(({ todo }) => todo.size));
        this.#running.push({ job, groups, total });
        job.options.onProgress?.({ stage: 'slice', done: 0, total });
      } catch (error) {
        job.failed(error);
      }
    }
  }

  /** A slice whose features are kept, else the one that the oldest call wants first. */
  #next(): { view: SliceView; index: number } | undefined {
    const groups = this.#running.flatMap((running) => running.groups);
    for (const { view, todo } of groups) {
      for (const index of todo) if (this.#features.has(view.keyOf(index))) return { view, index };
    }
    const first = groups.find(({ todo }) => todo.size > 0);
    const [index] = first?.todo ?? [];
    return first && index !== undefined ? { view: first.view, index } : undefined;
  }

  async #step(view: SliceView, index: number): Promise<void> {
    const wanting = this.#running.filter(({ groups }) => groups.some((group) => wants(group, view, index)));
    // The calls share one device: where it fails, all of them hear why, and none is to blame.
    const options = wanting[0]?.job.options.onProgress
      ? { onProgress: wanting[0].job.options.onProgress }
      : {};
    try {
      const features = await this.#host.attempt('encode', options, () => this.#encoded(view, index, wanting));
      for (const { job, groups } of wanting) {
        for (const group of groups.filter((each) => wants(each, view, index))) {
          if (job.options.signal?.aborted) break;
          const answers = await this.#host.attempt('decode', options, () =>
            timed('decode', [job], () => this.#decoded(group, index, features)),
          );
          settle(group, index, answers);
        }
      }
    } catch (error) {
      for (const { job } of wanting) job.failed(error);
      this.#running = this.#running.filter((running) => !wanting.includes(running));
    }
  }

  async #encoded(view: SliceView, index: number, wanting: readonly Running[]): Promise<Tensors | undefined> {
    const key = view.keyOf(index);
    const kept = await this.#features.get(key);
    if (kept) return kept;
    const jobs = wanting.map(({ job }) => job);
    const image = await timed('preprocess', jobs, async () => view.input(index));
    if (!image) return undefined;
    const features = await timed('encode', jobs, () => this.#host.sessions.run('imageEncoder', { image }));
    await this.#features.put(key, features);
    return features;
  }

  async #decoded(
    group: SliceGroup,
    index: number,
    features: Tensors | undefined,
  ): Promise<readonly SliceAnswer[]> {
    if (!features) return group.answers.map(() => BLANK);
    const { view, seed, together, text, answers, region, existenceThreshold } = group;
    const noise = this.#noise.draw(seed, index, answers.length);
    const results = await this.#host.sessions.run('promptDecoder', { ...features, ...noise, text });
    const output = { ...this.#host.manifest.output, existenceThreshold };
    const { plan } = view;
    const within = region?.voxels;
    return sliceAnswers(results, { plan, index, tiling: this.#tiling, output, together, within });
  }

  #finish(): void {
    this.#running = this.#running.filter(({ job, groups, total }) => {
      const left = Math.max(0, ...groups.map(({ todo }) => todo.size));
      job.options.onProgress?.({ stage: 'slice', done: total - left, total });
      if (left === 0) job.done();
      return left > 0;
    });
  }
}

function wants({ view, todo }: SliceGroup, { key }: SliceView, index: number): boolean {
  return view.key === key && todo.has(index);
}

function settle(group: SliceGroup, index: number, answers: readonly SliceAnswer[]): void {
  group.todo.delete(index);
  answers.forEach((answer, n) => {
    const growing = group.answers[n];
    growing?.add(index, answer);
    // A copy: it may be handed over to another thread.
    const mask = answer.mask && { ...answer.mask, data: answer.mask.data.slice() };
    if (growing && mask) group.onPartial({ prompt: growing.prompt, mask });
  });
}

/** Counts the time of `task` for every one of `jobs`. */
async function timed<T>(stage: Stage, jobs: readonly SliceJob[], task: () => Promise<T>): Promise<T> {
  const start = performance.now();
  try {
    return await task();
  } finally {
    for (const { watch } of jobs) watch.add(stage, performance.now() - start);
  }
}
