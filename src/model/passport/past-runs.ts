import { z } from 'zod/mini';

/** A run as it was predicted and as it went: numbers alone, and nothing of the scan but how large it was. */
const pastRun = z.object({
  /** Backend, adapter, threads and version of parse3d: what the time goes by. */
  device: z.string(),
  /** Id, version and precision. */
  pack: z.string(),
  /** GFLOP of the windows that were run, and the seconds that the graphs took for them. */
  gflop: z.number().check(z.gte(0)),
  computeSeconds: z.number().check(z.gte(0)),
  /** All other seconds of the run: onto the model's grid and back, measuring. */
  otherSeconds: z.number().check(z.gte(0)),
  /** Voxels of the scan, in millions. */
  megavoxels: z.number().check(z.gte(0)),
  /** What the benchmark said at the time, GFLOP/s; absent where it had not been run. */
  gflops: z.optional(z.number().check(z.gt(0))),
  /** What was said before; absent where nothing was. */
  predicted: z.optional(z.object({ low: z.number(), high: z.number() })),
  tookSeconds: z.number().check(z.gte(0)),
});

export type PastRun = Readonly<z.infer<typeof pastRun>>;

/** So many of a pack on a device count, the latest ones. */
export const MOST_RUNS = 9;
const MOST_KEPT = 200;

/** What was kept, without what is none of ours. */
export function readPastRuns(json: unknown): readonly PastRun[] {
  const parsed = z.array(z.unknown()).safeParse(json);
  if (!parsed.success) return [];
  return parsed.data.flatMap((each) => {
    const run = pastRun.safeParse(each);
    return run.success ? [run.data] : [];
  });
}

/** `runs` and one more, the oldest of its pack and device dropped where there are enough. */
export function withRun(runs: readonly PastRun[], run: PastRun): readonly PastRun[] {
  const isAlike = ({ device, pack }: PastRun) => device === run.device && pack === run.pack;
  const alike = runs.filter(isAlike);
  const dropped = new Set(alike.slice(0, Math.max(0, alike.length + 1 - MOST_RUNS)));
  return [...runs.filter((each) => !dropped.has(each)), run].slice(-MOST_KEPT);
}

const speeds = z.record(z.string(), z.number().check(z.gt(0)));

/** GFLOP/s by device, as far as that was kept. */
export function readSpeeds(json: unknown): Readonly<Record<string, number>> {
  const parsed = speeds.safeParse(json);
  return parsed.success ? parsed.data : {};
}
