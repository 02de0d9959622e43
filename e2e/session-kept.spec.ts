import { expect, type Page, test } from '@playwright/test';
import { smallPhantom } from './scans.ts';
import { isAccessible, opened, setThreshold, thresholdOf } from './sessions.ts';

test.use({ storageState: { cookies: [], origins: [] } });

const question = (page: Page) => page.getByRole('region', { name: 'Keep my work in this browser' });

/** Names of the files that sessions are kept in. */
const keptFiles = (page: Page) =>
  page.evaluate(async () => {
    const root = await navigator.storage.getDirectory();
    const names: string[] = [];
    const folder = await root.getDirectoryHandle('sessions').catch(() => undefined);
    if (folder)
      for await (const name of (folder as unknown as { keys(): AsyncIterable<string> }).keys())
        names.push(name);
    return names;
  });

test('after a yes a reload loses nothing; what came back can be discarded; the switch in About removes it', async ({
  page,
}) => {
  const workbench = await opened(page, smallPhantom('Doe_Jane_19700101.nii.gz'));
  await expect(question(page)).toHaveCount(0);
  await workbench.ask('liver, right kidney');
  await expect(question(page)).toContainText('Keep work in this browser?');
  await isAccessible(page);
  await question(page).getByRole('button', { name: 'Yes' }).click();
  await expect(question(page)).toHaveCount(0);
  await setThreshold(workbench, 'liver', 30);
  const before = await page.evaluate(() => document.querySelectorAll('article').length);
  await expect.poll(() => keptFiles(page)).toHaveLength(1);
  const [first] = await keptFiles(page);
  expect(first).toMatch(/^[0-9a-f]{32}\.\d+$/);
  // The last change is kept once no other file takes its place any more.
  let kept: string | undefined;
  const isLasting = async () => {
    const [now] = await keptFiles(page);
    const isSame = now === kept;
    kept = now;
    return isSame;
  };
  await expect.poll(isLasting, { intervals: [4000] }).toBe(true);

  await page.reload();
  await workbench.goto();
  await expect(page.locator('.welcome-kept')).toHaveText(/^Your work on 1 scan is kept in this browser\./);
  await workbench.open(smallPhantom());
  await workbench.showsScan('small.nii.gz');
  await expect(workbench.notice).toHaveText(/^Your work on this scan from \d\d:\d\d is back\.$/);
  await isAccessible(page);
  expect(await page.evaluate(() => document.querySelectorAll('article').length)).toBe(before);
  await workbench.openRow('liver');
  await expect(thresholdOf(workbench, 'liver')).toHaveText('30 %');
  await page.getByRole('button', { name: 'Discard it' }).click();
  await expect(page.getByRole('article')).toHaveCount(0);
  await expect.poll(() => keptFiles(page)).toEqual([]);

  await page.keyboard.press('Control+z');
  await expect(workbench.finding('liver')).toBeVisible();
  await expect.poll(() => keptFiles(page)).toHaveLength(1);
  await page.getByRole('button', { name: 'About parse3d' }).click();
  await page.getByRole('checkbox', { name: 'Keep my work in this browser' }).uncheck();
  await expect.poll(() => keptFiles(page)).toEqual([]);
});

test('after a no nothing is kept, nobody is asked again, and leaving asks', async ({ page }) => {
  const workbench = await opened(page, smallPhantom());
  await workbench.ask('liver');
  await question(page).getByRole('button', { name: 'No' }).click();
  await workbench.ask('right kidney');
  await expect(question(page)).toHaveCount(0);
  expect(await keptFiles(page)).toEqual([]);
  page.on('dialog', (dialog) => dialog.accept());
  await page.reload();
  await workbench.goto();
  await workbench.open(smallPhantom());
  await workbench.showsScan('small.nii.gz');
  await expect(page.getByRole('article')).toHaveCount(0);
  expect(await keptFiles(page)).toEqual([]);
});

test('of two tabs with one scan the second says that the first keeps it', async ({ page, context }) => {
  const workbench = await opened(page, smallPhantom());
  await workbench.ask('liver');
  await question(page).getByRole('button', { name: 'Yes' }).click();
  await expect.poll(() => keptFiles(page)).toHaveLength(1);
  // Given again, it is still this tab that keeps it.
  await workbench.open(smallPhantom('again.nii.gz'));
  await workbench.showsScan('again.nii.gz');
  await expect(workbench.finding('liver')).toBeVisible();
  await expect(page.getByText(/open in another tab/)).toHaveCount(0);
  const second = await context.newPage();
  const other = await opened(second, smallPhantom());
  await expect(other.notice).toHaveText(/open in another tab, which keeps the work on it/);
  await isAccessible(second);
  await second.close();
  await page.close();
  const third = await context.newPage();
  const again = await opened(third, smallPhantom());
  await expect(again.finding('liver')).toBeVisible();
});
