import { expect, test } from '@playwright/test';
import { smallPhantom } from './scans.ts';
import { WorkbenchPage } from './workbench.ts';

test('asked for, WebGPU outlines a structure and is named on the page', async ({ page }) => {
  const workbench = new WorkbenchPage(page);
  await workbench.goto('?backend=webgpu');
  await expect(page.getByText(/^WebGPU: /)).toBeVisible();
  await expect(page.getByText('The page’s address asks for it')).toBeVisible();
  // The adapter is emulated and slow, so the scan is one small window.
  await workbench.open(smallPhantom('tiny.nii.gz', 6, { from: [20, -60, -10], to: [140, 60, 60] }));
  await workbench.showsScan('tiny.nii.gz');
  await workbench.ask('liver', 360_000);
  await expect(workbench.finding('liver')).toContainText(/mL|Not found/);
  await expect(page.getByText(/^WebGPU: /)).toBeVisible();
});
