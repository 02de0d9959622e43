import { expect, test } from 'vitest';
import { makePhantom } from '#testing/phantom.ts';
import { phantomGrid } from '#testing/phantom-grid.ts';
import type { Affine, Grid } from '#volume/types.ts';
import { gridHeader, type NiftiHeader } from './nifti-header.ts';
import { openScan } from './open-scan.ts';
import { blobFile } from './scan-file.ts';
import { writeNifti } from './write-nifti.ts';

const grid = phantomGrid('las', 6);
const data = Int16Array.from(makePhantom({ seed: 7, grid }).volume.data);

async function open(header: NiftiHeader, on: Grid = grid) {
  const bytes = writeNifti({ size: on.size, header, data });
  const { volume, facts } = await openScan([blobFile('scan.nii', new Blob([bytes]))]);
  return { grid: volume.grid, header: facts.header, notices: facts.notices };
}

const told = (notices: readonly { readonly code: string; readonly details: object }[]) =>
  notices.map(({ code, details }) => ({ code, details }));

function expectGrid(found: Grid, wanted: Grid) {
  expect(found.size).toEqual(wanted.size);
  // A header keeps float32; a qform rebuilds the axes from a quaternion: 1e-5 mm.
  found.voxelToWorld.forEach((mm, n) => {
    expect(Math.abs(mm - (wanted.voxelToWorld[n] ?? Number.NaN))).toBeLessThan(1e-5 * 200);
  });
}

const scaled = (by: number): Affine => grid.voxelToWorld.map((mm) => mm * by) as unknown as Affine;

test('where both forms agree nothing is said', async () => {
  const found = await open(gridHeader(grid));
  expectGrid(found.grid, grid);
  expect(found.notices).toEqual([]);
});

test('an sform that is set and empty gives way to the qform, and that is said', async () => {
  const found = await open({ ...gridHeader(grid), srow: scaled(0) });
  expectGrid(found.grid, grid);
  expect(told(found.notices)).toEqual([{ code: 'nifti-sform-empty', details: { name: 'scan.nii' } }]);
  // A mask that is written with this header lies on the same grid.
  expectGrid((await open(found.header)).grid, grid);
});

test('a negative step beside a qform loses its sign, and that is said', async () => {
  const header = gridHeader(grid);
  const pixdim = header.pixdim.map((mm, n) => (n === 2 ? -mm : mm));
  const found = await open({ ...header, sformCode: 0, pixdim });
  expectGrid(found.grid, grid);
  expect(told(found.notices)).toEqual([{ code: 'nifti-step-negative', details: { name: 'scan.nii' } }]);
  expectGrid((await open(found.header)).grid, grid);
});

test('a negative step beside an sform takes no part', async () => {
  const header = gridHeader(grid);
  const pixdim = header.pixdim.map((mm, n) => (n === 2 ? -mm : mm));
  const found = await open({ ...header, qformCode: 0, pixdim });
  expectGrid(found.grid, grid);
  expect(found.notices).toEqual([]);
});

test.each([
  [3, 'microns'],
  [1, 'metres'],
])('a unit that makes no patient is taken for millimetres, and that is said: %d', async (units, unit) => {
  const found = await open({ ...gridHeader(grid), xyztUnits: units | 8 });
  expectGrid(found.grid, grid);
  expect(told(found.notices)).toEqual([{ code: 'nifti-unit', details: { name: 'scan.nii', unit } }]);
  const again = await open(found.header);
  expectGrid(again.grid, grid);
  expect(again.notices).toEqual([]);
});

test.each([
  [3, 1000],
  [1, 0.001],
])('a unit that is right is followed: %d', async (units, per) => {
  const header = gridHeader({ ...grid, voxelToWorld: scaled(per) });
  const found = await open({ ...header, xyztUnits: units });
  expectGrid(found.grid, grid);
  expect(found.notices).toEqual([]);
});

test('forms that disagree about left and right are said, with the one that is followed', async () => {
  const mirrored = phantomGrid('ras', 6);
  const qform = gridHeader(mirrored);
  const found = await open({ ...qform, srow: grid.voxelToWorld });
  expectGrid(found.grid, grid);
  const details = { name: 'scan.nii', followed: 'sform', sform: 'LAS', qform: 'RAS' };
  expect(told(found.notices)).toEqual([{ code: 'nifti-forms-differ', details }]);
});

test('forms that differ by the small turn of a registration are not', async () => {
  const turned = gridHeader(phantomGrid('oblique', 6));
  const straight = phantomGrid('ras', 6);
  const bytes = writeNifti({
    size: straight.size,
    header: { ...turned, srow: straight.voxelToWorld },
    data: Int16Array.from(makePhantom({ seed: 7, grid: straight }).volume.data),
  });
  const { facts } = await openScan([blobFile('scan.nii', new Blob([bytes]))]);
  expect(facts.notices).toEqual([]);
});

test.each<readonly [string, Affine, boolean]>([
  ['identity, as numpy’s eye(4)', [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0], false],
  ['identity in LPS', [-1, 0, 0, 0, 0, -1, 0, 0, 0, 0, 1, 0], false],
  ['a diagonal of the voxel size', [2, 0, 0, 0, 0, 2, 0, 0, 0, 0, 3, 0], true],
])('a placeholder for the orientation is doubted aloud: %s', async (_, srow, isSized) => {
  const found = await open({ ...gridHeader({ ...grid, voxelToWorld: srow }) });
  expect(told(found.notices)).toEqual([
    { code: 'affine-placeholder', details: { name: 'scan.nii', isSized } },
  ]);
});

test.each<readonly [string, Affine]>([
  ['a template of 1 mm with its origin inside', [1, 0, 0, -90, 0, 1, 0, -126, 0, 0, 1, -72]],
  ['left to right, 1 mm', [-1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0]],
])('a true orientation that is as plain is not doubted: %s', async (_, srow) => {
  expect((await open(gridHeader({ ...grid, voxelToWorld: srow }))).notices).toEqual([]);
});
