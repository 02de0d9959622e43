import { expect, test } from '@playwright/test';
import { smallPhantom } from './scans.ts';
import { isAccessible, labelMap, opened, setThreshold, thresholdOf } from './sessions.ts';

/** Coarser, so another scan. */
const SECOND = smallPhantom('second.nii.gz', 5);

test('two scans side by side: each has its own results, going back brings them back, closing and leaving ask', async ({
  page,
}) => {
  const workbench = await opened(page, smallPhantom('first.nii.gz'));
  const scans = page.getByRole('navigation', { name: 'Open scans' });
  const tab = (name: string) => scans.getByRole('button', { name: new RegExp(`^${name}`) });
  await workbench.ask('liver, right kidney');
  await setThreshold(workbench, 'liver', 30);
  await expect(thresholdOf(workbench, 'liver')).toHaveText('30 %');
  const before = await labelMap(workbench);
  await workbench
    .finding('liver')
    .getByRole('slider', { name: /threshold/i })
    .fill('31');
  await setThreshold(workbench, 'liver', 30);
  await expect(thresholdOf(workbench, 'liver')).toHaveText('30 %');
  await expect(scans).toHaveCount(0);

  await workbench.open(SECOND);
  await workbench.showsScan('second.nii.gz');
  await expect(page.getByRole('article')).toHaveCount(0);
  await workbench.ask('liver');
  await expect(tab('second.nii.gz')).toHaveAttribute('aria-current', 'true');
  await expect(tab('first.nii.gz')).toHaveText(/not saved/);
  await isAccessible(page);

  await tab('second.nii.gz').focus();
  await page.keyboard.press('ArrowLeft');
  await expect(tab('first.nii.gz')).toBeFocused();
  await page.keyboard.press('Enter');
  await workbench.showsScan('first.nii.gz');
  await expect(page.getByRole('article')).toHaveCount(2);
  expect(await labelMap(workbench)).toEqual(before);
  // So has what could be undone there, and nothing of the other scan.
  await page.getByRole('button', { name: 'Undo threshold (liver)' }).click();
  await page.getByRole('button', { name: 'Redo threshold (liver)' }).click();
  expect(await labelMap(workbench)).toEqual(before);
  // The engine has let go of it: what the page kept does.
  for (const percent of [15, 80]) {
    await setThreshold(workbench, 'liver', percent);
    await expect(thresholdOf(workbench, 'liver')).toHaveText(`${percent} %`);
    await expect(workbench.notice).toHaveCount(0);
  }

  await tab('first.nii.gz').focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Delete');
  const dialog = page.getByRole('dialog', { name: 'Results that are in no file' });
  await expect(dialog).toContainText('second.nii.gz');
  await isAccessible(page);
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await expect(tab('second.nii.gz')).toBeVisible();

  // What is on the screen is in a file; what is on the other scan is not.
  let asked = 0;
  page.on('dialog', (leaving) => {
    asked += 1;
    void leaving.dismiss();
  });
  await page.evaluate(() => location.reload()).catch(() => undefined);
  await expect.poll(() => asked).toBe(1);
  await scans.getByRole('button', { name: 'Close second.nii.gz' }).click();
  await dialog.getByRole('button', { name: 'Close without saving' }).click();
  await expect(scans).toHaveCount(0);
  await workbench.showsScan('first.nii.gz');
  await expect(page.getByRole('article')).toHaveCount(2);
});
