import { expect, test } from 'vitest';
import { roundTime } from './in-words.ts';
import { memoryFact } from './memory.ts';
import { MOST_RUNS, type PastRun, readPastRuns, readSpeeds, withRun } from './past-runs.ts';
import { mayTakeLong, type Pace, predict } from './predict.ts';
import type { ScanWork } from './scan-work.ts';

const work = (low: number, high = low): ScanWork => ({
  pieces: { low: 3, high: 3 },
  piece: { kind: 'windows', size: [8, 8, 8] },
  gflop: { low, high },
});
const RUN: PastRun = {
  ...{ device: 'd', pack: 'p', gflop: 100, computeSeconds: 10, otherSeconds: 1, megavoxels: 10 },
  ...{ gflops: 20, tookSeconds: 11 },
};
const BARE: Pace = { backend: 'wasm', threads: 2, gflops: undefined, ofPack: [], ofDevice: [] };
const after = (...runs: readonly PastRun[]): Pace => ({ ...BARE, gflops: 20, ofPack: runs, ofDevice: runs });

function seconds(pace: Pace, of = work(200), megavoxels = 0) {
  const prediction = predict({}, of, megavoxels, pace);
  if (prediction.kind !== 'seconds') throw new Error(prediction.why);
  const { low, high } = prediction.seconds;
  return { ...prediction, middle: Math.sqrt(low * high) };
}

test('without a figure or a measurement nothing is promised', () => {
  expect(predict({}, { ...work(1), gflop: undefined }, 1, after())).toEqual({
    kind: 'unknown',
    why: 'no-figure',
  });
  expect(predict({}, work(200), 1, BARE)).toEqual({ kind: 'unknown', why: 'not-measured' });
});

test('at first it is GFLOP over GFLOP/s, widely', () => {
  const first = seconds({ ...BARE, gflops: 20 });
  expect(first.basis).toBe('benchmark');
  expect(first.middle).toBeCloseTo(10, 9);
  expect(first.seconds.high / first.seconds.low).toBeCloseTo(1.6 ** 2, 9);
});

test('what is not known of the work widens the range', () => {
  const { low, high } = seconds({ ...BARE, gflops: 20 }, work(100, 200)).seconds;
  expect(low).toBeCloseTo(5 / 1.6, 9);
  expect(high).toBeCloseTo(10 * 1.6, 9);
});

test('a run corrects the next: half as fast as the benchmark is twice as long, and the range is narrower', () => {
  const second = seconds(after(RUN));
  expect(second).toMatchObject({ basis: 'runs', runs: 1 });
  expect(second.middle).toBeCloseTo(20, 9);
  expect(second.seconds.high / second.seconds.low).toBeCloseTo(1.2 ** 2, 9);
});

test('runs alone will do where the benchmark has never been run', () => {
  expect(seconds({ ...BARE, ofPack: [RUN], ofDevice: [RUN] }).middle).toBeCloseTo(20, 9);
});

test('one run that went astray among others moves nothing, and no run moves it beyond eight times', () => {
  const astray = { ...RUN, computeSeconds: 500 };
  expect(seconds(after(RUN, astray, RUN)).middle).toBeCloseTo(20, 9);
  // 200 GFLOP at an eighth of 20 GFLOP/s.
  expect(seconds(after(astray)).middle).toBeCloseTo(80, 9);
});

test('a benchmark that is half of what it was says that runs take twice as long', () => {
  expect(seconds({ ...after(RUN), gflops: 10 }).middle).toBeCloseTo(40, 9);
});

test('runs that differ give a range as wide as they differ, up to twice either way', () => {
  const ratio = (...ofSeconds: readonly number[]) => {
    const { low, high } = seconds(
      after(...ofSeconds.map((each) => ({ ...RUN, computeSeconds: each }))),
    ).seconds;
    return Math.sqrt(high / low);
  };
  expect(ratio(8, 10, 12.5)).toBeCloseTo(1.25, 9);
  expect(ratio(1, 10, 100)).toBeCloseTo(2, 9);
});

test('what is not computing goes by the size of the scan, as it went on the device', () => {
  const small = seconds(after(RUN), work(0), 10);
  const large = seconds(after(RUN), work(0), 100);
  expect(small.middle).toBeCloseTo(1, 9);
  expect(large.middle).toBeCloseTo(10, 9);
  // A run of which it is not told apart is not asked.
  expect(seconds(after({ ...RUN, megavoxels: 0 }), work(0), 100).middle).toBeCloseTo(3.7, 9);
});

test('of a pack that goes by slices and says how long one takes, that is shared by the threads', () => {
  const slices: ScanWork = {
    ...work(1),
    gflop: undefined,
    pieces: { low: 10, high: 10 },
    piece: { kind: 'slices', size: [512, 512] },
  };
  const prediction = predict({ secondsPerSlice: 30 }, slices, 1, BARE);
  expect(prediction).toMatchObject({ kind: 'seconds', basis: 'slices', seconds: { low: 75, high: 300 } });
  expect(predict({ secondsPerSlice: 30 }, slices, 1, { ...BARE, backend: 'webgpu' })).toMatchObject({
    why: 'no-figure',
  });
});

test('only what may take longer than 20 s on a slow device is worth a measurement', () => {
  expect(mayTakeLong(work(150), BARE)).toBe(false);
  expect(mayTakeLong(work(170), BARE)).toBe(true);
  expect(mayTakeLong(work(170), { backend: 'webgpu', threads: 1 })).toBe(false);
  expect(mayTakeLong({ ...work(1), gflop: undefined }, BARE)).toBe(false);
});

test('times are said in round numbers of one unit', () => {
  const said = (low: number, high = low) => {
    const { unit, from, to } = roundTime({ low, high });
    return from === to ? `${from} ${unit}` : `${from}–${to} ${unit}`;
  };
  expect([said(0.2), said(1.4), said(9.4), said(17), said(63)]).toEqual([
    '1 s',
    '1 s',
    '9 s',
    '15 s',
    '60 s',
  ]);
  expect([said(89), said(91), said(600), said(5399), said(5401)]).toEqual([
    '90 s',
    '2 min',
    '10 min',
    '90 min',
    '2 h',
  ]);
  expect([said(10, 15.9), said(10, 17), said(50, 200)]).toEqual(['15 s', '10–15 s', '1–3 min']);
});

test('memory is what the browser says, else a guess between bounds', () => {
  expect(memoryFact(8, 2)).toEqual({ from: 'browser', bytes: 8 * 2 ** 30 });
  expect(memoryFact(undefined, 2)).toEqual({ from: 'guess', leastBytes: 2 ** 31, mostBytes: 2 ** 33 });
  const many = memoryFact(undefined, 1000);
  expect(many.from === 'guess' && many.mostBytes).toBe(2 ** 36);
});

test('of a pack and device the latest runs are kept, and what is no run is not read', () => {
  let runs: readonly PastRun[] = [{ ...RUN, pack: 'other' }];
  for (let n = 0; n < MOST_RUNS + 3; n++) runs = withRun(runs, { ...RUN, gflop: n });
  expect(runs.filter(({ pack }) => pack === 'p').map(({ gflop }) => gflop)).toEqual([
    3, 4, 5, 6, 7, 8, 9, 10, 11,
  ]);
  expect(runs).toHaveLength(MOST_RUNS + 1);
  expect(readPastRuns(JSON.parse(JSON.stringify(runs)))).toEqual(runs);
  expect(readPastRuns([{ ...RUN, gflop: -1 }, 7, RUN])).toEqual([RUN]);
  expect([readPastRuns(null), readPastRuns('x'), readSpeeds([1]), readSpeeds({ d: 0 })]).toEqual([
    [],
    [],
    {},
    {},
  ]);
  expect(readSpeeds({ d: 12 })).toEqual({ d: 12 });
});
