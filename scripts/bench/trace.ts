import { type Owner, ownersOf } from './owners.ts';
import { type Profile, readTrace, type Span, type Trace } from './read-trace.ts';

export const CATEGORIES = [
  '__metadata',
  'blink.user_timing',
  'devtools.timeline',
  'disabled-by-default-devtools.timeline',
  'disabled-by-default-v8.cpu_profiler',
];

const LONG_MS = 100;

/**
 * From a trace of a `steps` session: seconds of inference between opening a scan and its first mask; main-thread tasks of
 * over 100 ms on the processor while it was opened and during the runs; and the same without what NiiVue did in them.
 */
export function traceFigures(bytes: Uint8Array, dist: string): Record<string, number> {
  const trace = readTrace(bytes);
  const owners = ownersOf(dist);
  const main = trace.profiles.find(({ thread }) => thread === trace.mainThread);
  const span = (name: string): Span => {
    const [from, to] = [trace.marks.get(`bench:${name}:begin`), trace.marks.get(`bench:${name}:free`)];
    if (from === undefined || to === undefined) throw new Error(`The trace has no marks of “${name}”.`);
    return { from, to };
  };
  const runs = ['first', 'further0', 'further1', 'all'];
  return {
    ...inference(trace, ['open', 'first']),
    ...longTasks('opening', trace, main, owners, [span('open')]),
    ...longTasks('runs', trace, main, owners, runs.map(span)),
  };
}

/** The share of the waiting that is not inference: time in which the engine's thread was not in WebAssembly. */
function inference(trace: Trace, names: readonly string[]): Record<string, number> {
  const spans = names.map((name) => ({
    from: trace.marks.get(`bench:${name}:begin`) ?? 0,
    to: trace.marks.get(`bench:${name}:shown`) ?? 0,
  }));
  const waited = spans.reduce((sum, { from, to }) => sum + (to - from), 0);
  const inThreads = trace.profiles
    .filter(({ thread }) => thread !== trace.mainThread)
    .map((profile) => spans.reduce((sum, span) => sum + profile.wasmIn(span), 0));
  const most = Math.max(0, ...inThreads);
  return {
    'inference s': most / 1e6,
    'open to first mask s': waited / 1e6,
    'not inference share': 1 - most / waited,
  };
}

function longTasks(
  name: string,
  { tasks }: Trace,
  main: Profile | undefined,
  owners: (url: string, line: number, column: number) => Owner,
  spans: readonly Span[],
): Record<string, number> {
  const within = tasks.filter(({ from }) => spans.some((span) => from >= span.from && from <= span.to));
  const long = within.filter(({ ran }) => ran > 1000 * LONG_MS);
  const own = long.map(({ from, to, ran }) => {
    const niivue = main?.ownedIn({ from, to }, owners).niivue ?? 0;
    return (ran * (1 - niivue / (to - from))) / 1e6;
  });
  return {
    [`${name}: long tasks n`]: long.length,
    [`${name}: longest task s`]: Math.max(0, ...long.map(({ ran }) => ran)) / 1e6,
    [`${name}: long tasks but NiiVue's n`]: own.filter((seconds) => seconds > LONG_MS / 1000).length,
    [`${name}: longest but NiiVue's s`]: Math.max(0, ...own),
  };
}
