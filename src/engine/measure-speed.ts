import type { Speed } from './engine.ts';
import { breathe } from './queue.ts';
import type { Backend, Session } from './runtime.ts';
import { speedGflop, speedInput } from './speed-graph.ts';

/** Sides of the cubes that are tried, the smallest first: an emulated GPU does 0.1 GFLOP/s, a real one ten thousand times that. */
const SIDES = [8, 16, 24, 32, 48, 64] as const;
/** The runs take no longer than this, but for the last, which may take as long as one was expected to. */
const BUDGET_MS = 900;
/** Of each cube: one to make ready for its shape, and these. */
const TIMED_RUNS = 2;

interface Watch {
  readonly now: () => number;
  readonly signal?: AbortSignal | undefined;
}

/**
 * How fast `session`, of SPEED_GRAPH, computes: the best run of the largest cube that there was time for, copies in and out
 * included. Opening it is not counted.
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
  let best = { gflop: 0, ms: Number.POSITIVE_INFINITY };
  for (const side of SIDES) {
    const gflop = speedGflop(side);
    const expected = (gflop / best.gflop) * best.ms * (1 + TIMED_RUNS);
    if (best.gflop > 0 && spent() + expected > BUDGET_MS) break;
    const feeds = { x: speedInput(side) };
    let ms = await timed(session, feeds, side, now);
    for (let n = 0; n < TIMED_RUNS && spent() + ms <= BUDGET_MS; n++) {
      await breathe(signal);
      ms = Math.min(ms, await timed(session, feeds, side, now));
    }
    best = { gflop, ms };
  }
  // A clock that does not move says nothing.
  const seconds = Math.max(best.ms, 0.01) / 1000;
  return { backend, gflops: best.gflop / seconds, milliseconds: spent() };
}

/** Milliseconds of a run whose result is right. */
async function timed(
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
  return ms;
}

/** Sums of 864 products of float32, twice, and of up to 64³ of those, added in whatever order: 1e-4 of 1 at the very most. */
const TOLERANCE = 1e-3;
