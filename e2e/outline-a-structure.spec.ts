import { readFile } from 'node:fs/promises';
import { expect, test } from '@playwright/test';
import { openBytes } from '#testing/open-bytes.ts';
import { WorkbenchPage } from './workbench.ts';

test('structures of the sample are outlined on the right side, hidden, measured, saved on the grid of the scan and replaced', async ({
  page,
}) => {
  const workbench = new WorkbenchPage(page);
  await workbench.goto();
  await workbench.trySample();
  const bare = await workbench.colouredPixels();

  await workbench.ask('liver');
  const liver = workbench.finding('liver');
  await expect(liver).toContainText(/\d mL/);
  await expect.poll(() => workbench.colouredPixels()).toBeGreaterThan(bare + 3000);

  await liver.getByRole('button', { name: 'Hide liver', exact: true }).click();
  await expect.poll(() => workbench.colouredPixels()).toBe(bare);
  await liver.getByRole('button', { name: 'Show liver', exact: true }).click();
  await expect.poll(() => workbench.colouredPixels()).toBeGreaterThan(bare + 3000);

  const input = await openBytes('phantom', new Uint8Array(await readFile('public/samples/phantom.nii.gz')));
  const [saved, ...beside] = await workbench.save('Label map (NIfTI)', 3);
  if (!saved) throw new Error('the label map is saved');
  expect(saved.name).toBe('phantom_labels.nii.gz');
  expect(beside.map(({ name }) => name)).toEqual(['phantom_labels.txt', 'phantom_labels.ctbl']);
  const labels = await openBytes(saved.name, saved.bytes);
  expect(labels.header).toEqual(input.header);
  expect(labels.volume.grid).toEqual(input.volume.grid);

  const mask = await workbench.download(() =>
    liver.getByRole('button', { name: 'Save the mask of liver as NIfTI' }).click(),
  );
  expect(mask.name).toBe('phantom_liver.nii.gz');
  const { data } = (await openBytes(mask.name, mask.bytes)).volume;
  const inside = [...data].filter((value) => value === 1).length;
  expect([...labels.volume.data].filter((value) => value > 0)).toHaveLength(inside);
  const probability = await workbench.download(() =>
    liver.getByRole('button', { name: 'Save the probabilities of liver as NIfTI' }).click(),
  );
  expect(probability.name).toBe('phantom_liver_probability.nii.gz');
  const likely = await openBytes(probability.name, probability.bytes);
  expect(likely.header).toEqual(input.header);
  expect(likely.volume.data.filter((byte) => byte * likely.volume.slope > 0.5)).toHaveLength(inside);
  const shown = Number((await liver.locator('.volume').textContent())?.replace(/[^\d.]/g, ''));
  expect(shown).toBe(Math.round((inside * 2.5 ** 3) / 1000));

  await liver.getByRole('button', { name: 'Go to liver' }).click();
  await expect(page.locator('.read-out').getByTitle('Right or left')).toHaveText('R');
  await page.getByRole('button', { name: 'Axial' }).click();
  await expect(page.locator('.tile [data-place]')).toHaveText(['Axial', 'R', 'L', 'A', 'P']);

  // Several in one line are several objects; one that is there already is asked anew.
  await workbench.ask('spleen, aorta');
  await expect(page.getByRole('article')).toHaveCount(3);
  await workbench.ask('the liver please');
  await expect(page.getByRole('article')).toHaveCount(3);
  await expect(workbench.status).toHaveText(/^Found liver, \d+ mL/);
});
