import { findBrowser } from './browser.mjs';
import { installPackages, run } from './install.mjs';

/** Every check by name, in order; `npm test -- lint unit` runs only those. */
const CHECKS = {
  lint: () => run('npx', ['biome', 'ci', '.']),
  types: () => run('npx', ['tsc', '-b']),
  unused: () => run('npx', ['knip']),
  unit: () => run('npx', ['vitest', 'run']),
  build: () => run('npx', ['vite', 'build', '--logLevel', 'warn']),
  browser: () => {
    const browser = findBrowser();
    if (!browser)
      console.error('There is no browser to test with. Install Chrome or Chromium and try again.');
    return (
      browser !== undefined &&
      run('npx', ['playwright', 'test', '-c', 'e2e'], {
        PARSE3D_CHROMIUM: browser,
        ...(results.get('build') && { PARSE3D_BUILT: '1' }),
      })
    );
  },
  // What the build check has built, in another browser where one is installed; it says where it is skipped.
  firefox: () => run('npx', ['tsx', 'scripts/firefox/firefox.ts']),
};

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !(name in CHECKS));
if (unknown.length > 0) {
  console.error(
    `There is no check called ${unknown.join(', ')}. There are: ${Object.keys(CHECKS).join(', ')}.`,
  );
  process.exit(2);
}

installPackages();
const results = new Map();
for (const [name, check] of Object.entries(CHECKS)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  console.log(`\n── ${name} ──`);
  const start = Date.now();
  const passed = check();
  console.log(`${passed ? '✓' : '✗'} ${name}, ${((Date.now() - start) / 1000).toFixed(1)} s`);
  results.set(name, passed);
}
const failed = [...results.keys()].filter((name) => !results.get(name));
if (failed.length > 0) console.log(`\nFailed: ${failed.join(', ')}`);
console.log(`\nchecks: ${results.size - failed.length} passed, ${failed.length} failed`);
process.exit(failed.length === 0 ? 0 : 1);
