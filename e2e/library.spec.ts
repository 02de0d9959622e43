import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@playwright/test';
import { buildLibrary } from '../scripts/library/build-library.ts';
import { writeBall } from '../src/testing/ball-file.ts';
import { serveFolders } from './serve-folders.ts';

const at = (path: string) => fileURLToPath(new URL(`../${path}`, import.meta.url));

let folder = '';
let site: Awaited<ReturnType<typeof serveFolders>>;
test.beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'parse3d-library-'));
  await buildLibrary(join(folder, 'dist-lib'), ['browser']);
  writeBall(join(folder, 'ball.nii.gz'));
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
