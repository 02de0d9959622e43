import { expect, test } from '@playwright/test';
import { smallPhantom } from './scans.ts';
import { WorkbenchPage } from './workbench.ts';

test('prompts asked during a run wait in sight, can be taken back, and are answered after it', async ({
  page,
}) => {
  const workbench = new WorkbenchPage(page);
  await workbench.goto();
  await workbench.trySample();
  for (const text of ['liver', 'spleen', 'aorta']) {
    await workbench.prompt.fill(text);
    await workbench.prompt.press('Enter');
  }
  const waiting = page.getByRole('list', { name: 'Waiting prompts' });
  await expect(waiting.getByRole('button')).toHaveText(['spleen', 'aorta']);
  await expect(workbench.prompt).toHaveValue('');
  await waiting.getByRole('button', { name: 'aorta' }).click();
  await expect(workbench.finding('spleen')).toBeVisible({ timeout: 90_000 });
  await expect(page.getByRole('article')).toHaveCount(2);
  await expect(page.getByRole('button', { name: 'Find', exact: true })).toBeVisible();
});

test('a run ends when its scan makes room for another or is said to be of another kind', async ({ page }) => {
  const workbench = new WorkbenchPage(page);
  const find = page.getByRole('button', { name: 'Find', exact: true });
  await workbench.goto();
  await workbench.trySample();
  await workbench.prompt.fill('liver');
  await workbench.prompt.press('Enter');
  await expect(find).toBeHidden();
  await page.getByLabel('Modality').selectOption('MR');
  await expect(find).toBeVisible();
  await workbench.prompt.press('Enter');
  await expect(find).toBeHidden();
  await workbench.open(smallPhantom());
  await workbench.showsScan('small.nii.gz');
  await expect(find).toBeVisible();
  await workbench.ask('liver');
  await page.getByLabel('Modality').selectOption('MR');
  await expect(workbench.finding('liver')).toContainText('Answered as CT: ask again for MR');
});
