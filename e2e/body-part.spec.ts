import AxeBuilder from '@axe-core/playwright';
import { expect, test } from '@playwright/test';
import { zipSync } from 'fflate';
import { dicomFile } from '#testing/dicom-file.ts';
import { sliceAttributes } from '#testing/dicom-series.ts';
import { WorkbenchPage } from './workbench.ts';

/** A CT whose files say that it is of a head. */
function headSeries() {
  const attributes = { '0018,0015 CS': 'HEAD', '0008,103e LO': 'Routine' };
  const files = [0, 1, 2, 3, 4].map((n) => [`${n}.dcm`, dicomFile(sliceAttributes(n, { attributes }))]);
  return {
    name: 'head.zip',
    mimeType: 'application/zip',
    buffer: Buffer.from(zipSync(Object.fromEntries(files))),
  };
}

test('of a head nothing is asked that the model does not know there, until somebody corrects what it shows', async ({
  page,
}) => {
  const workbench = new WorkbenchPage(page);
  await workbench.goto();
  await workbench.open(headSeries());
  await workbench.showsScan('CT series 7');
  const shows = page.getByLabel('Scan shows');
  await expect(shows.locator('option:checked')).toHaveText('Head');
  await page.getByRole('button', { name: 'What is in this scan?' }).click();
  await expect(workbench.refusals).toContainText(
    /said to show the head, and Mini knows no structure there.*TotalSegmentator/,
  );
  await page.screenshot({ path: 'test-results/body-part.png' });
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id }) => id)).toEqual([]);
  await shows.selectOption('Chest');
  await expect(workbench.refusals).not.toContainText('said to show');
  await workbench.prompt.fill('bladder');
  await workbench.prompt.press('Enter');
  await expect(workbench.refusals).toContainText('“urinary bladder” was not looked for');
  await expect(page.getByRole('article')).toHaveCount(0);
  await workbench.refusals.getByRole('button', { name: 'Ask anyway' }).click();
  await expect(workbench.refusals).toContainText('urinary bladder', { timeout: 60_000 });
  await expect(workbench.refusals).not.toContainText('was not looked for');
  await page.screenshot({ path: 'test-results/body-part-anyway.png' });
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.screenshot({ path: 'test-results/body-part-wide.png' });
});
