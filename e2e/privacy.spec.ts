import { gunzipSync } from 'node:zlib';
import { expect, test } from '@playwright/test';
import { folderOf, secretsOf } from './dicom-cases.ts';
import { heavyTest } from './heavy-test.ts';
import { smallPhantom } from './scans.ts';
import { WorkbenchPage } from './workbench.ts';

test.use({ serviceWorkers: 'allow' });

test('the page is isolated, contacts no other origin, and always says what is always true', async ({
  page,
  baseURL,
}) => {
  const elsewhere: string[] = [];
  const violations: string[] = [];
  page.context().on('request', (request) => {
    const url = request.url();
    if (!url.startsWith(`${baseURL}/`) && !/^(blob|data):/.test(url)) elsewhere.push(url);
  });
  page.on('console', (message) => {
    if (/Content Security Policy/i.test(message.text())) violations.push(message.text());
  });
  const workbench = new WorkbenchPage(page);
  await workbench.goto();
  expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
  const footer = page.getByRole('contentinfo');
  const statements = ['Research use only. Not a medical device.', 'Nothing leaves this machine'];
  for (const text of statements) await expect(footer.getByText(text)).toBeInViewport();
  await expect(footer.getByText(/^WASM: \d+ threads?/)).toBeInViewport();
  await expect(footer.getByText('The page’s address asks for it')).toBeInViewport();
  await workbench.trySample();
  for (const text of statements) await expect(footer.getByText(text)).toBeInViewport();
  await workbench.ask('liver');
  await workbench.save('Report (JSON)');
  expect(elsewhere).toEqual([]);
  expect(violations).toEqual([]);
});

heavyTest(
  'once the model is there, scans are read and outlined without a network',
  async ({ page, context }) => {
    const workbench = new WorkbenchPage(page);
    await workbench.goto();
    await workbench.isKept();
    await context.setOffline(true);
    const sent: string[] = [];
    context.on('request', (request) => sent.push(request.url()));
    await workbench.open(smallPhantom());
    await workbench.showsScan('small.nii.gz');
    await workbench.ask('liver');
    await expect(page.getByRole('article')).toHaveCount(1);
    expect(sent.filter((url) => !/^(blob|data):/.test(url))).toEqual([]);
  },
);

test('who the patient of a DICOM series is does not reach a file, a name, the page, its storage or its console', async ({
  page,
}, info) => {
  const told: string[] = [];
  page.on('console', (message) => told.push(message.text()));
  const workbench = new WorkbenchPage(page);
  await workbench.goto();
  await workbench.drop(folderOf('private-names', info.outputPath('series')));
  await workbench.showsScan('CT series 14');
  await workbench.ask('liver');
  // A series made by a script shows no patient, and is not answered by itself.
  await page.getByRole('button', { name: 'Answer anyway' }).click();
  await expect(page.getByRole('article')).toHaveCount(1);
  const kinds = [
    'Report (JSON)',
    'Segmentation (.seg.nrrd)',
    'Surfaces (GLB)',
    'Table (CSV)',
    'Picture (PNG)',
  ];
  const files = [await workbench.save('Label map (NIfTI)', 3)];
  for (const kind of kinds) files.push(await workbench.save(kind));
  for (const { name, bytes } of files.flat()) {
    const plain = name.endsWith('.gz') ? gunzipSync(bytes) : Buffer.from(bytes);
    told.push(name, plain.toString('utf8'), plain.toString('latin1'));
  }
  told.push(
    await page.content(),
    await page.evaluate(() =>
      JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.title, location.href]),
    ),
  );
  expect(told.join('')).toContain('CT series 14');
  for (const secret of secretsOf('private-names'))
    expect(told.filter((text) => text.includes(secret))).toEqual([]);
});

test('the policy stops a request to another origin', async ({ page }) => {
  await page.goto('/?backend=wasm');
  const outcome = await page.evaluate(() =>
    fetch('https://example.org/collect', { mode: 'no-cors' }).then(
      () => 'sent',
      () => 'stopped',
    ),
  );
  expect(outcome).toBe('stopped');
});

test('text becomes a script’s address only within the page’s own site, and never markup', async ({
  page,
}) => {
  await page.goto('/?backend=wasm');
  const outcomes = await page.evaluate(() => {
    const tried = (run: () => unknown) => {
      try {
        run();
        return 'done';
      } catch (error) {
        return error instanceof TypeError ? 'refused' : String(error);
      }
    };
    const script = () => document.createElement('script');
    return {
      elsewhere: tried(() => Object.assign(script(), { src: 'https://example.org/x.js' })),
      here: tried(() => Object.assign(script(), { src: './x.js' })),
      markup: tried(() => Object.assign(document.createElement('p'), { innerHTML: '<b>x</b>' })),
    };
  });
  expect(outcomes).toEqual({ elsewhere: 'refused', here: 'done', markup: 'refused' });
});
