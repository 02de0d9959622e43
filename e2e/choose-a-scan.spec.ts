import { mkdirSync, writeFileSync } from 'node:fs';
import AxeBuilder from '@axe-core/playwright';
import { expect, type Page, test } from '@playwright/test';
import { zipSync } from 'fflate';
import { filesOf, folderOf } from './dicom-cases.ts';
import { WorkbenchPage } from './workbench.ts';

const rows = (page: Page) => page.getByRole('dialog').locator('.scan-row');

test('a study that is dropped as a folder is listed, and one series of it opens by the keyboard', async ({
  page,
}, info) => {
  const workbench = new WorkbenchPage(page);
  await workbench.goto();
  await workbench.drop(folderOf('study-mixed', info.outputPath('study')));
  const dialog = page.getByRole('dialog', { name: 'Choose a scan' });
  await expect(dialog).toContainText('2 scans in “study”');
  await expect(rows(page)).toHaveCount(2);
  await expect(rows(page).nth(0)).toContainText(
    /Abdomen soft.*CT series 7 · kernel B30f.*52 × 44 × 16.*16 files/,
  );
  await expect(rows(page).nth(1)).toContainText(/Abdomen sharp.*52 × 44 × 9.*9 files/);
  await expect(dialog).toContainText('Left out: 6 files');
  await expect(dialog).toContainText(/“A0001” is a picture from planning the scan \(a localizer\)/);
  await expect(rows(page).locator('canvas')).toHaveCount(2);
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id }) => id)).toEqual([]);

  await expect(rows(page).nth(0)).toBeFocused();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await workbench.showsScan('CT series 25');
  await expect(page.getByLabel('Modality').locator('option:checked')).toHaveText('CT');

  await page.getByRole('button', { name: '2 scans' }).click();
  await expect(rows(page).nth(1)).toHaveAttribute('aria-current', 'true');
  await rows(page).nth(0).click();
  await workbench.showsScan('CT series 7');
  await expect(workbench.notice).toHaveCount(0);
});

test('a list that is closed leaves the open scan, and the way back to the list', async ({ page }, info) => {
  const workbench = new WorkbenchPage(page);
  await workbench.goto();
  await page.getByLabel('Scan folder').setInputFiles(folderOf('ct-with-seg', info.outputPath('one')));
  await workbench.showsScan('CT series 14');
  // Its segmentation joins it; the list has it too.
  await expect(page.getByRole('article')).not.toHaveCount(0);
  await page.getByRole('button', { name: '1 segmentation' }).click();
  await expect(page.getByRole('dialog')).toContainText('Segmentations');
  await page.keyboard.press('Escape');
  await workbench.drop(folderOf('mr-two-echoes', info.outputPath('echoes')));
  await expect(rows(page).nth(1)).toContainText('echo 2 of 2, 4.6 ms');
  await page.keyboard.press('Escape');
  await expect(page.locator('.scan-name')).toHaveText('CT series 14');
  await page.getByRole('button', { name: '2 scans' }).click();
  await rows(page).nth(1).click();
  await workbench.showsScan('MR series 14 echo 2');
});

test('an archive opens as the folder in it would, whatever its pictures are packed with, and asks no other site', async ({
  page,
  baseURL,
}, info) => {
  const elsewhere: string[] = [];
  page.context().on('request', (request) => {
    if (!request.url().startsWith(`${baseURL}/`) && !/^(blob|data):/.test(request.url()))
      elsewhere.push(request.url());
  });
  const workbench = new WorkbenchPage(page);
  await workbench.goto();
  // The others, which take as long again each, are read by src/formats' own tests.
  const heavy = process.env['PARSE3D_HEAVY'] ? ['ct-jpeg-2000', 'ct-jpeg-lossless-70', 'ct-rle'] : [];
  for (const id of ['ct-jpeg-ls', 'ct-htj2k', 'ct-deflated', ...heavy]) {
    await test.step(id, async () => {
      const path = info.outputPath(`${id}.zip`);
      writeFileSync(path, zipSync(filesOf(id)));
      await workbench.open(path);
      await workbench.showsScan('CT series 14');
      await expect(page.locator('.scan-grid')).toContainText('52 × 44 × 16 voxels of 5.6 × 6.2 × 9.0 mm');
      await page.getByRole('button', { name: 'Close this scan' }).click();
      await expect(page.getByRole('button', { name: 'Try a sample' })).toBeVisible();
    });
  }
  await expect(workbench.notice).toHaveCount(0);
  expect(elsewhere).toEqual([]);
});

test('a folder without a file is refused by its name', async ({ page }, info) => {
  const workbench = new WorkbenchPage(page);
  await workbench.goto();
  const folder = info.outputPath('empty');
  mkdirSync(folder, { recursive: true });
  await workbench.drop(folder);
  await expect(workbench.notice).toHaveText(/There is no file in “empty”\. Choose the folder/);
});
