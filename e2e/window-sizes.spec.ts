import AxeBuilder from '@axe-core/playwright';
import { expect, type Locator, type Page, test } from '@playwright/test';
import { WorkbenchPage } from './workbench.ts';

const LARGE = { width: 1440, height: 900 };
const LAPTOP = { width: 1280, height: 720 };
/** A laptop’s window below the browser’s own bars. */
const LOW = { width: 1366, height: 650 };
/** What is left of 1440 × 900 at a zoom of 200 %. */
const ZOOMED = { width: 720, height: 450 };

/** The sample with an answer to each of the fourteen structures: one for all tests, for it takes its time. */
let workbench: WorkbenchPage;
let page: Page;
test.describe.configure({ mode: 'serial' });
test.beforeAll(async ({ browser, baseURL, storageState }) => {
  test.setTimeout(300_000);
  // axe opens a page beside, which needs a context of its own.
  const kept = { ...(baseURL && { baseURL }), ...(storageState && { storageState }) };
  const context = await browser.newContext({ ...kept, viewport: LARGE });
  page = await context.newPage();
  workbench = new WorkbenchPage(page);
  await workbench.goto();
  await workbench.trySample();
  await page.getByRole('button', { name: 'What is in this scan?' }).click();
  await expect(workbench.status).toHaveText(/^Found \d+ of 14 \(/, { timeout: 200_000 });
});
test.afterAll(() => page.context().close());
test.beforeEach(() => page.setViewportSize(LARGE));

/** Whether a person sees `target` whole: nothing lies over it, and nothing cuts it. */
function isInSight(target: Locator): Promise<boolean> {
  return target.evaluate((element) => {
    const { left, right, top, bottom } = element.getBoundingClientRect();
    const corners = [
      [left + 3, top + 3],
      [right - 3, bottom - 3],
    ] as const;
    return corners.every(([x, y]) => element.contains(document.elementFromPoint(x, y)));
  });
}

async function rowsInSight(): Promise<number> {
  let count = 0;
  for (const row of await page.locator('.finding-row').all()) if (await isInSight(row)) count += 1;
  return count;
}

test('with a full list the page is as high as the window and cannot be scrolled away', async () => {
  for (const size of [LARGE, LAPTOP, LOW, ZOOMED]) {
    await page.setViewportSize(size);
    await page.mouse.move(size.width - 60, size.height - 60);
    for (let n = 0; n < 5; n++) await page.mouse.wheel(0, 2000);
    const heights = await page.evaluate(() => [document.scrollingElement?.scrollHeight, innerHeight]);
    expect(heights).toEqual([size.height, size.height]);
    expect(await page.evaluate(() => [scrollX, scrollY])).toEqual([0, 0]);
    await expect(page.getByRole('contentinfo')).toBeInViewport({ ratio: 1 });
    await expect(page.locator('.title-bar')).toBeInViewport({ ratio: 1 });
  }
  await expect(workbench.canvas).toBeAttached();
});

/** How many closed rows the list has room for, as it stands. */
async function roomForRows(): Promise<number> {
  const [list, row] = [page.locator('.finding-list'), page.locator('.finding-row').first()];
  const { height = 0 } = (await row.boundingBox()) ?? {};
  return (await list.evaluate((it) => it.clientHeight)) / height;
}

test('a large window has room for fourteen rows, a laptop’s for ten, and shows them', async () => {
  const found = await page.locator('.finding-row').count();
  expect(await roomForRows()).toBeGreaterThanOrEqual(14);
  expect(await rowsInSight()).toBe(found);
  await page.setViewportSize(LAPTOP);
  expect(await roomForRows()).toBeGreaterThanOrEqual(10);
  expect(await rowsInSight()).toBeGreaterThanOrEqual(10);
});

for (const size of [LAPTOP, LOW]) {
  test(`at ${size.width} × ${size.height} every answer can be reached`, async () => {
    await page.setViewportSize(size);
    expect(await rowsInSight()).toBeGreaterThanOrEqual(7);
    for (const row of await page.locator('.finding-row').all()) {
      await row.scrollIntoViewIfNeeded();
      expect(await isInSight(row)).toBe(true);
    }
  });
}

test('the table of everything fits a laptop’s window without a horizontal scrollbar', async () => {
  await page.setViewportSize(LAPTOP);
  await page.getByRole('button', { name: 'Findings as a table' }).click();
  const scroll = page.locator('.results-scroll');
  expect(await scroll.evaluate((it) => it.scrollWidth - it.clientWidth)).toBe(0);
  expect(await isInSight(page.getByRole('button', { name: 'Close the table' }))).toBe(true);
  expect(await isInSight(workbench.prompt)).toBe(true);
  await page.setViewportSize(ZOOMED);
  const close = page.getByRole('button', { name: 'Close the table' });
  await close.scrollIntoViewIfNeeded();
  expect(await isInSight(close)).toBe(true);
  await close.click();
  for (const [opens, title] of [
    ['Findings as a table', /^Found \d+ of 14$/],
    ['Compare two results', 'Comparison'],
  ] as const) {
    const opener = page.getByRole('button', { name: opens });
    await opener.click();
    const heading = page.getByRole('heading', { name: title });
    await expect(heading).toBeFocused();
    expect(await isInSight(heading)).toBe(true);
    await page.getByRole('button', { name: /^Close the (table|comparison)$/ }).click();
    await expect(opener).toBeFocused();
    expect(await isInSight(opener)).toBe(true);
  }
});

test('at a zoom of 200 % every answer can be reached, the views keep their tools, and axe finds no fault', async () => {
  await page.setViewportSize(ZOOMED);
  await page.locator('.workbench').evaluate((it) => it.scrollTo(0, 0));
  expect(await isInSight(page.locator('.window-numbers'))).toBe(true);
  const name = page.locator('.scan-name');
  expect(await name.evaluate((it) => it.scrollWidth - it.clientWidth)).toBe(0);
  await page.getByRole('button', { name: 'Axial' }).click();
  await expect(page.locator('.tile [data-place]')).toHaveText(['Axial', 'R', 'L', 'A', 'P']);
  for (const row of await page.locator('.finding-row').all()) {
    await row.scrollIntoViewIfNeeded();
    expect(await isInSight(row)).toBe(true);
  }
  const spleen = workbench.finding('spleen');
  await spleen.getByRole('button', { name: 'spleen', exact: true }).click();
  const save = spleen.getByRole('button', { name: 'Save the mask of spleen as NIfTI' });
  await save.scrollIntoViewIfNeeded();
  expect(await isInSight(save)).toBe(true);
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([]);

  await page.locator('.workbench').evaluate((it) => it.scrollTo(0, 0));
  await page.getByRole('button', { name: 'All', exact: true }).click();
  await expect(page.locator('.tile')).toHaveCount(4);
  await page.locator('.edit-entry .tool-button').first().click();
  await expect(page.locator('.tile')).toHaveCount(1);
  const done = page.getByRole('button', { name: 'Done' });
  for (const tool of [page.locator('label', { hasText: 'Only a range' }), done]) {
    expect(await isInSight(tool)).toBe(true);
  }
  await done.click();
  await expect(page.locator('.tile')).toHaveCount(4);
});

test('the list is one stop of the Tab key, and is worked from the keyboard', async () => {
  const name = (title: string) => workbench.nameOf(title);
  // What an earlier test has opened.
  const open = page.locator('.finding-name[aria-expanded="true"]');
  if ((await open.count()) > 0) await open.click();
  await expect(open).toHaveCount(0);
  await page.getByRole('button', { name: 'Findings as a table' }).focus();
  // The summary, the list, and what follows it.
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await expect(page.locator('.finding-name:focus')).toHaveCount(1);
  await page.keyboard.press('Tab');
  await expect(page.locator('.finding-list :focus')).toHaveCount(0);
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('Home');
  await expect(name('spleen')).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await expect(name('right kidney')).toBeFocused();
  await expect(name('right kidney')).toHaveAttribute('aria-expanded', 'true');
  await expect(page.locator('.finding[data-open="true"]')).toHaveCount(1);
  // The colour, and then the opacity.
  for (let n = 0; n < 2; n++) await page.keyboard.press('Tab');
  const opacity = page.getByLabel('Opacity of right kidney');
  await expect(opacity).toBeFocused();
  const before = Number(await opacity.inputValue());
  await page.keyboard.press('ArrowLeft');
  await expect(opacity).toHaveValue(String(before - 5));
  await expect(opacity).toHaveAttribute('aria-valuetext', `${before - 5} %`);

  await name('right kidney').focus();
  await page.keyboard.press('v');
  await expect(workbench.finding('right kidney')).toHaveAttribute('data-hidden', 'true');
  await page.keyboard.press('v');
  await page.keyboard.press('s');
  await expect(page.locator('.finding[data-hidden="false"]')).toHaveCount(1);
  await page.keyboard.press('s');
  await expect(page.locator('.finding[data-hidden="true"]')).toHaveCount(0);

  await page.keyboard.press('F2');
  await page.keyboard.type('donor kidney');
  await page.keyboard.press('Escape');
  await expect(name('right kidney')).toBeFocused();
  await page.keyboard.press('F2');
  await page.keyboard.type('donor kidney');
  await page.keyboard.press('Enter');
  await expect(name('donor kidney')).toBeFocused();

  await page.keyboard.press('Delete');
  await expect(workbench.finding('donor kidney')).toHaveCount(0);
  await expect(name('left kidney')).toBeFocused();
  await page.keyboard.press('End');
  await page.keyboard.press('Delete');
  await expect(page.locator('.finding-name:focus')).toHaveCount(1);
});
