import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { wording } from '#messages/wording.ts';
import { BALL } from '#testing/ball.ts';
import { writeBall } from '#testing/ball-file.ts';
import { faults } from '#testing/findings.ts';
import { openBytes } from '#testing/open-bytes.ts';
import { maskOf } from '#volume/mask.ts';
import { measure } from '#volume/measure.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const PACK = join(ROOT, 'src/testing/packs/analytic-windows');

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'parse3d-cli-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function run(command: 'parse' | 'evaluate', ...given: readonly string[]) {
  const argv = ['--import', 'tsx', join(ROOT, `src/cli/${command}.ts`), ...given];
  const { status, stdout, stderr } = spawnSync(process.execPath, argv, { cwd: ROOT, encoding: 'utf8' });
  return { status, stdout, stderr };
}

test('parse writes label map, masks and report on the grid of the scan', async () => {
  const scan = join(folder, 'scan.nii.gz');
  const out = join(folder, 'out');
  writeBall(scan);
  const { status, stdout } = run(
    'parse',
    scan,
    'edge and zenith, pizza',
    '--pack',
    PACK,
    '--out',
    out,
    '--modality',
    'MR',
  );
  expect(stdout).toContain('edge: ');
  expect(status).toBe(0);
  const files = [
    'scan_edge.nii.gz',
    'scan_labels.ctbl',
    'scan_labels.nii.gz',
    'scan_labels.txt',
    'scan_report.json',
  ];
  expect(readdirSync(out).sort()).toEqual(files);
  expect(readFileSync(join(out, 'scan_labels.txt'), 'utf8')).toMatch(/^ +1 .*"edge"$/m);
  const { volume } = await openBytes(
    'scan_edge.nii.gz',
    new Uint8Array(readFileSync(join(out, 'scan_edge.nii.gz'))),
  );
  const original = (await openBytes('scan.nii.gz', new Uint8Array(readFileSync(scan)))).volume;
  expect(volume.grid).toEqual(original.grid);
  const mask = maskOf(volume.grid, volume.data);
  expect(Math.abs(measure(mask).volumeMl / BALL.volumeMl - 1)).toBeLessThan(0.02);
  const report = JSON.parse(readFileSync(join(out, 'scan_report.json'), 'utf8'));
  expect(report).toMatchObject({
    notice: expect.stringContaining('Research use only'),
    scan: { file: 'scan.nii.gz', modality: 'MR', modalityIsGuess: false },
    app: { name: 'parse3d', version: expect.stringMatching(/^\d+\.\d+\.\d+$/) },
    packs: [{ id: 'analytic-windows', thresholds: { maskThreshold: 0.5 } }],
    files: expect.arrayContaining(files),
    findings: [
      {
        ...{ answer: 'found', structure: 'edge', labelId: 1, file: 'scan_edge.nii.gz' },
        ...{
          probabilityFile: null,
          threshold: 0.5,
          changedByHand: false,
          source: { computedOn: { backend: 'cpu' } },
        },
      },
      { answer: 'not-found', structure: 'zenith' },
      { answer: 'not-understood', prompt: 'pizza' },
    ],
  });
  expect(faults(report)).toEqual([]);
});

test('--all asks for every structure, tells found before not found, and keeps an earlier run’s results apart', () => {
  const scan = join(folder, 'again.nii.gz');
  const out = join(folder, 'again');
  writeBall(scan);
  expect(run('parse', scan, 'edge', '--pack', PACK, '--out', out).status).toBe(0);
  const { status, stdout } = run('parse', scan, '--all', '--pack', PACK, '--out', out, '--components', 'all');
  expect(status).toBe(0);
  expect(stdout).toMatch(/edge: [\d.]+ mL, (sure|check|doubtful).*not tested on MR.*x -?\d+ to -?\d+ mm/);
  expect(stdout.indexOf('edge: ')).toBeLessThan(stdout.indexOf('zenith: not found'));
  const names = readdirSync(out).sort();
  const earlier = names.find((name) => /^again_\d{17}$/.test(name)) ?? '';
  expect(readdirSync(join(out, earlier)).sort()).toEqual([
    'again_edge.nii.gz',
    'again_labels.ctbl',
    'again_labels.nii.gz',
    'again_labels.txt',
    'again_report.json',
  ]);
  expect(names).toContain('again_findings.csv');
  const csv = readFileSync(join(out, 'again_findings.csv'), 'utf8');
  expect(csv).toContain('zenith,zenith,zenith,not-found');
  const report = JSON.parse(readFileSync(join(out, 'again_report.json'), 'utf8'));
  expect(report.findings[0]).toMatchObject({ components: 'all', testedOnModality: false });
  expect(report.findings[0].measurement.boxMmRas.from).toHaveLength(3);
});

test('--export writes the exports that it names, and refuses others by naming those that there are', () => {
  const scan = join(folder, 'exported.nii.gz');
  const out = join(folder, 'exported');
  writeBall(scan);
  const refused = run('parse', scan, 'edge', '--pack', PACK, '--out', out, '--export', 'table,poem');
  expect(refused.status).toBe(2);
  expect(refused.stderr).toContain('--export is one or more of labels, masks, probabilities, seg.nrrd');
  expect(run('parse', scan, 'edge', '--pack', PACK, '--out', out, '--export', 'table').status).toBe(0);
  expect(readFileSync(join(out, 'exported_findings.csv'), 'utf8')).toContain('edge,edge,edge,found');
  const report = JSON.parse(readFileSync(join(out, 'exported_report.json'), 'utf8'));
  expect(report.files).toContain('exported_findings.csv');
});

test('probability maps lie on the grid of the scan and make the mask at the threshold of the report', async () => {
  const scan = join(folder, 'likely.nii.gz');
  const out = join(folder, 'likely');
  writeBall(scan);
  expect(run('parse', scan, 'edge', '--pack', PACK, '--out', out, '--probabilities').status).toBe(0);
  const opened = (name: string) => openBytes(name, new Uint8Array(readFileSync(join(out, name))));
  const likely = await opened('likely_edge_probability.nii.gz');
  const mask = await opened('likely_edge.nii.gz');
  expect(likely.header).toEqual(mask.header);
  expect(likely.header).toEqual((await opened('likely_labels.nii.gz')).header);
  const { data, slope } = likely.volume;
  const [{ threshold, probabilityFile }] = JSON.parse(
    readFileSync(join(out, 'likely_report.json'), 'utf8'),
  ).findings;
  expect(probabilityFile).toBe('likely_edge_probability.nii.gz');
  expect(Uint8Array.from(data, (byte) => (byte * slope > threshold ? 1 : 0))).toEqual(mask.volume.data);
  expect(new Set(data).size).toBeGreaterThan(100);
});

test('three runs on one scan at once keep the results of each, whole', async () => {
  const scan = join(folder, 'shared.nii.gz');
  const out = join(folder, 'shared');
  writeBall(scan);
  const prompts = ['edge', 'zenith', 'edge and zenith'];
  const argv = (prompt: string) => [
    '--import',
    'tsx',
    'src/cli/parse.ts',
    scan,
    prompt,
    '--pack',
    PACK,
    '--out',
    out,
  ];
  const ended = prompts.map(
    (prompt) =>
      new Promise((resolve) => {
        spawn(process.execPath, argv(prompt), { cwd: ROOT, stdio: 'ignore' }).on('exit', resolve);
      }),
  );
  expect(await Promise.all(ended)).toEqual([0, 0, 0]);
  const names = readdirSync(out);
  const folders = ['.', ...names.filter((name) => /^shared_\d{17}(-\d)?$/.test(name))];
  const asked = folders.map((each) => {
    const { findings, files } = JSON.parse(readFileSync(join(out, each, 'shared_report.json'), 'utf8'));
    expect(readdirSync(join(out, each))).toEqual(expect.arrayContaining(files));
    return findings.map(({ prompt }: { prompt: string }) => prompt).join(' and ');
  });
  expect(asked.sort()).toEqual([...prompts].sort());
  expect(names.filter((name) => name.startsWith('.'))).toEqual([]);
});

test('an earlier report that is damaged costs no results', () => {
  const scan = join(folder, 'cut.nii.gz');
  const out = join(folder, 'cut');
  writeBall(scan);
  mkdirSync(out);
  writeFileSync(join(out, 'cut_report.json'), '{"format": "parse3d-rep');
  const { status, stderr } = run(
    'parse',
    scan,
    'edge',
    '--pack',
    PACK,
    '--out',
    out,
    '--components',
    'largest',
  );
  expect(status).toBe(0);
  expect(stderr).toContain('cut_report.unreadable.json');
  const report = JSON.parse(readFileSync(join(out, 'cut_report.json'), 'utf8'));
  expect(report.findings[0].components).toBe('largest');
});

test('what the page refuses is refused in the same words, with exit code 1 and no stack trace', () => {
  const broken = join(folder, 'broken.nii');
  writeFileSync(broken, Uint8Array.of(1, 2, 3, 4));
  const { status, stderr } = run('parse', broken, 'liver');
  expect(stderr.trim()).toBe(wording({ code: 'not-a-scan', details: { name: 'broken.nii' } }, 'terminal'));
  expect(status).toBe(1);
  const absent = run('parse', join(folder, 'absent.nii'), 'liver');
  expect(absent.status).toBe(1);
  expect(absent.stderr).toContain('there is no such file');
});

test('a name among unknown words is offered, and read as asked for with --yes', () => {
  const scan = join(folder, 'offer.nii.gz');
  writeBall(scan);
  const asked = ['pizza edge', '--pack', PACK, '--out', join(folder, 'offer'), '--modality', 'MR'];
  const refused = run('parse', scan, ...asked);
  expect(refused.stderr).toContain('Add --yes to read it as: edge.');
  expect(refused.status).toBe(1);
  const read = run('parse', scan, ...asked, '--yes');
  expect(read.stdout).toContain('edge: ');
  expect(read.stderr).not.toContain('pizza');
  expect(read.status).toBe(0);
});

test('a folder that cannot be written is said before the work', () => {
  const scan = join(folder, 'blocked.nii.gz');
  writeBall(scan);
  const { status, stderr } = run('parse', scan, 'ball', '--pack', PACK, '--out', scan);
  expect(status).toBe(2);
  expect(stderr).toContain('cannot be written: a file is in the way.');
});

test('bad usage ends with exit code 2, help with 0', () => {
  for (const bad of [
    ['parse'],
    ['parse', 'scan.nii', 'liver', '--colour', 'red'],
    // What is not there would else be a text that nobody asks.
    ['parse', 'package.json', 'absent.nii', '--all'],
    ['parse', 'scan.nii', 'liver', '--threads', 'many'],
    ['parse', 'scan.nii', 'liver', '--region', '-9:9,-9:9,-9:9'],
    ['evaluate'],
    ['evaluate', 'x'],
  ]) {
    const [command, ...rest] = bad as ['parse' | 'evaluate', ...string[]];
    const { status, stderr } = run(command, ...rest);
    expect(stderr, bad.join(' ')).toContain('--help');
    expect(stderr).not.toMatch(/^\s+at /m);
    expect(stderr, 'one line of sentences').toMatch(/^[^\n]*[^.\n]\. Run with --help[^\n]*\n$/);
    expect(status, bad.join(' ')).toBe(2);
  }
  const help = run('evaluate', '--help');
  expect(help.status).toBe(0);
  expect(help.stdout).toContain('--manifest');
});

test('evaluate pairs files by case and judges what the manifest beside them names', () => {
  const data = join(folder, 'data');
  mkdirSync(data);
  for (const name of ['a', 'b']) {
    writeBall(join(data, `${name}_image.nii.gz`));
    writeBall(join(data, `${name}_seg.nii.gz`), 500);
  }
  const json = join(folder, 'evaluation.json');
  const given = ['--images', data, '--labels', data, '--pack', PACK, '--json', json] as const;
  const without = run('evaluate', ...given, '--cases', 'a');
  expect(without.stdout).toContain('No manifest');
  expect(JSON.parse(readFileSync(json, 'utf8')).cases).toHaveLength(1);
  const annotated = ['edge', 'zenith'];
  const manifest = ['a', 'b'].map((name) => ({ case: name, modality: 'MR', annotated }));
  writeFileSync(join(data, 'manifest.json'), JSON.stringify(manifest));
  const { status, stdout } = run('evaluate', ...given);
  expect(status).toBe(0);
  expect(stdout).toContain('Annotated structures and modalities as in');
  expect(stdout).toContain('absent');
  const { cases, means } = JSON.parse(readFileSync(json, 'utf8'));
  expect(cases[1]).toMatchObject({
    name: 'b',
    modality: 'MR',
    structures: [{ structure: 'edge' }, { structure: 'zenith', kind: 'rightly-absent' }],
  });
  expect(means.at(-1).structures.edge).toBeGreaterThan(0.97);
});
