import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sortedSample } from './sorted-sample.ts';
import type { VoxelData } from './types.ts';

const KINDS: readonly ((values: readonly number[]) => VoxelData)[] = [
  (values) => Int8Array.from(values),
  (values) => Uint8Array.from(values),
  (values) => Int16Array.from(values),
  (values) => Uint16Array.from(values),
  (values) => Int32Array.from(values),
  (values) => Float32Array.from(values, (value) => value / 7),
];

test('stored in any way, the numbers that are taken are the same as if they were compared', () => {
  const values = fc.array(fc.integer({ min: -70_000, max: 70_000 }), { minLength: 1, maxLength: 60 });
  fc.assert(
    fc.property(
      values,
      fc.constantFrom(...KINDS),
      fc.double({ min: 1, max: 3, noNaN: true }),
      (all, kind, step) => {
        const data = kind(all);
        const count = Math.ceil(data.length / step);
        const taken = Array.from({ length: count }, (_, n) => data[Math.floor(n * step)] as number);
        expect([...sortedSample(data, count, step)]).toEqual(taken.sort((one, other) => one - other));
      },
    ),
  );
});
