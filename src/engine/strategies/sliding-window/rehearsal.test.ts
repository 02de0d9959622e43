import { afterEach, expect, test, vi } from 'vitest';
import type { ModelManifest } from '#model/manifest.ts';
import type { WindowTiling } from '#model/tilings.ts';
import * as judging from './judge-prompt.ts';
import { Rehearsal } from './rehearsal.ts';

vi.mock('./judge-prompt.ts', { spy: true });

const TILING: WindowTiling = {
  kind: 'window-3d',
  size: [64, 64, 24],
  multipleOf: [16, 16, 16],
  overlap: 0.1,
  blend: 'gaussian',
};
const OUTPUT: ModelManifest['output'] = {
  existenceThreshold: 0.5,
  maskThreshold: 0.5,
  components: 'largest',
};
const judge = vi.mocked(judging.judgePrompt);

afterEach(() => judge.mockClear());

/** Says no at the n-th time that it is asked. */
function stopsAt(n: number): AbortSignal {
  let asked = 0;
  const throwIfAborted = () => {
    asked += 1;
    if (asked === n) throw new Error('stopped');
  };
  return { throwIfAborted } as unknown as AbortSignal;
}

test('the ball is found, as large as it is: all of the way to an answer is gone', async () => {
  await new Rehearsal(TILING, OUTPUT).run(undefined);
  const verdicts = judge.mock.results.map(({ value }) => value);
  expect(verdicts.length).toBeGreaterThan(1);
  const [ball] = verdicts;
  if (ball?.kind !== 'found') throw new Error(`It was ${ball?.kind}.`);
  // 18 samples of 2 × 2 × 3 mm about the middle, less what lies beyond the slices there are; a step of interpolation.
  const mL = (4 / 3) * Math.PI * 36 * 36 * 54 * 1e-3;
  expect(ball.measurement.volumeMl / mL).toBeCloseTo(1, 1);
  expect(ball.measurement.figures).not.toEqual({});
});

test('cancelled, it ends after a step, and goes on from there', async () => {
  const whole = new Rehearsal(TILING, OUTPUT);
  await whole.run(undefined);
  const steps = judge.mock.calls.length;
  judge.mockClear();
  const rehearsal = new Rehearsal(TILING, OUTPUT);
  await expect(rehearsal.run(stopsAt(3))).rejects.toThrow('stopped');
  expect(judge).not.toHaveBeenCalled();
  await expect(rehearsal.run(stopsAt(8))).rejects.toThrow('stopped');
  const before = judge.mock.calls.length;
  expect(before).toBeGreaterThan(0);
  expect(before).toBeLessThan(steps);
  await rehearsal.run(undefined);
  expect(judge).toHaveBeenCalledTimes(steps);
});

test('once is enough', async () => {
  const rehearsal = new Rehearsal(TILING, OUTPUT);
  await rehearsal.run(undefined);
  judge.mockClear();
  await rehearsal.run(stopsAt(1));
  expect(judge).not.toHaveBeenCalled();
});
