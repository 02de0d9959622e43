import { gzipSync } from 'node:zlib';
import { expect, type Page, test } from '@playwright/test';
import { gridHeader } from '#formats/nifti-header.ts';
import { writeNifti } from '#formats/write-nifti.ts';
import { isHeavy } from '#testing/heavy.ts';
import { makePhantom } from '#testing/phantom.ts';
import { type GridKind, phantomGrid } from '#testing/phantom-grid.ts';
import { heavyTest } from './heavy-test.ts';
import { smallPhantom, type Upload } from './scans.ts';
import { WorkbenchPage } from './workbench.ts';

/** The part of the patient with most of the liver, stored as `kind`. */
function stored(kind: GridKind): Upload {
  const grid = phantomGrid(kind, 4, { from: [-5, -100, -60], to: [145, 90, 80] });
  const { volume } = makePhantom({ seed: 7, grid });
  const bytes = writeNifti({ size: grid.size, header: gridHeader(grid), data: Int16Array.from(volume.data) });
  return { name: `${kind}.nii.gz`, mimeType: 'application/octet-stream', buffer: gzipSync(bytes) };
}

async function opened(page: Page, file: Upload = smallPhantom()) {
  const workbench = new WorkbenchPage(page);
  await workbench.goto();
  await workbench.open(file);
  await workbench.showsScan(file.name);
  return workbench;
}

/** Takes the graphics card away from the views, or gives it back. */
function graphics(page: Page, deed: 'loseContext' | 'restoreContext'): Promise<void> {
  return page.evaluate((what) => {
    const held = globalThis as unknown as { loser?: WEBGL_lose_context | null };
    if (what === 'loseContext') {
      const context = document.querySelector('canvas')?.getContext('webgl2');
      held.loser = context?.getExtension('WEBGL_lose_context') ?? null;
    }
    held.loser?.[what]();
  }, deed);
}

test('an outline lies in the same place of the patient however the scan is stored', async ({ page }) => {
  const seen: Record<string, { share: number; x: number; y: number }> = {};
  // Coronal slices have their axes exchanged and turned over.
  const kinds: readonly GridKind[] = ['ras', 'coronal', ...(isHeavy ? ['lps' as const] : [])];
  for (const kind of kinds) {
    const workbench = await opened(page, stored(kind));
    await page.getByRole('button', { name: 'Coronal' }).click();
    await workbench.ask('liver');
    await expect.poll(() => workbench.colouredPixels()).toBeGreaterThan(3000);
    seen[kind] = await workbench.colouredPlace();
  }
  const { ras } = seen;
  for (const kind of kinds) {
    // The model answers for the same voxels; rows of the screen may fall to either side of a voxel's edge.
    expect(Math.abs((seen[kind]?.x ?? 0) - (ras?.x ?? 1))).toBeLessThan(0.01);
    expect(Math.abs((seen[kind]?.y ?? 0) - (ras?.y ?? 1))).toBeLessThan(0.01);
    expect(Math.abs((seen[kind]?.share ?? 0) - (ras?.share ?? 1))).toBeLessThan(0.01);
  }
  // The liver is not in the middle of this part of the patient: upside down or the wrong way round it lies elsewhere.
  expect(Math.hypot((ras?.x ?? 0.5) - 0.5, (ras?.y ?? 0.5) - 0.5)).toBeGreaterThan(0.03);
});

test('an answer that no slice shows takes the crosshair there, and Back puts it where it was', async ({
  page,
}) => {
  const workbench = await opened(page);
  await page.getByRole('button', { name: 'Axial' }).click();
  const up = page.locator('.read-out dl div').nth(2).locator('dd');
  const before = await up.textContent();
  await workbench.canvas.focus();
  // To the lowest slice, which the liver does not reach.
  await expect(async () => {
    for (let n = 0; n < 6; n++) await page.keyboard.press('PageDown');
    expect(await page.locator('.read-out dl div').nth(2).textContent()).toMatch(/^I(5[6-9]|6\d)/);
  }).toPass();
  const lowest = await up.textContent();
  expect(lowest).not.toBe(before);
  await workbench.ask('gallbladder');
  const news = page.locator('.view-news');
  await expect(news).toContainText('Moved to gallbladder');
  await expect(up).not.toHaveText(lowest ?? '');
  await expect.poll(() => workbench.colouredPixels()).toBeGreaterThan(300);
  await news.getByRole('button', { name: 'Back' }).click();
  await expect(up).toHaveText(lowest ?? '');
  await expect(news).toHaveCount(0);
});

test('without a graphics card 3D waits to be asked for, does not say where the patient’s right is, and comes back when it is lost', async ({
  page,
}) => {
  const workbench = await opened(page);
  const paused = page.getByText('3D is paused on this machine’s software graphics.');
  await expect(paused).toBeVisible();
  await expect(page.locator('.tile [data-place="name"]')).toHaveText(['Axial', 'Sagittal', 'Coronal']);
  await workbench.ask('liver');
  await page.getByRole('button', { name: 'Axial' }).click();
  await expect(paused).toHaveCount(0);
  await expect(page.locator('.read-out p')).toHaveText(/the patient’s right is on the left/);
  await page.getByRole('button', { name: '3D', exact: true }).click();
  await expect(page.locator('.read-out p')).toHaveCount(0);
  await page.getByRole('button', { name: 'Show 3D' }).click();
  await expect(paused).toHaveCount(0);
  // A solid liver in its colour, far more of it than of the cube in the corner.
  await expect.poll(() => workbench.colouredPixels()).toBeGreaterThan(40_000);
  await graphics(page, 'loseContext');
  await expect(page.locator('.view-news')).toContainText('took the graphics card');
  await graphics(page, 'restoreContext');
  await expect(page.locator('.view-news')).toHaveCount(0);
  await expect.poll(() => workbench.colouredPixels()).toBeGreaterThan(40_000);
});

test('views that lose the graphics card say so, and are as before when they have it again', async ({
  page,
}) => {
  const workbench = await opened(page);
  await workbench.ask('liver');
  await page.getByRole('button', { name: 'Coronal' }).click();
  await expect.poll(() => workbench.colouredPixels()).toBeGreaterThan(3000);
  const before = await workbench.shot();
  const news = page.locator('.view-news');
  await graphics(page, 'loseContext');
  await expect(news).toContainText('The browser took the graphics card away');
  await graphics(page, 'restoreContext');
  await expect(news).toHaveCount(0);
  await expect.poll(async () => before.equals(await workbench.shot())).toBe(true);
  const shown = await workbench.colouredPixels();
  await workbench.finding('liver').getByRole('button', { name: 'Hide liver' }).click();
  await expect.poll(() => workbench.colouredPixels()).toBeLessThan(shown - 3000);
});

heavyTest(
  'what is asked and opened while the graphics card is away is there when it is back',
  async ({ page }) => {
    const workbench = await opened(page);
    await page.getByRole('button', { name: 'Coronal' }).click();
    await workbench.ask('liver');
    await expect.poll(() => workbench.colouredPixels()).toBeGreaterThan(3000);
    const liver = await workbench.colouredPixels();
    await graphics(page, 'loseContext');
    await workbench.ask('right kidney');
    await graphics(page, 'restoreContext');
    await expect(page.getByText('took the graphics card')).toHaveCount(0);
    // The answer has moved the crosshair to the kidney, unless it was on the screen already: both are to be seen.
    await workbench.finding('liver').getByRole('button', { name: 'Hide liver' }).click();
    await expect.poll(() => workbench.colouredPixels()).toBeGreaterThan(300);
    await expect.poll(() => workbench.colouredPixels()).toBeLessThan(liver);

    await graphics(page, 'loseContext');
    const other = smallPhantom('other.nii.gz', 5);
    await workbench.open(other);
    await workbench.showsScan('other.nii.gz');
    await graphics(page, 'restoreContext');
    await expect(page.locator('.view-news')).toHaveCount(0);
    // The crosshair, a pixel wide, and the slider.
    await expect.poll(() => workbench.colouredPixels()).toBeGreaterThan(500);
    const restored = await workbench.shot();
    // With two scans open too, so that the views are as large.
    const fresh = await opened(page);
    await fresh.open(other);
    await fresh.showsScan('other.nii.gz');
    await page.getByRole('button', { name: 'Coronal' }).click();
    await expect.poll(async () => restored.equals(await fresh.shot())).toBe(true);
  },
);

heavyTest(
  'views that the browser does not give back are made anew, and can be lost again',
  async ({ page }) => {
    const workbench = await opened(page);
    await workbench.ask('liver');
    await page.getByRole('button', { name: 'Coronal' }).click();
    await expect.poll(() => workbench.colouredPixels()).toBeGreaterThan(3000);
    const before = await workbench.shot();
    const isLost = page.getByText('took the graphics card');
    for (let time = 0; time < 2; time++) {
      await graphics(page, 'loseContext');
      await expect(isLost).toBeVisible();
      await expect(isLost).toHaveCount(0);
      await expect.poll(async () => before.equals(await workbench.shot())).toBe(true);
    }
    // The new views answer to the keyboard as the old ones did.
    await workbench.canvas.focus();
    const up = page.locator('.read-out dl div').nth(1).locator('dd');
    const place = await up.textContent();
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('PageDown');
    await expect(up).not.toHaveText(place ?? '');
  },
);
