import AxeBuilder from '@axe-core/playwright';
import { expect, test } from '@playwright/test';
import { WorkbenchPage } from './workbench.ts';

test('what the device has is told with what a scan will take on it, and how that went', async ({ page }) => {
  const workbench = new WorkbenchPage(page);
  await workbench.goto();
  await workbench.trySample();
  // By keyboard alone, from the dialog about the page.
  await page.getByRole('button', { name: 'About parse3d' }).press('Enter');
  // A slow machine's long wait is told beside the prompt, with a way there too.
  const about = page.getByRole('dialog').getByRole('button', { name: 'About this device' });
  await about.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'This device' });
  await expect(dialog.getByText(/^[\d.,\s]+ GFLOP\/s: 3 × 3 × 3 convolutions/)).toBeVisible();
  await expect(dialog).toContainText('WASM: 2 threads');
  await expect(dialog).toContainText('The page’s address asks for it');
  await expect(dialog).toContainText('emulated by the processor');
  const mini = dialog.getByRole('row').filter({ has: page.getByRole('rowheader', { name: /^Mini/ }) });
  await expect(mini).toContainText(/(about \d+|\d+ to \d+) (s|min)/);
  await expect(mini).toContainText(/in float32: \d+ windows? of [\d × ]+ samples, of the whole scan/);
  await expect(mini).toContainText('GFLOP by the pack’s own figure');
  const { violations } = await new AxeBuilder({ page }).include('.passport').analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([]);

  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await workbench.ask('liver');
  await page.getByRole('button', { name: 'Models' }).click();
  await about.click();
  await expect(mini).toContainText(/predicted (about \d+|\d+ to \d+) (s|min), took \d+(\.\d)? s/);
  await expect(mini).toContainText('by 1 earlier run of this model on this device');
  await expect(mini).toContainText('further prompts only decode');

  // What is kept is no more than numbers, names of devices and of packs.
  const kept = await page.evaluate(() =>
    [localStorage['parse3d.speeds'], localStorage['parse3d.runs']].join(),
  );
  expect(kept).toMatch(/wasm \| WebAssembly \| 2 \| [\d.]+/);
  expect(kept).not.toContain('phantom');
});

test('without WebGL2 nothing is drawn, which is said, and prompts are answered and saved', async ({
  page,
}) => {
  await page.addInitScript(() => {
    const { getContext } = HTMLCanvasElement.prototype;
    HTMLCanvasElement.prototype.getContext = function (
      this: HTMLCanvasElement,
      kind: string,
      ...rest: unknown[]
    ) {
      return /^webgl/.test(kind) ? null : Reflect.apply(getContext, this, [kind, ...rest]);
    } as typeof getContext;
  });
  const workbench = new WorkbenchPage(page);
  await workbench.goto();
  await workbench.trySample();
  await expect(page.locator('.view-news')).toContainText('This browser has no WebGL2');
  await workbench.ask('liver, spleen');
  await expect(workbench.finding('liver').locator('.volume').first()).toHaveText(/\d+ mL/);
  const [saved] = await workbench.save('Label map (NIfTI)', 3);
  expect(saved?.bytes.length).toBeGreaterThan(1000);
  await page.getByRole('button', { name: 'Save…' }).click();
  await expect(workbench.saves.getByRole('button', { name: 'Save: Picture (PNG)' })).toBeDisabled();
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id }) => id)).toEqual([]);
});
