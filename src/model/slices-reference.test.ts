import { expect, test } from 'vitest';
import { everyNth, largestOf } from '#testing/differences.ts';
import { floatsIn, hasReference, type NumpyArray, referenceArrays, referenceJson } from '#testing/npz.ts';
import { spread } from '#testing/synthetic-weights.ts';
import { paintMask } from '#volume/mask.ts';
import type { Affine, Grid } from '#volume/types.ts';
import { keptCandidates, masksTogether } from './merge-slices.ts';
import { uniform } from './noise.ts';
import { sigmoid } from './probability.ts';
import { mirrored, toChannel } from './slice-input.ts';
import { enlarge, ontoSlice } from './slice-output.ts';
import { planSlices, sliceAxis, sliceMask, takeSlice } from './slice-plan.ts';

const LAS: Affine = [-1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0];

/** The grid of an array (slices, rows, columns) that is stored as the reference would have it. */
function gridOf([slices = 1, rows = 1, columns = 1]: readonly number[]): Grid {
  return { size: [columns, rows, slices], voxelToWorld: LAS };
}

const part = ({ data, shape }: NumpyArray, n: number): Float32Array => {
  const size = data.length / (shape[0] ?? 1);
  return (data as Float32Array).subarray(n * size, (n + 1) * size);
};
const rounded = (logits: Float32Array) => logits.map((logit) => sigmoid(logit));

/** What the original computes lies beside some checkouts. */
const golden = test.runIf(hasReference);

golden('slice axes are those of its table', () => {
  const { cases } = referenceJson('pre_geometry.json') as {
    cases: Record<string, { shape: number[]; slice_axis: number; padded_size: number }>;
  };
  for (const { shape, slice_axis: axis, padded_size: side } of Object.values(cases)) {
    expect(sliceAxis(shape), String(shape)).toBe(axis);
    const { rows, columns } = planSlices(gridOf(shape), 'LAS');
    expect(Math.max(rows.count, columns.count)).toBe(side);
  }
});

golden.each(['a_axis0_300x260', 'b_axis1_190x170', 'c_axis2_150x220', 'd_down_640x600', 'e_single_64'])(
  'slices of %s are, byte for byte, what it feeds its model',
  (name) => {
    const { input, output } = referenceArrays(`pre_${name}.npz`);
    if (!input || !output) throw new Error('arrays are missing');
    const plan = planSlices(gridOf(input.shape), 'LAS');
    const { slices, rows, columns } = plan;
    for (let n = 0; n < slices.count; n++) {
      const slice = takeSlice(plan, n, input.data as Uint8Array, (stored) => stored);
      const made = toChannel(slice, columns.count, rows.count, 512);
      expect(Buffer.compare(made, output.data.subarray(n * 512 ** 2, (n + 1) * 512 ** 2) as Uint8Array)).toBe(
        0,
      );
    }
  },
);

golden('neighbours beyond the ends are those it takes', () => {
  const arrays = referenceArrays('stack_normalise.npz');
  for (const depth of [1, 2, 4]) {
    const [from, to] = [arrays[`in_d${depth}`], arrays[`out_d${depth}`]];
    if (!from || !to) throw new Error('arrays are missing');
    for (let n = 0; n < depth; n++) {
      const stack = [0, -1, 1].map((offset) => part(from, mirrored(n + offset, depth)));
      const expected = part(to, n);
      stack.forEach((slice, channel) => {
        for (let pixel = 0; pixel < 256; pixel++) {
          // The golden is normalised; that is the graph's part here.
          const grey = (expected[channel * 256 + pixel] ?? 0) * 57.63 + 114.495;
          expect(grey).toBeCloseTo(slice[pixel] ?? -1, 3);
        }
      });
    }
  }
});

golden('noise is drawn from its keys', () => {
  const probes = referenceJson('noise_check.json') as Record<
    string,
    { shape: number[]; first: number[]; last: number; sum: number }
  >;
  for (const [key, { shape, first, last, sum }] of Object.entries(probes)) {
    const drawn = uniform(
      key,
      shape.reduce((a, b) => a * b),
    );
    expect([...drawn.slice(0, first.length)]).toEqual(first);
    expect(drawn.at(-1)).toBe(last);
    expect(drawn.reduce((total, value) => total + value, 0)).toBeCloseTo(sum, 6);
  }
});

golden('logits are enlarged as it does', () => {
  const arrays = referenceArrays('post_resize.npz');
  const [small, large] = [arrays['in_small'], arrays['out_small']];
  if (!small || !large) throw new Error('arrays are missing');
  for (const n of [0, 1]) {
    const image = (small.data as Float32Array).slice(n * 256, (n + 1) * 256);
    const made = enlarge(image, [16, 16], 64);
    const expected = (large.data as Float32Array).subarray(n * 4096, (n + 1) * 4096);
    // Its own tolerance: float32 sums in another order.
    for (const [pixel, value] of made.entries())
      expect(Math.abs(value - (expected[pixel] ?? 0))).toBeLessThan(1e-5);
  }
});

golden('logits of 128² are enlarged as it does', () => {
  const arrays = referenceArrays('post_resize.npz');
  const made = enlarge(spread('input/post/resize_full', [128, 128], [0, 4]), [128, 128], 512);
  const rows = (first: number, last: number) => made.slice(first * 512, last * 512);
  const parts = {
    out_full_first40rows: rows(0, 40),
    out_full_last8rows: rows(504, 512),
    out_full_stride5: everyNth(made, [512, 512], 5),
  };
  for (const [name, part] of Object.entries(parts))
    expect(largestOf(part, floatsIn(arrays[name])), name).toBeLessThan(1e-5);
});

golden('it keeps the same prompts of a slice', () => {
  const { probs, scores, kept } = referenceArrays('post_nms_unit.npz');
  if (!probs || !scores || !kept) throw new Error('arrays are missing');
  const candidates = [...(scores.data as Float32Array)].map((existence, n) => ({
    probabilities: part(probs, n),
    existence,
  }));
  const flags = Array.from(kept.data as Uint8Array);
  expect(keptCandidates(candidates)).toEqual(flags.flatMap((flag, n) => (flag ? [n] : [])));
});

golden.each(['post_merge_p5.npz', 'post_single_p1.npz'])('%s: the label map is its own', (name) => {
  const { logits, existence, ids, labels_final: labels } = referenceArrays(name);
  if (!logits || !existence || !ids || !labels) throw new Error('arrays are missing');
  const [prompts = 0, depth = 0] = logits.shape;
  const plan = planSlices(gridOf(labels.shape), 'LAS');
  const { rows, columns } = plan;
  const made = new Uint8Array(labels.data.length);
  for (let n = 0; n < depth; n++) {
    const candidates = Array.from({ length: prompts }, (_, prompt) => {
      const at = prompt * depth + n;
      const own = (logits.data as Float32Array).slice(at * 128 ** 2, (at + 1) * 128 ** 2);
      const there = sigmoid((existence.data as Float32Array)[at] ?? 0);
      return { probabilities: rounded(enlarge(own, [128, 128], 512)), existence: there };
    });
    const square = new Uint8Array(512 ** 2);
    masksTogether(candidates).forEach((mask, prompt) => {
      const id = Number(ids.data[prompt]);
      mask.forEach((inside, pixel) => {
        if (inside) square[pixel] = id;
      });
    });
    for (const id of Array.from(ids.data, Number)) {
      const own = square.map((value) => (value === id ? 1 : 0));
      const mask = sliceMask(plan, n, ontoSlice(own, 512, columns.count, rows.count, true), 1);
      if (mask) paintMask(mask, made, id);
    }
  }
  const differing = made.reduce((sum, id, n) => sum + (id === labels.data[n] ? 0 : 1), 0);
  // Two pixels may lie on a tie of float32 sums.
  expect(differing).toBeLessThanOrEqual(2);
  expect(made.some((id) => id > 0)).toBe(true);
});
