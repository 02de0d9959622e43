import AxeBuilder from '@axe-core/playwright';
import { expect, type Locator, type Page, test } from '@playwright/test';
import { openBytes } from '#testing/open-bytes.ts';
import { WorkbenchPage } from './workbench.ts';

/** The page with one view alone, so that a place on the canvas is a place on that slice. */
async function axialAlone(page: Page): Promise<WorkbenchPage> {
  const workbench = new WorkbenchPage(page);
  await workbench.goto();
  await workbench.trySample();
  await page.getByRole('button', { name: 'Axial', exact: true }).click();
  return workbench;
}

const bar = (page: Page, title: string) => page.getByRole('region', { name: `Edit ${title}` });
const millilitres = async (within: Locator) =>
  Number((await within.locator('.volume').textContent())?.replace(/[^\d.]/g, ''));

/** Drags over the canvas, from and to shares of its width and height. */
async function drag(
  page: Page,
  from: readonly [number, number],
  to: readonly [number, number],
): Promise<void> {
  const box = await page.locator('canvas').boundingBox();
  if (!box) throw new Error('no canvas');
  const at = ([x, y]: readonly [number, number]) => [box.x + x * box.width, box.y + y * box.height] as const;
  await page.mouse.move(...at(from));
  await page.mouse.down();
  await page.mouse.move(...at(to), { steps: 6 });
  await page.mouse.up();
  // The circle round the pointer is coloured too.
  await page.mouse.move(2, 2);
}

test('an object is painted from nothing: pixels, millilitres and the report change, and undo takes it back exactly', async ({
  page,
}) => {
  const workbench = await axialAlone(page);
  await page.getByRole('button', { name: 'New object' }).click();
  await page.getByLabel('Name of the new object').fill('cyst');
  await page.getByRole('button', { name: 'Draw it' }).click();
  const tools = bar(page, 'cyst');
  expect(await millilitres(tools)).toBe(0);
  const blank = await workbench.colouredPixels();

  await drag(page, [0.4, 0.45], [0.5, 0.45]);
  await expect.poll(() => millilitres(tools)).toBeGreaterThan(0.5);
  const once = await millilitres(tools);
  await expect.poll(() => workbench.colouredPixels()).toBeGreaterThan(blank + 1000);
  const painted = await workbench.colouredPixels();

  await drag(page, [0.4, 0.6], [0.5, 0.6]);
  await expect.poll(() => millilitres(tools)).toBeGreaterThan(once);
  await page.keyboard.press('Control+z');
  await expect.poll(() => millilitres(tools)).toBe(once);
  await expect.poll(() => workbench.colouredPixels()).toBe(painted);
  await page.getByRole('button', { name: 'Undo brush (cyst)' }).click();
  await expect.poll(() => millilitres(tools)).toBe(0);
  await expect.poll(() => workbench.colouredPixels()).toBe(blank);
  await page.keyboard.press('Control+Shift+z');
  await expect.poll(() => millilitres(tools)).toBe(once);

  await page.keyboard.press('Escape');
  await expect(tools).toBeHidden();
  const [saved] = await workbench.save('Report (JSON)');
  const report = JSON.parse(new TextDecoder().decode(saved?.bytes));
  expect(report.findings).toMatchObject([
    { name: 'cyst', drawnByHand: true, changedByHand: true, edits: { brush: 1 }, existenceScore: null },
  ]);
});

test('an answer is erased from, filled and undone, is told apart, and asking again asks first', async ({
  page,
}) => {
  const workbench = await axialAlone(page);
  await workbench.ask('liver');
  const liver = workbench.finding('liver');
  const before = await millilitres(liver);
  await page.getByRole('button', { name: 'Edit liver' }).click();
  const tools = bar(page, 'liver');
  await page.keyboard.press('e');
  await expect(tools.getByRole('button', { name: 'Erase' })).toHaveAttribute('aria-pressed', 'true');
  await page.keyboard.press('d');
  for (let n = 0; n < 4; n++) await page.keyboard.press(']');
  await drag(page, [0.2, 0.5], [0.6, 0.5]);
  await expect.poll(() => millilitres(tools)).toBeLessThan(before - 10);
  const erased = await millilitres(tools);
  await tools.getByRole('button', { name: 'Grow' }).click();
  await expect.poll(() => millilitres(tools)).toBeGreaterThan(erased);
  await page.keyboard.press('Control+z');
  await expect.poll(() => millilitres(tools)).toBe(erased);
  await tools.getByRole('button', { name: 'Done' }).click();
  await expect(liver.getByText('Edited by hand')).toHaveCount(1);

  await workbench.prompt.fill('liver');
  await workbench.prompt.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'This was edited by hand' });
  await expect(dialog).toContainText('liver');
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id }) => id)).toEqual([]);
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await expect(page.getByRole('article')).toHaveCount(1);
  await workbench.prompt.fill('liver');
  await workbench.prompt.press('Enter');
  await dialog.getByRole('button', { name: 'Replace mine' }).click();
  await expect.poll(() => millilitres(liver)).toBe(before);
  await expect(page.getByRole('article')).toHaveCount(1);
  await page.getByRole('button', { name: 'Undo replace by a new answer (liver)' }).click();
  await expect.poll(() => millilitres(liver)).toBe(erased);
  await workbench.openRow('liver');
  const saved = await workbench.download(() =>
    liver.getByRole('button', { name: 'Save the mask of liver as NIfTI' }).click(),
  );
  const { volume } = await openBytes(saved.name, saved.bytes);
  const inside = [...volume.data].filter((value) => value === 1).length;
  expect(Math.round((inside * 2.5 ** 3) / 1000)).toBe(Math.round(erased));
});

test('slices drawn apart are joined, and axe finds no fault in the tools', async ({ page }, info) => {
  const workbench = await axialAlone(page);
  await page.getByRole('button', { name: 'New object' }).click();
  await page.getByLabel('Name of the new object').fill('cyst');
  await page.getByRole('button', { name: 'Draw it' }).click();
  const tools = bar(page, 'cyst');
  await drag(page, [0.45, 0.5], [0.5, 0.5]);
  await page.locator('canvas').focus();
  for (let n = 0; n < 4; n++) await page.keyboard.press('PageUp');
  await drag(page, [0.45, 0.5], [0.5, 0.5]);
  await expect.poll(() => millilitres(tools)).toBeGreaterThan(0.5);
  const drawn = await millilitres(tools);
  await tools.getByRole('button', { name: 'Interpolate 3 slices' }).click();
  await expect.poll(() => millilitres(tools)).toBeCloseTo((drawn / 2) * 5, 1);
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([]);
  for (const [width, height] of [
    [1440, 900],
    [1280, 720],
  ] as const) {
    await page.setViewportSize({ width, height });
    await page.screenshot({ path: info.outputPath(`edit-${width}.png`) });
  }
  expect(await workbench.colouredPixels()).toBeGreaterThan(0);
});
