import { expect, test } from 'vitest';
import { logit } from '#model/probability.ts';
import type { Grid } from '#volume/types.ts';
import { weighed } from './weighed.ts';

const along = (size: number, step: number, from: number): Grid => ({
  size: [size, 1, 1],
  voxelToWorld: [step, 0, 0, from, 0, 1, 0, 0, 0, 0, 1, 0],
});
const FLOOR = logit(0.01);

test('beyond what is kept of a first look its logits are the least that is kept, at the ends of its grid the last', () => {
  const box = { from: [0, 0, 0], to: [2, 1, 1] } as const;
  const first = { grid: along(4, 2, 0), box, data: Float32Array.of(6, 2) };
  const grid = along(7, 1, -1);
  const second = {
    grid,
    box: { from: [0, 0, 0] as const, to: grid.size },
    data: Float32Array.from({ length: 7 }, () => 10),
  };
  const { data } = weighed(first, second, 0.25);
  const was = [6, 6, 4, 2, (2 + FLOOR) / 2, FLOOR, FLOOR];
  for (const [n, each] of was.entries()) expect(data[n]).toBeCloseTo(0.25 * 10 + 0.75 * each, 5);
});
