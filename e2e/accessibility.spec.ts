import AxeBuilder from '@axe-core/playwright';
import { expect, type Page, test } from '@playwright/test';
import { heavyTest } from './heavy-test.ts';
import { WorkbenchPage } from './workbench.ts';

async function violations(page: Page) {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
}

// axe looks at every element of fourteen states.
test.setTimeout(300_000);

for (const colorScheme of ['dark', 'light'] as const) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme });
    // Light differs by its colours alone.
    const declared = colorScheme === 'dark' ? test : heavyTest;
    declared('no view has an accessibility fault that axe can find', async ({ page }) => findNone(page));
  });
}

async function findNone(page: Page): Promise<void> {
  page.setDefaultTimeout(30_000);
  const workbench = new WorkbenchPage(page);
  const states: readonly (readonly [what: string, reach: () => Promise<unknown>])[] = [
    ['the welcome', async () => workbench.goto()],
    ['an empty list', async () => workbench.trySample()],
    ['answers and refusals', async () => workbench.ask('liver, right kidney, left kidney, teapot, spelen')],
    ['an empty prompt', async () => workbench.prompt.press('Enter')],
    ['what was not found', async () => workbench.summary.locator('summary').click()],
    ['an open row', async () => workbench.openRow('liver')],
    ['another name', async () => page.getByRole('button', { name: 'Rename liver' }).click()],
    ['a group', async () => page.getByRole('button', { name: 'Put left and right together' }).click()],
    ['the table', async () => page.getByRole('button', { name: 'Findings as a table' }).click()],
    ['another modality', async () => page.getByLabel('Modality').selectOption('MR')],
    ['saving', async () => page.getByRole('button', { name: 'Save…' }).click()],
    ['what is below', async () => page.keyboard.press('Escape')],
    [
      'a notice',
      async () => workbench.open({ name: 'a.txt', mimeType: 'text/plain', buffer: Buffer.from('no') }),
    ],
    ['the keys', async () => page.getByRole('button', { name: 'Keys and mouse (?)' }).click()],
  ];
  for (const [what, reach] of states) {
    await test.step(what, async () => {
      await reach();
      expect(await violations(page)).toEqual([]);
    });
  }
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'About parse3d' }).click();
  await expect(page.getByRole('dialog')).toContainText('Research use only');
  expect(await violations(page)).toEqual([]);
}
