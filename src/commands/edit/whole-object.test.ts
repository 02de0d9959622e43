import { expect, test } from 'vitest';
import { openFiles } from '#commands/open-volume.ts';
import { gridHeader } from '#formats/nifti-header.ts';
import { writeNifti } from '#formats/write-nifti.ts';
import type { FindingId } from '#results/finding.ts';
import { BALL, BALL_GRIDS, ballVolume } from '#testing/ball.ts';
import { bodyOn } from '#testing/export-cases.ts';
import { fakeApp } from '#testing/fake-app.ts';
import { innerBox } from '#volume/mask.ts';
import { axisAcross, type Plane, planeAcross } from '#volume/slices.ts';
import type { Grid, VoxelBox } from '#volume/types.ts';
import { operateOn } from './operate-on.ts';
import { drawNewObject, setEditing } from './start-editing.ts';

const PLANES: readonly Plane[] = ['axial', 'coronal', 'sagittal'];
const CASES = Object.entries(BALL_GRIDS).flatMap(([name, grid]) =>
  [...PLANES, 'four-up' as const].map((layout) => ({ name, layout, grid })),
);

/** A scan on `grid` with a ball of 10 mm as the object that is edited, shown in `layout`. */
async function edited(grid: Grid, layout: Plane | 'four-up') {
  const made = fakeApp();
  const { data, slope, intercept } = ballVolume(grid);
  const scan = { size: grid.size, header: gridHeader(grid), data: data as Int16Array, slope, intercept };
  await openFiles(made.app, [{ path: 'scan.nii', content: new File([writeNifti(scan)], 'scan.nii') }]);
  made.state().arranged({ layout });
  drawNewObject(made.app, 'ball');
  const id = made.state().edited as FindingId;
  made.app.voxels.keepMask(id, bodyOn(grid, BALL.centre, [10, 10, 10]));
  return { ...made, id };
}

function box({ app, id }: Awaited<ReturnType<typeof edited>>): VoxelBox {
  const mask = app.voxels.mask(id);
  const inner = mask && innerBox(mask);
  if (!inner) throw new Error('there is one');
  return inner;
}

test.each(CASES)(
  'before anything is drawn a growth on slices is one on those of the view, $layout, on a grid that is $name',
  async ({ layout, grid }) => {
    const made = await edited(grid, layout);
    const plane = layout === 'four-up' ? 'axial' : layout;
    const across = axisAcross(grid, plane);
    expect(planeAcross(grid, made.state().drawnAcross)).toBe(plane);
    const before = box(made);
    setEditing(made.app, { mm: 8, is3D: false });
    await operateOn(made.app, 'grow');
    const after = box(made);
    for (const axis of [0, 1, 2] as const) {
      const grew = before.from[axis] - after.from[axis] + after.to[axis] - before.to[axis];
      if (axis === across) expect(grew).toBe(0);
      else expect(grew).toBeGreaterThan(1);
    }
  },
);
