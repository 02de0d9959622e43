import { expect, type Page, test } from '@playwright/test';
import { heavyTest } from './heavy-test.ts';
import { smallPhantom } from './scans.ts';
import { WorkbenchPage } from './workbench.ts';

// A worker may be starting as a test ends.
test.afterEach(({ context }) => context.unrouteAll({ behavior: 'ignoreErrors' }));

declare global {
  interface Window {
    readonly workers: Worker[];
  }
}

/** Puts `code` before the engine worker's own. */
async function inWorker(page: Page, code: string): Promise<void> {
  await page.context().route('**/assets/worker-*.js', async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: `${code}\n${await response.text()}` });
  });
}

/**
 * As the worker is asked to segment for the first time, in whichever worker that is, `deed` happens in it; what comes back
 * waits until the worker asks whether it is the first, after which it says nothing before its deed.
 */
async function atFirstPrompt(page: Page, deed: string): Promise<() => Promise<void>> {
  let isFirst = true;
  let tell = (): void => undefined;
  const isAsked = new Promise<void>((resolve) => {
    tell = resolve;
  });
  await page.context().route('**/is-first', (route) => {
    const body = isFirst ? 'yes' : 'no';
    isFirst = false;
    tell();
    return route.fulfill({ body });
  });
  await inWorker(
    page,
    `self.addEventListener('message', ({ data }) => {
      if (data.call !== 'segment' || !data.given[1].some(({ text }) => text === 'spleen')) return;
      const request = new XMLHttpRequest();
      request.open('GET', '/is-first', false);
      request.send();
      if (request.responseText === 'yes') { ${deed} }
    });`,
  );
  return () => isAsked;
}

/** A page whose minutes the test makes pass, with a scan open and the liver found. */
async function withLiver(page: Page): Promise<WorkbenchPage> {
  const workbench = new WorkbenchPage(page);
  await page.clock.install();
  await workbench.goto();
  await workbench.open(smallPhantom());
  await workbench.showsScan('small.nii.gz');
  await workbench.ask('liver');
  return workbench;
}

async function begin(workbench: WorkbenchPage, text: string): Promise<void> {
  await workbench.prompt.fill(text);
  await workbench.prompt.press('Enter');
  await expect(workbench.page.getByRole('progressbar')).toBeVisible();
}

/** The other two of the four are heavy: each file, and each way to lack it, is here once. */
const BY_DEFAULT = ['the wasm is missing', 'a page stands in place of the loader'];

const FAULTS = {
  'the wasm is missing': { files: '**/ort-wasm-*.wasm', answer: { status: 404, body: '' } },
  'a page stands in place of the wasm': {
    files: '**/ort-wasm-*.wasm',
    answer: { status: 200, contentType: 'text/html', body: '<!doctype html><title>Not here</title>' },
  },
  'the loader is missing': { files: '**/ort-wasm-*.mjs', answer: { status: 404, body: '' } },
  'a page stands in place of the loader': {
    files: '**/ort-wasm-*.mjs',
    answer: { status: 200, contentType: 'text/html', body: '<!doctype html><title>Not here</title>' },
  },
};

for (const [what, { files, answer }] of Object.entries(FAULTS)) {
  const run = BY_DEFAULT.includes(what) ? test : heavyTest;
  run(`where ${what} the model is not blamed, and the next try starts the runtime`, async ({ page }) => {
    const workbench = new WorkbenchPage(page);
    let isFaulty = true;
    await page.context().route(files, (route) => (isFaulty ? route.fulfill(answer) : route.continue()));
    await page.goto('/?backend=wasm');
    await expect(workbench.notice).toHaveText(
      /^The program that runs models could not be started .*try again\.$/,
      { timeout: 60_000 },
    );
    isFaulty = false;
    await workbench.open(smallPhantom());
    await workbench.showsScan('small.nii.gz');
    await workbench.ask('liver');
    await expect(workbench.finding('liver')).toBeVisible();
  });
}

test('where the worker’s own program is missing that is said, and the next try starts it', async ({
  page,
}) => {
  const workbench = new WorkbenchPage(page);
  let isMissing = true;
  await page
    .context()
    .route('**/assets/worker-*.js', (route) =>
      isMissing ? route.fulfill({ status: 404, body: '' }) : route.continue(),
    );
  await page.goto('/?backend=wasm');
  await expect(workbench.notice).toHaveText(
    /^The part of this page that works in the background stopped \(its program could not be loaded\)\. Try again/,
  );
  isMissing = false;
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(page.locator('.model-status')).toHaveText(/^Model: /, { timeout: 60_000 });
});

heavyTest(
  'a model file that does not come is asked for again, and the model is ready without anybody’s doing',
  async ({ page }) => {
    const workbench = new WorkbenchPage(page);
    let asked = 0;
    // The page itself asks ahead, then the worker: neither gets anything, nor an end.
    await page.context().route('**/text-encoder.onnx', (route) => {
      asked += 1;
      return asked > 2 ? route.continue() : undefined;
    });
    await workbench.goto('?backend=wasm', 90_000);
    expect(asked).toBe(3);
    await expect(workbench.notice).toHaveCount(0);
  },
);

heavyTest(
  'an error that nobody caught in the worker is named, findings stay, and the next prompt is answered',
  async ({ page }) => {
    await atFirstPrompt(page, `setTimeout(() => { throw new Error('boom'); });`);
    const workbench = await withLiver(page);
    await workbench.prompt.fill('spleen');
    await workbench.prompt.press('Enter');
    await expect(workbench.notice).toHaveText(/works in the background stopped \(Uncaught Error: boom\)/);
    await expect(workbench.notice).not.toContainText('graphics');
    await expect(workbench.finding('liver')).toContainText('mL');
    await workbench.ask('spleen');
    await workbench.tells(/spleen/i);
  },
);

test('a worker in an endless loop is said to be silent, and restarted it answers what was asked', async ({
  page,
}) => {
  const isSilent = await atFirstPrompt(page, 'for (;;);');
  const workbench = await withLiver(page);
  await begin(workbench, 'spleen');
  // Whatever the worker said before begins the wait anew.
  await isSilent();
  await page.clock.runFor('01:00');
  const restart = page.getByRole('button', { name: 'Restart the engine' });
  await expect(page.getByText(/^The engine has not answered for 50 s\./)).toBeVisible();
  await restart.click();
  await expect(workbench.status).toHaveText(/\(\d+(\.\d)? s\)$/, { timeout: 90_000 });
  await workbench.tells(/spleen/i);
  await expect(workbench.finding('liver')).toContainText('mL');
  await expect(restart).toHaveCount(0);
  await expect(workbench.notice).toHaveCount(0);
});

test('a GPU that gives no device is left for WebAssembly at the first try, and the page says why', async ({
  page,
}) => {
  const workbench = new WorkbenchPage(page);
  await inWorker(
    page,
    `if (self.GPUAdapter) GPUAdapter.prototype.requestDevice = () => Promise.reject(new Error('no device today'));`,
  );
  await workbench.goto('?backend=webgpu');
  await expect(page.getByText(/^WASM: /)).toBeVisible();
  await expect(page.getByText(/WebGPU failed \(no device today\)/)).toBeVisible();
  await expect(workbench.notice).toHaveCount(0);
});

heavyTest(
  'a worker that is gone without a word is given up in the end, findings stay, and the next prompt is answered',
  async ({ page }) => {
    test.setTimeout(240_000);
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
    const workbench = await withLiver(page);
    await page.evaluate(() => {
      for (const worker of window.workers) worker.terminate();
    });
    await begin(workbench, 'spleen');
    await page.clock.runFor('06:00');
    await expect(workbench.notice).toHaveText(/works in the background stopped \(silent for 300 seconds\)/);
    await expect(workbench.finding('liver')).toContainText('mL');
    await workbench.ask('spleen');
    await workbench.tells(/spleen/i);
  },
);
