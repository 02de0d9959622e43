import { expect, test } from 'vitest';
import { BLANK_LOGIT } from '#model/blend.ts';
import type { Refine } from '#model/manifest.ts';
import { logit } from '#model/probability.ts';
import fixture from '#testing/fixtures/refine.json';
import { denseMask } from '#volume/mask.ts';
import { modelGrid } from '#volume/model-grid.ts';
import { ontoGrid } from '#volume/onto-grid.ts';
import { samplesAbove } from '#volume/samples.ts';
import type { Affine, Grid, Vec3, VoxelBox } from '#volume/types.ts';
import { patched } from './patched.ts';
import { pointedBox, regionOf, tilesAbout, together } from './pointed.ts';
import { weighed } from './weighed.ts';

const { rule, cases, company, placed } = fixture;
const REFINE: Refine = {
  structures: ['any'],
  spacing: rule.spacing as unknown as Vec3,
  tiling: {
    kind: 'window-3d',
    size: rule.size as unknown as Vec3,
    multipleOf: [1, 1, 1],
    overlap: rule.overlap,
    blend: 'gaussian',
  },
  pointsAbove: rule.pointsAbove,
  marginMm: rule.marginMm,
  modalities: ['CT'],
};

const looks = cases.map((each) => {
  const scan: Grid = { size: each.size as unknown as Vec3, voxelToWorld: each.affine as unknown as Affine };
  const model = modelGrid(scan, each.modelSpacing as unknown as Vec3);
  const first = {
    grid: model,
    box: { from: [0, 0, 0] as const, to: model.size },
    data: Float32Array.from(each.first),
  };
  return { ...each, scan, first, fine: modelGrid(scan, REFINE.spacing) };
});

const boxOf = (spans: readonly (readonly number[])[]): VoxelBox => ({
  from: spans.map(([from]) => from) as unknown as Vec3,
  to: spans.map(([, to]) => to) as unknown as Vec3,
});
const region = ({ region: spans }: (typeof looks)[number]): VoxelBox => boxOf(spans);

test.each(looks)('$name: the second look lies where the twin in Python puts it', (look) => {
  const pointed = pointedBox(look.first, REFINE.pointsAbove);
  if (!pointed) throw new Error('nothing pointed at');
  for (const axis of [0, 1, 2] as const) {
    expect(pointed.from[axis]).toBeCloseTo(look.pointed[0]?.[axis] ?? Number.NaN, 5);
    expect(pointed.to[axis]).toBeCloseTo(look.pointed[1]?.[axis] ?? Number.NaN, 5);
  }
  expect(regionOf(pointed, look.fine, REFINE)).toEqual(region(look));
  const tiles = tilesAbout(region(look), look.fine, REFINE.tiling);
  expect(tiles.map(({ start }) => start.map((n) => n + 0))).toEqual(look.starts);
  expect(tiles.every(({ size }) => size === REFINE.tiling.size)).toBe(true);
});

test.each(looks)(
  '$name: between its outermost samples the second look takes the place of the first',
  (look) => {
    const second = { grid: look.fine, box: region(look), data: Float32Array.from(look.second) };
    const both = patched(ontoGrid(look.first, look.scan, 0), ontoGrid(second, look.scan, 0), second);
    expect([...denseMask(both)]).toEqual(look.inside);
  },
);

test.each(looks)('$name: both looks are weighed as the twin in Python weighs them', (look) => {
  const second = { grid: look.fine, box: region(look), data: Float32Array.from(look.second) };
  const both = weighed(look.first, second, rule.weight);
  expect(both).toMatchObject({ grid: second.grid, box: second.box });
  for (const [n, wanted] of look.weighed.entries()) expect(both.data[n]).toBeCloseTo(wanted, 3);
  expect(weighed(look.first, second, 1).data).toEqual(second.data);
  // What is kept of a first look is a box of its samples, beyond which all are lower than any that counts.
  const kept = samplesAbove(look.first, logit(0.01), BLANK_LOGIT);
  expect(weighed(kept, second, rule.weight).data).toEqual(both.data);
});

test.each(placed)('a second look lies about the piece in its place, as the twin in Python has it', (look) => {
  const grid: Grid = { size: look.size as unknown as Vec3, voxelToWorld: look.affine as unknown as Affine };
  const first = {
    grid,
    box: { from: [0, 0, 0] as const, to: grid.size },
    data: Float32Array.from(look.first),
  };
  const [from, to] = look.place as unknown as readonly [Vec3, Vec3];
  const inPlace = { place: { from, to }, leastMl: look.leastMl };
  for (const [keep, wanted] of [
    [undefined, look.alone],
    [inPlace, look.kept],
  ] as const) {
    const box = pointedBox(first, rule.pointsAbove, keep);
    for (const [n, end] of [box?.from, box?.to].entries())
      for (const axis of [0, 1, 2] as const)
        expect(end?.[axis]).toBeCloseTo(wanted[n]?.[axis] ?? Number.NaN, 5);
  }
});

test('a first look that is sure of nothing points at nothing', () => {
  const [look] = looks;
  if (!look) throw new Error('no case');
  expect(pointedBox({ ...look.first, data: look.first.data.map(() => -9) }, 0.1)).toBeUndefined();
});

test('a window lies about the middle of its region, or as near to that as the grid goes', () => {
  const grid: Grid = { size: [100, 100, 5], voxelToWorld: [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0] };
  const tiles = tilesAbout({ from: [40, 97, 1], to: [44, 99, 3] }, grid, REFINE.tiling);
  expect(tiles.map(({ start }) => start)).toEqual([[38, 92, -1]]);
});

test.each(company)(
  'what windows hold together is what the twin in Python puts together',
  ({ size, regions, groups }) => {
    const pointed = regions.map((spans, n) => ({ name: String(n), region: boxOf(spans) }));
    const tiling = { ...REFINE.tiling, size: size as unknown as Vec3 };
    const found = together(pointed, tiling).map(({ members, region: held }) => ({
      members: members.map(({ name }) => name),
      region: held,
    }));
    expect(found).toEqual(groups.map((group) => ({ ...group, region: boxOf(group.region) })));
    expect(found.some(({ members }) => members.length > 1)).toBe(true);
  },
);
