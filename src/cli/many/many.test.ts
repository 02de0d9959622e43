import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { writeBall } from '#testing/ball-file.ts';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const PACK = join(ROOT, 'src/testing/packs/analytic-windows');
/** Each starts several programs, and the machine may be busy. */
const LONG_MS = 180_000;
const TSX = ['--import', 'tsx'] as const;
const PARSE = [...TSX, join(ROOT, 'src/cli/parse.ts')] as const;

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'parse3d-many-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** The ball; with a number, another scan of it: one voxel in a corner differs. */
function writeScan(path: string, n = 0): string {
  mkdirSync(join(path, '..'), { recursive: true });
  writeBall(path);
  const bytes = gunzipSync(readFileSync(path));
  bytes[bytes.length - 2] = n;
  writeFileSync(path, gzipSync(bytes));
  return path;
}

function run(...given: readonly string[]) {
  const argv = [...PARSE, ...given, '--pack', PACK, '--modality', 'MR'];
  const { status, stdout, stderr } = spawnSync(process.execPath, argv, { cwd: ROOT, encoding: 'utf8' });
  return { status, stderr, lines: linesOf(stdout) };
}

function linesOf(text: string) {
  const lines = text.split('\n').filter((line) => line.startsWith('{'));
  return lines.map((line) => JSON.parse(line));
}

function hashes(path: string, like: RegExp): Readonly<Record<string, string>> {
  const names = readdirSync(path).filter((name) => like.test(name));
  const hash = (name: string) =>
    createHash('sha256')
      .update(readFileSync(join(path, name)))
      .digest('hex');
  return Object.fromEntries(names.sort().map((name) => [name, hash(name)]));
}

const statuses = (lines: readonly { readonly scan: string; readonly status: string }[]) =>
  lines.map(({ scan, status }) => `${scan} ${status}`).sort();

test(
  'a folder of scans is answered as each alone, a bad file is passed over, and what is there is skipped',
  () => {
    const [data, out, alone] = ['data', 'out', 'alone'].map((name) => join(folder, name)) as [
      string,
      string,
      string,
    ];
    const first = writeScan(join(data, 'a.nii.gz'));
    const namesake = writeScan(join(data, 'deep/a.nii.gz'), 1);
    const last = writeScan(join(data, 'deep/b.nii.gz'), 2);
    const whole = readFileSync(last);
    writeFileSync(join(data, 'deep/cut.nii.gz'), whole.subarray(0, whole.length / 2));
    writeFileSync(join(data, 'readme.txt'), 'What these are.');
    const many = [data, 'edge and zenith', '--jobs', '2', '--out', out] as const;
    const { status, lines, stderr } = run(...many);
    expect(status).toBe(4);
    const all = [
      'a.nii.gz done',
      'a.nii.gz done',
      'b.nii.gz done',
      'cut.nii.gz failed',
      'readme.txt left-out',
    ];
    expect(statuses(lines)).toEqual(all);
    const failed = lines.find(({ scan }) => scan === 'cut.nii.gz');
    expect(failed).toMatchObject({ source: join(data, 'deep/cut.nii.gz'), code: 'file-truncated' });
    expect(stderr).toContain('3 answered, 0 there already, 1 failed, 1 left out');

    // Whichever was ready first has the plain name.
    const stems = new Map<string, string>(lines.map(({ source, stem }) => [source, stem]));
    expect([stems.get(first), stems.get(namesake)].sort()).toEqual(['a', 'a_2']);
    const stem = stems.get(namesake) ?? '';
    expect(run(namesake, 'edge and zenith', '--name', stem, '--out', alone).status).toBe(0);
    const like = new RegExp(`^${stem}_(?:edge|labels)[.].*gz$`);
    expect(hashes(out, like)).toEqual(hashes(alone, like));
    expect(Object.keys(hashes(out, like))).toHaveLength(2);
    const csv = readFileSync(join(out, 'findings.csv'), 'utf8').trim().split('\r\n');
    expect(csv.slice(1).map((line) => line.split(',').slice(0, 2).join())).toEqual(
      ['a', 'a_2', 'b'].flatMap((stem) => [`${stem},edge`, `${stem},zenith`]),
    );
    const kept = readFileSync(join(out, 'scans.jsonl'), 'utf8');
    expect(kept).not.toContain(data);
    expect(linesOf(kept).filter((line) => line.status === 'done')).toHaveLength(3);

    rmSync(join(out, 'b_edge.nii.gz'));
    const before = hashes(out, /./);
    const again = run(...many);
    expect(statuses(again.lines)).toEqual(
      all.map((each) => each.replace('a.nii.gz done', 'a.nii.gz skipped')),
    );
    expect(again.status).toBe(4);
    expect(again.stderr).toContain('there already as a_2_*');
    expect(hashes(out, /^a.*_report/)).toEqual(
      Object.fromEntries(Object.entries(before).filter(([name]) => /^a.*_report/.test(name))),
    );
  },
  LONG_MS,
);

/** Runs over scans with processes that do something else first. */
const RUN = `
  import { pathToFileURL } from 'node:url';
  import { Ledger } from '${join(ROOT, 'src/cli/many/ledger.ts')}';
  import { ScanRun } from '${join(ROOT, 'src/cli/many/scan-run.ts')}';
  import { unitsOf } from '${join(ROOT, 'src/cli/many/units.ts')}';
  const [folder, script] = process.argv.slice(2);
  const values = { out: folder + '/lost-out', pack: ['${PACK}'], turn: '', all: false, components: 'declared', export: '',
    probabilities: false, together: false, mirror: false, whole: false, anyway: false, yes: false, help: false, modality: 'MR' };
  const wish = { values, request: 'edge', isForAll: false, threads: 1 };
  const tell = (line) => console.log(JSON.stringify(line));
  const run = new ScanRun({ wish, jobs: 1, ledger: new Ledger(values.out), tell, script: pathToFileURL(script) });
  await run.over(unitsOf([folder + '/lost/x.nii.gz', folder + '/lost/y.nii.gz', folder + '/lost/z.nii.gz']));
`;

test.skipIf(process.platform === 'win32')(
  'a process that is killed is said, its scan begun once more, and a scan that kills two is given up, no other lost',
  () => {
    for (const [n, name] of ['x', 'y', 'z'].entries()) writeScan(join(folder, `lost/${name}.nii.gz`), n);
    mkdirSync(join(folder, 'lost-out'));
    const script = join(folder, 'killed.mjs');
    // x kills its first process, y all of its own, as if memory had run out while it is answered.
    writeFileSync(
      script,
      `import { existsSync, writeFileSync } from 'node:fs';
      await import('${join(ROOT, 'src/cli/many/process.ts')}');
      process.prependListener('message', ({ kind, name = '' }) => {
        const marker = '${folder}/killed';
        if (kind !== 'answer' || name.startsWith('z') || (name.startsWith('x') && existsSync(marker))) return;
        if (name.startsWith('x')) writeFileSync(marker, '');
        process.kill(process.pid, 'SIGKILL');
      });`,
    );
    const program = join(folder, 'run.mjs');
    writeFileSync(program, RUN);
    const argv = [...TSX, program, folder, script];
    const { stdout, stderr, status } = spawnSync(process.execPath, argv, { cwd: ROOT, encoding: 'utf8' });
    expect(stderr.match(/ended \(SIGKILL\)\. It is begun once more/g)).toHaveLength(2);
    expect(linesOf(stdout)).toMatchObject([
      { scan: 'x.nii.gz', status: 'done', attempts: 2, stem: 'x' },
      { scan: 'y.nii.gz', status: 'failed', attempts: 2, code: 'worker-lost' },
      { scan: 'z.nii.gz', status: 'done', attempts: 1 },
    ]);
    expect(status).toBe(0);
  },
  LONG_MS,
);

test(
  'a run whose lines nobody reads any more goes on to its end',
  async () => {
    const scans = [1, 2].map((n) => writeScan(join(folder, `unread/s${n}.nii.gz`), n));
    const out = join(folder, 'unread-out');
    const given = [...scans, 'edge', '--jobs', '1', '--out', out, '--pack', PACK, '--modality', 'MR'];
    const child = spawn(process.execPath, [...PARSE, ...given], {
      cwd: ROOT,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    // As behind “| head”.
    child.stdout.destroy();
    child.stderr.destroy();
    expect(await once(child, 'exit')).toEqual([0, null]);
    expect(readFileSync(join(out, 'findings.csv'), 'utf8').trim().split('\r\n')).toHaveLength(3);
    expect(readdirSync(out).filter((name) => name.startsWith('.'))).toEqual([]);
  },
  LONG_MS,
);

test.skipIf(process.platform === 'win32')(
  'where the results of two scans in a row cannot be written the run ends, and names that are too long are shortened',
  () => {
    const names = ['a', 'b'].map((letter) => letter.repeat(245));
    const scans = [...names, 'c'].map((name, n) => {
      const folderOf = join(folder, `full/${n}`);
      return writeScan(join(folderOf, `${name}.nii.gz`), n);
    });
    const out = join(folder, 'full-out');
    const given = ['edge', '--jobs', '1', '--pack', PACK, '--modality', 'MR', '--out', out];
    // As a full disk: no file of this process, or of those that it starts, may be larger than a block.
    const limited = 'trap "" XFSZ; ulimit -f 2; exec "$0" "$@"';
    const argv = ['-c', limited, process.execPath, ...PARSE, ...scans, ...given, '--save', 'labels,stl'];
    const { status, stdout, stderr } = spawnSync('bash', argv, { cwd: ROOT, encoding: 'utf8' });
    expect(linesOf(stdout)).toMatchObject([
      { status: 'failed', sentence: expect.stringContaining('may be so large here') },
    ]);
    expect(stderr).toContain('No results were written');
    expect(status).toBe(2);
    const whole = run(...scans, 'edge', '--jobs', '1', '--out', out);
    expect(whole.lines.map(({ status, stem }) => [status, stem])).toEqual([
      ['done', expect.stringMatching(/^a+_[a-p]{8}$/)],
      ['done', expect.stringMatching(/^b+_[a-p]{8}$/)],
      ['done', 'c'],
    ]);
    expect(whole.status).toBe(0);
  },
  LONG_MS,
);

test.skipIf(process.platform === 'win32')(
  'a run that is stopped ends with 130, keeps what was ready, leaves nothing half, and the next goes on from there',
  async () => {
    const scan = writeScan(join(folder, 'stopped/s.nii.gz'));
    const out = join(folder, 'stopped-out');
    const list = join(folder, 'list.tsv');
    writeFileSync(list, Array.from({ length: 12 }, (_, n) => `${scan}\tcase ${n}\n`).join(''));
    const given = ['edge', '--list', list, '--out', out, '--pack', PACK, '--modality', 'MR'];
    const child = spawn(process.execPath, [...PARSE, ...given], {
      cwd: ROOT,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const lines: string[] = [];
    createInterface(child.stdout).on('line', (line) => lines.push(line));
    await once(child.stdout, 'data');
    child.kill('SIGINT');
    expect(await once(child, 'exit')).toEqual([130, null]);
    expect(lines.length).toBeGreaterThan(0);
    expect(lines.length).toBeLessThan(12);
    const done = linesOf(lines.join('\n')).map(({ stem }) => stem);
    expect(readdirSync(out).filter((name) => name.startsWith('.'))).toEqual([]);
    expect(readdirSync(out).filter((name) => name.endsWith('_report.json'))).toHaveLength(done.length);
    expect(readFileSync(join(out, 'findings.csv'), 'utf8').split('\r\n')).toHaveLength(done.length + 2);
    writeFileSync(list, [0, 11].map((n) => `${scan}\tcase ${n}\n`).join(''));
    const next = spawnSync(process.execPath, [...PARSE, ...given], { cwd: ROOT, encoding: 'utf8' });
    expect(linesOf(next.stdout)).toMatchObject([
      { status: 'skipped', stem: 'case 0' },
      { status: 'done', stem: 'case 11' },
    ]);
    expect(next.status).toBe(0);
  },
  LONG_MS,
);
