import type { PackWork } from './pack-work.ts';
import type { PastRun } from './past-runs.ts';
import type { ScanWork, Span } from './scan-work.ts';

/** What is known of how fast a device is. */
export interface Pace {
  readonly backend: 'webgpu' | 'wasm' | 'cpu';
  readonly threads: number;
  /** Of the benchmark's convolutions; undefined before it has been run. */
  readonly gflops: number | undefined;
  /** Earlier runs of the pack on the device. */
  readonly ofPack: readonly PastRun[];
  /** Earlier runs of any pack on it. */
  readonly ofDevice: readonly PastRun[];
}

/**
 * 'runs': how the pack went on this device before; 'benchmark': convolutions of ours; 'slices': what its manifest says that a slice
 * takes on one core.
 */
export type Basis = 'runs' | 'benchmark' | 'slices';

export type Prediction =
  | { readonly kind: 'seconds'; readonly seconds: Span; readonly basis: Basis; readonly runs: number }
  /** 'no-figure': the pack does not say what it costs; 'not-measured': nobody has measured how fast the device is. */
  | { readonly kind: 'unknown'; readonly why: 'no-figure' | 'not-measured' };

/** Against what the benchmark promises, a pack is taken to be no more than so many times as fast or as slow. */
const MOST_RATIO = 8;
/** A benchmark is of two convolutions, and says this little of another network. */
const SPREAD_OF_BENCHMARK = 1.6;
/** Runs of one pack on one device differ by this factor, or by as much as they did. */
const SPREAD_OF_RUNS = 1.2;
const MOST_SPREAD = 2;
/**
 * Seconds for a million voxels, besides the graphs: 2.9 s of the first prompt on 300 slices of 512 × 512, two threads
 * (docs/performance.md). Runs on the device correct it.
 */
const OTHER_SECONDS = 0.037;
const LEAST_OTHER = 0.002;
const MOST_OTHER = 0.5;

/** How long a run would take, from the least to the most; the pack is taken to be loaded. */
export function predict(
  pack: Pick<PackWork, 'secondsPerSlice'>,
  work: ScanWork,
  megavoxels: number,
  pace: Pace,
): Prediction {
  const speed = speedOf(pace);
  if (work.gflop && speed) {
    const other = otherSeconds(pace.ofDevice) * megavoxels;
    const seconds = {
      low: (other + work.gflop.low / speed.gflops) / speed.spread,
      high: (other + work.gflop.high / speed.gflops) * speed.spread,
    };
    return { kind: 'seconds', seconds, basis: speed.basis, runs: pace.ofPack.length };
  }
  const { secondsPerSlice } = pack;
  if (secondsPerSlice !== undefined && work.piece.kind === 'slices' && pace.backend === 'wasm') {
    const seconds = (work.pieces.high * secondsPerSlice) / pace.threads;
    return {
      kind: 'seconds',
      seconds: { low: seconds / MOST_SPREAD, high: seconds * MOST_SPREAD },
      basis: 'slices',
      runs: 0,
    };
  }
  return { kind: 'unknown', why: work.gflop ? 'not-measured' : 'no-figure' };
}

interface Speed {
  /** As the pack has it. */
  readonly gflops: number;
  readonly spread: number;
  readonly basis: Basis;
}

/** The benchmark's rate, corrected by how the pack's runs went against it; theirs alone where it has not been run. */
function speedOf({ gflops, ofPack }: Pace): Speed | undefined {
  const rates = ofPack.flatMap((run) => {
    const rate = rateOf(run);
    if (rate === undefined) return [];
    // A benchmark that is run again is better or worse by what has changed on the machine.
    const now = gflops !== undefined && run.gflops !== undefined ? gflops / run.gflops : 1;
    return [rate * clamped(now, MOST_RATIO)];
  });
  const middle = median(rates);
  if (middle === undefined) {
    return gflops === undefined ? undefined : { gflops, spread: SPREAD_OF_BENCHMARK, basis: 'benchmark' };
  }
  const bounded = gflops === undefined ? middle : gflops * clamped(middle / gflops, MOST_RATIO);
  const apart = Math.max(...rates) / middle;
  const below = middle / Math.min(...rates);
  const spread = Math.min(MOST_SPREAD, Math.max(SPREAD_OF_RUNS, Math.sqrt(apart * below)));
  return { gflops: bounded, spread, basis: 'runs' };
}

/** GFLOP/s of a run; undefined where it computed too little to tell. */
function rateOf({ gflop, computeSeconds }: PastRun): number | undefined {
  return gflop > 0 && computeSeconds > 0 ? gflop / computeSeconds : undefined;
}

function otherSeconds(runs: readonly PastRun[]): number {
  const each = runs.flatMap((run) => (run.megavoxels > 0 ? [run.otherSeconds / run.megavoxels] : []));
  return Math.min(MOST_OTHER, Math.max(LEAST_OTHER, median(each) ?? OTHER_SECONDS));
}

const clamped = (ratio: number, most: number) => Math.min(most, Math.max(1 / most, ratio));

/** The middle one; the mean of the two middle ones of an even number. */
function median(values: readonly number[]): number | undefined {
  const sorted = values.toSorted((a, b) => a - b);
  const [below, above] = [sorted[Math.floor((sorted.length - 1) / 2)], sorted[Math.floor(sorted.length / 2)]];
  return below === undefined || above === undefined ? undefined : (below + above) / 2;
}

/** Runs that take longer are announced. */
export const LONG_SECONDS = 20;

/** GFLOP/s that any device of a kind is taken to have, for each thread: hardly any is so slow. */
const SLOWEST = { wasm: 4, cpu: 8, webgpu: 100 } as const;

/** Whether a run may take so long that it is worth a second to find out. */
export function mayTakeLong(
  work: ScanWork,
  { backend, threads }: Pick<Pace, 'backend' | 'threads'>,
): boolean {
  const rate = SLOWEST[backend] * (backend === 'webgpu' ? 1 : threads);
  return (work.gflop?.high ?? 0) / rate > LONG_SECONDS;
}
