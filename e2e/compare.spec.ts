import { gzipSync } from 'node:zlib';
import AxeBuilder from '@axe-core/playwright';
import { expect, type Page, test } from '@playwright/test';
import { gridHeader } from '#formats/nifti-header.ts';
import { writeNifti } from '#formats/write-nifti.ts';
import { dice } from '#testing/dice.ts';
import { openBytes } from '#testing/open-bytes.ts';
import { makePhantom } from '#testing/phantom.ts';
import { phantomGrid } from '#testing/phantom-grid.ts';
import type { WorldBox } from '#volume/types.ts';
import { folderOf } from './dicom-cases.ts';
import { heavyTest } from './heavy-test.ts';
import type { Upload } from './scans.ts';
import { smallPhantom } from './scans.ts';
import { WorkbenchPage } from './workbench.ts';

/** As smallPhantom has it. */
const FLANK: WorldBox = { from: [-5, -100, -60], to: [145, 90, 80] };
const GRID = phantomGrid('las', 4, FLANK);
const { labels } = makePhantom({ seed: 7, grid: GRID });

const upload = (name: string, buffer: Buffer): Upload => ({
  name,
  mimeType: 'application/octet-stream',
  buffer,
});

/** What the phantom itself knows of its organs: the numbers are Mini's. */
function truth(): Upload {
  const data = Uint8Array.from(labels, (label) => (label === 6 || label === 2 ? label : 0));
  const bytes = writeNifti({ size: GRID.size, header: gridHeader(GRID), data });
  return upload('truth.nii.gz', gzipSync(bytes));
}
const NAMES = upload(
  'truth.txt',
  Buffer.from('6 221 130 101 1 1 1 "liver"\n2 0 114 178 1 1 1 "kidney_right"\n'),
);

async function withTruth(page: Page, ...names: readonly Upload[]): Promise<WorkbenchPage> {
  const workbench = new WorkbenchPage(page);
  await workbench.goto();
  await workbench.open(smallPhantom());
  await workbench.showsScan('small.nii.gz');
  await page.getByLabel('Scan file').setInputFiles([truth(), ...names]);
  await expect(page.getByRole('article')).toHaveCount(2);
  return workbench;
}

const violations = async (page: Page) => (await new AxeBuilder({ page }).analyze()).violations;
const panel = (page: Page) => page.getByRole('region', { name: 'Comparison' }).first();

test('a label map beside the scan: objects from its file, with names, measures and no verdict', async ({
  page,
}) => {
  const workbench = await withTruth(page, NAMES);
  await workbench.showsScan('small.nii.gz');
  await expect(workbench.summary).toHaveText('2 from files');
  const liver = workbench.finding('liver');
  await workbench.openRow('liver');
  await expect(liver).toContainText('Label 6 of “truth.nii.gz”. No model has made it');
  await expect(liver).not.toContainText('Presence score');
  const voxels = labels.reduce((sum: number, label: number) => sum + (label === 6 ? 1 : 0), 0);
  const shown = Number((await liver.locator('.volume').textContent())?.replace(/[^\d.]/g, ''));
  expect(Math.abs(shown - voxels * 0.064)).toBeLessThan(1);
  expect(await violations(page)).toEqual([]);
  await page.keyboard.press('Control+z');
  await expect(page.getByRole('article')).toHaveCount(0);
  await page.keyboard.press('Control+y');
  await expect(page.getByRole('article')).toHaveCount(2);
});

test('numbers alone can be named by a list', async ({ page }) => {
  const workbench = await withTruth(page);
  await expect(workbench.finding('Label 6')).toBeVisible();
  const list = page.getByLabel('Names of the labels');
  await list.selectOption({ index: 1 });
  await expect(workbench.finding('liver')).toBeVisible();
  await expect(workbench.finding('right kidney')).toBeVisible();
  expect(await violations(page)).toEqual([]);
});

test('the model’s liver against the phantom’s: figures, the difference in the views, and files', async ({
  page,
}) => {
  await page.setViewportSize({ width: 1280, height: 720 });
  const workbench = await withTruth(page, NAMES);
  await workbench.ask('liver, right kidney');
  await expect(page.getByRole('article')).toHaveCount(4);
  await page.getByRole('button', { name: 'Compare two results' }).click();
  const rows = panel(page).locator('tbody tr');
  await expect(rows).toHaveCount(2);
  const row = rows.filter({ has: page.getByRole('button', { name: 'liver', exact: true }) });
  await expect(row.locator('td').nth(1)).toHaveText(/^0\.\d{3}$/, { timeout: 60_000 });
  const told = Number(await row.locator('td').nth(1).textContent());

  await workbench.openRow('liver (2)');
  const file = await workbench.download(() =>
    page.getByRole('button', { name: 'Save the mask of liver (2) as NIfTI' }).click(),
  );
  const { data } = (await openBytes(file.name, file.bytes)).volume;
  const own = Uint8Array.from(data, (value) => (value > 0 ? 1 : 0));
  expect(told).toBeCloseTo(
    dice(
      own,
      labels.map((label: number) => (label === 6 ? 1 : 0)),
    ),
    3,
  );

  const before = await workbench.shot();
  await row.getByRole('button', { name: 'liver', exact: true }).click();
  const legend = page.getByRole('list', { name: 'Difference' });
  await expect(legend.getByRole('listitem')).toHaveText([
    'In both',
    'Only in “truth.nii.gz”',
    /^Only in Mini/,
  ]);
  await expect.poll(async () => (await workbench.shot()).equals(before)).toBe(false);
  expect(await sees(page, [86, 180, 233])).toBeGreaterThan(500);
  expect(await violations(page)).toEqual([]);
  for (const part of [page.locator('html'), panel(page).locator('.results-scroll')]) {
    const [wanted = 0, there = 0] = await part.evaluate((at) => [at.scrollWidth, at.clientWidth]);
    expect(wanted).toBeLessThanOrEqual(there);
  }

  const saved = await workbench.save('Comparison (CSV and JSON)', 2);
  const csv = new TextDecoder().decode(saved.find(({ name }) => name.endsWith('.csv'))?.bytes);
  expect(csv.split('\r\n')[0]).toMatch(/^reference,other,dice,jaccard/);
  await panel(page).getByRole('button', { name: 'Close the comparison' }).click();
  await expect(legend).toHaveCount(0);
});

/** Pixels of the canvas whose hue is about that of `color`, however light the scan makes them. */
async function sees(page: Page, [red, green, blue]: readonly [number, number, number]): Promise<number> {
  const shot = await page.locator('canvas').screenshot();
  return page.evaluate(
    async ([png, r, g, b]) => {
      const image = await createImageBitmap(await (await fetch(`data:image/png;base64,${png}`)).blob());
      const canvas = new OffscreenCanvas(image.width, image.height);
      const context = canvas.getContext('2d');
      context?.drawImage(image, 0, 0);
      const { data } = context?.getImageData(0, 0, image.width, image.height) ?? { data: [] };
      let count = 0;
      for (let n = 0; n < data.length; n += 4) {
        const [x, y, z] = [data[n] ?? 0, data[n + 1] ?? 0, data[n + 2] ?? 0];
        const isLike =
          Math.max(x, y, z) - Math.min(x, y, z) > 40 &&
          Math.sign(x - z) === Math.sign(r - b) &&
          Math.abs((y - x) / (z - x || 1) - (g - r) / (b - r)) < 0.25;
        if (isLike) count += 1;
      }
      return count;
    },
    [shot.toString('base64'), red, green, blue] as const,
  );
}

heavyTest('a DICOM segmentation that the page writes is read again, voxel for voxel', async ({ page }) => {
  const workbench = new WorkbenchPage(page);
  await workbench.goto();
  await workbench.drop(folderOf('ct-reversed', test.info().outputPath('series')));
  await expect(page.locator('.scan-name')).toHaveText(/CT series/);
  await page.getByRole('button', { name: 'New object' }).click();
  await page.getByLabel('Name of the new object').fill('liver');
  await page.getByRole('button', { name: 'Draw it' }).click();
  const box = await page.locator('canvas').boundingBox();
  if (!box) throw new Error('no canvas');
  await page.mouse.move(box.x + box.width / 4, box.y + box.height / 4);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width / 4 + 60, box.y + box.height / 4, { steps: 5 });
  await page.mouse.up();
  await page.keyboard.press('Escape');
  const [segmentation] = await workbench.save('DICOM SEG');
  if (!segmentation) throw new Error('it is saved');
  const [first] = await workbench.save('Masks (NIfTI)');
  await workbench.open(upload('again', Buffer.from(segmentation.bytes)));
  await expect(workbench.finding('liver (2)')).toBeVisible();
  const masks = await workbench.save('Masks (NIfTI)', 2);
  const voxels = async (at: { name: string; bytes: Uint8Array<ArrayBuffer> } | undefined) =>
    at && Buffer.from((await openBytes(at.name, at.bytes)).volume.data).toString('base64');
  const again = masks.find(({ name }) => name.includes('liver_2'));
  expect(await voxels(again)).toBe(await voxels(first));
});
