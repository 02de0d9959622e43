import fc from 'fast-check';
import { expect, it } from 'vitest';
import { runsOf } from './runs.ts';
import { boxAbove, samplesAbove } from './samples.ts';
import type { Vec3 } from './types.ts';

const size = fc.tuple(
  fc.integer({ min: 1, max: 9 }),
  fc.integer({ min: 1, max: 5 }),
  fc.integer({ min: 1, max: 4 }),
);

it('finds every run of any box, whatever its rows and its buffer are aligned to', () => {
  const given = fc.record({
    size,
    offset: fc.integer({ min: 0, max: 5 }),
    level: fc.integer({ min: 1, max: 255 }),
  });
  const byte = fc.oneof(
    { weight: 5, arbitrary: fc.constant(0) },
    { weight: 5, arbitrary: fc.constant(255) },
    fc.nat({ max: 255 }),
  );
  // Words of four equal ones are passed over at once.
  const bytes = fc
    .array(fc.tuple(byte, fc.integer({ min: 1, max: 20 })), { minLength: 180, maxLength: 180 })
    .map((stretches) =>
      stretches.flatMap(([value, length]) => new Array<number>(length).fill(value)).slice(0, 180),
    );
  fc.assert(
    fc.property(given, bytes, ({ size, offset, level }, all) => {
      const [ni, nj, nk] = size;
      const data = Uint8Array.from([...new Array(offset).fill(9), ...all]).subarray(
        offset,
        offset + ni * nj * nk,
      );
      const { starts, from, to, count } = runsOf(data, size, level);
      const inside = new Uint8Array(data.length);
      for (let row = 0; row < nj * nk; row++) {
        for (let run = starts[row] ?? 0; run < (starts[row + 1] ?? 0); run++) {
          inside.fill(1, row * ni + (from[run] ?? 0), row * ni + (to[run] ?? 0));
        }
      }
      expect([...inside]).toEqual(Array.from(data, (byte) => (byte >= level ? 1 : 0)));
      expect(starts[nj * nk]).toBe(count);
    }),
  );
});

it('finds the same box above a threshold whether or not the largest logit of each row is known', () => {
  const logits = fc.array(fc.float({ min: -20, max: 8, noNaN: true }), { minLength: 180, maxLength: 180 });
  fc.assert(
    fc.property(size, logits, fc.float({ min: -5, max: 5, noNaN: true }), (size, all, threshold) => {
      const [ni, nj, nk] = size;
      const data = Float32Array.from(all.slice(0, ni * nj * nk));
      const box = { from: [0, 0, 0] as Vec3, to: size };
      const samples = {
        grid: { size, voxelToWorld: [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0] as const },
        box,
        data,
      };
      const rowHighest = Float32Array.from({ length: nj * nk }, (_, row) =>
        Math.max(...data.subarray(row * ni, (row + 1) * ni)),
      );
      expect(boxAbove({ ...samples, rowHighest }, threshold)).toEqual(boxAbove(samples, threshold));
      const kept = samplesAbove({ ...samples, rowHighest }, -5, -20);
      const { rowHighest: known, ...alone } = kept;
      expect(boxAbove(kept, threshold)).toEqual(boxAbove(alone, threshold));
    }),
  );
});
