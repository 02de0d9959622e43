import { expect, test } from 'vitest';
import fixture from '#testing/fixtures/whereabouts.json' with { type: 'json' };
import { outline } from './outline.ts';
import { levelOf } from './probability-bytes.ts';
import type { Affine, Mask, Vec3, WorldBox } from './types.ts';

/** A large block and a small one, as in training/mini/fixtures_places.py. */
function twoBlocks(size: Vec3, affine: Affine, first: number): Mask {
  const data = new Uint8Array(size[0] * size[1] * size[2]);
  const fill = (from: Vec3, to: Vec3) => {
    for (let k = from[2]; k < to[2]; k++)
      for (let j = from[1]; j < to[1]; j++)
        for (let i = from[0]; i < to[0]; i++) data[(k * size[1] + j) * size[0] + i] = 255;
  };
  fill([first, 1, 1], [5, 5, 4]);
  fill([9, 9, 8], [12, 11, 10]);
  return {
    grid: { size, voxelToWorld: affine },
    box: { from: [0, 0, 0], to: size },
    data,
    level: levelOf(0.5),
  };
}

const cases = fixture.pieces.map((each) => ({
  ...each,
  size: each.size as unknown as Vec3,
  affine: each.affine as unknown as Affine,
  place: { from: each.place[0], to: each.place[1] } as unknown as WorldBox,
}));

test('stored in any way, the piece is kept that the twin in Python keeps', () => {
  expect(new Set(cases.map(({ name }) => name)).size).toBe(5);
  expect(new Set(cases.map(({ kept }) => kept))).toEqual(new Set([1, 2]));
  for (const { size, affine, first, place, leastMl, kept } of cases) {
    const whole = { view: { from: [0, 0, 0], to: size } } as const;
    const { pieces, measurement } = outline(twoBlocks(size, affine, first), 0.5, { place, leastMl }, whole);
    expect(pieces.list.map(({ number, isKept }) => [number, isKept])).toEqual([
      [1, kept === 1],
      [2, kept === 2],
    ]);
    expect(measurement.voxels).toBe(kept === 1 ? (5 - first) * 4 * 3 : 12);
    expect(pieces).toMatchObject({ found: 2, kept: 1 });
  }
});

test('what ends before a blank slice is cut too', () => {
  const { size, affine, first, ...asked } = cases.find((each) => each.kept === 2) ?? raise();
  const view = { from: [first, 0, 0] as const, to: size };
  const { pieces } = outline(twoBlocks(size, affine, first), 0.5, asked, { view });
  expect(pieces.list.map(({ isKept }) => isKept)).toEqual([true, false]);
});

function raise(): never {
  throw new Error('no case in which the smaller piece is kept');
}
