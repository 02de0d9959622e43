import { expect, test } from 'vitest';
import { FIGURE_IDS, FIGURES } from './figures.ts';
import { maskOf } from './mask.ts';
import { outline } from './outline.ts';
import type { Grid } from './types.ts';

/** Sheared and anisotropic: intensities do not care where voxels lie. */
const grid: Grid = { size: [5, 4, 3], voxelToWorld: [0.7, 0.2, 0, 1, 0, 0.9, 0.4, 2, 0, 0, 5, 3] };
const COUNT = 60;
/** Inside: two pieces, of which the larger has more than three voxels. */
const drawn = Uint8Array.from({ length: COUNT }, (_, n) => (n < 7 || n === 59 ? 1 : 0));
const stored = (offset: number) => Int32Array.from({ length: COUNT }, (_, n) => offset + ((n * 37) % 23));
const view = { from: [0, 0, 0], to: grid.size } as const;

function figuresOf(keep: 'all' | 'largest', offset: number, slope: number, intercept: number) {
  const scan = { data: stored(offset), slope, intercept };
  return outline(maskOf(grid, drawn), 0.5, keep, { view, scan }).measurement.figures;
}

/** By definition, in the scan's intensities, voxel for voxel. */
function expected(isInside: (n: number) => boolean, offset: number, slope: number, intercept: number) {
  const values = [...stored(offset)].filter((_, n) => isInside(n)).map((value) => value * slope + intercept);
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
  return { mean, deviation: Math.sqrt(variance) };
}

test.each([
  ['as stored', 0, 1, 0],
  ['scaled, falling', 0, -2.5, 1000],
  // Squares of such numbers lose the spread to rounding unless they are taken about one of them.
  ['far from zero', 1_500_000_000, 0.5, -1024],
] as const)('mean and spread are those of the voxels inside, %s', (_, offset, slope, intercept) => {
  const { meanIntensity, sdIntensity } = figuresOf('all', offset, slope, intercept);
  const { mean, deviation } = expected((n) => drawn[n] === 1, offset, slope, intercept);
  // float64, a few dozen sums.
  expect(Math.abs((meanIntensity ?? Number.NaN) / mean - 1)).toBeLessThan(1e-12);
  expect(Math.abs((sdIntensity ?? Number.NaN) / deviation - 1)).toBeLessThan(1e-9);
});

test('a piece that is left out does not count', () => {
  const { mean } = expected((n) => n < 7, 0, 1, 0);
  expect(figuresOf('largest', 0, 1, 0).meanIntensity).toBeCloseTo(mean, 12);
  expect(figuresOf('all', 0, 1, 0).meanIntensity).not.toBeCloseTo(mean, 3);
});

/** numpy's 'linear', by sorting. */
function percentile(values: readonly number[], rank: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const at = ((sorted.length - 1) * rank) / 100;
  const low = sorted[Math.floor(at)] ?? Number.NaN;
  return low + ((sorted[Math.ceil(at)] ?? low) - low) * (at - Math.floor(at));
}

test.each([
  ['16 bits', Int16Array, 0.5, 12],
  ['8 bits, falling', Uint8Array, -2, 100],
  ['float', Float32Array, 1, 0],
  ['32 bits', Int32Array, 3, -5],
] as const)('median and percentiles are those of the voxels inside, %s', (_, Voxels, slope, intercept) => {
  const data = Voxels.from(stored(3));
  const scan = { data, slope, intercept };
  const { figures } = outline(maskOf(grid, drawn), 0.5, 'largest', { view, scan }).measurement;
  const values = [...data].filter((__, n) => n < 7).map((value) => value * slope + intercept);
  expect(figures.p5Intensity).toBeCloseTo(percentile(values, 5), 9);
  expect(figures.medianIntensity).toBeCloseTo(percentile(values, 50), 9);
  expect(figures.p95Intensity).toBeCloseTo(percentile(values, 95), 9);
});

test('without a scan no figure of intensities has a value, and of nothing none at all', () => {
  const { figures } = outline(maskOf(grid, drawn), 0.5, 'all', { view }).measurement;
  expect(FIGURE_IDS.filter((id) => id in figures)).toEqual(
    FIGURE_IDS.filter((id) => FIGURES[id].unit !== 'intensity'),
  );
  const nothing = maskOf(grid, new Uint8Array(COUNT));
  const scan = { data: stored(0), slope: 1, intercept: 0 };
  expect(outline(nothing, 0.5, 'all', { view, scan }).measurement.figures).toEqual({});
});

test('no two figures share a column, and a column’s name needs no quotes', () => {
  const columns = FIGURE_IDS.map((id) => FIGURES[id].column);
  expect(new Set(columns).size).toBe(columns.length);
  for (const column of columns) expect(column).toMatch(/^[a-z][a-z0-9_]*$/);
});
