import type { Speed } from './engine.ts';
import { breathe } from './queue.ts';
import type { Backend, Session } from './runtime.ts';
import { speedGflop, speedInput } from './speed-graph.ts';

/** Sides of the cubes that are tried, the smallest first: an emulated GPU does 0.1 GFLOP/s, a real one ten thousand times that. */
const SIDES = [8, 16, 24, 32, 48, 64] as const;
/** The runs take no longer than this, but for the last, which may take as long as one was expected to. */
const BUDGET_MS = 900;
/** Of each cube: one to make ready for its shape, and two more. */
const RUNS = 3;
const MOST_RUNS = 40;

/** Clocks of browsers go by steps, and one that has not moved says nothing. */
const LEAST_MS = 0.1;

interface Watch {
  readonly now: () => number;
  readonly signal?: AbortSignal | undefined;
}

/**
 * How fast `session`, of SPEED_GRAPH, computes: the best of its runs, copies in and out included, on cubes as large as there is time
 * for. Other work on the machine only ever slows a run down. Opening the graph is not counted.
 *
 * @throws Error where what it gives is not what the graph says; whatever a run throws; `signal.reason`.
 */
export async function measureSpeed(
  session: Session,
  backend: Backend,
  { now, signal }: Watch,
): Promise<Speed> {
  const began = now();
  const spent = () => now() - began;
  let gflops = 0;
  /** Whether there is time for so many runs, as fast as the fastest was. */
  const fits = (side: number, runs: number) =>
    gflops === 0 || spent() + (1000 * speedGflop(side) * runs) / gflops <= BUDGET_MS;
  for (const [at, side] of SIDES.entries()) {
    if (!fits(side, RUNS)) break;
    const feeds = { x: speedInput(side) };
    const next = SIDES[at + 1];
    // What else the machine does comes and goes: time that no larger cube needs is for finding a moment without it.
    const isLast = () => next === undefined || !fits(next, RUNS);
    for (let n = 0; n < (isLast() ? MOST_RUNS : RUNS) && fits(side, 1); n++) {
      await breathe(signal);
      gflops = Math.max(gflops, await rate(session, feeds, side, now));
    }
  }
  return { backend, gflops, milliseconds: spent() };
}

/** GFLOP/s of a run whose result is right. */
async function rate(
  session: Session,
  feeds: Parameters<Session['run']>[0],
  side: number,
  now: () => number,
): Promise<number> {
  const began = now();
  const { y } = await session.run(feeds);
  const ms = now() - began;
  const wanted = (1 - 10 / 9 / side) ** 3;
  const isRight = y && y.data.length > 0 && y.data.every((value) => Math.abs(value - wanted) < TOLERANCE);
  if (!isRight) throw new Error(`the benchmark gave ${y?.data[0]} where ${wanted.toFixed(4)} is right`);
  return (1000 * speedGflop(side)) / Math.max(ms, LEAST_MS);
}

/** Sums of 864 products of float32, twice, and of up to 64³ of those, added in whatever order: 1e-4 of 1 at the very most. */
const TOLERANCE = 1e-3;
