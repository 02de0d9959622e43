import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@playwright/test';
import { dice } from '#testing/dice.ts';
import { openBytes } from '#testing/open-bytes.ts';
import { WorkbenchPage } from './workbench.ts';

const fixture = (name: string) =>
  fileURLToPath(new URL(`../src/testing/fixtures/mini-parity/${name}`, import.meta.url));
const read = (name: string) => openBytes(name, new Uint8Array(readFileSync(fixture(name))));

// Runs on WASM and on WebGPU: both against the mask that scipy and PyTorch computed, hence also against each other.
test('a dropped phantom gets the liver that PyTorch draws, shown, hidden and saved on its own grid', async ({
  page,
}, { project }) => {
  const workbench = new WorkbenchPage(page);
  await workbench.goto(`?backend=${project.name}`);
  await expect(page.getByText('The page’s address asks for it')).toBeVisible();
  await workbench.drop(fixture('image.nii.gz'));
  await workbench.showsScan('image.nii.gz');
  const bare = await workbench.colouredPixels();

  await workbench.ask('liver', 360_000);
  const liver = workbench.finding('liver');
  await expect.poll(() => workbench.colouredPixels()).toBeGreaterThan(bare + 1000);
  await liver.getByRole('button', { name: 'Hide liver' }).click();
  await expect.poll(() => workbench.colouredPixels()).toBe(bare);

  const saved = await workbench.download(() =>
    liver.getByRole('button', { name: 'Save the mask of liver as NIfTI' }).click(),
  );
  const mask = await openBytes(saved.name, saved.bytes);
  const image = await read('image.nii.gz');
  expect(mask.header).toEqual(image.header);
  expect(mask.volume.grid).toEqual(image.volume.grid);
  // A handful of voxels lie within float32 rounding of the threshold: 0.998 to PyTorch is 0.996 between backends.
  expect(dice(mask.volume.data, (await read('liver.nii.gz')).volume.data)).toBeGreaterThan(0.998);
  await expect(page.getByText(project.name === 'webgpu' ? /^WebGPU: / : /^WASM: /)).toBeVisible();
});
