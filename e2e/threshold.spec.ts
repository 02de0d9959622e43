import { expect, test } from '@playwright/test';
import { openBytes } from '#testing/open-bytes.ts';
import { WorkbenchPage } from './workbench.ts';

test('the threshold of one object changes its size, the picture and the file, without asking again', async ({
  page,
}) => {
  const workbench = new WorkbenchPage(page);
  await workbench.goto();
  await workbench.trySample();
  await workbench.ask('liver');
  const liver = workbench.finding('liver');
  const size = async () => Number((await liver.locator('.volume').textContent())?.replace(/[^\d.]/g, ''));
  const before = await size();
  const slider = liver.getByRole('slider', { name: 'Threshold' });
  await expect(slider).toHaveAttribute('aria-valuetext', '50 percent');
  await slider.fill('95');
  await expect.poll(size).toBeLessThan(before);
  const after = await size();
  const saved = await workbench.download(() =>
    liver.getByRole('button', { name: 'Save the mask of liver as NIfTI' }).click(),
  );
  const { volume } = await openBytes(saved.name, saved.bytes);
  const inside = [...volume.data].filter((value) => value === 1).length;
  expect(Math.round((inside * 2.5 ** 3) / 1000)).toBe(Math.round(after));
  await workbench.ask('liver');
  await expect(page.getByRole('article')).toHaveCount(2);
  await liver.getByRole('button', { name: 'liver', exact: true }).click();
  await liver.getByRole('button', { name: 'As the model drew it' }).click();
  await expect.poll(size).toBe(before);
});
