import { test } from '@playwright/test';
import { WorkbenchPage } from './workbench.ts';

for (const [w, h] of [
  [1440, 900],
  [1280, 720],
] as const)
  test(`look ${w}`, async ({ page }) => {
    await page.setViewportSize({ width: w, height: h });
    const workbench = new WorkbenchPage(page);
    await workbench.goto();
    await workbench.trySample();
    await workbench.ask('liver');
    await workbench.openRow('liver');
    await page.screenshot({ path: `/tmp/wt/scratch-exports/panel-${w}.png` });
    await page.getByRole('button', { name: 'Save…' }).click();
    await workbench.saves.getByLabel('Names of files begin with').fill('Smith_John_19620314');
    await page.screenshot({ path: `/tmp/wt/scratch-exports/save-personal-${w}.png` });
  });
