import { readFileSync } from 'node:fs';
import AxeBuilder from '@axe-core/playwright';
import { expect, type Page, test } from '@playwright/test';
import { unzipSync } from 'fflate';
import { smallPhantom, type Upload } from './scans.ts';
import { WorkbenchPage } from './workbench.ts';

/** The middle one breaks off. */
function three(): Upload[] {
  const cut = smallPhantom('b.nii.gz');
  return [
    smallPhantom('a.nii.gz'),
    { ...cut, buffer: cut.buffer.subarray(0, 20_000) },
    smallPhantom('c.nii.gz', 5),
  ];
}

const rows = (page: Page) => page.locator('.batch-row');
const states = (page: Page) => rows(page).evaluateAll((all) => all.map((row) => row.getAttribute('data-at')));

/** Opens the batch of three scans and asks for the liver, by the keyboard. */
async function askAll(page: Page): Promise<WorkbenchPage> {
  const workbench = new WorkbenchPage(page);
  await workbench.goto();
  await page.getByLabel('Scan file').setInputFiles(three());
  await page.getByRole('button', { name: 'Run on all 3 scans…' }).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByLabel('Prompts for every scan')).toBeFocused();
  await page.keyboard.type('liver');
  await page.getByLabel('Kind of scans').selectOption('All are CT');
  return workbench;
}

/** Presses Stop in the moment in which the first scan is done. */
function stopAfterFirst(page: Page): Promise<void> {
  return page.evaluate(
    () =>
      new Promise<void>((resolve) => {
        const look = () => {
          if (document.querySelector<HTMLElement>('.batch-row')?.dataset['at'] !== 'done') return;
          observer.disconnect();
          document.querySelector<HTMLElement>('.batch-form > [type="button"]')?.click();
          resolve();
        };
        const observer = new MutationObserver(look);
        observer.observe(document.body, { subtree: true, attributes: true });
        look();
      }),
  );
}

async function faults(page: Page) {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
}

test('three scans of which one is cut: two have results in one zip file, the third says what is wrong', async ({
  page,
}) => {
  await page.setViewportSize({ width: 1280, height: 720 });
  await page.addInitScript(() => {
    Reflect.deleteProperty(window, 'showDirectoryPicker');
  });
  const workbench = await askAll(page);
  await expect(page.getByRole('dialog')).toContainText('Results come as one zip file');
  expect(await faults(page)).toEqual([]);
  const [download] = await Promise.all([
    page.waitForEvent('download', { timeout: 100_000 }),
    page.getByLabel('Prompts for every scan').press('Enter'),
  ]);
  expect(download.suggestedFilename()).toBe('scan_results.zip');
  const files = unzipSync(new Uint8Array(readFileSync(await download.path())));
  const endings = ['labels.ctbl', 'labels.nii.gz', 'labels.txt', 'report.json'];
  expect(Object.keys(files).toSorted()).toEqual(
    [...['a', 'c'].flatMap((name) => endings.map((end) => `${name}_${end}`)), 'findings.csv'].toSorted(),
  );
  const table = new TextDecoder().decode(files['findings.csv']).trim().split('\r\n');
  expect(table.map((line) => line.split(',').slice(0, 4).join())).toEqual([
    'scan,name,structure,prompt',
    'a,liver,liver,liver',
    'c,liver,liver,liver',
  ]);
  expect(JSON.parse(new TextDecoder().decode(files['c_report.json']))).toMatchObject({
    scan: { file: 'c.nii.gz', modality: 'CT', modalityIsGuess: false },
    findings: [{ answer: 'found', name: 'liver' }],
  });
  expect(await states(page)).toEqual(['done', 'failed', 'done']);
  await expect(rows(page).nth(1)).toContainText(/“b\.nii\.gz” ends before.*Copy or download it again/);
  await expect(page.getByRole('dialog').getByRole('status')).toHaveText('3 of 3 scans, 1 failed');
  expect(await faults(page)).toEqual([]);
  for (const name of ['Start again', 'Close; a batch that runs goes on'])
    await expect(page.getByRole('button', { name })).toBeInViewport({ ratio: 1 });
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Batch, over: 3 of 3' })).toBeVisible();
  expect(await faults(page)).toEqual([]);
  await expect(workbench.notice).toHaveCount(0);
});

test('into a folder: files come as they are made, a stop keeps them, and the next start skips what is there', async ({
  page,
}) => {
  // Nobody can press the browser's own dialog here: the page's private folder stands for the one that is picked.
  await page.addInitScript(() => {
    Object.assign(window, {
      showDirectoryPicker: async () =>
        (await navigator.storage.getDirectory()).getDirectoryHandle('picked', { create: true }),
    });
  });
  const listed = () =>
    page.evaluate(async () => {
      const folder = await (await navigator.storage.getDirectory()).getDirectoryHandle('picked');
      const names: string[] = [];
      for await (const { name } of folder.values()) names.push(name);
      return names.toSorted();
    });
  const ofOne = (name: string) =>
    ['labels.ctbl', 'labels.nii.gz', 'labels.txt', 'report.json'].map((end) => `${name}_${end}`);

  const workbench = await askAll(page);
  await page.getByRole('button', { name: 'Start', exact: true }).click();
  await expect(page.getByRole('dialog')).toContainText('Results go into the folder “picked”');
  await page.keyboard.press('Escape');
  // Out of sight, it refuses what would disturb it.
  await workbench.open(smallPhantom('other.nii.gz'));
  await expect(workbench.notice).toContainText(/A batch is running \(\d of 3 scans\)/);
  await page.getByRole('button', { name: /^Batch: \d of 3$/ }).click();
  await stopAfterFirst(page);
  await expect(page.getByRole('button', { name: 'Start again' })).toBeVisible();
  expect([(await states(page))[0], (await states(page))[2]]).toEqual(['done', 'waiting']);
  expect(await listed()).toEqual([...ofOne('a'), 'findings.csv']);

  // Another visit, as after a crash.
  await askAll(page);
  await page.getByRole('button', { name: 'Start', exact: true }).click();
  await expect(rows(page).nth(2)).toHaveAttribute('data-at', /done|skipped/, { timeout: 60_000 });
  expect((await states(page)).slice(0, 2)).toEqual(['skipped', 'failed']);
  await expect(rows(page).nth(0)).toContainText('a_labels.nii.gz is there already');
  expect(await listed()).toEqual([...ofOne('a'), ...ofOne('c'), 'findings.csv']);
});
