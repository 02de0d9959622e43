import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { writeBall } from '#testing/ball-file.ts';
import { isHeavy } from '#testing/heavy.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const has = (program: string) => spawnSync(program, ['--version']).status === 0;
const hasPython = has('python3');
if (!hasPython) console.warn('Skipped: there is no python3, which the workflow’s scripts need.');

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'parse3d workflow-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const at = (path: string) => join(folder, path);
const python = (script: string, ...given: readonly string[]) =>
  spawnSync('python3', [join(ROOT, 'workflows/scripts', script), ...given], { encoding: 'utf8' });

function writeShard(n: number, lines: readonly object[], rows: readonly string[]): void {
  mkdirSync(at(`shards/${n}`), { recursive: true });
  const text = lines.map((line) => `${JSON.stringify(line)}\n`).join('');
  writeFileSync(at(`shards/${n}/scans.jsonl`), `${text}{"status":"do`);
  writeFileSync(at(`shards/${n}/findings.csv`), ['scan,name,volume_ml', ...rows, ''].join('\r\n'));
}

test.skipIf(!hasPython)(
  'shards become one report that names what failed and ends badly where a scan is lost',
  () => {
    writeFileSync(
      at('cases.tsv'),
      '\uFEFFname\tpath\tage\na\t/of/a/person\t40\nb\tb.nii\t50\nc\tc.nii\t60\n',
    );
    const done = (name: string, stem: string) => ({ case: name, status: 'done', stem, seconds: 2 });
    const failed = { case: 'b', status: 'failed', sentence: 'It is cut short.' };
    writeShard(0, [{ ...failed, case: 'a' }, done('a', 'a'), failed], ['a,liver,1400']);
    writeShard(1, [done('c', 'c_2')], ['c_2,liver,1500', 'stranger,liver,1']);
    const merge = () =>
      python('merge.py', '--cases', at('cases.tsv'), '--shards', at('shards'), '--report', at('report'));
    expect(merge()).toMatchObject({ status: 0, stderr: '' });
    const read = (name: string) => readFileSync(at(`report/${name}`), 'utf8');
    expect(read('findings.csv').trim().split('\r\n')).toEqual([
      'case,age,scan,name,volume_ml',
      'a,40,a,liver,1400',
      'c,60,c_2,liver,1500',
    ]);
    expect(read('summary.md')).toContain('3 scans: 2 done, 1 failed.');
    expect(read('summary.md')).toContain('| b | It is cut short. |');
    expect(read('cases.csv')).not.toContain('person');
    writeShard(1, [], []);
    const lost = merge();
    expect(lost.stderr).toContain('1 scans are lost');
    expect(lost.status).toBe(1);
  },
);

test.skipIf(!hasPython)(
  'a study of several series, of which another try was made, has a line for each, whatever lay beside them',
  () => {
    const cases = ['a_1\ta.nii\t40', '-b\t/studies/b\t50', 'c\t/studies/c\t60', 'd\t/studies/d\t70'];
    writeFileSync(at('studies.tsv'), ['name\tpath\tage', ...cases, ''].join('\n'));
    const line = (name: string, status: string, scan: string, more: object = {}) => ({
      ...{ case: name, status, scan, sentence: `${scan} ${status}.` },
      ...more,
    });
    const series = (n: number, stem: string) =>
      line('-b', 'done', 'CT series', { series: n, stem, seconds: 2 });
    const beside = [line('-b', 'left-out', 'A0001'), line('c', 'left-out', 'notes.txt')];
    // The first try could not read the folder; the second answered; the third found all there and said only what is none.
    const tries = [
      [line('-b', 'failed', 'b')],
      [...beside, series(1, '-b_1'), line('-b', 'failed', 'cut.nii'), series(2, '-b_2')],
      [...beside, line('-b', 'failed', 'cut.nii')],
      [line('d', 'failed', 'd')],
    ];
    writeShard(2, tries.flat(), ["'-b_1,liver,1400", "'-b_2,spleen,200"]);
    // Another shard may use a name that one of these has.
    writeShard(3, [line('a_1', 'done', 'a.nii', { stem: '-b_1', seconds: 2 })], ["'-b_1,liver,1"]);
    const folders = at('studies');
    mkdirSync(folders);
    for (const n of [2, 3]) renameSync(at(`shards/${n}`), join(folders, String(n)));
    const given = ['--cases', at('studies.tsv'), '--shards', folders, '--report', at('of studies')];
    expect(python('merge.py', ...given)).toMatchObject({ status: 0, stderr: '' });
    const read = (name: string) => readFileSync(at(`of studies/${name}`), 'utf8');
    expect(read('findings.csv').trim().split('\r\n').slice(1)).toEqual([
      "a_1,40,'-b_1,liver,1",
      "-b,50,'-b_1,liver,1400",
      "-b,50,'-b_2,spleen,200",
    ]);
    expect(read('summary.md')).toContain('6 scans: 3 done, 2 failed, 1 left-out.');
    const told = ['| -b | cut.nii failed. |', '| c | notes.txt left-out. |', '| d | d failed. |'];
    expect(read('summary.md')).toContain(told.join('\n'));
  },
);

/** A job is killed as soon as its first scan is known. */
const KILLER = `
  for n in $(seq 400); do
    sleep 0.2
    if [ -s "$0/out/shards/00001/scans.jsonl" ]; then pkill -9 -f "parse.ts.*$0/out/shards/00001" && exit 0; fi
  done
  exit 1`;

test.skipIf(!isHeavy || !hasPython || !has('snakemake'))(
  'twenty scans, one broken, with one job killed: nothing is lost',
  () => {
    const rows = Array.from({ length: 20 }, (_, n) => {
      const path = at(`s${n}.nii.gz`);
      writeBall(path);
      const bytes = gunzipSync(readFileSync(path));
      bytes[bytes.length - 2] = n;
      const whole = gzipSync(bytes);
      writeFileSync(path, n === 7 ? whole.subarray(0, whole.length / 2) : whole);
      return `case-${n}\t${path}\t${30 + n}\t${n % 2 ? 'north' : 'south'}\n`;
    });
    writeFileSync(at('twenty.tsv'), `name\tpath\tage\tsite\n${rows.join('')}`);
    const pack = join(ROOT, 'src/testing/packs/analytic-windows');
    const config = [`cases=${at('twenty.tsv')}`, `out=${at('out')}`, 'shard=5', 'threads=1', 'prompts=edge'];
    const given = ['-s', join(ROOT, 'workflows/Snakefile'), '--cores', '2', '--config', ...config];
    const command = `bash -c '${KILLER}' "$0" & snakemake "$@" && wait $!`;
    const run = spawnSync(
      'bash',
      ['-c', command, folder, ...given, `packs=[${pack}]`, 'options=--modality MR'],
      { cwd: folder, encoding: 'utf8' },
    );
    expect(run.stderr).toContain('Trying to restart job');
    expect(run.status).toBe(0);
    expect(readFileSync(at('out/report/summary.md'), 'utf8')).toContain('20 scans: 19 done, 1 failed.');
    expect(existsSync(at('out/report/figures/volume-by-age.svg'))).toBe(true);
    expect(existsSync(at('out/report/figures/volume-by-site.svg'))).toBe(true);
  },
  600_000,
);
