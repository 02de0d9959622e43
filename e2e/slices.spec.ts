import { gzipSync } from 'node:zlib';
import { expect, test } from '@playwright/test';
import { nodeRuntime } from '#cli/node-runtime.ts';
import { LocalEngine } from '#engine/local-engine.ts';
import { gridHeader } from '#formats/nifti-header.ts';
import { writeNifti } from '#formats/write-nifti.ts';
import type { StructureId } from '#model/prompt.ts';
import { dice } from '#testing/dice.ts';
import { isHeavy } from '#testing/heavy.ts';
import { openBytes } from '#testing/open-bytes.ts';
import { denseMask } from '#volume/mask.ts';
import type { Grid } from '#volume/types.ts';
import { heavyTest } from './heavy-test.ts';
import { removeTinyPack, serveTinyPack, tinyPackFile } from './slice-pack.ts';
import { WorkbenchPage } from './workbench.ts';

/** Stored from the patient's left to right and head to foot; not as the model is used to. */
const gridOf = (slices: number): Grid => ({
  size: [46, 38, slices],
  voxelToWorld: [0.9, 0, 0, -20, 0, 1.1, 0, -21, 0, 0, -5, 10],
});
const TEXT = 'gallbladder';

function scan(slices: number) {
  const grid = gridOf(slices);
  const [ni, nj, nk] = grid.size;
  const data = new Int16Array(ni * nj * nk);
  for (let n = 0; n < data.length; n++) {
    const [i, j, k] = [n % ni, Math.floor(n / ni) % nj, Math.floor(n / (ni * nj))];
    const near = (x: number, y: number, r: number) => Math.hypot(i - x, j - y) < r + k;
    data[n] = near(15, 12, 8) ? 120 : near(33, 24, 6) ? -60 : i + 2 * j - 900;
  }
  return writeNifti({ size: grid.size, header: gridHeader(grid), data });
}

async function open(workbench: WorkbenchPage, bytes: Uint8Array) {
  const buffer = Buffer.from(gzipSync(bytes));
  await workbench.open({ name: 'scan.nii.gz', mimeType: 'application/octet-stream', buffer });
  await workbench.showsScan('scan.nii.gz');
}

// The pack is 18 MB, and its graphs have hundreds of nodes to compile.
test.setTimeout(900_000);
test.beforeAll(serveTinyPack);
test.afterAll(removeTinyPack);

async function maskInNode(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  const engine = new LocalEngine({ runtime: nodeRuntime, readFile: tinyPackFile });
  await engine.load('memory:/tiny/manifest.json');
  const { volume } = await openBytes('scan.nii', bytes);
  await engine.encode({ ...volume, modality: 'CT' });
  const [answer] = await engine.segment(volume.id, [{ text: TEXT, structure: TEXT as StructureId }]);
  if (answer?.kind !== 'found') throw new Error(`not found but ${answer?.kind}`);
  return denseMask(answer.mask);
}

// Against the mask of Node, which is held to the original's. Runs on WASM and on WebGPU.
test('a model that goes slice by slice gives in the browser the mask that it gives in Node', async ({
  page,
}, { project }) => {
  test.skip(
    project.name === 'webgpu' && !isHeavy,
    'the graphs alone run there; PARSE3D_HEAVY=1 runs this too',
  );
  const bytes = scan(5);
  const workbench = new WorkbenchPage(page);
  await workbench.goto(`?pack=tiny&backend=${project.name}`, 300_000);
  await expect(page.locator('.model-status')).toHaveText(/^Model: MedImageParse 3D, tiny/);
  await open(workbench, bytes);
  await page.getByLabel('Modality').selectOption('CT');
  const bare = await workbench.colouredPixels();
  await workbench.ask(TEXT, 500_000);
  const card = workbench.finding(TEXT);
  await expect(card).toContainText(/On \d of 5 axial slices · Soft tissue.* · LAS · seed 0/);
  await expect.poll(() => workbench.colouredPixels()).toBeGreaterThan(bare + 100);
  const saved = await workbench.download(() =>
    card.getByRole('button', { name: `Save the mask of ${TEXT} as NIfTI` }).click(),
  );
  const mask = await openBytes(saved.name, saved.bytes);
  expect(mask.volume.grid).toEqual((await openBytes('scan.nii', bytes)).volume.grid);
  // Sums in another order may move single voxels across a threshold.
  expect(dice(mask.volume.data, await maskInNode(bytes))).toBeGreaterThan(0.99);
  await expect(page.getByText(project.name === 'webgpu' ? /^WebGPU: / : /^WASM: /)).toBeVisible();
});

heavyTest(
  'slices are counted, and a prompt asked meanwhile is answered along',
  async ({ page }, { project }) => {
    test.skip(project.name === 'webgpu', 'forty slices take the emulated adapter minutes');
    const workbench = new WorkbenchPage(page);
    await workbench.goto('?pack=tiny&backend=wasm', 300_000);
    await open(workbench, scan(40));
    // Its values say neither.
    await page.getByLabel('Modality').selectOption('CT');
    await workbench.prompt.fill('gallbladder');
    await workbench.prompt.press('Enter');
    await expect(workbench.status).toHaveText(/^Outlining, slice \d+ of 40$/, { timeout: 120_000 });
    await workbench.prompt.fill('spleen');
    await workbench.prompt.press('Enter');
    await expect(page.getByRole('list', { name: 'Waiting prompts' })).toBeHidden();
    for (const title of ['gallbladder', 'spleen']) {
      await expect(workbench.finding(title)).toBeVisible({ timeout: 500_000 });
    }
  },
);
