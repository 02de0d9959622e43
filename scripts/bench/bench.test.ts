import { describe, expect, test } from 'vitest';
import { barsOf } from './bars.ts';
import type { Measurement } from './measurement.ts';
import { stageSeconds } from './node-session.ts';
import { readOptions } from './options.ts';
import { plan } from './plan.ts';
import { readTrace } from './read-trace.ts';
import { summary } from './statistics.ts';
import { markdown } from './table.ts';

describe('statistics', () => {
  test('the median of an even number of runs lies between the middle two, and outliers do not move it', () => {
    expect(summary([9, 1, 2, 4])).toEqual({ median: 3, low: 1, high: 9, runs: 4 });
    expect(summary([1, 2, 90]).median).toBe(2);
    expect(() => summary([])).toThrow(RangeError);
  });
});

describe('the plan', () => {
  test('versions take turns within a session, and a profile is taken once of each', () => {
    const steps = plan({ cases: [100], places: ['stub'], runs: 2, versions: ['old', 'new'] });
    expect(steps.map(({ session, run, version }) => `${session} ${run} ${version}`)).toEqual([
      ...['steps 0 old', 'steps 0 new', 'steps 1 old', 'steps 1 new'],
      ...['typed 0 old', 'typed 0 new', 'typed 1 old', 'typed 1 new'],
      ...['timed 0 old', 'timed 0 new', 'timed 1 old', 'timed 1 new'],
      ...['all 0 old', 'all 0 new', 'all 1 old', 'all 1 new'],
      ...['traced 0 old', 'traced 0 new'],
    ]);
  });

  test('an option that is not known is refused with those that are', () => {
    expect(() => readOptions(['--gl', 'fast'])).toThrow('--gl is stub or software, not fast');
    expect(readOptions(['--only', 'page', '--gl', 'software'])?.places).toEqual(['software']);
  });
});

const at = (version: string, values: Record<string, number>, of: Partial<Measurement> = {}): Measurement => ({
  ...{ version, slices: 151, place: 'node', session: 'one', run: 0 },
  ...of,
  values,
});

const MEASURED = [
  at('old', { 'wall s': 10 }),
  at('old', { 'wall s': 24 }, { session: 'all' }),
  at('new', { 'wall s': 4 }),
  at('new', { 'wall s': 8 }, { run: 1 }),
  at('new', { 'wall s': 9 }, { session: 'all' }),
  at('new', { 'peak bytes': 1.3e9 }, { session: 'all', slices: 600 }),
];

describe('the report', () => {
  test('an aim is a ratio of medians, met up to its bound, and left out where nothing was measured', () => {
    expect(barsOf(MEASURED, { before: 'old', after: 'new' })).toEqual([
      expect.objectContaining({ most: 1.5, before: 2.4, after: 1.5, isMet: true }),
      expect.objectContaining({ unit: 'GB', before: undefined, after: 1.3e9, isMet: false }),
    ]);
  });

  test('the table has each version’s median and spread, and their ratio', () => {
    const facts = {
      ...{ processors: 2, node: '22.0.0', chromium: '150', date: '2026-11-26' },
      ...{ scans: 'phantom' as const, versions: { before: 'old', after: 'new' } },
    };
    const lines = markdown({ facts, measurements: MEASURED }).split('\n');
    expect(lines).toContain('| one object, whole command | 10 s | 6.0 s (4.0 to 8.0) | 0.60 × |');
    expect(lines).toContain(
      '| 600 slices, terminal: peak memory with all 14 | 1.20 GB | – | 1.30 GB | **missed** |',
    );
    expect(lines[0]).toContain('made of the phantom');
  });
});

describe('a trace', () => {
  const frame = (id: number, parent: number | undefined, url: string, codeType = 'JS') => ({
    id,
    ...(parent !== undefined && { parent }),
    callFrame: { url, lineNumber: 0, columnNumber: 0, codeType },
  });
  const profile = (tid: number, id: string, nodes: readonly object[], samples: readonly number[]) => [
    { name: 'Profile', ph: 'P', pid: 1, tid, id, ts: 0, args: { data: { startTime: 1000 } } },
    {
      ...{ name: 'ProfileChunk', ph: 'P', pid: 1, tid: 99, id, ts: 0 },
      args: { data: { cpuProfile: { nodes, samples }, timeDeltas: samples.map(() => 100) } },
    },
  ];
  const trace = readTrace(
    new TextEncoder().encode(
      JSON.stringify({
        traceEvents: [
          { name: 'bench:first:begin', ph: 'I', pid: 1, tid: 7, ts: 1000 },
          { name: 'RunTask', ph: 'X', pid: 1, tid: 7, ts: 1100, dur: 300, tdur: 250 },
          { name: 'RunTask', ph: 'X', pid: 1, tid: 8, ts: 1100, dur: 900 },
          { name: 'RunTask', ph: 'X', pid: 2, tid: 7, ts: 1100, dur: 900 },
          ...profile(
            7,
            'a',
            [frame(1, undefined, ''), frame(2, 1, 'niivue'), frame(3, 2, 'app'), frame(4, 2, '')],
            [2, 3, 4, 1],
          ),
          ...profile(
            8,
            'b',
            [frame(1, undefined, 'app'), frame(2, 1, 'graph', 'wasm'), frame(3, 2, '')],
            [1, 3, 2, 1],
          ),
        ],
      }),
    ),
  );

  test('only tasks of the thread that set the marks are the main thread’s', () => {
    expect(trace.tasks).toEqual([{ from: 1100, to: 1400, ran: 250 }]);
    expect(trace.marks.get('bench:first:begin')).toBe(1000);
  });

  test('time belongs to the innermost function whose owner is known, the browser’s own work to its caller', () => {
    const owner = (url: string) => (url === '' ? undefined : url === 'niivue' ? 'niivue' : 'other');
    const [main] = trace.profiles;
    expect(main?.ownedIn({ from: 1100, to: 1400 }, owner)).toEqual({ niivue: 200, other: 100 });
    expect(main?.ownedIn({ from: 1150, to: 1220 }, owner)).toEqual({ niivue: 50, other: 20 });
  });

  test('what WebAssembly calls is WebAssembly’s time too', () => {
    expect(trace.profiles[1]?.wasmIn({ from: 0, to: 2000 })).toBe(200);
  });

  test('a trace without marks is refused', () => {
    expect(() => readTrace(new TextEncoder().encode('{"traceEvents":[]}'))).toThrow('no marks');
  });
});

test('seconds of stages are read from reports of any format, and what several answers shared counts once', () => {
  const shared = { preprocess: 200, encode: 1500 };
  const findings = [
    { source: { milliseconds: { ...shared, decode: 40 } } },
    { source: { milliseconds: { ...shared, decode: 40, postprocess: 10 } } },
    { source: null },
  ];
  const seconds = { 'preprocess s': 0.2, 'encode s': 1.5, 'decode s': 0.04, 'postprocess s': 0.01 };
  expect(stageSeconds({ findings })).toEqual(seconds);
  expect(stageSeconds({ milliseconds: { ...shared, decode: 40, postprocess: 10 } })).toEqual(seconds);
});
