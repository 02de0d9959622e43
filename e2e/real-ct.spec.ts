import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@playwright/test';
import { WorkbenchPage } from './workbench.ts';

const scan = fileURLToPath(new URL('../../shared/data/validation/ct_btcv_21_image.nii.gz', import.meta.url));

test('organs of a real CT are found where anatomy has them', async ({ page }) => {
  test.skip(!existsSync(scan), 'The validation scans are not beside this checkout.');
  test.setTimeout(400_000);
  const workbench = new WorkbenchPage(page);
  await workbench.goto();
  await workbench.open(scan);
  await workbench.showsScan('ct_btcv_21_image.nii.gz');
  await workbench.ask('liver, spleen', 360_000);
  await expect(workbench.finding('liver')).toContainText(/\d mL/);
  const side = page.locator('.read-out').getByTitle('Right or left');
  const across = page.locator('.read-out dl div').first().locator('dd');
  const position = async (title: string) => {
    await workbench
      .finding(title)
      .getByRole('button', { name: `Go to ${title}` })
      .click();
    const sign = (await side.textContent()) === 'R' ? 1 : -1;
    return sign * Number.parseFloat((await across.textContent()) ?? '');
  };
  expect(await position('liver')).toBeGreaterThan(await position('spleen'));
});
