import AxeBuilder from '@axe-core/playwright';
import { expect, type Page, test } from '@playwright/test';
import { smallPhantom } from './scans.ts';
import { WorkbenchPage } from './workbench.ts';

async function violations(page: Page) {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
}

test('no view has an accessibility fault that axe can find', async ({ page }) => {
  const workbench = new WorkbenchPage(page);
  await workbench.goto();
  expect(await violations(page)).toEqual([]);

  await workbench.open(smallPhantom());
  await workbench.showsScan('small.nii.gz');
  expect(await violations(page)).toEqual([]);

  await workbench.ask('liver, left kidney, teapot');
  await workbench.prompt.press('Enter');
  await expect(workbench.notice).toBeVisible();
  expect(await violations(page)).toEqual([]);

  await page.getByRole('button', { name: 'About parse3d' }).click();
  await expect(page.getByRole('dialog')).toContainText('Research use only');
  expect(await violations(page)).toEqual([]);
});
