import { writeFile } from 'node:fs/promises';
import { expect, type Locator, test } from '@playwright/test';
import { heavyTest } from './heavy-test.ts';
import { smallPhantom } from './scans.ts';
import { WorkbenchPage } from './workbench.ts';

test('a file dropped anywhere on the page is opened', async ({ page }, info) => {
  const workbench = new WorkbenchPage(page);
  await workbench.goto();
  const path = info.outputPath('dropped.nii.gz');
  await writeFile(path, smallPhantom().buffer);
  const cdp = await page.context().newCDPSession(page);
  const data = { items: [], files: [path], dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
    await cdp.send('Input.dispatchDragEvent', { type, x: 40, y: 20, data });
    if (type === 'dragOver') await expect(page.getByText('Drop to open')).toBeVisible();
  }
  await workbench.showsScan('dropped.nii.gz');
  await expect(page.getByText('Drop to open')).toBeHidden();
});

test('a CT opens at soft tissue, and a stated modality changes the windows and the unit', async ({
  page,
}) => {
  const workbench = new WorkbenchPage(page);
  await workbench.goto();
  await workbench.trySample();
  await expect(page.getByLabel('Window')).toHaveValue('soft-tissue');
  const [width, level] = ['Width', 'Level'].map((name) => page.getByRole('spinbutton', { name })) as [
    Locator,
    Locator,
  ];
  await expect(width).toHaveValue('400');
  await expect(level).toHaveValue('40');
  await expect(page.locator('.read-out-value dt')).toHaveText('HU');
  const soft = await workbench.shot();
  await page.getByLabel('Window').selectOption('Bone');
  await expect(width).toHaveValue('1800');
  await expect(level).toHaveValue('400');
  await expect.poll(async () => (await workbench.shot()).equals(soft)).toBe(false);

  await expect(page.getByLabel('Modality').locator('option:checked')).toHaveText('CT (guessed)');
  await page.getByLabel('Modality').selectOption('MR');
  await expect(page.getByLabel('Modality').locator('option:checked')).toHaveText('MR');
  await expect(page.getByLabel('Window')).toHaveValue('auto');
  await expect(page.locator('.read-out-value dt')).toHaveText('Intensity');
});

heavyTest(
  'another scan has findings of its own; closing goes back to the one before, and then to the start',
  async ({ page }) => {
    const workbench = new WorkbenchPage(page);
    await workbench.goto();
    await workbench.open(smallPhantom());
    await workbench.showsScan('small.nii.gz');
    await workbench.ask('liver');
    await expect(page.getByRole('article')).toHaveCount(1);
    await workbench.open(smallPhantom('other.nii.gz', 5));
    await workbench.showsScan('other.nii.gz');
    await expect(page.getByRole('article')).toHaveCount(0);
    const close = page.getByRole('button', { name: 'Close this scan' });
    await close.click();
    await workbench.showsScan('small.nii.gz');
    await expect(page.getByRole('article')).toHaveCount(1);
    await close.click();
    await page.getByRole('button', { name: 'Close without saving' }).click();
    await expect(page.getByRole('button', { name: 'Try a sample' })).toBeVisible();
  },
);

test('a link opens a scan of this site and fills in the prompt, asks nothing by itself, and fetches from nowhere else', async ({
  page,
}) => {
  const elsewhere: string[] = [];
  page.on('request', (request) => {
    if (new URL(request.url()).hostname !== 'localhost') elsewhere.push(request.url());
  });
  const workbench = new WorkbenchPage(page);
  await workbench.goto('?backend=wasm&scan=samples/phantom.nii.gz&ask=left+kidney');
  await workbench.showsScan('phantom.nii.gz');
  await expect(workbench.prompt).toHaveValue('left kidney');
  await expect(page.getByRole('article')).toHaveCount(0);
  await workbench.goto('?backend=wasm&scan=https://elsewhere.test/a.nii.gz');
  await expect(page.getByText('does not lie beside this page')).toBeVisible();
  expect(elsewhere).toEqual([]);
});
