import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT, run } from './install.mjs';

const folder = join(ROOT, 'training');
const environment = join(folder, '.venv');
const programs = join(environment, process.platform === 'win32' ? 'Scripts' : 'bin');
const python = join(programs, 'python');
const requirements = join(folder, 'requirements.txt');
const stamp = join(environment, 'requirements-installed.txt');

const steps = [
  ['environment', makeEnvironment],
  ['ruff', () => run(python, ['-m', 'ruff', 'check', folder])],
  ['pytest', () => run(python, ['-m', 'pytest', '-q', folder])],
];
const failed = steps.filter(([name, step]) => {
  console.log(`\n── training: ${name} ──`);
  return !step();
});
console.log(
  failed.length === 0
    ? '\nTraining: all checks passed.'
    : `\nTraining failed: ${failed.map(([name]) => name).join(', ')}`,
);
process.exit(failed.length === 0 ? 0 : 1);

/** training/.venv with everything in requirements.txt; nothing is done where it is there already. */
function makeEnvironment() {
  const wanted = readFileSync(requirements, 'utf8');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return true;
  if (!existsSync(python) && !run('python3', ['-m', 'venv', environment])) return false;
  const torch = wanted.split('\n').find((line) => line.startsWith('torch==')) ?? 'torch';
  // PyTorch's own index has builds without CUDA, ten times smaller; where it is out of reach PyPI's do.
  const cpu = ['--retries', '1', '--extra-index-url', 'https://download.pytorch.org/whl/cpu'];
  const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check'];
  const installed = run(python, [...pip, ...cpu, torch]) && run(python, [...pip, '-r', requirements]);
  if (installed) writeFileSync(stamp, wanted);
  return installed;
}
