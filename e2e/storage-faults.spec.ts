import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { microFile } from '#testing/micro-checkpoint.ts';
import { heavyTest } from './heavy-test.ts';
import { ModelsPage, onDisk } from './models-page.ts';
import { smallPhantom } from './scans.ts';

test.setTimeout(240_000);

const PACK = 'Analytic windows 1.0.0';

/** A page that a stored pack answers. */
async function answeredByStored(page: Page, projectFolder: string): Promise<ModelsPage> {
  const models = new ModelsPage(page);
  await models.open();
  await models.drop(join(projectFolder, '../src/testing/packs/analytic-windows'));
  await expect(models.says).toContainText('was added and every file checked', { timeout: 60_000 });
  await models.button(`Use ${PACK}`).click();
  await expect(page.locator('.model-status')).toHaveText(`Model: ${PACK}`, { timeout: 60_000 });
  await models.button('Close').click();
  return models;
}

/** Removes what is at `path` in the browser's private file system, as eviction or another program would. */
function removeStored(page: Page, path: readonly string[]): Promise<void> {
  return page.evaluate(async (parts) => {
    let folder = await navigator.storage.getDirectory();
    for (const part of parts.slice(0, -1)) folder = await folder.getDirectoryHandle(part);
    await folder.removeEntry(parts.at(-1) ?? '', { recursive: true });
  }, path);
}

test('a stored pack of which a file is gone is left for Mini, which is said once', async ({
  page,
}, testInfo) => {
  const { workbench } = await answeredByStored(page, testInfo.project.testDir);
  await removeStored(page, ['packs', 'analytic-windows', 'text-encoder.onnx']);
  await page.reload();
  await expect(workbench.notice).toHaveText(
    /pack analytic-windows is not whole any more \(text-encoder\.onnx\), so Mini answers\. Remove the pack/,
  );
  await expect(page.locator('.model-status')).toHaveText(/^Model: Mini/, { timeout: 60_000 });
  await workbench.open(smallPhantom());
  await workbench.showsScan('small.nii.gz');
  await workbench.ask('liver');
  await expect(workbench.finding('liver')).toContainText('mL');
  await page.reload();
  await expect(page.locator('.model-status')).toHaveText(/^Model: Mini/, { timeout: 60_000 });
  await expect(workbench.notice).toBeHidden();
});

heavyTest(
  'a pack that another tab removes answers on until the page is reloaded, and then Mini answers',
  async ({ page, context }, testInfo) => {
    const { workbench } = await answeredByStored(page, testInfo.project.testDir);
    await workbench.open(smallPhantom());
    await workbench.showsScan('small.nii.gz');
    const other = new ModelsPage(await context.newPage());
    await other.page.goto('/?backend=wasm');
    await expect(other.page.locator('.model-status')).toHaveText(`Model: ${PACK}`, { timeout: 60_000 });
    await other.page.getByRole('button', { name: /^Models/ }).click();
    await other.button(`Remove ${PACK}`).click();
    await other.button('Remove for good').click();
    await expect(other.page.locator('.model-status')).toHaveText(/^Model: Mini/, { timeout: 60_000 });

    await workbench.ask('edge');
    await workbench.tells(/edge/i);
    await page.reload();
    // Both tabs remember one choice, and the other has made it already.
    await expect(page.locator('.model-status')).toHaveText(/^Model: Mini/, { timeout: 60_000 });
  },
);

heavyTest(
  'a storage that the browser empties is said to lack the pack, and Mini answers',
  async ({ page }, testInfo) => {
    const { workbench } = await answeredByStored(page, testInfo.project.testDir);
    await removeStored(page, ['packs']);
    await workbench.open(smallPhantom());
    await workbench.showsScan('small.nii.gz');
    await workbench.ask('edge');
    await workbench.tells(/edge/i);
    await page.reload();
    await expect(workbench.notice).toHaveText(/analytic-windows is no longer in this browser.*Mini answers/);
    await expect(page.locator('.model-status')).toHaveText(/^Model: Mini/, { timeout: 60_000 });
  },
);

test('a storage that is full although the browser promised room is said to be full, and with room the pack is made', async ({
  page,
  baseURL,
}, testInfo) => {
  const models = new ModelsPage(page);
  await models.open();
  const session = await page.context().newCDPSession(page);
  // Chromium's estimate is as generous as before.
  await session.send('Storage.overrideQuotaForOrigin', { origin: baseURL ?? '', quotaSize: 330_000 });
  await models.drop(await onDisk(testInfo.outputPath('in'), 'micro.ckpt', microFile('micro.ckpt')));
  await models.convert('int8');
  await expect(models.says).toHaveText(
    /took only a part of that: .* Free disk space or remove a pack, then try again\.$/,
    {
      timeout: 60_000,
    },
  );
  await session.send('Storage.overrideQuotaForOrigin', { origin: baseURL ?? '' });
  await models.drop(await onDisk(testInfo.outputPath('in'), 'micro.ckpt', microFile('micro.ckpt')));
  await models.convert('int8');
  await expect(models.says).toContainText('Micro, int8 is ready', { timeout: 60_000 });
});

test('while another tab changes the packs a job is refused, and done when that tab has ended', async ({
  page,
  context,
}, testInfo) => {
  const models = new ModelsPage(page);
  await models.open();
  const other = await context.newPage();
  await other.goto('/?backend=wasm');
  // As a conversion in that tab does.
  await other.evaluate(
    () =>
      new Promise<void>((held) => {
        void navigator.locks.request('parse3d.packs', () => {
          held();
          return new Promise(() => {});
        });
      }),
  );
  const pack = join(testInfo.project.testDir, '../src/testing/packs/analytic-windows');
  await models.drop(pack);
  await expect(models.says).toHaveText(/^Another tab of parse3d is changing the stored model packs\. Wait/);
  await other.close();
  // A closed tab's lock is let go of a moment later.
  const isHeld = () =>
    page.evaluate(async () =>
      ((await navigator.locks.query()).held ?? []).some(({ name }) => name === 'parse3d.packs'),
    );
  await expect.poll(isHeld).toBe(false);
  await models.drop(pack);
  await expect(models.says).toContainText('was added and every file checked', { timeout: 60_000 });
});
