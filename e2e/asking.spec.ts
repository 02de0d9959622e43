import { gzipSync } from 'node:zlib';
import AxeBuilder from '@axe-core/playwright';
import { expect, type Page, test } from '@playwright/test';
import { gridHeader } from '#formats/nifti-header.ts';
import { writeNifti } from '#formats/write-nifti.ts';
import type { Grid } from '#volume/types.ts';
import { removeTinyPack, serveTinyPack } from './slice-pack.ts';
import { WorkbenchPage } from './workbench.ts';

const GRID: Grid = { size: [46, 38, 12], voxelToWorld: [0.9, 0, 0, -20, 0, 1.1, 0, -21, 0, 0, -5, 10] };

function scan() {
  const [ni, nj, nk] = GRID.size;
  const data = new Int16Array(ni * nj * nk);
  for (let n = 0; n < data.length; n++) {
    const [i, j, k] = [n % ni, Math.floor(n / ni) % nj, Math.floor(n / (ni * nj))];
    const near = (x: number, y: number, r: number) => Math.hypot(i - x, j - y) < r + k;
    data[n] = near(15, 12, 8) ? 120 : near(33, 24, 6) ? -60 : i + 2 * j - 900;
  }
  return writeNifti({ size: GRID.size, header: gridHeader(GRID), data });
}

async function hasNoFault(page: Page) {
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
}

test.setTimeout(600_000);
test.beforeAll(serveTinyPack);
test.afterAll(removeTinyPack);

test('a model that takes any text is asked about some slices, in the words of its training', async ({
  page,
}) => {
  const workbench = new WorkbenchPage(page);
  await workbench.goto('?pack=tiny&backend=wasm', 300_000);
  const buffer = Buffer.from(gzipSync(scan()));
  await workbench.open({ name: 'scan.nii.gz', mimeType: 'application/octet-stream', buffer });
  await workbench.showsScan('scan.nii.gz');
  await page.getByLabel('Modality').selectOption('CT');

  // What is in it depends on what it shows.
  await workbench.prompt.fill('What is in this scan?');
  await workbench.prompt.press('Enter');
  await expect(page.locator('.refusals')).toContainText('depends on the part of the body');
  await expect(page.locator('.refusals').getByRole('button', { name: 'Head' })).toBeVisible();
  await page.getByLabel('Scan shows').selectOption('abdomen');
  await expect(
    page.getByText(/^MedImageParse 3D, tiny: \d+ of \d+ structures, .* the abdomen$/),
  ).toBeVisible();

  await page.getByText('Only a part of the scan…').click();
  await page.getByLabel('First slice').fill('4');
  await page.getByLabel('Last slice').fill('5');
  await page.screenshot({ path: 'test-results/asking-menu.png' });
  await hasNoFault(page);
  const how = page.getByText('How it is asked…');
  await how.click();
  await expect(page.getByRole('combobox', { name: 'Orientation' })).toBeVisible();
  await hasNoFault(page);
  await how.click();
  await page.getByRole('button', { name: 'Ask of these slices only' }).click();
  const chip = page.getByRole('button', { name: /^Only axial slices 4–5/ });
  await expect(chip).toBeVisible();
  await expect(page.locator('.region-shade').first()).toBeAttached();

  await workbench.prompt.fill('gall bladder');
  await workbench.prompt.press('Enter');
  const card = workbench.finding('gallbladder');
  await expect(card).toBeVisible({ timeout: 300_000 });
  await expect(card).toContainText('Asked with “Gallbladder in abdominal CT”');
  await expect(card).toContainText('Only axial slices 4–5: the rest of the scan was not looked at.');
  await expect(card).toContainText('of 2 axial slices');
  await page.screenshot({ path: 'test-results/asking-answer.png' });
  await hasNoFault(page);

  await chip.click();
  await expect(chip).toBeHidden();
  await expect(page.locator('.region-shade')).toHaveCount(0);
});
