import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import { expect, test } from '@playwright/test';
import { strFromU8, unzipSync } from 'fflate';
import { microFile, microWith } from '#testing/micro-checkpoint.ts';
import { tinyCheckpoint, tinyRecipeFiles } from '#testing/tiny-medimageparse3d.ts';
import type { WorldBox } from '#volume/types.ts';
import { heavyTest } from './heavy-test.ts';
import { ModelsPage, onDisk } from './models-page.ts';
import { smallPhantom } from './scans.ts';

// Seconds on an idle machine; a busy one takes its time.
test.setTimeout(240_000);

test('a dropped checkpoint becomes a pack that stays, is checked, loaded, saved and removed', async ({
  page,
  baseURL,
}, testInfo) => {
  const models = new ModelsPage(page);
  // Where no folder can be written a pack is saved as one file, which a test can look into.
  await page.addInitScript(() => Reflect.deleteProperty(window, 'showDirectoryPicker'));
  const elsewhere: string[] = [];
  page.context().on('request', (request) => {
    const url = request.url();
    if (!url.startsWith(`${baseURL}/`) && !/^(blob|data):/.test(url)) elsewhere.push(url);
  });
  await models.open();

  await test.step('nothing is converted before the terms are accepted', async () => {
    await models.drop(await onDisk(testInfo.outputPath('in'), 'micro.ckpt', microFile('micro.ckpt')));
    await expect(models.dialog.locator('.picked')).toHaveText(/^micro\.ckpt, /);
    await expect(models.dialog).toContainText('Licence: MIT');
    await expect(models.button('Convert')).toBeDisabled();
  });

  await test.step('it is converted and listed', async () => {
    await models.convert('int8');
    await expect(models.says).toContainText('Micro, int8 is ready', { timeout: 60_000 });
    const row = models.dialog.getByRole('listitem').filter({ hasText: 'Micro 1, int8' });
    await expect(row).toContainText('converted from micro.ckpt');
  });

  await test.step('the manager has no accessibility fault that axe can find', async () => {
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual(
      [],
    );
  });

  await test.step('every file is verified', async () => {
    await models.button('Verify Micro 1, int8').click();
    await expect(models.says).toContainText('Every file of Micro 1, int8 is the one', { timeout: 60_000 });
  });

  await test.step('it is loaded from where it is stored, and again after a reload', async () => {
    await models.button('Use Micro 1, int8').click();
    await expect(page.locator('.model-status')).toHaveText('Model: Micro 1', { timeout: 60_000 });
    await page.reload();
    await expect(page.locator('.model-status')).toHaveText('Model: Micro 1', { timeout: 60_000 });
    await models.manage();
    await expect(models.dialog.locator('[data-answers="true"]')).toContainText('Micro 1, int8');
  });

  await test.step('it is saved as it is stored', async () => {
    const { name, bytes } = await models.workbench.download(() =>
      models.button('Save Micro 1, int8 to files').click(),
    );
    expect(name).toBe('micro-int8.zip');
    const files = unzipSync(bytes);
    const manifest = JSON.parse(strFromU8(files['micro-int8/manifest.json'] ?? new Uint8Array()));
    expect(manifest.files).toHaveLength(Object.keys(files).length - 1);
    await expect(models.says).toContainText('was saved', { timeout: 60_000 });
  });

  await test.step('it is removed, and the embedded model answers again', async () => {
    await models.button('Remove Micro 1, int8').click();
    await models.button('Remove for good').click();
    await expect(models.dialog.locator('[data-answers="true"]')).toContainText('Mini');
    await expect(models.dialog).not.toContainText('Micro 1');
    await expect(page.locator('.model-status')).toHaveText(/^Model: Mini/, { timeout: 60_000 });
  });
  expect(elsewhere).toEqual([]);
});

test('a converted checkpoint of the official model’s design is asked slice by slice', async ({
  page,
}, testInfo) => {
  const models = new ModelsPage(page);
  await models.open(tinyRecipeFiles(), 'MedImageParse 3D, tiny');
  const checkpoint = new Uint8Array(await tinyCheckpoint().arrayBuffer());
  await models.drop(await onDisk(testInfo.outputPath('in'), 'tiny.safetensors', checkpoint));
  await models.convert('float32');
  await expect(models.says).toContainText('MedImageParse 3D, tiny, float32 is ready', { timeout: 90_000 });
  await models.button('Use MedImageParse 3D, tiny 2, float32').click();
  await expect(page.locator('.model-status')).toHaveText('Model: MedImageParse 3D, tiny 2', {
    timeout: 60_000,
  });
  await models.button('Close').click();

  // Three slices.
  const slab: WorldBox = { from: [-5, -100, 0], to: [145, 90, 12] };
  await models.workbench.open(smallPhantom('small.nii.gz', 4, slab));
  await models.workbench.showsScan('small.nii.gz');
  await models.workbench.prompt.fill('left kidney');
  await models.workbench.prompt.press('Enter');
  // What it answers with such weights is held to goldens elsewhere; here it has to begin, or to be done already.
  await expect(models.workbench.status).toHaveText(/^Outlining, slice \d of 3|\(\d+(\.\d)? s\)$/, {
    timeout: 120_000,
  });
});

heavyTest(
  'a damaged checkpoint is refused in a sentence and nothing of it stays',
  async ({ page }, testInfo) => {
    const models = new ModelsPage(page);
    await models.open();
    const cut = microFile('micro.ckpt').subarray(0, 100_000);
    // It is looked into as it is taken, so there is nothing to convert.
    await models.drop(await onDisk(testInfo.outputPath('in'), 'cut.ckpt', cut));
    await expect(models.says).toHaveText(/“cut\.ckpt” is damaged: .* then convert the new copy\.$/, {
      timeout: 60_000,
    });
    await expect(models.dialog.locator('.pack')).toHaveCount(1);
  },
);

test('what the model has no place for is said, and left out if one wants to go on', async ({
  page,
}, testInfo) => {
  const models = new ModelsPage(page);
  await models.open();
  const tuned = new Uint8Array(await microWith('head.extra').arrayBuffer());
  await models.drop(await onDisk(testInfo.outputPath('in'), 'tuned.safetensors', tuned));
  await models.convert('int8');
  await expect(models.says).toContainText('head.extra', { timeout: 60_000 });
  await expect(models.dialog).toContainText('1 tensor that it has no place for');
  await models.button('Keep going without it').click();
  await expect(models.says).toContainText('Micro, int8 is ready', { timeout: 60_000 });
  await expect(models.button('Keep going without it')).toHaveCount(0);
});

test('a folder is added if it is a pack, and refused in a sentence if it is none', async ({
  page,
}, testInfo) => {
  const models = new ModelsPage(page);
  await models.open();
  const folder = testInfo.outputPath('holiday');
  await onDisk(folder, 'beach.png', new Uint8Array(10));
  await models.drop(folder);
  await expect(models.says).toHaveText(/There is no manifest\.json in “holiday”.*Choose the folder/);

  await models.drop(join(testInfo.project.testDir, '../src/testing/packs/analytic-windows'));
  await expect(models.says).toContainText('“analytic-windows” was added and every file checked', {
    timeout: 60_000,
  });
  await expect(models.dialog).toContainText('added from the folder “analytic-windows”');
});

test('a stored pack that is gone is said to be gone, and the embedded model answers', async ({ page }) => {
  await page.addInitScript(() => {
    if (!sessionStorage.getItem('planted')) {
      localStorage.setItem('parse3d.pack', 'opfs:/packs/micro-int8/manifest.json');
      sessionStorage.setItem('planted', 'yes');
    }
  });
  const models = new ModelsPage(page);
  await models.workbench.goto();
  await expect(models.workbench.notice).toHaveText(/micro-int8 is no longer in this browser.*Mini answers/);
  await expect(page.locator('.model-status')).toHaveText(/^Model: Mini/);
});

test('a stored pack that the page died of loading is not loaded again, which is said once', async ({
  page,
}) => {
  await page.addInitScript(() => {
    if (!sessionStorage.getItem('planted')) {
      localStorage.setItem('parse3d.pack', 'opfs:/packs/micro-int8/manifest.json');
      localStorage.setItem('parse3d.pack-loading', 'yes');
      sessionStorage.setItem('planted', 'yes');
    }
  });
  const models = new ModelsPage(page);
  await models.workbench.goto();
  await expect(models.workbench.notice).toHaveText(
    /ended this page while it loaded .*micro-int8.*Mini answers/,
  );
  await expect(page.locator('.model-status')).toHaveText(/^Model: Mini/);
  await page.reload();
  await expect(page.locator('.model-status')).toHaveText(/^Model: Mini/);
  await expect(models.workbench.notice).toBeHidden();
});
