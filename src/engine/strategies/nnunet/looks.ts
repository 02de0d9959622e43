import type { EncodeOptions } from '#engine/engine.ts';
import type { PackHost } from '#engine/pack-host.ts';
import type { Stopwatch } from '#engine/stopwatch.ts';
import type { NnunetTiling } from '#model/manifest-nnunet.ts';
import type { Decided } from '#model/nnunet/class-bytes.ts';
import { seenIn } from '#model/nnunet/coarse.ts';
import { fieldBytes } from '#model/nnunet/field.ts';
import type { Layout } from '#model/nnunet/layout.ts';
import {
  countOf,
  grown,
  openSides,
  touchedSides,
  voxelsMixedOf,
  wholeWithin,
  windowsInto,
} from '#model/nnunet/window-range.ts';
import { type Windows, windowsOf } from '#model/nnunet/windows.ts';
import { union } from '#volume/boxes.ts';
import type { VoxelBox } from '#volume/types.ts';
import { coarseCount, lookCoarsely } from './coarse-look.ts';
import { decide } from './decide-labels.ts';
import { KeptWindows } from './kept-windows.ts';
import { choiceKey, type PreparedScan, readingOf, type Seen } from './prepared-scan.ts';
import { everyStart, scanWindows } from './scan-windows.ts';

interface LooksOptions {
  readonly host: PackHost;
  readonly tiling: NnunetTiling;
  readonly cacheBytes: number;
  /** A scan has more to it now than before. */
  readonly onSeen: (scan: PreparedScan) => void;
}

/** A call, and how long it takes. */
export interface Call {
  readonly watch: Stopwatch;
  readonly options: EncodeOptions;
}

/** What was seen, and the labels that followed. */
export interface Answerable {
  readonly seen: Seen;
  readonly decided: Decided;
}

/** All that is asked about: its windows, its voxels in the network's axes, and how labels come to them. */
interface Whole {
  readonly key: string;
  readonly windows: Windows;
  readonly limits: VoxelBox;
  readonly layout: Layout;
}

/** A coarse look, and the least that could follow, are worth their time where there are as many windows. */
const WORTHWHILE = 4;

/** Has the network look at scans: at all that is asked about, or only where structures are, and what they need. */
export class Looks {
  readonly #options: LooksOptions;

  constructor(options: LooksOptions) {
    this.#options = options;
  }

  /** What the network says of all that is asked about, where it is not kept. */
  async whole(scan: PreparedScan, call: Call): Promise<Seen> {
    const whole = this.#whole(scan, call.options);
    if (scan.seen?.key === whole.key && !scan.seen.part) return scan.seen;
    return this.#look(scan, whole, whole.windows, call);
  }

  /**
   * What it says of as much as these labels need: the windows of which every voxel that has one of them is blended. More
   * are run until none has it at the edge of what is known; all, where one has none.
   *
   * @param onFirst hears of what is known before more is looked at.
   */
  async about(
    scan: PreparedScan,
    labels: readonly number[],
    call: Call,
    onFirst: (first: Answerable) => void,
  ): Promise<Answerable> {
    const whole = this.#whole(scan, call.options);
    const kept = new KeptWindows(this.#keptBytes(scan, whole));
    let windows = await this.#firstWindows(scan, labels, whole, call);
    for (;;) {
      const seen = await this.#enough(scan, whole, windows, { ...call, kept });
      const decided = await this.decided(seen, call);
      if (!seen.part) return { seen, decided };
      const isThere = labels.every((label) => decided.decision.labels.includes(label));
      const sides = touchedSides(
        decided.decision.labels,
        decided.layout.size,
        new Set(labels),
        openSides(scan.limits(seen.part), whole.limits),
      );
      if (isThere && sides.length === 0) return { seen, decided };
      onFirst({ seen, decided });
      windows = isThere ? grown(whole.windows, seen.windows, sides) : whole.windows;
    }
  }

  /** The label of every voxel, decided once. */
  async decided(seen: Seen, { watch, options: { signal } }: Call): Promise<Decided> {
    if (seen.decided) return seen.decided;
    const { layout, field, head } = seen;
    const decision = await watch.time('decode', (report) =>
      decide({ layout, field, head, host: this.#options.host, onSlice: report, signal }),
    );
    seen.decided = { layout, field, head, decision };
    return seen.decided;
  }

  #whole(scan: PreparedScan, options: EncodeOptions): Whole {
    const { patchSize, stepSize } = this.#options.tiling;
    const limits = scan.limits(options.region);
    const layout = scan.layout(limits);
    const windows = windowsInto(windowsOf(scan.input.size, patchSize, stepSize), patchSize, layout.box);
    return { key: choiceKey(options, this.#options.tiling), windows, limits, layout };
  }

  /** By a coarse look, where one is worth its time: the windows that blend all that was seen of these labels. */
  async #firstWindows(
    scan: PreparedScan,
    labels: readonly number[],
    { key, windows }: Whole,
    { watch, options: { signal } }: Call,
  ): Promise<Windows> {
    const { host, tiling, cacheBytes, onSeen } = this.#options;
    const isWorthwhile = countOf(windows) >= WORTHWHILE * coarseCount(scan.input, tiling);
    if (!isWorthwhile || (scan.seen?.key === key && !scan.seen.part)) return windows;
    if (!scan.coarse) {
      scan.coarse = await watch.time('preprocess', (onWindow) =>
        lookCoarsely({ input: scan.input, tiling, host, mostBytes: cacheBytes / 2, onWindow, signal }),
      );
      onSeen(scan);
    }
    const { labels: coarse, size } = scan.coarse;
    const boxes = labels.map((label) => seenIn(coarse, size, label, scan.input.size));
    const box = union(boxes.flatMap((each) => each ?? []));
    if (!box || boxes.includes(undefined)) return windows;
    const some = windowsInto(windows, tiling.patchSize, box);
    // Seen beside the region that is asked about: there nothing is to be found, and all of the region says so.
    return countOf(some) === 0 ? windows : some;
  }

  /** What is kept, where it is of these windows; else they are run, or all of them once that costs no more. */
  async #enough(
    scan: PreparedScan,
    whole: Whole,
    windows: Windows,
    call: Call & { readonly kept: KeptWindows },
  ): Promise<Seen> {
    const { seen } = scan;
    if (seen?.key === whole.key && (!seen.part || isAmong(windows, seen.windows))) return seen;
    const spent = scan.spent.key === whole.key ? scan.spent.windows : 0;
    const isAll = spent + furtherThan(call.kept, windows) >= countOf(whole.windows);
    return this.#look(scan, whole, isAll ? whole.windows : windows, call);
  }

  async #look(
    scan: PreparedScan,
    whole: Whole,
    windows: Windows,
    { watch, options, kept }: Call & { readonly kept?: KeptWindows },
  ): Promise<Seen> {
    const { host, tiling, cacheBytes, onSeen } = this.#options;
    const { signal, windows: choices = {} } = options;
    scan.seen = undefined;
    const voxels = this.#voxels(scan, whole, windows);
    const spent = scan.spent.key === whole.key ? scan.spent.windows : 0;
    scan.spent = { key: whole.key, windows: spent + furtherThan(kept, windows) };
    const layout = voxels ? scan.layout(voxels) : whole.layout;
    const scanned = await watch.time('encode', (report) =>
      scanWindows({
        ...{ input: scan.input, tiling, box: layout.box, signal, mirror: choices.mirror },
        ...{ sessions: host.sessions, banks: host.banks, width: host.manifest.text.bank?.width ?? 0 },
        ...{ mostBytes: cacheBytes / 2, onWindow: report, ...(kept && { kept }) },
      }),
    );
    const run = countOf(windows);
    const reading = readingOf(choices, tiling, {
      ...{ folds: host.banks.length, inFloat16: scanned.field.isHalf, run, of: countOf(whole.windows) },
    });
    const part = voxels && scan.regionOf(voxels);
    scan.seen = { ...scanned, layout, windows, part, key: whole.key, reading, decided: undefined };
    scan.milliseconds = { ...watch.milliseconds };
    onSeen(scan);
    return scan.seen;
  }

  /** Voxels about which these windows say all that is to be said; undefined where that is every one. */
  #voxels(scan: PreparedScan, { windows: all, limits, layout }: Whole, some: Windows): VoxelBox | undefined {
    if (countOf(some) === countOf(all)) return undefined;
    const box = wholeWithin(all, some, this.#options.tiling.patchSize, scan.input.size);
    return voxelsMixedOf(layout, limits, box);
  }

  /** What may be kept beside a field of everything. */
  #keptBytes({ input }: PreparedScan, { layout }: Whole): number {
    const { host, cacheBytes } = this.#options;
    const channels = host.banks.length * ((host.manifest.text.bank?.width ?? 1) - 1);
    return Math.max(0, cacheBytes / 2 - fieldBytes(layout.box, channels, true) - input.data.byteLength);
  }
}

/** How many windows are left to be run. */
function furtherThan(kept: KeptWindows | undefined, windows: Windows): number {
  return [...everyStart(windows)].filter((start) => !kept?.get(start)).length;
}

function isAmong(some: Windows, all: Windows): boolean {
  return some.starts.every((along, axis) =>
    along.every((start) => all.starts[axis as 0 | 1 | 2].includes(start)),
  );
}
