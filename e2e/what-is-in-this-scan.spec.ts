import { expect, test } from '@playwright/test';
import { smallPhantom } from './scans.ts';
import { WorkbenchPage } from './workbench.ts';

test('one button asks for everything, one line says what came of it, and the answers come as a table', async ({
  page,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const workbench = new WorkbenchPage(page);
  await workbench.goto();
  await workbench.open(smallPhantom());
  await workbench.showsScan('small.nii.gz');
  await page.getByRole('button', { name: 'What is in this scan?' }).click();
  await expect(workbench.status).toHaveText(/^Found \d+ of \d+ \(/, { timeout: 110_000 });
  const [found = 0, asked = 0] = (
    /Found (\d+) of (\d+)/.exec((await workbench.status.textContent()) ?? '') ?? []
  )
    .slice(1)
    .map(Number);
  expect(found).toBeGreaterThan(2);
  await expect(page.getByRole('article')).toHaveCount(found);
  await expect(workbench.summary).toHaveText(
    new RegExp(`^${found} found, (?:${asked - found}|.+) not found`),
  );
  const line = workbench.summary.locator('summary');
  expect(await line.evaluate((it) => it.scrollWidth <= it.clientWidth + 1)).toBe(true);
  await expect(workbench.refusals).toBeEmpty();
  await workbench.summary.locator('summary').click();
  await expect(workbench.summary.getByRole('listitem')).toHaveCount(asked - found);
  await expect(page.locator('main')).not.toContainText(/existence|presence score/i);
  await workbench.openRow('liver');
  await expect(workbench.finding('liver')).toContainText(/Cut by the edge of the scan \(.*left/);

  await page.getByRole('button', { name: 'Findings as a table' }).click();
  const table = page.getByRole('region', { name: `Found ${found} of ${asked}` });
  await expect(table.getByRole('row')).toHaveCount(asked + 1);
  await expect(table.getByRole('row', { name: /^liver/ })).toContainText(/mL.*−?\d+ … \d+/);

  const names = () => table.getByRole('rowheader').allTextContents();
  await expect(table.getByRole('columnheader', { name: 'Volume' })).toHaveAttribute(
    'aria-sort',
    'descending',
  );
  expect((await names())[0]).toBe('liver');
  await table.getByRole('button', { name: 'Structure' }).click();
  expect(await names()).toEqual((await names()).toSorted());
  await table.getByRole('button', { name: 'Structure' }).click();
  expect(await names()).toEqual((await names()).toSorted().reverse());

  await table.getByRole('row', { name: /^right kidney/ }).click();
  await expect(workbench.nameOf('right kidney')).toHaveAttribute('aria-expanded', 'true');
  await expect(table.getByRole('row', { name: /^right kidney/ })).toHaveAttribute('aria-current', 'true');

  await table.getByRole('button', { name: 'Copy' }).click();
  await expect(table.getByRole('status')).toHaveText(`${asked} rows copied`);
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  const lines = copied
    .slice(0, -1)
    .split('\n')
    .map((line) => line.split('\t'));
  expect(lines.map(([name]) => name)).toEqual(['name', ...(await names())]);
  expect(new Set(lines.map(({ length }) => length)).size).toBe(1);

  const saved = await workbench.download(() => table.getByRole('button', { name: 'Table (CSV)' }).click());
  expect(saved.name).toBe('small_findings.csv');
  expect(new TextDecoder().decode(saved.bytes).trim().split('\r\n')).toHaveLength(asked + 1);
  await table.getByRole('button', { name: 'Close the table' }).click();
  await expect(table).toBeHidden();
});
