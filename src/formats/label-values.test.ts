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
  // Regions of one value each, more of them than there are structures.
  const many = (label: number, n: number) => (label === 6 ? 1 + Math.floor(n / 40) : 0);
  expect(new Set(Array.from(labels, many)).size).toBeGreaterThan(256);
  expect(looksLikeLabels(asStored(Float32Array.from(labels, many)))).toBe(false);
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
