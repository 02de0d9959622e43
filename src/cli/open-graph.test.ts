import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { globSync } from 'tinyglobby';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const GRAPH = join(ROOT, 'public/models/mini/text-encoder.onnx');
/** onnxruntime is silent too where these say that nobody is there whom it could tell of. */
const SILENCING = /^(?:CI|ORT_.*|.*_CI|GITHUB_ACTIONS|TF_BUILD|BUILD_.*|VITEST.*|NODE_OPTIONS)$/;

let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'parse3d-home-'));
});
afterEach(() => rmSync(home, { recursive: true }));

/** Runs a script as somebody does whose home is new. */
function run(script: string) {
  const own = Object.entries(process.env).filter(([name]) => !SILENCING.test(name));
  const env = { ...Object.fromEntries(own), HOME: home, XDG_CACHE_HOME: join(home, 'cache') };
  const given = ['--import', 'tsx', '--input-type=module', '--eval', script];
  return spawnSync(process.execPath, given, { cwd: ROOT, env, encoding: 'utf8' });
}

test('a graph that is opened leaves no trace of telemetry: no number for the machine, nothing to be sent', () => {
  const script = `
    const { openGraph } = await import('#cli/open-graph.ts');
    await (await openGraph(${JSON.stringify(GRAPH)}, { logSeverityLevel: 3 })).release();
    console.log('opened');`;
  const { stdout, stderr } = run(script);
  expect(stdout, stderr).toContain('opened');
  expect(readdirSync(home)).toEqual([]);
});

describe('in a worker thread, whose environment onnxruntime does not see,', () => {
  const inWorker = (before: string) => `
    import { Worker } from 'node:worker_threads';
    ${before}
    const code = \`import('tsx/esm/api').then(({ tsImport }) => tsImport('./src/cli/open-graph.ts', '${ROOT}/'))
      .then(({ openGraph }) => openGraph(${JSON.stringify(GRAPH)}, { logSeverityLevel: 3 }))
      .then(() => console.log('opened'), (error) => console.log(error.code, error.details.reason));\`;
    new Worker(code, { eval: true });`;

  test('a graph is not opened, and it is said what to do', () => {
    const { stdout, stderr } = run(inWorker(''));
    expect(stdout, stderr).toMatch(
      /runtime-unavailable .*Set the environment variable ORT_DISABLE_TELEMETRY=1/,
    );
    expect(stdout).not.toContain('opened');
    expect(readdirSync(home)).toEqual([]);
  });

  test('it is opened where the main thread had switched telemetry off', () => {
    const { stdout, stderr } = run(inWorker("process.env.ORT_DISABLE_TELEMETRY = '1';"));
    expect(stdout, stderr).toContain('opened');
    expect(readdirSync(home)).toEqual([]);
  });
});

test('nothing else opens graphs with onnxruntime-node', () => {
  const files = globSync(['src/**/*.{ts,tsx}', 'scripts/**/*.{ts,mjs}', 'examples/**/*.{ts,mjs}'], {
    cwd: ROOT,
    ignore: ['**/node_modules/**'],
  });
  const opening = files.filter((file) =>
    /^import (?!type ).* from 'onnxruntime-node'|import\('onnxruntime-node'\)/m.test(
      readFileSync(join(ROOT, file), 'utf8'),
    ),
  );
  expect(opening.toSorted()).toEqual(['scripts/graphs/in-node.mjs', 'src/cli/open-graph.ts']);
});
