import AxeBuilder from '@axe-core/playwright';
import { expect, test } from '@playwright/test';
import { smallPhantom } from './scans.ts';
import { WorkbenchPage } from './workbench.ts';

test('structures are offered while a prompt is typed, and taken over from the keyboard or with the pointer', async ({
  page,
}) => {
  const workbench = new WorkbenchPage(page);
  await workbench.goto();
  await workbench.open(smallPhantom());
  await workbench.showsScan('small.nii.gz');
  const options = page.getByRole('listbox', { name: 'Structures' }).getByRole('option');

  await workbench.prompt.pressSequentially('spleen, Leb');
  await expect(options.first()).toHaveText(/^liver/);
  await expect(page.locator('[role="option"][aria-selected="true"]')).toHaveCount(0);
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([]);

  await workbench.prompt.press('ArrowDown');
  await expect(options.first()).toHaveAttribute('aria-selected', 'true');
  const active = await workbench.prompt.getAttribute('aria-activedescendant');
  await expect(page.locator(`[id="${active}"]`)).toHaveText(/^liver/);
  const chosen = await new AxeBuilder({ page }).analyze();
  expect(chosen.violations.map(({ id }) => id)).toEqual([]);
  await workbench.prompt.press('Enter');
  await expect(workbench.prompt).toHaveValue('spleen, liver');
  await expect(options).toHaveCount(0);

  await workbench.prompt.fill('');
  await workbench.prompt.pressSequentially('left k');
  await workbench.prompt.press('ArrowDown');
  await workbench.prompt.press('Tab');
  await expect(workbench.prompt).toHaveValue('left kidney');
  await expect(workbench.prompt).toBeFocused();

  await workbench.prompt.fill('');
  await workbench.prompt.pressSequentially('panc');
  await page.getByRole('option', { name: 'pancreas' }).click();
  await expect(workbench.prompt).toHaveValue('pancreas');
  await expect(workbench.prompt).toBeFocused();
});

test('suggestions are never in the way of free text', async ({ page }) => {
  const workbench = new WorkbenchPage(page);
  await workbench.goto();
  await workbench.open(smallPhantom());
  await workbench.showsScan('small.nii.gz');
  const options = page.getByRole('listbox', { name: 'Structures' }).getByRole('option');

  await workbench.prompt.pressSequentially('li');
  await expect(options.first()).toBeVisible();
  await workbench.prompt.press('Escape');
  await expect(options).toHaveCount(0);
  await expect(workbench.prompt).toHaveValue('li');

  await workbench.prompt.pressSequentially('v');
  await workbench.prompt.press('ArrowDown');
  await workbench.prompt.press('Home');
  await workbench.prompt.pressSequentially('x');
  await expect(workbench.prompt).toHaveValue('xliv');
  await expect(page.locator('[role="option"][aria-selected="true"]')).toHaveCount(0);

  await workbench.prompt.fill('teapot lid');
  await workbench.prompt.press('Enter');
  await expect(workbench.refusals).toContainText('“teapot lid”', { timeout: 90_000 });
});
