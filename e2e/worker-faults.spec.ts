import { expect, test } from '@playwright/test';
import { smallPhantom } from './scans.ts';
import { WorkbenchPage } from './workbench.ts';

declare global {
  interface Window {
    readonly workers: Worker[];
  }
}

test('a runtime that cannot be fetched is not blamed on the model, and the next try starts it', async ({
  page,
}) => {
  const workbench = new WorkbenchPage(page);
  let isMissing = true;
  await page
    .context()
    .route('**/ort-wasm-*.wasm', (route) =>
      isMissing ? route.fulfill({ status: 404, body: '' }) : route.continue(),
    );
  await page.goto('/?backend=wasm');
  await expect(workbench.notice).toHaveText(
    /^The program that runs models could not be started .*try again\.$/,
    {
      timeout: 60_000,
    },
  );
  isMissing = false;
  await workbench.open(smallPhantom());
  await workbench.showsScan('small.nii.gz');
  await workbench.ask('liver');
  await expect(workbench.finding('liver')).toBeVisible();
});

test('a GPU that gives no device is left for WebAssembly at the first try, and the page says why', async ({
  page,
}) => {
  const workbench = new WorkbenchPage(page);
  await page.context().route('**/assets/worker-*.js', async (route) => {
    const response = await route.fetch();
    const refuse = `if (self.GPUAdapter) GPUAdapter.prototype.requestDevice = () => Promise.reject(new Error('no device today'));`;
    await route.fulfill({ response, body: `${refuse}\n${await response.text()}` });
  });
  await workbench.goto('?backend=webgpu');
  await expect(page.getByText(/^WASM: /)).toBeVisible();
  await expect(page.getByText(/WebGPU failed \(no device today\)/)).toBeVisible();
  await expect(workbench.notice).toHaveCount(0);
});

test('a worker that is gone without a word is given up in the end, findings stay, and the next prompt is answered', async ({
  page,
}) => {
  test.setTimeout(240_000);
  const workbench = new WorkbenchPage(page);
  await page.clock.install();
  await page.addInitScript(() => {
    const workers: Worker[] = [];
    Object.assign(window, { workers });
    window.Worker = class extends Worker {
      constructor(...given: ConstructorParameters<typeof Worker>) {
        super(...given);
        workers.push(this);
      }
    };
  });
  await workbench.goto();
  await workbench.open(smallPhantom());
  await workbench.showsScan('small.nii.gz');
  await workbench.ask('liver');
  await page.evaluate(() => {
    for (const worker of window.workers) worker.terminate();
  });
  await workbench.prompt.fill('spleen');
  await workbench.prompt.press('Enter');
  await expect(page.getByRole('progressbar')).toBeVisible();
  await page.clock.runFor('06:00');
  await expect(workbench.notice).toHaveText(/works in the background stopped \(silent for 300 seconds\)/);
  await expect(workbench.finding('liver')).toContainText('mL');
  await workbench.ask('spleen');
  await expect(workbench.finding('spleen')).toBeVisible();
});
