import { fileURLToPath } from 'node:url';
import AxeBuilder from '@axe-core/playwright';
import { expect, test } from '@playwright/test';
import { heavyTest } from './heavy-test.ts';
import { ModelsPage } from './models-page.ts';

// Seconds on an idle machine; a busy one takes its time.
test.setTimeout(240_000);

const model = (name: string) =>
  fileURLToPath(new URL(`../src/testing/fixtures/nnunet/${name}/model.zip`, import.meta.url));

test('a released zip of TotalSegmentator becomes a pack in the page, and nothing leaves it', async ({
  page,
  baseURL,
}) => {
  const models = new ModelsPage(page);
  const elsewhere: string[] = [];
  page.context().on('request', (request) => {
    const url = request.url();
    if (!url.startsWith(`${baseURL}/`) && !/^(blob|data):/.test(url)) elsewhere.push(url);
  });
  await models.open();
  const section = models.dialog.getByRole('region', { name: 'Add an nnU-Net' });

  await test.step('what it is and what it costs is said before, where it is seen', async () => {
    await page.setViewportSize({ width: 1280, height: 720 });
    await models.drop(model('ct_plain'));
    await expect(models.says).toContainText('“model.zip” is an nnU-Net: TotalSegmentator CT total, 3 mm.');
    await expect(section.getByRole('heading', { name: 'Add an nnU-Net' })).toBeFocused();
    await expect(section.getByRole('heading').first()).toBeInViewport({ ratio: 0.9 });
    await expect(section.getByRole('button', { name: 'Convert the nnU-Net' })).toBeInViewport();
    await expect(section).toContainText('TotalSegmentator CT total, 3 mm knows 5 structures (3d_fullres');
    await expect(section).toContainText('Licence: Apache-2.0');
    await expect(section.getByRole('radio', { name: 'float16' })).toBeChecked();
    await expect(section.getByRole('button', { name: 'Convert the nnU-Net' })).toBeDisabled();
  });

  await test.step('the manager has no accessibility fault that axe can find', async () => {
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual(
      [],
    );
  });

  await test.step('it is converted, listed and verified', async () => {
    await section.getByLabel('I have read these terms').check();
    await section.getByRole('button', { name: 'Convert the nnU-Net' }).click();
    await expect(models.says).toContainText('TotalSegmentator CT total, 3 mm, float16 is ready', {
      timeout: 60_000,
    });
    const row = models.dialog.locator('.pack').filter({ hasText: 'TotalSegmentator CT total, 3 mm' });
    await expect(row).toContainText('converted from model.zip');
    await row.getByRole('button', { name: /^Verify/ }).click();
    await expect(models.says).toContainText('is the one its description promises', { timeout: 60_000 });
  });
  expect(elsewhere).toEqual([]);
});

heavyTest('what cannot be run is refused by what it is', async ({ page }) => {
  const models = new ModelsPage(page);
  await models.open();
  await models.drop(model('h_multichannel'));
  await expect(models.says).toContainText('it needs 2 images of the same patient at once (T1, T2)');
  await models.drop(model('h_2d'));
  await expect(models.says).toContainText('its configuration 2d works on single slices');
});
