import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@playwright/test';
import { dice } from '#testing/dice.ts';
import { openBytes } from '#testing/open-bytes.ts';
import { WorkbenchPage } from './workbench.ts';

const folder = new URL('../../shared/data/validation/', import.meta.url);
const scan = fileURLToPath(new URL('ct_btcv_21_image.nii.gz', folder));
const drawn = fileURLToPath(new URL('ct_btcv_21_label.nii.gz', folder));
const LIVER = 6;

test('a real CT: the liver as its annotator drew it, Dice 0.85 or better, and to the right of the spleen', async ({
  page,
}) => {
  test.skip(!existsSync(scan), 'The validation scans are not beside this checkout.');
  test.setTimeout(400_000);
  const workbench = new WorkbenchPage(page);
  await workbench.goto();
  await workbench.open(scan);
  await workbench.showsScan('ct_btcv_21_image.nii.gz');
  await workbench.ask('liver, spleen', 360_000);
  await workbench.openRow('liver');
  const saved = await workbench.download(() =>
    workbench.finding('liver').getByRole('button', { name: 'Save the mask of liver as NIfTI' }).click(),
  );
  const truth = (await openBytes('label', new Uint8Array(readFileSync(drawn)))).volume.data;
  const liver = (await openBytes(saved.name, saved.bytes)).volume.data;
  expect(
    dice(
      liver,
      Uint8Array.from(truth, (label) => (label === LIVER ? 1 : 0)),
    ),
  ).toBeGreaterThanOrEqual(0.85);
  const side = page.locator('.read-out').getByTitle('Right or left');
  const across = page.locator('.read-out dl div').first().locator('dd');
  const position = async (title: string) => {
    await workbench.openRow(title);
    await workbench
      .finding(title)
      .getByRole('button', { name: `Go to ${title}` })
      .click();
    const sign = (await side.textContent()) === 'R' ? 1 : -1;
    return sign * Number.parseFloat((await across.textContent()) ?? '');
  };
  expect(await position('liver')).toBeGreaterThan(await position('spleen'));
});
