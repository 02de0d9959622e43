import { INFERENCE } from '#engine/timeline.ts';
import { type Owner, ownersOf } from './owners.ts';
import { type Profile, readTrace, type Span, type Trace } from './read-trace.ts';

export const CATEGORIES = [
  '__metadata',
  'blink.user_timing',
  'devtools.timeline',
  'disabled-by-default-devtools.timeline',
  'disabled-by-default-v8.cpu_profiler',
];

/** Of what scripts measure themselves, which changes no times. */
export const TIMELINE = ['__metadata', 'blink.user_timing'];

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

/**
 * From a trace without a profile: seconds that calls of the runtime took between opening a scan and its first mask, and the share of the
 * waiting that is none of them; nothing of versions that do not measure those calls.
 */
export function timelineFigures(bytes: Uint8Array): Record<string, number> {
  const trace = readTrace(bytes);
  const calls = trace.measures.filter(({ name }) => name === INFERENCE);
  if (calls.length === 0) return {};
  const spans = waits(trace, ['open', 'first']);
  const within = (span: Span) =>
    calls.reduce(
      (sum, { from, to }) => sum + Math.max(0, Math.min(to, span.to) - Math.max(from, span.from)),
      0,
    );
  return shares(
    spans,
    spans.reduce((sum, span) => sum + within(span), 0),
  );
}

/** The share of the waiting that is not inference: time in which the engine's thread was not in WebAssembly. */
function inference(trace: Trace, names: readonly string[]): Record<string, number> {
  const spans = waits(trace, names);
  const inThreads = trace.profiles
    .filter(({ thread }) => thread !== trace.mainThread)
    .map((profile) => spans.reduce((sum, span) => sum + profile.wasmIn(span), 0));
  return shares(spans, Math.max(0, ...inThreads));
}

/** From what a person did to what came of it. */
function waits({ marks }: Trace, names: readonly string[]): readonly Span[] {
  return names.map((name) => ({
    from: marks.get(`bench:${name}:begin`) ?? 0,
    to: marks.get(`bench:${name}:shown`) ?? 0,
  }));
}

function shares(spans: readonly Span[], inference: number): Record<string, number> {
  const waited = spans.reduce((sum, { from, to }) => sum + (to - from), 0);
  return {
    'inference s': inference / 1e6,
    'not inference s': (waited - inference) / 1e6,
    'open to first mask s': waited / 1e6,
    'not inference share': 1 - inference / waited,
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
