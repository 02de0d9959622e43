import type { WindowChoices } from '#engine/engine.ts';
import type { PackSessions } from '#engine/pack-sessions.ts';
import { breathe } from '#engine/queue.ts';
import type { NnunetTiling } from '#model/manifest-nnunet.ts';
import { WindowBlend } from '#model/nnunet/blend-windows.ts';
import { Field, fieldBytes } from '#model/nnunet/field.ts';
import { addMirrored, mirrored, mirrorings } from '#model/nnunet/flips.ts';
import { applyHead, type Head, headOf, identityHead, joinedHead } from '#model/nnunet/head.ts';
import { patchAt } from '#model/nnunet/patch.ts';
import type { NetworkInput } from '#model/nnunet/prepare.ts';
import { windowsInto } from '#model/nnunet/window-range.ts';
import { type Windows, windowsOf } from '#model/nnunet/windows.ts';
import type { Vec3, VoxelBox } from '#volume/types.ts';
import type { KeptWindows } from './kept-windows.ts';

export interface ScanJob {
  readonly input: Pick<NetworkInput, 'data' | 'size'>;
  readonly tiling: NnunetTiling;
  readonly sessions: PackSessions;
  /** The numbers of the heads, one fold's after another's, and how many a row has. */
  readonly banks: readonly Float32Array[];
  readonly width: number;
  /** Samples of the input that are wanted. */
  readonly box: VoxelBox;
  readonly mirror: WindowChoices['mirror'];
  /** A field of more bytes is kept in float16. */
  readonly mostBytes: number;
  /** What was said of windows before, and a place for what is said now. */
  readonly kept?: KeptWindows;
  readonly onWindow: (done: number, total: number) => void;
  readonly signal: AbortSignal | undefined;
}

/** What the network said of a scan, and what makes logits of it. */
export interface Scanned {
  readonly field: Field;
  readonly head: Head;
}

/**
 * Asks the network about every window, each fold and mirroring of it, and blends what it says: of the channels before the
 * heads and the logits after them, whichever are fewer. The head is affine, so a class of the mean is the mean of the class.
 */
export async function scanWindows(job: ScanJob): Promise<Scanned> {
  const { tiling, banks, width, box, mostBytes, signal } = job;
  const heads = banks.map((bank) => headOf(bank, width));
  const joined = joinedHead(heads);
  const asLogits = joined.classes <= joined.channels;
  const head = asLogits ? identityHead(joined.classes) : joined;
  const isHalf = fieldBytes(box, head.channels, false) > mostBytes;
  const field = new Field(box, head.channels, isHalf);
  const { input, kept } = job;
  const all = windowsOf(input.size, tiling.patchSize, tiling.stepSize);
  const windows = windowsInto(all, tiling.patchSize, box);
  const blend = new WindowBlend(field, windows, tiling.patchSize);
  const starts = [...everyStart(windows)];
  const asked = new WindowAsker(job, heads, asLogits);
  for (const [n, start] of starts.entries()) {
    const report = (done: number) => job.onWindow(n * asked.runs + done, starts.length * asked.runs);
    report(0);
    await breathe(signal);
    const known = kept?.get(start);
    const said = known ?? (await asked.ask(patchAt(input, windows, tiling.patchSize, start), report));
    if (!known) kept?.put(start, said);
    blend.add(start, said);
  }
  await breathe(signal);
  blend.finish();
  job.onWindow(starts.length * asked.runs, starts.length * asked.runs);
  return { field, head };
}

export function* everyStart({ starts: [first, second, third] }: Windows): Iterable<Vec3> {
  for (const k of first) for (const j of second) for (const i of third) yield [k, j, i];
}

/** Asks the networks of all folds about one window, mirrored in every way that is wanted. */
class WindowAsker {
  readonly #job: ScanJob;
  readonly #heads: readonly Head[];
  readonly #asLogits: boolean;
  readonly #mirrorings: readonly (readonly number[])[];

  constructor(job: ScanJob, heads: readonly Head[], asLogits: boolean) {
    this.#job = job;
    this.#heads = heads;
    this.#asLogits = asLogits;
    this.#mirrorings = mirrorings(job.mirror ? job.tiling.mirrorAxes : []);
  }

  /** How often the networks are run for a window. */
  get runs(): number {
    return this.#heads.length * this.#mirrorings.length;
  }

  /** The channels of all folds, or the mean of their logits, (channels, …patch). `report` hears of each run. */
  async ask(image: Float32Array, report: (done: number) => void): Promise<Float32Array> {
    const folds = this.#heads.length;
    let whole: Float32Array | undefined;
    for (const [n, head] of this.#heads.entries()) {
      const features = await this.#mean(image, n, (done) => report(n * this.#mirrorings.length + done));
      if (features.length !== head.channels * image.length) {
        throw new Error(`The network gave ${features.length / image.length} channels, not ${head.channels}.`);
      }
      if (!this.#asLogits) {
        whole ??= new Float32Array(folds * features.length);
        whole.set(features, n * features.length);
        continue;
      }
      const logits = new Float32Array(head.classes * image.length);
      applyHead(head, features, logits, [0, head.classes]);
      whole ??= new Float32Array(logits.length);
      for (let i = 0; i < logits.length; i++) whole[i] = (whole[i] as number) + (logits[i] as number) / folds;
    }
    return whole ?? new Float32Array();
  }

  /** What a fold says of a window, the mean over its mirrorings. */
  async #mean(image: Float32Array, fold: number, report: (done: number) => void): Promise<Float32Array> {
    const { tiling, sessions, signal } = this.#job;
    const { patchSize } = tiling;
    const graph = fold === 0 ? 'imageEncoder' : (`folds.${fold - 1}` as const);
    const share = 1 / this.#mirrorings.length;
    let sum: Float32Array | undefined;
    for (const [n, axes] of this.#mirrorings.entries()) {
      report(n);
      if (n > 0) await breathe(signal);
      const given = { dims: [1, 1, ...patchSize], data: mirrored(image, patchSize, axes) };
      const { features } = await sessions.run(graph, { image: given });
      if (!(features?.data instanceof Float32Array)) throw new Error('The network gave no float32 features.');
      if (this.#mirrorings.length === 1) return features.data;
      sum ??= new Float32Array(features.data.length);
      addMirrored(sum, features.data, patchSize, axes, share);
    }
    return sum ?? new Float32Array();
  }
}
