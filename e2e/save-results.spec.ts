import { readFileSync } from 'node:fs';
import AxeBuilder from '@axe-core/playwright';
import { expect, type Page, test } from '@playwright/test';
import { unzipSync } from 'fflate';
import { openBytes } from '#testing/open-bytes.ts';
import { folderOf, secretsOf } from './dicom-cases.ts';
import { smallPhantom } from './scans.ts';
import { WorkbenchPage } from './workbench.ts';

const text = (bytes: Uint8Array | undefined) => new TextDecoder().decode(bytes);

async function withTwoObjects(page: Page, name?: string): Promise<WorkbenchPage> {
  const workbench = new WorkbenchPage(page);
  await workbench.goto();
  await workbench.open(smallPhantom(name));
  await workbench.showsScan(name ?? 'small.nii.gz');
  await workbench.ask('liver, right kidney');
  await expect(page.getByRole('article')).toHaveCount(2);
  return workbench;
}

/** Voxels of each number in a label map. */
async function labelCounts(name: string, bytes: Uint8Array<ArrayBuffer>) {
  const { data } = (await openBytes(name, bytes)).volume;
  const counts: Record<number, number> = {};
  for (const label of data) if (label > 0) counts[label] = (counts[label] ?? 0) + 1;
  return counts;
}

test('each kind of file holds what was found, and all of them come as one zip file', async ({ page }) => {
  const workbench = await withTwoObjects(page);
  const [labels, names, colors] = await workbench.save('Label map (NIfTI)', 3);
  if (!labels) throw new Error('the label map is saved');
  const counts = await labelCounts(labels.name, labels.bytes);
  expect(Object.keys(counts)).toEqual(['2', '6']);
  expect(text(names?.bytes)).toMatch(/^ +2 .*"right kidney"$/m);
  expect(text(colors?.bytes)).toMatch(/^2 right_kidney \d+ \d+ \d+ 255$/m);

  const [segmentation] = await workbench.save('Segmentation (.seg.nrrd)');
  if (!segmentation) throw new Error('the segmentation is saved');
  expect(segmentation.name).toBe('small.seg.nrrd');
  expect(text(segmentation.bytes)).toMatch(/^NRRD0004\n[\s\S]*\nSegment1_Name:=/);
  // Objects of one layer are in one label map, which our own reader opens too.
  expect(await labelCounts(segmentation.name, segmentation.bytes)).toEqual(counts);

  await page.getByRole('button', { name: 'Save…' }).click();
  await workbench.saves.getByRole('button', { name: 'Choose all' }).click();
  const zip = await workbench.download(() =>
    workbench.saves.getByRole('button', { name: /^Save \d+ kinds/ }).click(),
  );
  expect(zip.name).toBe('small_results.zip');
  const files = unzipSync(zip.bytes);
  expect(Object.keys(files).sort()).toEqual([
    ...[
      'small.parse3d',
      'small.seg.nrrd',
      'small_figure.png',
      'small_findings.csv',
      'small_labels.ctbl',
      'small_labels.nii.gz',
    ],
    ...['small_labels.txt', 'small_liver.nii.gz', 'small_liver.stl', 'small_liver_probability.nii.gz'],
    ...['small_methods.txt', 'small_report.json', 'small_right_kidney.nii.gz', 'small_right_kidney.stl'],
    ...['small_right_kidney_probability.nii.gz', 'small_surfaces.glb', 'small_surfaces.obj'],
  ]);
  expect(files['small_labels.nii.gz']).toEqual(new Uint8Array(labels.bytes));
  const stl = files['small_liver.stl'] as Uint8Array;
  const triangles = new DataView(stl.buffer, stl.byteOffset).getUint32(80, true);
  expect(stl.length).toBe(84 + 50 * triangles);
  expect(triangles).toBeGreaterThan(500);
  expect(text(files['small_surfaces.glb']?.subarray(0, 4))).toBe('glTF');
  expect(text(files['small_surfaces.obj'])).toMatch(/^o liver$/m);
  expect(text(files['small_findings.csv'])).toMatch(/,surface_mm2,longest_diameter_mm,/);
  expect(text(files['small_methods.txt'])).toContain('The text prompts were “liver” and “right kidney”.');
});

/** Of a picture of the views: coloured and grey pixels in them, coloured ones below them, and how many rows there are below. */
async function countColours(data: string) {
  const bitmap = await createImageBitmap(await (await fetch(`data:image/png;base64,${data}`)).blob());
  const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d');
  if (!context) throw new Error('no 2D canvas');
  context.drawImage(bitmap, 0, 0);
  const views = document.querySelector('canvas')?.height ?? 0;
  const count = (top: number, height: number, isCounted: (least: number, most: number) => boolean) => {
    const pixels = context.getImageData(0, top, bitmap.width, height).data;
    let counted = 0;
    for (let n = 0; n < pixels.length; n += 4) {
      const rgb = pixels.subarray(n, n + 3);
      if (isCounted(Math.min(...rgb), Math.max(...rgb))) counted += 1;
    }
    return counted;
  };
  const isColoured = (least: number, most: number) => most - least > 40;
  const isGrey = (least: number, most: number) => most - least <= 40 && least > 60;
  const below = bitmap.height - views;
  return {
    coloured: count(0, views, isColoured),
    grey: count(0, views, isGrey),
    legend: count(views, below, isColoured),
    below,
  };
}

test('the picture has the colours of the objects, a scale bar and a legend; the paragraph for a paper is copied as it stands', async ({
  page,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const workbench = await withTwoObjects(page);
  const [picture] = await workbench.save('Picture (PNG)');
  if (!picture) throw new Error('the picture is saved');
  expect([...picture.bytes.subarray(1, 4)]).toEqual([...'PNG'].map((letter) => letter.charCodeAt(0)));
  const seen = await page.evaluate(countColours, Buffer.from(picture.bytes).toString('base64'));
  expect(seen.coloured).toBeGreaterThan(1000);
  expect(seen.grey).toBeGreaterThan(10_000);
  // Two swatches of 12 × 12 pixels of the page.
  expect(seen.legend).toBeGreaterThanOrEqual(2 * 144 * 0.9);
  expect(seen.below).toBeGreaterThan(30);

  await page.getByRole('button', { name: 'Save…' }).click();
  await workbench.saves.getByRole('button', { name: 'Copy the methods paragraph' }).click();
  await expect(workbench.saves).toContainText('Copied');
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
  expect(copied).toContain(`parse3d ${version}`);
  expect(copied).toContain('No outline was changed by hand.');
});

test('a name that looks like a person’s is pointed out before anything is saved, and no file bears it', async ({
  page,
}) => {
  const workbench = await withTwoObjects(page, 'Smith_John_19620314.nii.gz');
  await workbench.openRow('liver');
  await workbench.finding('liver').getByRole('button', { name: 'Save the mask of liver as NIfTI' }).click();
  await expect(workbench.saves).toContainText('a person’s name, a date (perhaps of birth) and a number');
  await workbench.saves.getByRole('button', { name: 'Use “scan”' }).click();
  await expect(workbench.saves).not.toContainText('a person’s name');
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id }) => id)).toEqual([]);
  await workbench.saves.getByRole('button', { name: 'Choose all' }).click();
  const zip = await workbench.download(() =>
    workbench.saves.getByRole('button', { name: /^Save \d+ kinds/ }).click(),
  );
  expect(zip.name).toBe('scan_results.zip');
  for (const [name, bytes] of Object.entries(unzipSync(zip.bytes))) {
    expect(name).toMatch(/^scan/);
    expect(text(bytes)).not.toContain('Smith');
  }
  await workbench.saves.getByRole('button', { name: 'Close' }).click();
  const mask = await workbench.download(() =>
    workbench.finding('liver').getByRole('button', { name: 'Save the mask of liver as NIfTI' }).click(),
  );
  expect(mask.name).toBe('scan_liver.nii.gz');
});

test('a DICOM segmentation holds who the patient is, as it must; nothing else on the page does', async ({
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
  const objects = await page.locator('article[data-open]').count();
  expect(objects).toBeGreaterThan(0);
  await page.getByRole('button', { name: 'Save…' }).click();
  await expect(workbench.saves).toContainText('holds the patient’s name and identifiers as DICOM wants it');
  await workbench.saves.getByRole('button', { name: 'Close' }).click();
  const [file] = await workbench.save('DICOM SEG');
  expect(file?.name).toBe('CT series 14_seg.dcm');
  const written = Buffer.from(file?.bytes ?? []).toString('latin1');
  expect(written.slice(128, 132)).toBe('DICM');
  const secrets = secretsOf('private-names');
  expect(secrets.filter((secret) => written.includes(secret)).length).toBeGreaterThan(0);
  told.push(
    await page.content(),
    await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.title])),
  );
  for (const secret of secrets) expect(told.filter((text) => text.includes(secret))).toEqual([]);
});
