import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import AxeBuilder from '@axe-core/playwright';
import { expect, test } from '@playwright/test';
import { buildLibrary } from '../scripts/library/build-library.ts';
import type { Parse3dViewer } from '../src/library/viewer-api.ts';
import { writeBall } from '../src/testing/ball-file.ts';
import { serveFolders } from './serve-folders.ts';

const at = (path: string) => fileURLToPath(new URL(`../${path}`, import.meta.url));

/** Somebody else's page. */
const VIEWER = `<!doctype html>
  <html lang="en"><meta charset="utf-8"><title>Somebody’s page</title>
  <script type="module" src="/dist-lib/viewer.js"></script>
  <script>addEventListener('failed', ({ detail }) => { document.title = detail.code; })</script>
  <main><h1>A case</h1>
  <parse3d-viewer pack="/packs/analytic-windows" scan="https://example.org/scan.nii.gz" ask="edge"></parse3d-viewer>
  </main></html>`;

/** A page that sets what is shown before the element's module has come. */
const EARLY = `<!doctype html>
  <html lang="en"><meta charset="utf-8"><title>as it was</title>
  <script type="module" src="/dist-lib/viewer.js"></script>
  <main><h1>A case</h1><parse3d-viewer pack="/packs/analytic-windows" modality="MR" ask="edge"></parse3d-viewer></main>
  <script>
    document.querySelector('parse3d-viewer').source = 'ball.nii.gz';
    addEventListener('failed', ({ detail }) => { document.title = detail.code; });
  </script></html>`;

let folder = '';
let site: Awaited<ReturnType<typeof serveFolders>>;
test.beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'parse3d-library-'));
  await buildLibrary(join(folder, 'dist-lib'), ['browser']);
  writeBall(join(folder, 'ball.nii.gz'));
  writeFileSync(join(folder, 'viewer.html'), VIEWER);
  writeFileSync(join(folder, 'early.html'), EARLY);
  const packs = at('src/testing/packs');
  site = await serveFolders({
    examples: at('examples'),
    'dist-lib': join(folder, 'dist-lib'),
    packs,
    folder,
  });
});
test.afterAll(() => {
  site.close();
  rmSync(folder, { recursive: true });
});

test('a plain page answers with the library alone, and asks nothing of another origin', async ({ page }) => {
  const elsewhere: string[] = [];
  page.on('request', (request) => {
    const { origin, protocol } = new URL(request.url());
    if (protocol.startsWith('http') && origin !== site.origin) elsewhere.push(request.url());
  });
  await page.goto(`${site.origin}/examples/embed-engine/index.html?pack=/packs/analytic-windows/`);
  await page.getByLabel('Scan', { exact: true }).setInputFiles(join(folder, 'ball.nii.gz'));
  await page.getByLabel('Find').fill('edge, zenith, pizza');
  await page.getByLabel('Kind of scan').selectOption('MR');
  await page.getByRole('button', { name: 'Ask' }).click();
  await expect(page.getByRole('listitem')).toHaveText([
    /^edge: 9\d\.\d mL, sure$/,
    'zenith: not-found',
    /pizza/,
  ]);
  expect(await page.evaluate(asModule, `${site.origin}/dist-lib/browser.js`)).toEqual({
    ...{ read: ['ball.nii.gz', 'ball.nii.gz'], pages: 'link-elsewhere', packs: 'link-elsewhere' },
    ...{ same: true, backend: expect.stringMatching(/wasm|webgpu/), isStopped: true },
  });
  expect(elsewhere).toEqual([]);
});

test('an element shows a scan in another page, answers by keyboard, and says inside it what is wrong', async ({
  page,
}) => {
  await page.goto(`${site.origin}/folder/viewer.html`);
  const viewer = page.locator('parse3d-viewer');
  const said = viewer.getByRole('alert');
  // Nobody has asked for a scan elsewhere, and the page is told too.
  await expect(said).toContainText('example.org');
  expect(await page.evaluate(() => document.title)).toBe('link-elsewhere');
  await viewer.evaluate((element) => element.setAttribute('modality', 'MR'));
  await viewer.evaluate((element) => element.setAttribute('scan', 'ball.nii.gz'));
  await expect(viewer.locator('.scan')).toHaveText('ball.nii.gz');
  await expect(viewer.locator('.tile').getByText('Axial')).toBeVisible();
  await expect(viewer.getByText('13 / 24')).toBeVisible();
  await expect(viewer.getByRole('listitem')).toHaveText([/^edgeGo to9\d\.\d mL · sure$/]);
  await viewer.getByLabel('What should be outlined?').focus();
  await page.keyboard.type('zenith, pizza');
  await page.keyboard.press('Enter');
  await expect(viewer.getByRole('listitem')).toHaveText([
    /^edge/,
    /^zenithNot found/,
    /^pizza.*does not know/,
  ]);
  await viewer.getByRole('button', { name: 'Go to edge' }).press('Enter');
  await viewer.getByRole('checkbox', { name: 'edge' }).uncheck();
  // How it is looked at, by keys alone.
  const slice = viewer.locator('.tile[data-view=axial] .slice-number');
  const before = await slice.textContent();
  await viewer.getByRole('application').press('PageUp');
  await expect(slice).not.toHaveText(before ?? '');
  await viewer.getByLabel('Layout').focus();
  await page.keyboard.press('C');
  await expect(viewer.locator('.tile')).toHaveCount(1);
  await expect(viewer.locator('.tile')).toHaveAttribute('data-view', 'coronal');
  await viewer.getByLabel('Layout').selectOption('four-up');
  await expect(viewer.locator('.tile')).toHaveCount(4);
  await viewer.getByLabel('Window').press('End');
  await expect(viewer.getByLabel('Window')).toHaveValue('wide');
  await viewer.getByLabel('Opacity').press('ArrowLeft');
  await expect(viewer.getByLabel('Opacity')).toHaveValue('45');
  const [saved] = await Promise.all([
    page.waitForEvent('download'),
    viewer.getByText('Save the label map').click(),
  ]);
  expect(saved.suggestedFilename()).toBe('ball_labels.nii.gz');
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
  // What a person says of a scan holds for that one.
  await viewer.getByLabel('Modality').selectOption('other');
  await expect(viewer.getByRole('listitem')).toHaveCount(0);
  await viewer.getByLabel('Choose files').setInputFiles(join(folder, 'ball.nii.gz'));
  await expect(viewer.getByLabel('Modality')).toHaveValue('MR');
  await expect(viewer.getByRole('listitem')).toHaveText([/^edgeGo to9/]);
  // Taken out of the page it lets go of everything; put back it begins anew.
  await viewer.evaluate((element) => {
    element.remove();
    document.body.append(element);
  });
  await expect(viewer.getByRole('listitem')).toHaveText([/^edgeGo to9/]);
  await viewer.evaluate((element) => element.remove());
  await expect.poll(() => page.workers().length).toBe(0);
});

test('an element that is stopped, or given what is no scan, says nothing false and goes on with the scan it has', async ({
  page,
}) => {
  // Until it may, no file is handed out by which a label map is made.
  let isMissing = true;
  await page.route('**/file-worker-*.js', (route) =>
    isMissing ? route.fulfill({ status: 404, body: '' }) : route.continue(),
  );
  await page.goto(`${site.origin}/folder/early.html`);
  const viewer = page.locator('parse3d-viewer');
  const said = viewer.getByRole('alert');
  // Set before the element was there to take it.
  await expect(viewer.getByRole('listitem')).toHaveText([/^edgeGo to9/]);
  expect(await viewer.evaluate(stoppedQuestions)).toEqual(['AbortError', 'enough', 'found']);
  await expect(said).toHaveCount(0);
  expect(await page.evaluate(() => document.title)).toBe('as it was');

  await viewer.evaluate((element) => element.setAttribute('scan', 'viewer.html'));
  await expect(said).toContainText('is a document');
  expect(await viewer.evaluate(askZenith)).toEqual(['edge', 'zenith']);
  await viewer.evaluate((element) => element.setAttribute('modality', 'PET'));
  await expect(said).toContainText('modality is CT, MR or other, not PET');
  await expect(viewer.getByRole('listitem')).toHaveText([/^edge/, /^zenith/]);

  const save = viewer.getByText('Save the label map');
  await save.click();
  await expect(said).toContainText('its program could not be loaded');
  isMissing = false;
  await Promise.all([page.waitForEvent('download'), save.click()]);

  // Both at once, as a framework sets them: the question is the new one.
  await viewer.evaluate((element) => {
    element.setAttribute('modality', 'MR');
    element.setAttribute('scan', 'ball.nii.gz?again');
    element.setAttribute('ask', 'zenith');
  });
  await expect(viewer.getByRole('listitem')).toHaveText([/^zenithNot found/]);
  await viewer.getByLabel('Layout').selectOption('coronal');
  await viewer.evaluate((element) => element.removeAttribute('scan'));
  await expect(viewer.getByRole('listitem')).toHaveCount(0);
  await expect(viewer.locator('.scan')).toHaveText('');
  await expect(viewer.getByLabel('Layout')).toHaveValue('four-up');
  await expect(save).toBeDisabled();
});

/** In the page: why a question ended that another took the place of, why one that its own signal stopped, and what the last found. */
async function stoppedQuestions(element: HTMLElement | SVGElement): Promise<readonly unknown[]> {
  const { ask } = element as Parse3dViewer;
  const why = (question: Promise<unknown>) => question.catch((reason) => reason?.name ?? reason);
  const again = (signal?: AbortSignal) => ask.call(element, 'edge', { ...(signal && { signal }) });
  const first = why(again());
  const stop = new AbortController();
  const second = why(again(stop.signal));
  stop.abort('enough');
  const ended = [await first, await second];
  return [...ended, (await again()).findings[0]?.kind];
}

/** In the page: everything that was found after one more question. */
async function askZenith(element: HTMLElement | SVGElement): Promise<readonly string[]> {
  return (await (element as Parse3dViewer).ask('zenith')).findings.map(({ name }) => name);
}

/** In the page: reads by address and from a File, stops, and names what is elsewhere. */
async function asModule(address: string) {
  const { createEngine }: typeof import('../src/library/browser.ts') = await import(address);
  const engine = await createEngine({ pack: '/packs/analytic-windows', backend: 'wasm' });
  const refused = (call: Promise<unknown>) =>
    call.then(
      () => 'not refused',
      ({ code }: { readonly code: string }) => code,
    );
  const served = await engine.readScan('/folder/ball.nii.gz');
  const blob = await (await fetch('/folder/ball.nii.gz')).blob();
  const own = await engine.readScan(new File([blob], 'ball.nii.gz'));
  const answer = await engine.ask(own, 'edge', { modality: 'MR' });
  const [edge] = answer.findings;
  const { data } = answer.labelMap();
  const [file] = await answer.files(['labels']);
  const stop = new AbortController();
  const stopped = engine.ask(own, 'zenith', { modality: 'MR', signal: stop.signal });
  stop.abort('enough');
  return {
    read: [served.name, own.name],
    pages: await refused(engine.readScan('https://example.org/scan.nii.gz')),
    packs: await refused(createEngine({ pack: 'https://example.org/pack/' })),
    same:
      edge?.kind === 'found' &&
      edge.voxels === data.filter((label) => label > 0).length &&
      file !== undefined,
    backend: answer.device.backend,
    isStopped: await stopped.catch((reason: unknown) => reason === 'enough'),
  };
}
