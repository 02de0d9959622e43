import { gzipSync } from 'node:zlib';
import { expect, type Page, test } from '@playwright/test';
import { gridHeader } from '#formats/nifti-header.ts';
import { writeNifti } from '#formats/write-nifti.ts';
import { BALL, BALL_GRIDS, ballVolume } from '#testing/ball.ts';
import { bodyOn } from '#testing/export-cases.ts';
import { spacing } from '#volume/affine.ts';
import { denseMask } from '#volume/mask.ts';
import type { Grid } from '#volume/types.ts';
import type { Upload } from './scans.ts';
import { WorkbenchPage } from './workbench.ts';

const upload = (name: string, bytes: Uint8Array): Upload => ({
  ...{ name, mimeType: 'application/octet-stream' },
  buffer: gzipSync(bytes),
});

function filesOf(grid: Grid, name: string): { readonly scan: Upload; readonly labels: readonly Upload[] } {
  const place = { size: grid.size, header: gridHeader(grid) };
  const { data, slope, intercept } = ballVolume(grid);
  const scan = writeNifti({ ...place, data: data as Int16Array, slope, intercept });
  const inside = denseMask(bodyOn(grid, BALL.centre, [BALL.radiusMm, BALL.radiusMm, BALL.radiusMm]));
  const table = Buffer.from('1 0 255 0 1 1 1 "ball"\n');
  return {
    scan: upload(`${name}.nii.gz`, scan),
    labels: [
      upload('labels.nii.gz', writeNifti({ ...place, data: inside })),
      { name: 'labels.txt', mimeType: 'text/plain', buffer: table },
    ],
  };
}

/** How far the outermost pixels of the outline lie from their middle in each direction, in mm. */
async function radii(page: Page, workbench: WorkbenchPage): Promise<readonly number[]> {
  const bar = page.locator('.scale-bar');
  const px = (await bar.boundingBox())?.width ?? 0;
  const mm = Number.parseFloat((await bar.textContent()) ?? '') * 10;
  const png = (await workbench.shot()).toString('base64');
  const far = await page.evaluate(async (data) => {
    const image = await createImageBitmap(await (await fetch(`data:image/png;base64,${data}`)).blob());
    const context = new OffscreenCanvas(image.width, image.height).getContext('2d');
    context?.drawImage(image, 0, 0);
    const { data: rgba } = context?.getImageData(0, 0, image.width, image.height) ?? { data: [] };
    const edge: [number, number][] = [];
    for (let n = 0; n < rgba.length / 4; n++) {
      const [red = 0, green = 0, blue = 0] = [rgba[4 * n], rgba[4 * n + 1], rgba[4 * n + 2]];
      if (green > 200 && red < 90 && blue < 90) edge.push([n % image.width, Math.floor(n / image.width)]);
    }
    const middle = [0, 1].map((axis) => {
      const along = edge.map((at) => at[axis] ?? 0);
      return (Math.min(...along) + Math.max(...along)) / 2;
    });
    const outermost = new Array<number>(120).fill(0);
    for (const [x, y] of edge) {
      const [right, down] = [x - (middle[0] ?? 0), y - (middle[1] ?? 0)];
      const turn = Math.floor(((Math.atan2(down, right) + Math.PI) / (2 * Math.PI)) * 119.99);
      outermost[turn] = Math.max(outermost[turn] ?? 0, Math.hypot(right, down) + 0.5);
    }
    return outermost;
  }, png);
  return far.map((each) => (each * mm) / px);
}

test('the outline of a ball of whole voxels is a circle, not stairs, where it should be, however the scan lies', async ({
  page,
}, info) => {
  const workbench = new WorkbenchPage(page);
  await workbench.goto();
  for (const [name, view] of [
    ['oblique', 'Axial'],
    ['flipped and anisotropic', 'Coronal'],
  ] as const) {
    const grid = BALL_GRIDS[name] as Grid;
    const { scan, labels } = filesOf(grid, name.replaceAll(' ', '-'));
    await workbench.open(scan);
    await workbench.showsScan(scan.name);
    await page.getByLabel('Scan file').setInputFiles([...labels]);
    await expect(page.getByRole('article')).toHaveCount(1);
    await page.getByRole('button', { name: view, exact: true }).click();
    await workbench.openRow('ball');
    await workbench.finding('ball').getByRole('button', { name: 'Go to ball' }).click();
    await page.locator('canvas').focus();
    await page.keyboard.press('+');
    await page.keyboard.press('+');
    await page.screenshot({ path: info.outputPath(`${name}.png`) });
    const far = await radii(page, workbench);
    const mean = far.reduce((sum, each) => sum + each, 0) / far.length;
    const off = Math.sqrt(far.reduce((sum, each) => sum + (each - mean) ** 2, 0) / far.length);
    const voxel = Math.max(...spacing(grid.voxelToWorld).filter((_, axis) => view === 'Coronal' || axis < 2));
    console.log(name, { mean, off, share: off / voxel, voxel });
  }
});
