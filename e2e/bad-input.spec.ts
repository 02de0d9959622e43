import { expect, test } from '@playwright/test';
import { heavyTest } from './heavy-test.ts';
import { BAD_FILES, smallPhantom } from './scans.ts';
import { WorkbenchPage } from './workbench.ts';

test('each kind of bad file is refused in a clear sentence, and the open scan and its findings stay', async ({
  page,
}) => {
  const workbench = new WorkbenchPage(page);
  await workbench.goto();
  await workbench.open(smallPhantom());
  await workbench.showsScan('small.nii.gz');
  await workbench.ask('liver');
  const answer = await page.getByRole('article').textContent();
  for (const { what, file, says } of BAD_FILES) {
    await test.step(what, async () => {
      await workbench.open(file);
      await expect(workbench.notice).toHaveText(says);
      await expect(page.locator('.scan-name')).toHaveText('small.nii.gz');
      expect(await page.getByRole('article').textContent()).toBe(answer);
      await page.getByRole('button', { name: 'Dismiss' }).click();
      await expect(workbench.notice).toHaveCount(0);
    });
  }
  await workbench.ask('right kidney');
  await expect(page.getByRole('article')).toHaveCount(2);
});

test('an empty prompt and an unknown one are answered with what to do', async ({ page }) => {
  const workbench = new WorkbenchPage(page);
  await workbench.goto();
  await workbench.open(smallPhantom());
  await workbench.showsScan('small.nii.gz');
  await workbench.prompt.press('Enter');
  await expect(workbench.refusals).toHaveText(/^The prompt names nothing\. Type what to find/);

  await workbench.ask('teapot, spelen');
  await expect(workbench.refusals).not.toContainText('names nothing');
  await expect(workbench.refusals).toContainText('“teapot” is not among the structures that the model knows');
  await expect(workbench.refusals).toContainText('“spelen” was not understood. Read as: spleen Enter');
  await expect(page.getByRole('article')).toHaveCount(0);
  await workbench.refusals.getByRole('button', { name: 'Read as: spleen' }).click();
  // What came of the spleen may be said there.
  await expect(workbench.refusals).not.toContainText(/teapot|spelen/);
  await workbench.summary.locator('summary').click();
  await expect(workbench.summary).toContainText('“teapot”');
  await expect(workbench.summary).not.toContainText('spelen');

  await workbench.ask('Niren');
  const reading = workbench.refusals.getByRole('button', { name: 'Read as: left kidney and right kidney' });
  const [height, spilled] = await reading.evaluate((it) => [
    it.clientHeight,
    it.scrollHeight - it.clientHeight,
  ]);
  // Two lines, both within the button.
  expect(height).toBeGreaterThan(30);
  expect(spilled).toBe(0);
});

test('a refusal can be dismissed, nothing is offered that is not near, and Enter takes what is offered', async ({
  page,
}) => {
  const workbench = new WorkbenchPage(page);
  await workbench.goto();
  await workbench.open(smallPhantom());
  await workbench.showsScan('small.nii.gz');
  await workbench.ask('heart');
  await expect(workbench.refusals).toContainText('Mini does not know “heart”.');
  await expect(workbench.refusals).not.toContainText('Did you mean');
  await workbench.refusals.getByRole('button', { name: 'Dismiss' }).click();
  await expect(workbench.refusals).toBeEmpty();

  await workbench.ask('cherish the liver');
  await expect(workbench.refusals).toContainText('was not understood. Read as: liver Enter');
  await workbench.prompt.press('Enter');
  await expect(page.getByRole('article')).toHaveCount(1);
  await expect(workbench.refusals).toBeEmpty();
});

heavyTest('what was said of a file that could not be opened goes when a scan opens', async ({ page }) => {
  const workbench = new WorkbenchPage(page);
  await workbench.goto();
  const [bad] = BAD_FILES;
  if (!bad) throw new Error('no bad file');
  await workbench.open(bad.file);
  await expect(workbench.notice).toHaveText(bad.says);
  await workbench.open(smallPhantom());
  await workbench.showsScan('small.nii.gz');
  await expect(workbench.notice).toHaveCount(0);
});

test('a model file that is not the promised one is not used, and can be fetched anew', async ({ page }) => {
  const workbench = new WorkbenchPage(page);
  let corrupt = true;
  await page.context().route('**/text-encoder.onnx', async (route) => {
    if (!corrupt) return route.continue();
    const response = await route.fetch();
    const body = await response.body();
    body[100] = (body[100] ?? 0) ^ 1;
    return route.fulfill({ response, body });
  });
  await page.goto('/?backend=wasm');
  await expect(workbench.notice).toHaveText(
    /text-encoder\.onnx is not the one its description promises.*Try again/,
  );
  await expect(page.locator('.model-status')).toContainText('Model unavailable');
  await workbench.open(smallPhantom());
  await workbench.showsScan('small.nii.gz');
  corrupt = false;
  await workbench.ask('liver');
  await expect(workbench.finding('liver')).toBeVisible();
});

test('a missing model is said to be missing, and the scan can be looked at all the same', async ({
  page,
}) => {
  const workbench = new WorkbenchPage(page);
  await page.goto('/?pack=nowhere');
  await expect(workbench.notice).toHaveText(/manifest\.json could not be fetched|description is faulty/);
  await workbench.trySample();
});
