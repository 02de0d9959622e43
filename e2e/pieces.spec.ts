import AxeBuilder from '@axe-core/playwright';
import { expect, test } from '@playwright/test';
import { WorkbenchPage } from './workbench.ts';

test('pieces of an object are listed, added, left out and gone to; the report says which were chosen', async ({
  page,
}) => {
  const workbench = new WorkbenchPage(page);
  await workbench.goto();
  await workbench.trySample();
  await workbench.ask('stomach');
  await workbench.openRow('stomach');
  const stomach = workbench.finding('stomach');
  const pieces = stomach.getByRole('list', { name: 'Pieces of stomach' });
  // From some threshold on an outline of the phantom falls apart, one way or the other.
  for (const percent of ['30', '20', '10', '5', '80', '90', '95']) {
    if (await pieces.isVisible()) break;
    await stomach.getByRole('slider', { name: 'Threshold' }).fill(percent);
    await expect(stomach.locator('output')).toHaveText(`${percent} %`);
  }
  await expect(pieces).toBeVisible();
  const [first, second] = [pieces.getByRole('checkbox').nth(0), pieces.getByRole('checkbox').nth(1)];
  await expect(first).toBeChecked();
  await expect(first).toBeDisabled();
  // What is kept follows from the engine's answer, a moment after the click.
  await second.click();
  await expect(second).toBeChecked();
  await expect(first).toBeEnabled();
  await first.click();
  await expect(first).not.toBeChecked();
  await expect(second).toBeDisabled();
  await pieces.getByRole('button', { name: 'Go to piece 2 of stomach' }).click();
  const axe = await new AxeBuilder({ page }).include('.findings').analyze();
  expect(axe.violations).toEqual([]);
  const [saved] = await workbench.save('Report (JSON)');
  const [finding] = JSON.parse(new TextDecoder().decode(saved?.bytes)).findings;
  expect(finding).toMatchObject({ components: 'chosen', changedByHand: true, pieces: { kept: 1 } });
  expect(finding.pieces.list.map(({ isKept }: { isKept: boolean }) => isKept).slice(0, 2)).toEqual([
    false,
    true,
  ]);
  expect(['sure', 'check', 'doubtful']).toContain(finding.verdict.level);
});
