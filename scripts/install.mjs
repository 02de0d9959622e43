// Nothing but Node's own modules here: this runs before anything is installed.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('..', import.meta.url));

/**
 * Runs a program in the project's folder, its output shown.
 * @param {string} program @param {readonly string[]} given @param {Record<string, string>} [env]
 * @returns {boolean} whether it succeeded.
 */
export function run(program, given, env = {}) {
  const { status, error } = spawnSync(program, given, {
    cwd: ROOT,
    stdio: 'inherit',
    env: { ...process.env, ...env },
    // npm and npx are scripts on Windows.
    shell: process.platform === 'win32',
  });
  if (error) console.error(`${program}: ${error.message}`);
  return status === 0;
}

/** Installs the npm packages if they are absent or older than the lock file. Ends the process where that fails. */
export function installPackages() {
  const { engines } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const [needMajor = 0, needMinor = 0] = engines.node
    .replace(/[^\d.]/g, '')
    .split('.')
    .map(Number);
  if (major < needMajor || (major === needMajor && minor < needMinor)) {
    console.error(
      `parse3d needs Node ${engines.node}; this is ${process.versions.node}. Install a newer one from nodejs.org.`,
    );
    process.exit(1);
  }
  const installed = join(ROOT, 'node_modules/.package-lock.json');
  const lock = join(ROOT, 'package-lock.json');
  if (existsSync(installed) && statSync(installed).mtimeMs >= statSync(lock).mtimeMs) return;
  console.log('Installing packages …');
  // Exactly the versions and hashes of the lock file, which has every tool's builds for all platforms (lock.test.ts).
  if (run('npm', ['ci', '--no-audit', '--no-fund'])) return;
  console.error(
    'The packages could not be installed. Check the connection to the npm registry and try again.',
  );
  process.exit(1);
}
