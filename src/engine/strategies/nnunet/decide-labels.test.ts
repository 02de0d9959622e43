import { expect, test } from 'vitest';
import { nodeRuntime } from '#cli/node-runtime.ts';
import { eachProbability } from '#model/nnunet/class-bytes.ts';
import { Decision } from '#model/nnunet/decide.ts';
import { Field } from '#model/nnunet/field.ts';
import { type Head, headOf, identityHead } from '#model/nnunet/head.ts';
import type { Layout } from '#model/nnunet/layout.ts';
import { identityTaps, linearTaps } from '#model/nnunet/taps.ts';
import { largestOf } from '#testing/differences.ts';
import type { Vec3 } from '#volume/types.ts';
import { decide } from './decide-labels.ts';

const SIZE: Vec3 = [5, 7, 9];
const [CLASSES, CHANNELS] = [30, 4];
const host = { openOwn: (graph: Uint8Array) => nodeRuntime.open(graph, 'cpu') };
const quiet = { onSlice: () => undefined, signal: undefined };

/** Places `times` as close along each axis as the field's samples. */
function layout(times: number): Layout {
  const taps = (axis: 0 | 1 | 2) =>
    times === 1 ? identityTaps(SIZE[axis]) : linearTaps(SIZE[axis], times * SIZE[axis]);
  const all = [taps(0), taps(1), taps(2)] as const;
  const size = all.map(({ low }) => low.length) as unknown as Vec3;
  const places = all.map(({ low }) => low.map((_, n) => n)) as unknown as Layout['places'];
  return { size, taps: [all[0], all[1], all[2]], places, box: { from: [0, 0, 0], to: SIZE } };
}

/** A field of which `value` says what it holds. */
function field(channels: number, value: (n: number) => number): Field {
  const made = new Field({ from: [0, 0, 0], to: SIZE }, channels, false);
  const length = channels * SIZE[1] * SIZE[2];
  for (let k = 0; k < SIZE[0]; k++) {
    made.setSlice(
      k,
      Float32Array.from({ length }, (_, n) => value(k * length + n)),
    );
  }
  return made;
}

const wave = (n: number) => Math.sin(n * 12.9898) * 4;
const head: Head = headOf(
  Float32Array.from({ length: CLASSES * (CHANNELS + 1) }, (_, n) => wave(n + 7)),
  CHANNELS + 1,
);

/** What JavaScript decides. */
function slowly(places: Layout, seen: Field, of: Head): Decision {
  const decision = new Decision(places, seen, of);
  for (let k = 0; k < places.size[0]; k++) decision.decideSlice(k);
  return decision;
}

test('the runtime decides as JavaScript does: labels, sums, and where each class has a share', async () => {
  const [places, seen] = [layout(1), field(CHANNELS, wave)];
  const [fast, slow] = [
    await decide({ ...quiet, layout: places, field: seen, head, host }),
    slowly(places, seen, head),
  ];
  expect(fast.labels).toEqual(slow.labels);
  expect(new Set(fast.labels).size).toBeGreaterThan(8);
  // A class that JavaScript takes for certain is so to 1e-4.
  expect(largestOf(fast.logSums, slow.logSums)).toBeLessThan(1.1e-4);
  for (let c = 0; c < CLASSES; c++) {
    expect(fast.boxOf(c)).toEqual(slow.boxOf(c));
    expect(fast.peakOf(c)).toBeCloseTo(slow.peakOf(c), 3);
  }
});

test('between samples logits are mixed, then compared, class by class', () => {
  const [places, seen] = [layout(3), field(CLASSES, wave)];
  const decision = slowly(places, seen, identityHead(CLASSES));
  const [depth, rows, columns] = places.size;
  const logitAt = (c: number, place: readonly number[]) => {
    let sum = 0;
    for (const corner of [0, 1, 2, 3, 4, 5, 6, 7]) {
      const [samples, weight] = place.reduce<[number[], number]>(
        ([at, product], n, axis) => {
          const { low, high, share } = places.taps[axis as 0 | 1 | 2];
          const isHigh = (corner >> axis) & 1;
          const own = share[n] ?? 0;
          return [[...at, (isHigh ? high : low)[n] ?? 0], product * (isHigh ? own : 1 - own)];
        },
        [[], 1],
      );
      const [k = 0, j = 0, i = 0] = samples;
      sum += weight * Math.fround(wave(((k * CLASSES + c) * SIZE[1] + j) * SIZE[2] + i));
    }
    return sum;
  };
  for (let n = 0; n < depth * rows * columns; n += 37) {
    const place = [Math.floor(n / (rows * columns)), Math.floor(n / columns) % rows, n % columns];
    const logits = Array.from({ length: CLASSES }, (_, c) => logitAt(c, place));
    const sum = Math.log(logits.reduce((all, logit) => all + Math.exp(logit), 0));
    expect(decision.labels[n]).toBe(logits.indexOf(Math.max(...logits)));
    expect(decision.logSums[n]).toBeCloseTo(sum, 3);
  }
});

test('of equal classes the first has the voxel, and each its equal share', async () => {
  const flat = headOf(Float32Array.from([0, 1, 0, 2, 0, 2, 0, 2]), 2);
  const seen = field(1, () => 1);
  for (const times of [1, 2]) {
    const places = layout(times);
    const decision = await decide({ ...quiet, layout: places, field: seen, head: flat, host });
    expect([...new Set(decision.labels)]).toEqual([1]);
    const whole = { from: [0, 0, 0] as const, to: places.size };
    eachProbability(
      { layout: places, field: seen, head: flat, decision },
      3,
      whole,
      (_, probability, isLabel) => {
        expect(probability).toBeCloseTo(Math.E ** 2 / (3 * Math.E ** 2 + Math.E), 5);
        expect(isLabel).toBe(false);
      },
    );
  }
});
