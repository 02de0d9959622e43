import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  watch,
  writeFileSync,
} from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { writeBall } from '#testing/ball-file.ts';
import { withFolder } from './folder-lock.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const PACK = join(ROOT, 'src/testing/packs/analytic-windows');
const TSX = ['--import', 'tsx'] as const;

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'parse3d-faults-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** A scan of its own and the folder for its results. */
function place(name: string) {
  const scan = join(folder, `${name}.nii.gz`);
  const out = join(folder, name);
  writeBall(scan);
  mkdirSync(out);
  return { scan, out, argv: [...TSX, 'src/cli/parse.ts', scan, 'edge', '--out', out] };
}

const node = (argv: readonly string[]) => spawnSync(process.execPath, argv, { cwd: ROOT, encoding: 'utf8' });
const contentsOf = (path: string) =>
  readdirSync(path).map((name) => [name, readFileSync(join(path, name), 'base64')]);

test.skipIf(process.platform === 'win32')(
  'where the disk takes no more nothing is half-written, earlier results stay whole, and the next run works',
  () => {
    const { out, argv } = place('full');
    const run = [...argv, '--pack', PACK];
    expect(node(run).status).toBe(0);
    const before = contentsOf(out);
    // No file may be larger than 1 KiB: the masks fit, the report does not.
    const limited = ['-c', `ulimit -f 1; exec "$0" "$@"`, process.execPath, ...run];
    const env = { ...process.env, TSX_DISABLE_CACHE: '1' };
    const { status, stderr } = spawnSync('bash', limited, { cwd: ROOT, encoding: 'utf8', env });
    expect(stderr).toContain('No results were written');
    expect(status).toBe(2);
    expect(contentsOf(out)).toEqual(before);
    const next = node(run);
    expect(next.stdout).toContain('Results of an earlier run moved to');
    expect(next.status).toBe(0);
  },
);

test.skipIf(process.platform === 'win32').each([
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const)(
  'a run that is ended by %s while it computes ends with %i, writes nothing, and the next one works',
  async (signal, code) => {
    const { out, argv } = place(signal);
    rmSync(out, { recursive: true });
    // Mini takes seconds; the folder is made right before.
    const child = spawn(process.execPath, [...argv, '--pack', 'mini'], { cwd: ROOT, stdio: 'ignore' });
    const watcher = watch(folder);
    while (!existsSync(out)) await once(watcher, 'change');
    watcher.close();
    child.kill(signal);
    expect(await once(child, 'exit')).toEqual([code, null]);
    expect(readdirSync(out)).toEqual([]);
    expect(node([...argv, '--pack', PACK]).status).toBe(0);
  },
);

/** A run that stops while it writes, having said so. */
const WRITING = `
  import { publish } from '${join(ROOT, 'src/cli/publish.ts')}';
  const place = { folder: process.argv[1], stem: 'x', scan: 'x.nii' };
  await publish(place, async (put) => {
    put('_liver.nii.gz', 'half of all');
    console.log('writing');
    await new Promise((resolve) => setTimeout(resolve, 1e6));
  }, () => ({ ending: '_report.json', content: '{}' }));
`;

async function writing(out: string) {
  const argv = [...TSX, '--input-type=module', '-e', WRITING, out];
  const child = spawn(process.execPath, argv, { cwd: ROOT, stdio: ['ignore', 'pipe', 'inherit'] });
  await once(child.stdout, 'data');
  return child;
}

test.skipIf(process.platform === 'win32')(
  'a run that is ended by SIGINT while it writes leaves nothing',
  async () => {
    const { out } = place('writing');
    const child = await writing(out);
    expect(readdirSync(out)).toHaveLength(1);
    child.kill('SIGINT');
    expect(await once(child, 'exit')).toEqual([130, null]);
    expect(readdirSync(out)).toEqual([]);
  },
);

test.skipIf(process.platform === 'win32')(
  'what a run that was killed has left is taken away by the next, another run’s is not',
  async () => {
    const { out, argv } = place('killed');
    const killed = await writing(out);
    const living = await writing(out);
    killed.kill('SIGKILL');
    await once(killed, 'exit');
    const elsewhere = `.parse3d-part-${killed.pid} another-${hostname()}.abcdef`;
    mkdirSync(join(out, elsewhere));
    expect(node([...argv, '--pack', PACK]).status).toBe(0);
    const left = readdirSync(out).filter((name) => name.startsWith('.'));
    expect(left).toHaveLength(2);
    expect(left).toContain(elsewhere);
    expect(left.join()).toContain(`part-${living.pid} `);
    living.kill('SIGINT');
    await once(living, 'exit');
  },
);

test('a lock that names nobody, for its run died as it was made, is broken when it is old', async () => {
  const { out } = place('nameless');
  const lock = join(out, '.parse3d.lock');
  writeFileSync(lock, '');
  await expect(withFolder(out, () => 'mine', 0)).rejects.toMatchObject({ code: 'results-unwritable' });
  const old = Date.now() / 1000 - 60;
  utimesSync(lock, old, old);
  expect(await withFolder(out, () => 'mine')).toBe('mine');
  expect(readdirSync(out)).toEqual([]);
});

test('what is wrong with a pack is said for a terminal, where no page can be reloaded', () => {
  const { argv } = place('faulty');
  const pack = join(folder, 'pack');
  mkdirSync(pack);
  writeFileSync(join(pack, 'manifest.json'), '{"format": 1}');
  const { status, stderr } = node([...argv, '--pack', pack]);
  expect(stderr.trim()).toMatch(/^The model’s description is faulty .* run the command again\.$/);
  expect(status).toBe(1);
});
