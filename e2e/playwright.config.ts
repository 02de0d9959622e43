import { existsSync } from 'node:fs';
import { createServer } from 'node:net';
import { defineConfig } from '@playwright/test';

/** The browser to test with: named, else Debian's, else Google's, else Playwright's own. */
function chromium(): string | undefined {
  const { PARSE3D_CHROMIUM } = process.env;
  return [PARSE3D_CHROMIUM, '/usr/bin/chromium', '/usr/bin/google-chrome'].find(
    (path) => path && existsSync(path),
  );
}

function freePort(): Promise<string> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, () => {
      const address = server.address();
      server.close(() => resolve(String(typeof address === 'object' ? address?.port : address)));
    });
  });
}

// Worker processes read this file again and must come to the same port.
process.env['PARSE3D_E2E_PORT'] ??= await freePort();
const port = process.env['PARSE3D_E2E_PORT'];
const executablePath = chromium();

export default defineConfig({
  testDir: '.',
  outputDir: '../test-results',
  timeout: 240_000,
  expect: { timeout: 30_000 },
  // About half of a test is waiting, for files and for pictures, which another fills.
  workers: 2,
  forbidOnly: Boolean(process.env['CI']),
  // A busy machine's check asks once more before it says no, and lists as flaky what failed once: that is to be mended too.
  retries: process.env['CI'] ? 1 : 0,
  reporter: [['list']],
  use: {
    baseURL: `http://localhost:${port}`,
    viewport: { width: 1280, height: 800 },
    // As of somebody who has said that their work is not to be kept; session.spec.ts begins without a word.
    storageState: {
      cookies: [],
      origins: [
        {
          origin: `http://localhost:${port}`,
          localStorage: [{ name: 'parse3d.keeps-work', value: 'no' }],
        },
      ],
    },
    colorScheme: 'dark',
    // Faults are put into answers on their way, and a service worker's own requests cannot be got at. Its specs allow it.
    serviceWorkers: 'block',
    // A trace costs a quarter of the time of every test, and a check throws it away: it is recorded where a person is.
    trace: process.env['CI'] ? 'off' : 'retain-on-failure',
    screenshot: 'only-on-failure',
    launchOptions: {
      ...(executablePath && { executablePath }),
      args: [
        '--no-sandbox',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        '--enable-unsafe-webgpu',
        '--use-webgpu-adapter=swiftshader',
      ],
    },
  },
  projects: [
    { name: 'wasm', testIgnore: '**/webgpu.spec.ts' },
    {
      name: 'webgpu',
      testMatch: [
        '**/webgpu.spec.ts',
        '**/reference-masks.spec.ts',
        '**/medimageparse3d-graphs.spec.ts',
        '**/slices.spec.ts',
        '**/nnunet-goldens.spec.ts',
      ],
      timeout: 400_000,
    },
  ],
  webServer: {
    // `npm test` has built the page in the check before.
    command: `${process.env['PARSE3D_BUILT'] ? '' : 'npx vite build && '}npx vite preview --port ${port} --strictPort`,
    cwd: '..',
    url: `http://localhost:${port}`,
    timeout: 120_000,
  },
});
