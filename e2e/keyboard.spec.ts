import { expect, test } from '@playwright/test';
import { WorkbenchPage } from './workbench.ts';

test('a scan can be opened, asked about and looked at from the keyboard alone, and what is typed into the prompt stays text', async ({
  page,
}) => {
  const workbench = new WorkbenchPage(page);
  await workbench.goto();
  for (let n = 0; n < 10; n++) {
    await page.keyboard.press('Tab');
    if (await page.getByRole('button', { name: 'Try a sample' }).evaluate((it) => it.matches(':focus')))
      break;
  }
  await page.keyboard.press('Enter');
  await workbench.showsScan('phantom.nii.gz');
  await expect(workbench.canvas).toBeFocused();

  await page.keyboard.press('/');
  await expect(workbench.prompt).toBeFocused();
  await page.keyboard.type('spleen');
  await page.keyboard.press('Enter');
  await expect(workbench.finding('spleen')).toBeVisible({ timeout: 60_000 });
  await expect(workbench.prompt).toHaveValue('');

  await workbench.prompt.blur();
  for (const [key, name] of Object.entries({ 2: 'Axial', 3: 'Coronal', 4: 'Sagittal', 5: '3D', 1: 'All' })) {
    await page.keyboard.press(key);
    await expect(page.getByRole('button', { name, exact: true })).toHaveAttribute('aria-pressed', 'true');
  }

  await page.keyboard.press('1');
  await workbench.prompt.pressSequentially('2/3');
  await expect(workbench.prompt).toHaveValue('2/3');
  await expect(page.getByRole('button', { name: 'All', exact: true })).toHaveAttribute(
    'aria-pressed',
    'true',
  );

  // Arrow keys on the views step the crosshair through the patient.
  await workbench.canvas.focus();
  const superior = async () =>
    Number.parseFloat((await page.locator('.read-out dl div').nth(2).locator('dd').textContent()) ?? '');
  const before = await superior();
  await page.keyboard.press('PageUp');
  // One slice is 2.5 mm; the page shows tenths.
  await expect.poll(async () => Math.abs((await superior()) - before - 2.5)).toBeLessThan(0.11);

  // What begins an edit is off meanwhile, and what ends it is gone: the focus has a place all the same.
  await workbench.openRow('spleen');
  const edit = page.getByRole('button', { name: 'Edit spleen' });
  await edit.focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Brush' })).toBeFocused();
  await page.getByRole('button', { name: 'Done' }).press('Enter');
  await expect(edit).toBeFocused();
  const object = page.getByRole('button', { name: 'New object' });
  await object.press('Enter');
  await expect(page.getByLabel('Name of the new object')).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(object).toBeFocused();
});
