import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { run } from './install.mjs';

const INSTALLED = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/snap/bin/chromium',
  '/opt/google/chrome/chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe',
];

/**
 * A Chromium that starts: PARSE3D_CHROMIUM, an installed one, Playwright's own, or Debian's; the last two are installed
 * if need be. @returns {string | undefined} its path.
 */
export function findBrowser() {
  const here = [process.env.PARSE3D_CHROMIUM, ...INSTALLED].find(starts);
  if (here) return here;
  console.log('No Chrome or Chromium is installed. Downloading one …');
  if (run('npx', ['playwright', 'install', 'chromium'])) {
    const own = playwrightsOwn();
    if (starts(own)) return own;
  }
  if (!existsSync('/usr/bin/apt-get')) return undefined;
  run('apt-get', ['update']);
  run('apt-get', ['install', '-y', '--no-install-recommends', 'chromium'], {
    DEBIAN_FRONTEND: 'noninteractive',
  });
  return INSTALLED.find(starts);
}

/** @param {string | undefined} path */
function starts(path) {
  if (!path || !existsSync(path)) return false;
  // On Windows Chrome opens a window instead of telling its version.
  return process.platform === 'win32' || spawnSync(path, ['--version'], { timeout: 60_000 }).status === 0;
}

function playwrightsOwn() {
  return createRequire(import.meta.url)('@playwright/test').chromium.executablePath();
}
