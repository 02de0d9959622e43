import { expect, type Page, test } from '@playwright/test';
import { heavyTest } from './heavy-test.ts';
import { WorkbenchPage } from './workbench.ts';

/** The sample with these asked of it in one line. */
async function asked(page: Page, text: string): Promise<WorkbenchPage> {
  const workbench = new WorkbenchPage(page);
  await workbench.goto();
  await workbench.trySample();
  await workbench.ask(text);
  return workbench;
}

const names = (page: Page) => page.locator('.finding-name').allTextContents();
const mL = async (page: Page, title: string) =>
  Number.parseFloat(
    (await new WorkbenchPage(page).finding(title).locator('.volume').first().textContent()) ?? '',
  );

test('rows come in the order that is wanted, and both kidneys as one row or two', async ({ page }) => {
  const workbench = await asked(page, 'right kidney, liver, aorta, left kidney');
  expect(await names(page)).toEqual(['right kidney', 'liver', 'aorta', 'left kidney']);
  await page.getByLabel('Order').selectOption('Name');
  expect(await names(page)).toEqual(['aorta', 'left kidney', 'liver', 'right kidney']);
  await page.getByLabel('Order').selectOption('Volume');
  expect((await names(page))[0]).toBe('liver');

  await page.getByRole('button', { name: 'Put left and right together' }).click();
  expect(await names(page)).toEqual(['liver', 'kidneys', 'aorta']);
  await workbench.nameOf('kidneys').click();
  const [both, right, left] = [
    await mL(page, 'kidneys'),
    await mL(page, 'right kidney'),
    await mL(page, 'left kidney'),
  ];
  // Three rounded figures.
  expect(Math.abs(both - right - left)).toBeLessThanOrEqual(1.5);

  await page.getByRole('button', { name: 'Hide kidneys' }).click();
  await expect(workbench.finding('right kidney')).toHaveAttribute('data-hidden', 'true');
  await expect(workbench.finding('left kidney')).toHaveAttribute('data-hidden', 'true');
  await expect(workbench.finding('liver')).toHaveAttribute('data-hidden', 'false');
  await page.getByRole('button', { name: 'Put left and right together' }).click();
  expect(await names(page)).toHaveLength(4);
});

test('one object is shown alone, all are hidden or shown, and the views follow', async ({ page }) => {
  const workbench = await asked(page, 'liver, spleen, right kidney');
  const hidden = page.locator('.finding[data-hidden="true"]');
  await page.getByRole('button', { name: 'Hide spleen' }).click();
  const before = await workbench.colouredPixels();
  await page.getByRole('button', { name: 'Hide liver' }).click({ modifiers: ['Alt'] });
  await expect(hidden).toHaveCount(2);
  await expect.poll(() => workbench.colouredPixels()).toBeLessThan(before);
  await page.getByRole('button', { name: 'Hide liver' }).click({ modifiers: ['Alt'] });
  await expect(hidden).toHaveCount(1);
  await expect.poll(() => workbench.colouredPixels()).toBe(before);

  await workbench.openRow('right kidney');
  await page.getByRole('button', { name: 'Show right kidney alone' }).click();
  await expect(hidden).toHaveCount(2);
  await page.getByRole('button', { name: 'Hide all' }).click();
  await expect(hidden).toHaveCount(3);
  await page.getByRole('button', { name: 'Show all' }).click();
  await expect(hidden).toHaveCount(0);
});

heavyTest(
  'a new name stays when the structure is asked for again, and the table and report have both',
  async ({ page }) => {
    const workbench = await asked(page, 'liver');
    await page.getByRole('button', { name: 'Rename liver' }).click();
    await page.getByLabel('New name of liver').fill('graft');
    await page.keyboard.press('Enter');
    await expect(workbench.nameOf('graft')).toBeFocused();
    await workbench.ask('liver');
    await expect(page.getByRole('article')).toHaveCount(1);
    await expect(workbench.finding('graft')).toBeVisible();
    const [saved] = await workbench.save('Report (JSON)');
    const { findings } = JSON.parse(new TextDecoder().decode(saved?.bytes));
    expect(findings).toMatchObject([{ name: 'graft', structure: 'liver' }]);
  },
);

heavyTest('after another modality was stated, one button asks for everything again', async ({ page }) => {
  const workbench = await asked(page, 'liver, left kidney, teapot');
  await page.getByLabel('Modality').selectOption('MR');
  await expect(page.locator('.ask-again')).toContainText('2 answers are for CT.');
  await page.getByRole('button', { name: 'Ask all again' }).click();
  await expect(workbench.status).toHaveText(/^Found \d of 2 \(/, { timeout: 90_000 });
  await expect(page.locator('.ask-again')).toHaveCount(0);
  await expect(page.getByText(/ask again for MR/)).toHaveCount(0);
});

test('every key is told in a dialog, which ? opens and Esc closes', async ({ page }) => {
  const workbench = new WorkbenchPage(page);
  await workbench.goto();
  // Too low for all of it: what comes first is to be seen.
  await page.setViewportSize({ width: 720, height: 450 });
  await page.keyboard.press('?');
  const dialog = page.getByRole('dialog', { name: 'Keys and mouse' });
  await expect(dialog.getByRole('heading', { name: 'Keys and mouse' })).toBeFocused();
  await expect(dialog.getByRole('heading', { name: 'Keys and mouse' })).toBeInViewport();
  await expect(dialog).toContainText('Select the next object');
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await workbench.trySample();
  await workbench.prompt.pressSequentially('what?');
  await expect(dialog).toBeHidden();
  await expect(workbench.prompt).toHaveValue('what?');
});
