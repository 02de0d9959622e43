import { expect, test } from '@playwright/test';
import { WorkbenchPage } from './workbench.ts';

test('a cancelled run leaves the page usable and earlier results in place', async ({ page }) => {
  const workbench = new WorkbenchPage(page);
  await workbench.goto();
  await workbench.trySample();
  await workbench.prompt.fill('liver');
  await workbench.prompt.press('Enter');
  await expect(page.getByRole('progressbar')).toBeVisible();
  await expect(workbench.status).toHaveText(/Looking at the scan, part \d+ of \d+/);
  await page.getByRole('button', { name: 'Cancel' }).click();
  await expect(page.getByRole('progressbar')).toBeHidden();
  await expect(workbench.notice).toHaveCount(0);
  await expect(page.getByRole('article')).toHaveCount(0);

  await workbench.ask('liver');
  await expect(workbench.finding('liver')).toContainText('mL');

  await workbench.prompt.fill('spleen, pancreas, stomach, left kidney, right kidney');
  // Nothing waits between the two: what was looked at before is answered within a blink.
  await Promise.all([page.keyboard.press('Enter'), page.keyboard.press('Escape')]);
  await expect(page.getByRole('progressbar')).toBeHidden();
  await expect(workbench.finding('liver')).toContainText('mL');
  await expect(page.getByRole('article')).toHaveCount(1);
});
