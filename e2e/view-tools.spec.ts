import { expect, type Locator, type Page, test } from '@playwright/test';
import { smallPhantom } from './scans.ts';
import { WorkbenchPage } from './workbench.ts';

async function opened(page: Page) {
  const workbench = new WorkbenchPage(page);
  await workbench.goto();
  await workbench.open(smallPhantom());
  await workbench.showsScan('small.nii.gz');
  return workbench;
}

/** A point of an element, as shares of its width and height. */
async function spot(on: Locator, x: number, y: number) {
  const box = await on.boundingBox();
  if (!box) throw new Error('not to be seen');
  return { x: box.x + x * box.width, y: box.y + y * box.height };
}

async function drag(page: Page, from: { x: number; y: number }, to: { x: number; y: number }) {
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move((from.x + to.x) / 2, (from.y + to.y) / 2);
  await page.mouse.move(to.x, to.y);
  await page.mouse.up();
}

const tile = (page: Page, view: string) => page.locator(`.tile[data-view="${view}"]`);

test('the pointer and the crosshair name the object under them, and a click selects it', async ({ page }) => {
  const workbench = await opened(page);
  await page.keyboard.press('2');
  // So that all that has a colour is the object.
  await page.keyboard.press('x');
  const before = await workbench.colouredPixels();
  await workbench.ask('liver');
  await workbench.prompt.blur();
  await expect.poll(() => workbench.colouredPixels()).toBeGreaterThan(before + 3000);
  const { x, y } = await workbench.colouredPlace();
  const inside = await spot(workbench.canvas, x, y);
  await page.mouse.move(inside.x, inside.y);
  await expect(page.locator('.hover-tag')).toContainText(/liver.*%.*HU/i);
  await page.keyboard.press('o');
  await expect(page.locator('.object-box')).toHaveAttribute('data-selected', /true|false/);
  await page.mouse.click(inside.x, inside.y);
  await expect(page.locator('.object-box')).toHaveAttribute('data-selected', 'true');
  await expect(page.locator('.objects-here')).toContainText('liver');
  const [box, canvas] = [
    await page.locator('.object-box').boundingBox(),
    await workbench.canvas.boundingBox(),
  ];
  expect(inside.x).toBeGreaterThan(box?.x ?? Number.POSITIVE_INFINITY);
  expect(inside.x).toBeLessThan((box?.x ?? 0) + (box?.width ?? 0));
  expect(box?.width).toBeLessThan(canvas?.width ?? 0);
  const corner = await spot(workbench.canvas, 0.03, 0.9);
  await page.mouse.move(corner.x, corner.y);
  await expect(page.locator('.hover-tag').filter({ hasText: /liver/i })).toHaveCount(0);
  await page.keyboard.press('l');
  await expect(page.getByRole('list', { name: 'Objects', exact: true })).toHaveText('liver');
});

test('in 3D a click selects what is seen there, the selected has a frame, and a cut opens it', async ({
  page,
}) => {
  const workbench = await opened(page);
  await workbench.ask('liver');
  await workbench.prompt.blur();
  await page.keyboard.press('5');
  await page.getByRole('button', { name: 'Show 3D' }).click();
  await expect.poll(() => workbench.colouredPixels()).toBeGreaterThan(40_000);
  const whole = await workbench.colouredPixels();
  const middle = await spot(workbench.canvas, 0.5, 0.5);
  await page.mouse.click(middle.x, middle.y);
  const frame = page.locator('g.object-box');
  await expect(frame).toHaveAttribute('data-selected', 'true');
  const [box, canvas] = [await frame.boundingBox(), await workbench.canvas.boundingBox()];
  // The object fills its view, and its frame goes round it.
  expect(box?.height).toBeGreaterThan(0.5 * (canvas?.height ?? 0));
  await page.keyboard.press('k');
  await page.getByLabel('Where 3D is cut').fill('2');
  await expect.poll(() => workbench.colouredPixels()).toBeLessThan(whole / 2);
  await page.keyboard.press('k');
  await expect.poll(() => workbench.colouredPixels()).toBeGreaterThan(whole / 2);
  await expect(page.locator('.read-out p')).toHaveCount(0);
});

test('layouts show their views, a double click makes one large and brings the others back', async ({
  page,
}) => {
  await opened(page);
  const counts = { All: 4, Axial: 1, 'One large': 4, Row: 3, Mosaic: 12 };
  for (const [name, count] of Object.entries(counts)) {
    await page.getByRole('button', { name, exact: true }).click();
    await expect(page.locator('.tile')).toHaveCount(count);
  }
  await page.getByLabel('Step', { exact: true }).fill('5');
  await expect(page.locator('.slice-number')).toHaveText(
    ['33', '28', '23', '18', '13', '8', '3'].map((n) => `${n} / 35`),
  );
  await page.getByRole('button', { name: 'One large', exact: true }).click();
  await page.getByLabel('Large view').selectOption('Coronal');
  const [large, small] = [await tile(page, 'coronal').boundingBox(), await tile(page, 'axial').boundingBox()];
  expect(large?.width).toBeGreaterThan(small?.width ?? 0);
  expect(large?.height).toBeGreaterThan(2 * (small?.height ?? 0));
  const onAxial = await spot(tile(page, 'axial'), 0.4, 0.5);
  await page.mouse.dblclick(onAxial.x, onAxial.y);
  await expect(page.locator('.tile')).toHaveCount(1);
  const onIt = await spot(tile(page, 'axial'), 0.4, 0.5);
  await page.mouse.dblclick(onIt.x, onIt.y);
  await expect(page.locator('.tile')).toHaveCount(4);
  const divider = page.getByRole('separator', { name: 'Width of the left views' });
  await divider.focus();
  await page.keyboard.press('ArrowRight');
  await expect(divider).toHaveAttribute('aria-valuenow', '68');
});

test('a slider turns the slices, and its number is the slice on the screen', async ({ page }) => {
  const workbench = await opened(page);
  await page.keyboard.press('2');
  const number = page.locator('.slice-number');
  const before = await number.textContent();
  const up = page.locator('.read-out dl div').nth(2).locator('dd');
  const height = await up.textContent();
  const shot = await workbench.shot();
  const slider = page.getByRole('slider', { name: 'Axial slice' });
  await slider.focus();
  await page.keyboard.press('End');
  const [n, of] = ((await number.textContent()) ?? '').split(' / ');
  expect([n, of].includes('1') || n === of).toBe(true);
  await expect(up).not.toHaveText(height ?? '');
  await expect(number).not.toHaveText(before ?? '');
  await expect.poll(async () => shot.equals(await workbench.shot())).toBe(false);
});

test('the crosshair stays a pixel wide however near the picture is; the window can be typed, stepped and nudged, and is put back', async ({
  page,
}) => {
  const workbench = await opened(page);
  await page.keyboard.press('3');
  const before = await workbench.shot();
  for (let n = 0; n < 6; n++) await page.keyboard.press('+');
  await expect.poll(async () => before.equals(await workbench.shot())).toBe(false);
  await expect(page.locator('.crosshair')).toHaveCSS('stroke-width', '1px');
  await page.keyboard.press('x');
  await expect(page.locator('.crosshair')).toHaveCount(0);
  await page.keyboard.press('x');
  await page.keyboard.press('0');
  await expect.poll(async () => before.equals(await workbench.shot())).toBe(true);

  const width = page.getByRole('spinbutton', { name: 'Width' });
  const level = page.getByRole('spinbutton', { name: 'Level' });
  const shown = await workbench.shot();
  await width.fill('900');
  await expect(page.getByLabel('Window')).toHaveValue('custom');
  await expect.poll(async () => shown.equals(await workbench.shot())).toBe(false);
  await width.blur();
  await page.keyboard.press('b');
  await expect(level).toHaveValue('-5');
  await page.locator('.window-numbers').dblclick({ position: { x: 3, y: 14 } });
  await expect(page.getByLabel('Window')).toHaveValue('soft-tissue');
  await expect.poll(async () => shown.equals(await workbench.shot())).toBe(true);
  await page.keyboard.press('w');
  await expect(page.getByLabel('Window')).toHaveValue('liver');
});

test('a ruler measures what the scale bar says, and an ellipse the scan under it', async ({ page }) => {
  const workbench = await opened(page);
  await page.keyboard.press('2');
  await page.getByRole('button', { name: 'Ruler' }).click();
  const bar = page.locator('.scale-bar');
  const [barMm, barPx] = [
    Number.parseFloat((await bar.textContent()) ?? '') * 10,
    (await bar.boundingBox())?.width ?? 0,
  ];
  const middle = await spot(workbench.canvas, 0.45, 0.5);
  await drag(page, middle, { x: middle.x + 200, y: middle.y });
  const measured = page.getByRole('list', { name: 'Measured' }).getByRole('listitem');
  await expect(measured).toHaveCount(1);
  const mm = Number.parseFloat(/([\d.]+) mm/.exec((await measured.textContent()) ?? '')?.[1] ?? '');
  // The bar's width on the page is rounded to a pixel or two.
  expect(Math.abs(mm - (200 * barMm) / barPx)).toBeLessThan(0.03 * mm);
  await page.getByRole('button', { name: 'Ellipse' }).click();
  const below = { x: middle.x, y: middle.y + 60 };
  await drag(page, below, { x: below.x + 60, y: below.y + 40 });
  await expect(measured).toHaveCount(2);
  await expect(measured.nth(1)).toContainText(/± .* HU, \d+ mm²/);
  await page.getByRole('button', { name: /^Delete Ruler/ }).click();
  await expect(measured).toHaveCount(1);
  await page.keyboard.press('n');
  await drag(page, middle, { x: middle.x + 90, y: middle.y });
  await expect(measured).toHaveCount(1);
});

test('what was measured is moved by its points and as a whole, by the mouse and by keys, and its value follows', async ({
  page,
}) => {
  const workbench = await opened(page);
  await page.keyboard.press('2');
  await page.getByRole('button', { name: 'Ruler' }).click();
  const start = await spot(workbench.canvas, 0.4, 0.4);
  const end = { x: start.x + 100, y: start.y };
  await drag(page, start, end);
  await page.keyboard.press('n');
  const measured = page.getByRole('list', { name: 'Measured' }).getByRole('listitem');
  const mm = async () =>
    Number.parseFloat(/([\d.]+) mm/.exec((await measured.textContent()) ?? '')?.[1] ?? '');
  const grips = page.locator('.mark-grip');
  const places = () => grips.evaluateAll((all) => all.map((it) => it.getBoundingClientRect().x + 12));
  const before = await mm();
  // The list of what was measured has made room for itself, so the points are not where they were drawn.
  const height = await grips.first().evaluate((it) => it.getBoundingClientRect().y + 12);
  const [from, to] = (await places()) as [number, number];
  await drag(page, { x: to, y: height }, { x: 2 * to - from, y: height });
  await expect.poll(mm).toBeCloseTo(2 * before, 0);
  // By its line, the whole of it; the crosshair stays where it is.
  const [left, right] = (await places()) as [number, number];
  const place = page.locator('.read-out dd').first();
  const crosshair = await place.textContent();
  await drag(page, { x: left + 60, y: height }, { x: left + 80, y: height + 30 });
  await expect.poll(places).toEqual([expect.closeTo(left + 20, 0), expect.closeTo(right + 20, 0)]);
  await expect.poll(mm).toBeCloseTo(2 * before, 0);
  await expect(place).toHaveText(crosshair ?? '');
  await grips.nth(1).focus();
  for (let n = 0; n < 5; n++) await page.keyboard.press('Shift+ArrowLeft');
  const less = before * (2 - 50 / (to - from));
  await expect.poll(mm).toBeCloseTo(less, 0);
  const chip = measured.getByRole('button').first();
  await chip.focus();
  await page.keyboard.press('Shift+ArrowRight');
  await expect.poll(async () => (await places())[0]).toBeCloseTo(left + 30, 0);
  await expect.poll(mm).toBeCloseTo(less, 0);
  await page.keyboard.press('Delete');
  await expect(grips).toHaveCount(0);
  await expect(workbench.canvas).toBeFocused();
});
