import { expect, type Page, test } from '@playwright/test';
import { heavyTest } from './heavy-test.ts';
import { smallPhantom } from './scans.ts';
import { WorkbenchPage } from './workbench.ts';

const background = (page: Page, selector: string) =>
  page.locator(selector).evaluate((it) => getComputedStyle(it).backgroundColor);

const DARK_PANEL = 'rgb(20, 23, 26)';
const LIGHT_PANEL = 'rgb(250, 251, 252)';
const BLACK = 'rgb(9, 10, 11)';

test('the page is light where the system is, dark where that was chosen, and images are on black in both', async ({
  page,
}) => {
  await page.emulateMedia({ colorScheme: 'light' });
  const workbench = new WorkbenchPage(page);
  await workbench.goto();
  await workbench.open(smallPhantom());
  await workbench.showsScan('small.nii.gz');
  expect(await background(page, '.side-panel')).toBe(LIGHT_PANEL);
  expect(await background(page, '.viewer-host')).toBe(BLACK);
  // What is written on images is light on either page.
  expect(await page.locator('.viewer-host').evaluate((it) => getComputedStyle(it).color)).toBe(
    'rgb(228, 231, 234)',
  );
  await page.getByRole('button', { name: 'About parse3d' }).click();
  await page.getByLabel('Look of the page').selectOption('Dark');
  expect(await background(page, '.side-panel')).toBe(DARK_PANEL);
  expect(await background(page, '.viewer-host')).toBe(BLACK);
  await page.reload();
  await expect(page.locator('.welcome')).toBeVisible();
  expect(await background(page, '.title-bar')).toBe(DARK_PANEL);
  await page.getByRole('button', { name: 'About parse3d' }).click();
  await page.getByLabel('Look of the page').selectOption('As the system');
  expect(await background(page, '.title-bar')).toBe(LIGHT_PANEL);
  await page.emulateMedia({ colorScheme: 'dark' });
  expect(await background(page, '.title-bar')).toBe(DARK_PANEL);
});

test('with forced colours, what is pressed and selected is seen to be, and swatches keep theirs', async ({
  page,
}) => {
  await page.emulateMedia({ forcedColors: 'active' });
  const workbench = new WorkbenchPage(page);
  await workbench.goto();
  await workbench.open(smallPhantom());
  await workbench.showsScan('small.nii.gz');
  await workbench.ask('liver');
  const style = (selector: string, name: 'outlineStyle' | 'backgroundColor') =>
    page
      .locator(selector)
      .first()
      .evaluate((it, key) => getComputedStyle(it)[key], name);
  expect(await style('.segmented [aria-pressed="true"]', 'outlineStyle')).toBe('solid');
  expect(await style('.segmented [aria-pressed="false"]', 'outlineStyle')).toBe('none');
  const swatch = await style('.swatch', 'backgroundColor');
  expect(swatch).not.toBe(await style('.side-panel', 'backgroundColor'));
});

interface Spoken {
  readonly tag: string;
  readonly locale: string;
  readonly prompt: string;
  readonly label: string;
  readonly answer: RegExp;
  readonly everything: string;
  readonly table: string;
  readonly edit: RegExp;
}

const LANGUAGES: readonly Spoken[] = [
  {
    ...{ tag: 'zh-Hans', locale: 'zh-CN', prompt: '右肾，肝', label: '要勾画什么？' },
    ...{
      answer: /^找到 2 \/ 2（/,
      everything: '这个扫描里有什么？',
      table: '以表格查看结果',
      edit: /^编辑 /,
    },
  },
  {
    ...{ tag: 'de', locale: 'de-DE', prompt: 'rechte Niere, Leber', label: 'Was soll segmentiert werden?' },
    ...{ answer: /^2 von 2 gefunden \(/, everything: 'Was ist in diesem Scan?' },
    ...{ table: 'Ergebnisse als Tabelle', edit: / bearbeiten$/ },
  },
];

/** What is written in a place that is too small for it. */
function cut(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const places = document.querySelectorAll<HTMLElement>(
      'button, label, legend, h2, h3, dt, dd, th, .status-bar p, .run-sentence, .findings-summary, .hint, .read-out p, option',
    );
    return [...places]
      .filter(
        (it) =>
          it.checkVisibility({ visibilityProperty: true }) &&
          !it.closest('.unseen') &&
          !it.matches('.unseen'),
      )
      .filter((it) => it.clientWidth > 1 && (it.scrollWidth > it.clientWidth + 1 || isBeside(it)))
      .map((it) => `${it.className || it.tagName}: ${it.textContent?.trim()}`);

    function isBeside(it: HTMLElement): boolean {
      const { right } = it.getBoundingClientRect();
      return right > innerWidth + 1 && !it.closest('.results-scroll');
    }
  });
}

for (const { tag, locale, prompt, label, answer, everything, table, edit } of LANGUAGES) {
  test.describe(tag, () => {
    test.use({ locale, viewport: { width: 1280, height: 720 } });

    // German has the longest sentences; Chinese is seen below.
    const declared = tag === 'de' ? test : heavyTest;
    declared('the page speaks it, understands it, and has room for its sentences', async ({ page }) => {
      await page.goto('/?backend=wasm');
      await expect(page.locator('html')).toHaveAttribute('lang', tag);
      expect(await cut(page)).toEqual([]);
      await page.locator('input[type="file"]').first().setInputFiles(smallPhantom());
      await expect(page.locator('.scan-name')).toHaveText('small.nii.gz');
      await expect(page.getByRole('button', { name: everything })).toBeVisible();
      expect(await cut(page)).toEqual([]);
      await page.getByLabel(label).fill(prompt);
      await page.getByLabel(label).press('Enter');
      await expect(page.locator('.run-sentence')).toHaveText(answer, { timeout: 90_000 });
      expect(await cut(page)).toEqual([]);
      await page.locator('.finding-name').first().click();
      expect(await cut(page)).toEqual([]);
      await page.getByRole('button', { name: table }).click();
      expect(await cut(page)).toEqual([]);
      await page.getByRole('button', { name: edit }).click();
      expect(await cut(page)).toEqual([]);
    });
  });
}

test('Chinese is chosen in About, and is there after the page is loaded anew', async ({ page }) => {
  const workbench = new WorkbenchPage(page);
  await workbench.goto();
  await page.getByRole('button', { name: 'About parse3d' }).click();
  await page.getByLabel('Language of the page').selectOption('简体中文');
  await page.getByRole('button', { name: 'Reload' }).click();
  await expect(page.locator('html')).toHaveAttribute('lang', 'zh-Hans');
  await expect(page.getByRole('heading', { name: '说出结构，看见三维。' })).toBeVisible();
  const seen = await page.evaluate(() => performance.getEntriesByType('resource').map(({ name }) => name));
  expect(seen.filter((name) => /\/zh-/.test(name))).toHaveLength(1);
  expect(seen.filter((name) => /\/de-/.test(name))).toEqual([]);
});
