import { expect, test } from 'vitest';
import { BALL_GRIDS, ballVolume } from '#testing/ball.ts';
import { makePhantom } from '#testing/phantom.ts';
import { phantomGrid } from '#testing/phantom-grid.ts';
import { looksLikeLabels } from './label-values.ts';

const grid = phantomGrid('las', 6);
const { volume: ct, labels } = makePhantom({ seed: 7, grid });
const { volume: mr } = makePhantom({ seed: 7, grid, modality: 'MR' });
const asStored = (data: Uint8Array | Int16Array | Float32Array) => ({ grid, data, slope: 1, intercept: 0 });

test('a label map is one, whatever its numbers and however they are stored', () => {
  expect(looksLikeLabels(asStored(Uint8Array.from(labels)))).toBe(true);
  expect(looksLikeLabels(asStored(Float32Array.from(labels, (label) => 1000 * label)))).toBe(true);
  expect(looksLikeLabels({ ...asStored(Int16Array.from(labels, (n) => 2 * n)), slope: 0.5 })).toBe(true);
});

test('a mask of one organ is one', () => {
  expect(looksLikeLabels(asStored(Uint8Array.from(labels, (label) => (label === 6 ? 1 : 0))))).toBe(true);
});

test('on a grid of other axes it is one too', () => {
  const turned = phantomGrid('oblique', 6);
  const drawn = makePhantom({ seed: 7, grid: turned }).labels;
  expect(looksLikeLabels({ ...asStored(Uint8Array.from(drawn)), grid: turned })).toBe(true);
});

test('no scan is one: CT, MR, or either in bytes', () => {
  expect(looksLikeLabels(ct)).toBe(false);
  expect(looksLikeLabels(mr)).toBe(false);
  const bytes = Uint8Array.from(ct.data, (hu) => (Math.min(275, Math.max(-125, hu)) + 125) / 1.6);
  expect(looksLikeLabels(asStored(bytes))).toBe(false);
  expect(looksLikeLabels(ballVolume(BALL_GRIDS['oblique'] ?? grid))).toBe(false);
});

test('numbers that are not whole, negative or too many are no labels', () => {
  expect(looksLikeLabels(asStored(Float32Array.from(labels, (label) => label / 3)))).toBe(false);
  const negative = (label: number) => (label === 13 ? -1 : label);
  expect(looksLikeLabels(asStored(Int16Array.from(labels, negative)))).toBe(false);
  // Rows of one value each, as of a scan that was stretched along one axis.
  const many = (label: number, n: number) => (label === 6 ? 1 + Math.floor(n / 40) : 0);
  expect(new Set(Array.from(labels, many)).size).toBeGreaterThan(256);
  expect(looksLikeLabels(asStored(Float32Array.from(labels, many)))).toBe(false);
});

/** The nearest of `count` points, spread over the body: a parcellation. */
function parcels(count: number, voxels = labels): Uint16Array {
  const [ni, nj, nk] = grid.size;
  // Evenly spread by the golden ratio's kin in three dimensions (Roberts, 2018).
  const points = Array.from({ length: count }, (_, n) => [
    (0.819172513 * n) % 1,
    (0.671043607 * n) % 1,
    (0.549700478 * n) % 1,
  ]) as [number, number, number][];
  return Uint16Array.from(voxels, (label, n) => {
    if (label === 0 && ct.data[n] !== undefined && ct.data[n] < -300) return 0;
    const at = [(n % ni) / ni, (Math.floor(n / ni) % nj) / nj, Math.floor(n / (ni * nj)) / nk];
    const far = points.map((point) => point.reduce((sum, x, axis) => sum + (x - (at[axis] ?? 0)) ** 2, 0));
    return 1 + far.indexOf(Math.min(...far));
  });
}

test('a parcellation of hundreds of regions is one, and so are numbers as large as FreeSurfer has them', () => {
  const regions = parcels(300);
  expect(new Set(regions).size).toBeGreaterThan(256);
  expect(looksLikeLabels(asStored(Int16Array.from(regions)))).toBe(true);
  expect(looksLikeLabels(asStored(Float32Array.from(regions, (n) => (n === 0 ? 0 : 11_000 + 10 * n))))).toBe(
    true,
  );
  expect(looksLikeLabels(asStored(Int16Array.from(labels, (n) => (n === 0 ? 0 : 14_175 - n))))).toBe(true);
});

/** Each voxel's value repeated `by` times along some axes. */
function stretched(values: (n: number) => number, axes: readonly number[], by: number): Int16Array {
  const [ni, nj] = grid.size;
  const whole = (x: number, axis: number) => (axes.includes(axis) ? x - (x % by) : x);
  return Int16Array.from(labels, (_, n) => {
    const [i, j, k] = [n % ni, Math.floor(n / ni) % nj, Math.floor(n / (ni * nj))];
    return values(whole(i, 0) + ni * (whole(j, 1) + nj * whole(k, 2)));
  });
}

test('a CT of whole numbers from 0 on is none, whatever is cut off, and none whose slices or pixels were repeated', () => {
  const hu = (n: number) => Math.round(ct.data[n] ?? 0);
  const cut = (n: number) => Math.max(0, hu(n) + 1024 < 300 ? 0 : hu(n) + 1024);
  const soft = (n: number) => Math.min(255, Math.max(0, hu(n) + 100));
  for (const values of [cut, soft]) {
    expect(looksLikeLabels(asStored(stretched(values, [], 1)))).toBe(false);
    expect(looksLikeLabels(asStored(stretched(values, [2], 4)))).toBe(false);
    expect(looksLikeLabels(asStored(stretched(values, [0], 5)))).toBe(false);
  }
  expect(looksLikeLabels(asStored(stretched(cut, [0, 1], 4)))).toBe(false);
});

test('what has a value everywhere leaves nothing blank, so it is no label map', () => {
  expect(looksLikeLabels(asStored(Uint8Array.from(labels, (label) => label + 1)))).toBe(false);
});

test('a mask of a lesion of a few voxels is one; a few bright voxels of noise are none', () => {
  const lesion = new Uint8Array(labels.length);
  const [ni, nj] = grid.size;
  const at = (i: number, j: number, k: number) => (k * nj + j) * ni + i;
  for (const k of [5, 6, 7]) for (const j of [20, 21]) for (const i of [30, 31, 32]) lesion[at(i, j, k)] = 1;
  expect(looksLikeLabels(asStored(lesion))).toBe(true);
  const noise = new Uint8Array(labels.length);
  for (let n = 0; n < noise.length; n += 997) noise[n] = 1 + (n % 251);
  expect(looksLikeLabels(asStored(noise))).toBe(false);
});
