import { expect, test } from '@playwright/test';
import { smallPhantom } from './scans.ts';
import { WorkbenchPage } from './workbench.ts';

test('one button asks for everything, and the answers come as a table with boxes, also as a file', async ({
  page,
}) => {
  const workbench = new WorkbenchPage(page);
  await workbench.goto();
  await workbench.open(smallPhantom());
  await workbench.showsScan('small.nii.gz');
  await page.getByRole('button', { name: 'What is in this scan?' }).click();
  await expect(workbench.status).toHaveText(/^Found \d+ of \d+ \(/, { timeout: 110_000 });
  const [, found, asked] = /Found (\d+) of (\d+)/.exec((await workbench.status.textContent()) ?? '') ?? [];
  await expect(page.getByRole('article')).toHaveCount(Number(asked));
  await expect(workbench.finding('liver')).toContainText(/Cut by the edge of the scan \(.*left/);

  await page.getByRole('button', { name: 'Findings as a table' }).click();
  const table = page.getByRole('dialog', { name: `Found ${found} of ${asked}` });
  await expect(table.getByRole('row')).toHaveCount(Number(asked) + 1);
  await expect(table.getByRole('row', { name: /^liver/ })).toContainText(/mL.*−?\d+ … \d+/);
  const saved = await workbench.download(() => table.getByRole('button', { name: 'Table (CSV)' }).click());
  expect(saved.name).toBe('small_findings.csv');
  expect(new TextDecoder().decode(saved.bytes).trim().split('\r\n')).toHaveLength(Number(asked) + 1);
  await table.getByRole('button', { name: 'Close' }).click();
  await expect(table).toBeHidden();
});
