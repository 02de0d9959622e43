import { type BrowserContextOptions, expect, type Page } from '@playwright/test';
import { zipSync } from 'fflate';
import { filesOf } from '../../e2e/dicom-cases.ts';
import { smallPhantom } from '../../e2e/scans.ts';
import { WorkbenchPage } from '../../e2e/workbench.ts';
import { sampleTruth } from './sample-truth.ts';

interface Screen {
  /** Of its file in docs/pictures. */
  readonly name: string;
  /** Brings the page there from the screen before. */
  reach(page: Page): Promise<void>;
}

/** Screens that are reached one after another on one page. */
interface Tour {
  readonly options?: BrowserContextOptions;
  readonly screens: readonly Screen[];
}

const press = (page: Page, name: string | RegExp) =>
  page
    .getByRole('button', typeof name === 'string' ? { name, exact: true } : { name })
    .first()
    .click();

/** The pointer rests where nothing is pointed at. */
const rest = (page: Page) => page.mouse.move(2, 2);

async function openSample(page: Page, button = 'Try a sample'): Promise<void> {
  await press(page, button);
  await expect(page.locator('.scan-name')).toHaveText('phantom.nii.gz', { timeout: 60_000 });
}

async function askEverything(page: Page, name: string | RegExp): Promise<void> {
  await press(page, name);
  await expect(page.locator('.run-sentence')).toHaveText(/[(（]\d+(\.\d)? s[)）]$/, { timeout: 200_000 });
  await rest(page);
}

/** Surfaces are drawn one by one by software here, and nothing tells when the last is there. */
async function showSurfaces(page: Page): Promise<void> {
  await press(page, 'Show 3D');
  await page.waitForTimeout(20_000);
  await rest(page);
}

const close = (page: Page) => page.keyboard.press('Escape');

const FLOW: Tour = {
  screens: [
    { name: 'start', reach: async (page) => new WorkbenchPage(page).goto() },
    {
      name: 'scans',
      async reach(page) {
        const buffer = Buffer.from(zipSync(filesOf('study-mixed')));
        const study = { name: 'study.zip', mimeType: 'application/zip', buffer };
        await page.getByLabel('Scan file').setInputFiles(study);
        await expect(page.locator('.scan-row canvas')).toHaveCount(2, { timeout: 60_000 });
      },
    },
    {
      name: 'answers',
      async reach(page) {
        await close(page);
        await openSample(page);
        await askEverything(page, 'What is in this scan?');
        await showSurfaces(page);
      },
    },
    {
      name: 'verdict',
      async reach(page) {
        await page
          .locator('.finding:has(.verdict-sign:not([data-level="sure"])) .finding-name')
          .first()
          .click();
        await rest(page);
      },
    },
    {
      name: 'table',
      async reach(page) {
        await page.keyboard.press('Escape');
        await press(page, 'Findings as a table');
        await rest(page);
      },
    },
    {
      name: '3d',
      async reach(page) {
        await press(page, 'Close the table');
        await new WorkbenchPage(page).openRow('liver');
        await press(page, '3D');
        await page.waitForTimeout(15_000);
      },
    },
    {
      name: 'outlines',
      async reach(page) {
        const workbench = new WorkbenchPage(page);
        await press(page, 'Coronal');
        await workbench.openRow('right kidney');
        await workbench.finding('right kidney').getByRole('button', { name: 'Go to right kidney' }).click();
        await page.locator('canvas').focus();
        for (const key of ['x', '+', '+', '+']) await page.keyboard.press(key);
        await rest(page);
      },
    },
    {
      name: 'measure',
      async reach(page) {
        await page.locator('canvas').focus();
        for (const key of ['x', '0']) await page.keyboard.press(key);
        await press(page, 'Axial');
        const box = (await page.locator('canvas').boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
        const at = (x: number, y: number) => [box.x + x * box.width, box.y + y * box.height] as const;
        for (const [name, from, to] of [
          ['Ruler', at(0.355, 0.5), at(0.425, 0.64)],
          ['Ellipse', at(0.305, 0.37), at(0.345, 0.48)],
        ] as const) {
          await press(page, name);
          await page.mouse.move(...from);
          await page.mouse.down();
          await page.mouse.move(...to, { steps: 5 });
          await page.mouse.up();
        }
        await rest(page);
      },
    },
    {
      name: 'editing',
      async reach(page) {
        await press(page, /^Move the crosshair/);
        await new WorkbenchPage(page).openRow('liver');
        await press(page, 'Edit liver');
        await rest(page);
      },
    },
    {
      name: 'save',
      async reach(page) {
        await press(page, 'Done');
        await press(page, 'All');
        await press(page, 'Save…');
        await rest(page);
      },
    },
    {
      name: 'models',
      async reach(page) {
        await close(page);
        await press(page, 'Models');
        await rest(page);
      },
    },
    {
      name: 'about',
      async reach(page) {
        await close(page);
        await press(page, 'About parse3d');
        await rest(page);
      },
    },
  ],
};

/** The model's answers beside what the sample itself knows. */
const COMPARED: Tour = {
  options: { viewport: { width: 1440, height: 900 } },
  screens: [
    {
      name: 'comparison',
      async reach(page) {
        const workbench = new WorkbenchPage(page);
        await workbench.goto();
        await openSample(page);
        await page.getByLabel('Scan file').setInputFiles(await sampleTruth());
        await expect(page.getByRole('article').first()).toBeVisible({ timeout: 60_000 });
        await askEverything(page, 'What is in this scan?');
        await press(page, 'Compare two results');
        const pairs = page.getByRole('region', { name: 'Comparison' }).first().locator('tbody tr');
        await expect(pairs.last().locator('td').nth(1)).toHaveText(/\d/, { timeout: 120_000 });
        await pairs.getByRole('button', { name: 'liver', exact: true }).click();
        await expect(page.getByRole('list', { name: 'Difference' })).toBeVisible({ timeout: 60_000 });
        await rest(page);
      },
    },
  ],
};

/** Three scans of a folder, of which one is cut short, answered with one prompt. */
const BATCH: Tour = {
  screens: [
    {
      name: 'batch',
      async reach(page) {
        // No folder can be picked here: results come as a zip file.
        await page.addInitScript(() => {
          Reflect.deleteProperty(window, 'showDirectoryPicker');
        });
        await new WorkbenchPage(page).goto();
        const cut = smallPhantom('case-2.nii.gz');
        await page
          .getByLabel('Scan file')
          .setInputFiles([
            smallPhantom('case-1.nii.gz'),
            { ...cut, buffer: cut.buffer.subarray(0, 20_000) },
            smallPhantom('case-3.nii.gz', 5),
          ]);
        await press(page, 'Run on all 3 scans…');
        await page.getByLabel('Prompts for every scan').fill('liver');
        await page.getByLabel('Kind of scans').selectOption('All are CT');
        await page.getByLabel('Prompts for every scan').press('Enter');
        await expect(page.getByRole('dialog').getByRole('status')).toHaveText('3 of 3 scans, 1 failed', {
          timeout: 120_000,
        });
        await rest(page);
      },
    },
  ],
};

/** The same scan in another language, another look. */
function elsewhere(name: string, options: BrowserContextOptions, sample: string, everything: string): Tour {
  return {
    options,
    screens: [
      {
        name,
        async reach(page) {
          await page.goto('/?backend=wasm');
          await openSample(page, sample);
          await askEverything(page, everything);
        },
      },
    ],
  };
}

export const SCREENS: readonly Tour[] = [
  FLOW,
  COMPARED,
  BATCH,
  elsewhere('chinese', { locale: 'zh-CN' }, '试用示例', '这个扫描里有什么？'),
  elsewhere('light', { colorScheme: 'light' }, 'Try a sample', 'What is in this scan?'),
];
