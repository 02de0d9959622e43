import { expect, type Locator, type Page, test } from '@playwright/test';
import { WorkbenchPage } from './workbench.ts';

/**
 * Pictures of the phantom, compared with those in screens.spec.ts-snapshots, which Debian's Chromium drew without a graphics
 * card. After a change that is meant to be seen: `npx playwright test -c e2e screens --update-snapshots`, and look at each.
 *
 * Another release draws letters and edges a little differently, so 1 % of the pixels may differ; and it rounds, so a pixel
 * differs only from a twentieth of the scale of colours up, which the lightest fill of an object is well beyond.
 */
const ALIKE = { maxDiffPixelRatio: 0.01, threshold: 0.05, animations: 'disabled' } as const;

test.skip(process.platform !== 'linux', 'The pictures hold letters as Linux draws them.');

/** What differs from machine to machine: how long it took, on how many threads. */
const varying = (page: Page): Locator[] => [page.locator('.run-sentence'), page.locator('.status-bar')];

async function answered(page: Page, width: number, height: number) {
  await page.setViewportSize({ width, height });
  const workbench = new WorkbenchPage(page);
  await workbench.goto();
  await workbench.trySample();
  await page.getByRole('button', { name: 'What is in this scan?' }).click();
  await expect(workbench.status).toHaveText(/\(\d+(\.\d)? s\)$/, { timeout: 90_000 });
  // The mouse rests where nothing is pointed at.
  await page.mouse.move(2, 2);
  return workbench;
}

test('the slices and 3D', async ({ page }) => {
  const { canvas } = await answered(page, 960, 600);
  await expect(canvas).toHaveScreenshot('multi.png', ALIKE);
  await page.getByRole('button', { name: 'Axial' }).click();
  await expect(canvas).toHaveScreenshot('axial.png', ALIKE);
  await page.getByRole('button', { name: '3D', exact: true }).click();
  await page.getByRole('button', { name: 'Show 3D' }).click();
  // Every surface is there before the picture stays the same.
  await expect(canvas).toHaveScreenshot('solid.png', { ...ALIKE, timeout: 60_000 });
});

test('a list of everything that is in the scan', async ({ page }) => {
  await answered(page, 1280, 720);
  await expect(page.locator('.side-panel')).toHaveScreenshot('list.png', { ...ALIKE, mask: varying(page) });
});

test('a small window', async ({ page }) => {
  await answered(page, 720, 450);
  // Where the panel has scrolled to by itself depends on what came first.
  await page.getByRole('heading', { name: 'Findings' }).evaluate((heading) => heading.scrollIntoView());
  await expect(page).toHaveScreenshot('small-window.png', { ...ALIKE, mask: varying(page) });
});
