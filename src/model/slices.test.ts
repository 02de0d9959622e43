import { expect, test } from 'vitest';
import type { Affine, Grid } from '#volume/types.ts';
import type { Preset } from './manifest.ts';
import { keptCandidates, maskAlone, masksTogether } from './merge-slices.ts';
import { uniform } from './noise.ts';
import { choosePreset, greyValues, presetsOf } from './presets.ts';
import { resizeBytes } from './resize-bytes.ts';
import { enlarge, ontoSlice } from './slice-output.ts';
import { outward, planSlices, sliceAt, sliceAxis } from './slice-plan.ts';

// Numbers are those of training/medimageparse3d, whose code the original's goldens hold.
const IMAGE = Uint8Array.from([
  ...[0, 50, 100, 150, 255, 10, 60, 110, 160, 200, 255, 0, 255, 0, 255, 5, 5, 5, 5, 5, 90, 80, 70, 60, 50],
]);

test('bytes are enlarged and shrunk to the bit', () => {
  const larger = resizeBytes(IMAGE, 5, 8);
  expect([...larger.slice(0, 16)]).toEqual([
    0, 16, 53, 81, 114, 142, 217, 255, 0, 13, 63, 78, 115, 161, 207, 229,
  ]);
  expect([...larger.slice(56)]).toEqual([99, 95, 86, 80, 72, 66, 57, 53]);
  expect([...resizeBytes(IMAGE, 5, 3)]).toEqual([8, 95, 216, 161, 255, 161, 53, 36, 29]);
});

test('logits are enlarged without what lies beyond the edge', () => {
  const made = enlarge(Float32Array.from([0, 1, -2, 3, 0.5, 1, -1, 2, 4]), [3, 3], 6);
  const first = [-0.38019, 0.05614, 0.981702, 0.401549, -1.608094, -2.556661];
  const last = [-1.660467, -0.738192, 1.214302, 2.843848, 3.936346, 4.452854];
  for (const [n, value] of first.entries()) expect(made[n]).toBeCloseTo(value, 5);
  for (const [n, value] of last.entries()) expect(made[30 + n]).toBeCloseTo(value, 5);
});

test('noise is a function of its key', () => {
  expect([...uniform('noise/0/s3/p0/l1', 4)]).toEqual([
    0.9095472693443298, 0.24843794107437134, 0.7647008299827576, 0.7420294284820557,
  ]);
});

test('slices run along the axis that the original cuts', () => {
  const shapes = [
    [5, 300, 260],
    [190, 3, 170],
    [150, 220, 4],
    [4, 512, 200],
    [60, 60, 60],
    [20, 512, 310],
  ];
  expect(shapes.map(sliceAxis)).toEqual([0, 1, 2, 0, 0, 0]);
});

test('a voxel takes the pixel that its centre lies in, or as the original its corner', () => {
  const square = Uint8Array.from([0, 1, 2, 3, 0, 1, 2, 3, 0, 1, 2, 3, 0, 1, 2, 3]);
  expect([...ontoSlice(square, 4, 2, 2)]).toEqual([1, 3, 1, 3]);
  expect([...ontoSlice(square, 4, 2, 2, true)]).toEqual([0, 2, 0, 2]);
});

test('the slice of a point is found whichever way slices run', () => {
  const affine = (z: number): Affine => [-1, 0, 0, 0, 0, 1, 0, 0, 0, 0, z, 0];
  const grid = (z: number): Grid => ({ size: [20, 20, 9], voxelToWorld: affine(z) });
  expect(sliceAt(planSlices(grid(2), 'LAS'), [0, 0, 6])).toBe(3);
  expect(sliceAt(planSlices(grid(-2), 'LAS'), [0, 0, -6])).toBe(5);
  expect(sliceAt(planSlices(grid(2), 'LAS'), [0, 0, 900])).toBe(8);
  expect(outward(5, 1)).toEqual([1, 0, 2, 3, 4]);
});

const candidate = (existence: number, ...probabilities: number[]) => ({
  existence,
  probabilities: Float32Array.from(probabilities),
});

test('alone, a mask counts only on slices whose existence exceeds the threshold', () => {
  expect([...maskAlone(candidate(0.51, 0.4, 0.6), 0.5, 0.5)]).toEqual([0, 1]);
  expect([...maskAlone(candidate(0.5, 0.4, 0.6), 0.5, 0.5)]).toEqual([0, 0]);
});

test('together, the surer of two that overlap stays, and a shared pixel goes to the likelier', () => {
  const rivals = [
    candidate(0.6, 0.9, 0.9, 0, 0),
    candidate(0.9, 0.8, 0.8, 0, 0),
    candidate(0.4, 0, 0, 0, 0.9),
  ];
  expect(keptCandidates(rivals)).toEqual([1]);
  const neighbours = [candidate(0.6, 0.9, 0.6, 0, 0), candidate(0.9, 0, 0.8, 0.9, 0.9)];
  expect(masksTogether(neighbours).map((mask) => [...mask])).toEqual([
    [1, 0, 0, 0],
    [0, 1, 1, 1],
  ]);
});

const RULE = { kind: 'window', low: -160, high: 240, to: [0, 255] } as const;
const preset = (id: string, words: string[], modality: Preset['modality'] = 'CT'): Preset => ({
  ...{ id, name: id, modality, words },
  rule: { ...RULE, to: [0, 255] },
});
const INPUT = {
  intensity: { CT: preset('', []).rule, MR: preset('', []).rule, other: preset('', []).rule },
  presets: [preset('soft', []), preset('lung', ['lung', 'airway']), preset('mr', [], 'MR')],
};
const CT = { modality: 'CT', data: Int16Array.of(-1000, 40), slope: 1, intercept: 0 } as const;

test('a prompt takes the preset of its words, the user another, and scans of bytes none', () => {
  const presets = presetsOf(INPUT, CT);
  expect(presets.map(({ id }) => id)).toEqual(['soft', 'lung']);
  expect(choosePreset('both Lungs', presets, undefined).id).toBe('lung');
  expect(choosePreset('plunge', presets, undefined).id).toBe('soft');
  expect(choosePreset('lungs', presets, 'soft').id).toBe('soft');
  const bytes = presetsOf(INPUT, { ...CT, data: Uint8Array.of(1, 2) });
  expect(choosePreset('lungs', bytes, undefined).id).toBe('as-stored');
  expect(choosePreset('lungs', bytes, 'lung').id).toBe('lung');
  expect(presetsOf({ intensity: INPUT.intensity }, CT).map(({ id }) => id)).toEqual(['standard']);
});

test('grey values are cut off to bytes, and zeros of an MR stay zero', () => {
  const { toByte } = greyValues(CT, preset('soft', []));
  expect([-1000, -160, -159, 40, 239, 240, 3000].map(toByte)).toEqual([0, 0, 0, 127, 254, 255, 255]);
  const data = Int16Array.from({ length: 1001 }, (_, n) => n);
  const rule = {
    kind: 'percentile',
    low: 0.5,
    high: 99.5,
    above: 0,
    to: [0, 255] as [number, number],
  } as const;
  const mr = greyValues({ data, slope: 1, intercept: 0 }, { ...preset('mr', []), rule });
  expect([mr.toByte(0), mr.toByte(1), mr.toByte(1000)]).toEqual([0, 0, 255]);
  expect(mr.window.low).toBeGreaterThan(5);
});
