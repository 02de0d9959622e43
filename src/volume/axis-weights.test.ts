import fc from 'fast-check';
import { expect, test } from 'vitest';
import { axisWeights, gaussianTaps, weighPlanes, weighRows } from './axis-weights.ts';

const AXES = fc.record({
  size: fc.integer({ min: 1, max: 24 }),
  storedMm: fc.double({ min: 0.5, max: 4, noNaN: true }),
  start: fc.double({ min: -3, max: 3, noNaN: true }),
  step: fc.double({ min: 0.3, max: 4, noNaN: true }),
  length: fc.integer({ min: 1, max: 12 }),
});
/** As in the air round a patient: the same number from the ends on, up to a few samples in the middle. */
const ROWS = fc.array(
  fc.record({
    air: fc.constantFrom(-1, 0),
    body: fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { maxLength: 8 }),
    at: fc.nat(20),
  }),
  { minLength: 1, maxLength: 9 },
);

test('along a row and along planes each sample is the sum of its weighted voxels, whatever is constant', () => {
  fc.assert(
    fc.property(AXES, ROWS, ({ size, storedMm, ...line }, rows) => {
      const axis = axisWeights(gaussianTaps(storedMm, 2), size, line);
      const { length, taps, first, weights } = axis;
      const source = new Float32Array(rows.length * size);
      for (const [row, { air, body, at }] of rows.entries()) {
        const own = source.subarray(row * size, (row + 1) * size).fill(air);
        own.set(body.slice(0, Math.max(0, size - at)), Math.min(at, size));
      }
      const expected = Array.from({ length: rows.length * length }, (_, n) => {
        const [row, sample] = [Math.floor(n / length), n % length];
        const own = source.subarray(row * size + (first[sample] ?? 0));
        return weights
          .subarray(sample * taps, (sample + 1) * taps)
          .reduce((sum, weight, tap) => sum + weight * (own[tap] ?? 0), 0);
      });
      const along = new Float32Array(expected.length);
      weighRows(source, along, axis, rows.length);
      // The same rows as columns of planes.
      const turned = Float32Array.from(source, (_, n) => {
        return source[(n % rows.length) * size + Math.floor(n / rows.length)] ?? 0;
      });
      const across = new Float32Array(expected.length);
      weighPlanes(turned, across, axis, rows.length);
      for (const [n, value] of expected.entries()) {
        const [row, sample] = [Math.floor(n / length), n % length];
        // Float32 holds numbers of up to 1 to within 6e-8, and weights sum to 1 within less.
        expect(Math.abs((along[n] ?? 9) - value)).toBeLessThan(1e-6);
        expect(Math.abs((across[sample * rows.length + row] ?? 9) - value)).toBeLessThan(1e-6);
      }
    }),
  );
});
