import { existsSync, readFileSync } from 'node:fs';
import { cp, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import { expect, test } from '@playwright/test';
import { renamedPack } from '#testing/renamed-pack.ts';
import { ModelsPage } from './models-page.ts';
import { smallPhantom } from './scans.ts';

/** A manifest whose pack finds what is above 200 HU. */
function seeingBone(json: string): string {
  const manifest = JSON.parse(json);
  manifest.input.intensity.CT.high = 400;
  return JSON.stringify(manifest);
}

// Seconds on an idle machine; a busy one takes its time.
test.setTimeout(240_000);

test('what the chosen pack does not know is answered by another that is kept here, and that is said', async ({
  page,
}, testInfo) => {
  const packs = join(testInfo.project.testDir, '../src/testing/packs');
  // A small pack in place of the one that comes with the page.
  await page.context().route('**/models/mini/**', (route) => {
    const name = new URL(route.request().url()).pathname.split('/').at(-1) ?? '';
    const path = join(packs, 'analytic-windows', name);
    // What the page fetches ahead of the manifest is the real pack's.
    if (!existsSync(path)) return route.fulfill({ status: 404 });
    const content = readFileSync(path);
    const body = name === 'manifest.json' ? seeingBone(content.toString()) : content;
    return route.fulfill({ body });
  });
  const folder = testInfo.outputPath('renamed');
  await cp(join(packs, 'analytic-bank'), folder, { recursive: true });
  const manifest = join(folder, 'manifest.json');
  await writeFile(manifest, seeingBone(renamedPack(readFileSync(manifest, 'utf8'))));

  const models = new ModelsPage(page);
  const { workbench, dialog } = models;
  await models.open();
  await models.drop(folder);
  await expect(models.says).toContainText('“renamed” was added', { timeout: 60_000 });

  await test.step('the manager says what each knows, who answers, and what can be brought', async () => {
    const row = dialog.getByRole('listitem').filter({ hasText: 'Renamed 1.0.0' });
    await expect(row).toContainText('Knows 3 structures: rim, core, nadir.');
    await expect(dialog.getByRole('radio', { name: 'The best one that knows the structure' })).toBeChecked();
    const total = dialog.getByText('TotalSegmentator CT total, 3 mm');
    await expect(total).toBeVisible();
    await total.click();
    await expect(dialog).toContainText('Dataset297_TotalSegmentator_total_3mm_1559subj.zip');
    await expect(dialog).toContainText('Apache-2.0');
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual(
      [],
    );
    for (const size of [
      { width: 1440, height: 900 },
      { width: 1280, height: 720 },
    ]) {
      await page.setViewportSize(size);
      await dialog.screenshot({ path: testInfo.outputPath(`manager-${size.width}.png`) });
    }
    await models.button('Close').click();
  });

  await workbench.open(smallPhantom());
  await workbench.showsScan('small.nii.gz');

  await test.step('names of the other pack are offered with its name', async () => {
    await workbench.prompt.pressSequentially('edge, ri');
    const option = page.getByRole('option').filter({ hasText: 'rim' });
    await expect(option).toContainText('Renamed');
    await page.screenshot({ path: testInfo.outputPath('suggestions.png') });
    await workbench.prompt.press('Escape');
  });

  await test.step('each answers its part, and both findings stay', async () => {
    await workbench.ask('edge, rim');
    await expect(workbench.status).toContainText('by Renamed');
    await expect(workbench.finding('edge')).toBeVisible();
    await expect(workbench.finding('rim')).toBeVisible();
    await expect(page.locator('.model-status')).toHaveText('Model: Renamed 1.0.0');
    await page.screenshot({ path: testInfo.outputPath('answers.png') });
  });

  await test.step('the chosen pack alone refuses, and names the other', async () => {
    await models.manage();
    await dialog.getByRole('radio', { name: /^Only / }).check();
    await models.button('Close').click();
    await workbench.ask('core');
    await expect(page.locator('.refusals')).toContainText('Renamed');
    await expect(page.locator('.model-status')).toHaveText(/^Model: Analytic windows/);
  });
});
