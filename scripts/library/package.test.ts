import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ListedScan, listScans, openListed } from '#formats/list-scans.ts';
import { blobFile } from '#formats/scan-file.ts';
import { writeBall } from '#testing/ball-file.ts';
import { isHeavy } from '#testing/heavy.ts';
import { buildLibrary } from './build-library.ts';
import { publicTypes } from './public-types.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const PACK = join(ROOT, 'src/testing/packs/analytic-windows');
const NNUNET = join(ROOT, 'src/testing/fixtures/nnunet/ct_plain');
const at = (path: string) => join(ROOT, path);

/** A project of somebody else's: the package's tarball is installed in it, and the examples lie there. */
let project = '';
let ball = '';
beforeAll(async () => {
  project = mkdtempSync(join(tmpdir(), 'parse3d-package-'));
  const built = join(project, 'built');
  await buildLibrary(built, ['node']);
  execFileSync('npm', ['pack', built, '--pack-destination', project, '--silent'], { cwd: project });
  rmSync(built, { recursive: true });
  const { version } = JSON.parse(readFileSync(at('package.json'), 'utf8'));
  execFileSync('tar', ['-xzf', `parse3d-${version}.tgz`], { cwd: project });
  mkdirSync(join(project, 'node_modules'));
  cpSync(join(project, 'package'), join(project, 'node_modules/parse3d'), { recursive: true });
  for (const name of ['onnxruntime-node', '@types']) {
    symlinkSync(at(`node_modules/${name}`), join(project, 'node_modules', name), 'junction');
  }
  cpSync(at('examples'), join(project, 'examples'), { recursive: true });
  mkdirSync(join(project, 'scans'));
  ball = join(project, 'scans/ball.nii.gz');
  writeBall(ball);
}, 180_000);
afterAll(() => rmSync(project, { recursive: true }));

function run(program: string, given: readonly string[], cwd = project) {
  return spawnSync(program, given, { cwd, encoding: 'utf8' });
}

/** The label map that the terminal writes. */
function parsed(scan: string, ...given: readonly string[]): Buffer {
  const out = mkdtempSync(join(project, 'parsed-'));
  const argv = ['--import', 'tsx', at('src/cli/parse.ts'), scan, ...given, '--out', out, '--name', 'it'];
  const { status, stderr } = run(process.execPath, argv, ROOT);
  if (status !== 0) throw new Error(stderr);
  return readFileSync(join(out, 'it_labels.nii.gz'));
}

test.each(Object.entries(publicTypes()))(
  '%s in docs/api is what programs can see; “npm run api” writes it',
  (name, seen) => {
    expect(readFileSync(at(`docs/api/${name}`), 'utf8')).toBe(seen);
    expect(readFileSync(join(project, 'node_modules/parse3d', name), 'utf8')).toBe(seen);
  },
);

test('a program in TypeScript finds the types, and what is not in them is an error', () => {
  const program = `import { createEngine, type Found } from 'parse3d';
    const engine = await createEngine({ pack: 'mini' });
    const scan = await engine.readScan(['a.dcm', new URL('file:///b.dcm')]);
    const { findings } = await engine.ask(scan, 'liver', { modality: 'CT', threshold: 0.4 });
    const found: Found | undefined = findings.find((each) => each.kind === 'found');
    const inside: number | undefined = found?.mask.data[0];
    // @ts-expect-error there is no such kind of scan
    await engine.structures(scan, { modality: 'XR' });
    import 'parse3d/viewer';
    const viewer = document.createElement('parse3d-viewer');
    const { doubt } = await viewer.ask('liver');
    export { doubt, inside };\n`;
  writeFileSync(join(project, 'program.mts'), program);
  const tsc = at('node_modules/typescript/bin/tsc');
  const options = ['--noEmit', '--strict', '--exactOptionalPropertyTypes', '--module', 'nodenext'];
  const { stdout } = run(process.execPath, [tsc, ...options, '--target', 'es2023', 'program.mts']);
  expect(stdout).toBe('');
});

test('the twenty lines segment as the terminal does, byte for byte', () => {
  const given = [
    'examples/segment-in-20-lines.mjs',
    ball,
    'edge, zenith, pizza',
    'labels.nii.gz',
    'MR',
    PACK,
  ];
  const { status, stdout, stderr } = run(process.execPath, given);
  expect(stderr).toBe('');
  expect(stdout).toMatch(/^edge: 9\d\.\d mL, sure\nzenith: not-found\npizza: not-understood\n$/);
  expect(status).toBe(0);
  const labels = readFileSync(join(project, 'labels.nii.gz'));
  expect(labels.equals(parsed(ball, 'edge, zenith', '--pack', PACK, '--modality', 'MR'))).toBe(true);
  const refused = run(process.execPath, [...given.slice(0, 1), 'nowhere.nii', ...given.slice(2)]);
  expect([refused.status, refused.stderr]).toEqual([
    1,
    expect.stringContaining('“nowhere.nii” could not be'),
  ]);
});

test('the package gives what its types say and nothing else', () => {
  const program = `import * as all from 'parse3d';\nconsole.log(Object.keys(all).sort().join());\n`;
  writeFileSync(join(project, 'all.mjs'), program);
  expect(run(process.execPath, ['all.mjs']).stdout).toBe('Parse3dError,createEngine\n');
});

test('packed DICOM pictures are unpacked by the codecs in the package', async () => {
  const zips = ['ct-jpeg-2000', 'ct-jpeg-ls', 'ct-htj2k', 'ct-jpeg-lossless-70'].map((name) =>
    at(`src/testing/fixtures/dicom/${name}.zip`),
  );
  const program = `import { createHash } from 'node:crypto';
    import { createEngine } from 'parse3d';
    const engine = await createEngine({ pack: ${JSON.stringify(PACK)} });
    for (const zip of ${JSON.stringify(zips)}) {
      const { data } = await engine.readScan(zip, { series: 1 });
      console.log(createHash('sha256').update(data).digest('hex'));
    }
    engine.close();\n`;
  writeFileSync(join(project, 'dicom.mjs'), program);
  const { stdout, stderr } = run(process.execPath, ['dicom.mjs']);
  expect(stderr).toBe('');
  const own = await Promise.all(
    zips.map(async (zip) => {
      const [first] = (await listScans([blobFile('it.zip', new Blob([new Uint8Array(readFileSync(zip))]))]))
        .scans;
      const { volume } = await openListed(first as ListedScan);
      return createHash('sha256').update(volume.data).digest('hex');
    }),
  );
  expect(stdout.trim().split('\n')).toEqual(own);
});

test('a folder becomes a table, in which a bad file has a line too', () => {
  writeFileSync(join(project, 'scans/letter.txt'), 'no scan');
  const given = ['examples/batch-to-csv.mjs', 'scans', 'edge, zenith', 'MR', PACK];
  const { status, stdout, stderr } = run(process.execPath, given);
  expect(stdout.split('\n')).toEqual([
    'scan,object,answer,volume_ml,verdict,doubts',
    expect.stringMatching(/^ball\.nii\.gz,edge,found,9\d\.\d\d,sure,$/),
    expect.stringMatching(/^ball\.nii\.gz,zenith,not-found,,\w+,/),
    expect.stringMatching(/^letter\.txt,,[a-z-]+,,,$/),
    '',
  ]);
  expect([status, stderr]).toEqual([4, expect.stringContaining('letter.txt')]);
});

test('an nnU-Net becomes a pack that answers', () => {
  const [made, results] = [join(project, 'made-pack'), join(project, 'made-results')];
  const given = [join(NNUNET, 'model.zip'), made, join(NNUNET, 'input.nii.gz'), 'liver', results];
  const { status, stdout } = run('sh', [at('examples/make-a-pack.sh'), ...given], ROOT);
  expect([status, stdout]).toEqual([0, expect.stringMatching(/^ {2}liver: \d+\.\d mL/m)]);
});

test('the notebook is answered by the server', async () => {
  const notebook = JSON.parse(readFileSync(at('examples/ask-serve.ipynb'), 'utf8'));
  const cells = notebook.cells.filter((cell: { cell_type: string }) => cell.cell_type === 'code');
  const program = cells.map((cell: { source: readonly string[] }) => cell.source.join('')).join('\n');
  const argv = ['--import', 'tsx', at('src/cli/serve.ts'), '--port', '0', '--pack', PACK];
  const server = spawn(process.execPath, argv, { cwd: ROOT, stdio: ['ignore', 'pipe', 'inherit'] });
  try {
    const [line] = await once(createInterface({ input: server.stdout }), 'line');
    const PARSE3D_SERVER = /http:\S+/.exec(line)?.[0];
    const told = { PARSE3D_SCAN: ball, PARSE3D_TEXT: 'edge & pizza', PARSE3D_MODALITY: 'MR' };
    const env = { ...process.env, ...told, PARSE3D_SERVER };
    const { stdout, stderr } = spawnSync('python3', ['-c', program], { cwd: project, encoding: 'utf8', env });
    expect(stderr).toBe('');
    expect(stdout).toMatch(/^edge +found +9\d\.\d mL +sure/m);
    expect(stdout).toMatch(/^pizza +not-understood/m);
    expect(stdout).toMatch(/^labels\.nii\.gz: \d+ bytes/m);
  } finally {
    server.kill();
    await once(server, 'exit');
  }
});

test.runIf(isHeavy)('all of Mini on the phantom is what the terminal writes, byte for byte', () => {
  const phantom = at('public/samples/phantom.nii.gz');
  const text = 'What is in this scan?';
  const { stderr } = run(process.execPath, ['examples/segment-in-20-lines.mjs', phantom, text, 'all.nii.gz']);
  expect(stderr).toBe('');
  expect(readFileSync(join(project, 'all.nii.gz')).equals(parsed(phantom, '--all'))).toBe(true);
});
