import { expect, test } from '@playwright/test';
import { heavyTest } from './heavy-test.ts';
import { smallPhantom } from './scans.ts';
import { isAccessible, labelMap, opened, savedSession, setThreshold, thresholdOf } from './sessions.ts';

/** Coarser than the other one, so another scan. */
const OTHER = smallPhantom('other.nii.gz', 5);

test('a session brings everything back after a reload, also under another name: the label map is the same byte for byte', async ({
  page,
}) => {
  const workbench = await opened(page, smallPhantom());
  await workbench.ask('liver, right kidney');
  await setThreshold(workbench, 'liver', 30);
  await expect(thresholdOf(workbench, 'liver')).toHaveText('30 %');
  const before = await labelMap(workbench);
  const session = await savedSession(workbench);
  expect(session.name).toBe('small.parse3d');

  await page.reload();
  await workbench.goto();
  await workbench.open(smallPhantom('renamed.nii.gz'));
  await workbench.showsScan('renamed.nii.gz');
  await workbench.open(session);
  await expect(page.getByRole('article')).toHaveCount(2);
  await workbench.showsScan('renamed.nii.gz');
  expect(await labelMap(workbench)).toEqual(before);

  // The engine has never answered here: the outline is drawn from what the session holds, lower and higher.
  for (const percent of [15, 80]) {
    await setThreshold(workbench, 'liver', percent);
    await expect(thresholdOf(workbench, 'liver')).toHaveText(`${percent} %`);
    await expect(workbench.notice).toHaveCount(0);
  }
  await setThreshold(workbench, 'liver', 30);
  expect(await page.evaluate(() => document.title)).not.toContain('undefined');
});

test('a session says which scan it is of, waits for it, and asks before it takes the place of what is in no file', async ({
  page,
}) => {
  const workbench = await opened(page, smallPhantom());
  await workbench.ask('liver');
  const session = await savedSession(workbench);

  await page.reload();
  await workbench.goto();
  await workbench.open(session);
  await expect(workbench.notice).toHaveText(
    /A session holds no scan.*\d+ × \d+ × \d+ voxels of 4.00 × 4.00 × 4.00 mm/,
  );
  await isAccessible(page);
  await workbench.open(OTHER);
  await workbench.showsScan('other.nii.gz');
  await expect(workbench.notice).toHaveText(/not of the scan that is open.*a CT of .* 4.00 mm/);
  await workbench.open(smallPhantom());
  await workbench.showsScan('small.nii.gz');
  await expect(workbench.finding('liver')).toBeVisible();
  await expect(workbench.notice).toHaveCount(0);

  await workbench.ask('right kidney');
  await workbench.open(session);
  const dialog = page.getByRole('dialog', { name: 'Results that are in no file' });
  await expect(dialog).toContainText('small.nii.gz');
  await isAccessible(page);
  await page.keyboard.press('Escape');
  await expect(workbench.finding('right kidney')).toBeVisible();
  await workbench.open(session);
  await dialog.getByRole('button', { name: 'Replace it' }).click();
  await expect(workbench.finding('right kidney')).toHaveCount(0);
  await expect(workbench.finding('liver')).toBeVisible();
});

heavyTest('a damaged session is refused with a sentence, and what is open stays', async ({ page }) => {
  const workbench = await opened(page, smallPhantom());
  await workbench.ask('liver');
  const session = await savedSession(workbench);
  await workbench.open({ ...session, buffer: session.buffer.subarray(0, session.buffer.length - 5) });
  await expect(workbench.notice).toHaveText(/The session cannot be read: it does not end where it says/);
  await expect(workbench.finding('liver')).toBeVisible();
});
