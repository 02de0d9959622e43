import { expect, test } from 'vitest';
import type { Stage } from '#engine/engine.ts';
import { runShare } from './run-share.ts';

const WINDOWS: readonly Stage[] = [
  'download',
  'verify',
  'compile',
  'preprocess',
  'encode',
  'read-prompt',
  'decode',
  'postprocess',
];

/** Shares at the beginning, in the middle and at the end of each stage, in the order in which stages follow each other. */
function sharesOf(stages: readonly Stage[], featuresKept: boolean): readonly number[] {
  return stages.flatMap((stage) =>
    [0, 2, 4].map((done) => runShare({ stage, done, total: 4 }, featuresKept)),
  );
}

test.each([
  ['of which the image is read first', WINDOWS, false],
  ['on features that are kept', ['read-prompt', 'decode', 'postprocess'], true],
  ['that goes slice by slice', ['download', 'verify', 'compile', 'slice'], false],
  ['that goes slice by slice, on features that are kept', ['read-prompt', 'slice'], true],
] as const)(
  'the bar of a run %s begins empty, only goes on, and ends full',
  (_what, stages, featuresKept) => {
    const shares = sharesOf(stages, featuresKept);
    expect(shares[0]).toBe(0);
    expect(shares.at(-1)).toBe(1);
    expect([...shares].sort((a, b) => a - b)).toEqual(shares);
    for (const stage of stages) {
      const of = (done: number) => runShare({ stage, done, total: 4 }, featuresKept);
      expect(of(2), stage).toBeGreaterThan(of(0));
      expect(of(4), stage).toBeGreaterThan(of(2));
    }
  },
);

test('stages follow each other without a gap or a step back', () => {
  for (const [n, stage] of WINDOWS.slice(1).entries()) {
    const before = runShare({ stage: WINDOWS[n] as Stage, done: 1, total: 1 }, false);
    expect(runShare({ stage, done: 0, total: 1 }, false), stage).toBeCloseTo(before, 12);
  }
});

test('where the image must be read first, reading it takes most of the bar; else the prompts do', () => {
  const span = (stage: Stage, featuresKept: boolean) =>
    runShare({ stage, done: 1, total: 1 }, featuresKept) -
    runShare({ stage, done: 0, total: 1 }, featuresKept);
  expect(span('encode', false)).toBeGreaterThan(0.5);
  expect(span('decode', true)).toBeGreaterThan(0.5);
});

test('a stage that has not said how long it is has not begun, and none goes beyond its end', () => {
  const empty = { stage: 'encode', done: 0, total: 0 } as const;
  expect(runShare(empty, false)).toBe(runShare({ ...empty, total: 5 }, false));
  expect(runShare({ stage: 'encode', done: 7, total: 5 }, false)).toBe(
    runShare({ stage: 'encode', done: 5, total: 5 }, false),
  );
});
